"""What crosses the borders inside the terminal: frozen values, no behaviour that needs a library.

Images are RGB, `(height, width, 3) uint8`. Times named `_s` are seconds on the clock of the source
(monotonic for a camera, the recording's own time for a file).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from sync.protocol.content import Label, ListProfile, Retention
from sync.protocol.content import Phrase as Phrase  # the terminal's languages are the list's
from sync.protocol.zones import Zone

Image = NDArray[np.uint8]
Template = NDArray[np.float32]


def utc_now() -> datetime:
    """Return the system's time, for whoever has no trusted clock."""
    return datetime.now(UTC)


class SourceState(Enum):
    """What the picture source is doing, as the officer is told."""

    STARTING = "starting"
    LIVE = "live"
    BLACK = "black"  # frames come, but hold no light
    UNREADABLE = "unreadable"  # frames come, but empty, corrupt or too small
    BLANK = "blank"  # frames come, but of no place: one colour, a text on one, colour bars
    FROZEN = "frozen"  # one frame comes again and again
    LOST = "lost"  # no frames; opened again and again
    ENDED = "ended"  # a recording is over
    NONE = "none"  # a supervisor's desk has no camera


class TrackState(Enum):
    """What is known of a person in view; shown in colour and in shape."""

    LOOKING = "looking"  # no usable sample yet
    CAPTURED = "captured"  # a template was made, the comparison is under way
    UNCHECKED = "unchecked"  # a template was made, and there is no list to compare it with
    CLEAR = "clear"  # compared: on no list
    MUTED = "muted"  # compared: listed, and officers said of this person that it is not them
    ALERT = "alert"  # compared: a candidate above the threshold


class Answer(Enum):
    """What the officer says of an alert."""

    CONFIRMED = "confirmed"
    NOT_THIS_PERSON = "not_this_person"
    CANNOT_TELL = "cannot_tell"
    UNANSWERED = "unanswered"  # the terminal's own, once the person is long gone


class Advice(Enum):
    """What a visitor may do so that the terminal sees them well."""

    COME_CLOSER = "come_closer"
    STEP_BACK = "step_back"
    LOOK_HERE = "look_here"
    HOLD_STILL = "hold_still"
    UNCOVER_FACE = "uncover_face"  # a mask, a hand, a scarf
    INTO_THE_LIGHT = "into_the_light"
    OPEN_EYES = "open_eyes"


class LaneFault(Enum):
    """What is wrong with a lane whose camera delivers."""

    DARK = "dark"
    BLURRED = "blurred"
    MOVED = "moved"  # the camera looks elsewhere than it was set up to
    QUEUE = "queue"  # more people wait than the lane lets through
    STALLED = "stalled"  # pictures come, and nobody looks at them
    STROBING = "strobing"  # light comes and goes from picture to picture
    SMEARED = "smeared"  # parts of the pictures were lost on the way
    SIDEWAYS = "sideways"  # faces lie on their side, or stand on their head
    SQUEEZED = "squeezed"  # faces are too narrow or too wide: pixels are not square
    SLOW = "slow"  # too few of the pictures are looked at
    LATE = "late"  # decisions take too long
    UNREAD = "unread"  # too few of the people have a face that can be compared


NO_LABEL = Phrase(id="", en="")
FORMER_FOR = timedelta(days=1)  # an answer is told of beside the next alert of the reference
FORMER_KEPT = 5  # answers of a reference
NO_TRACK = -1  # of an alert whose person is not in view


class WatchList(ListProfile):
    """A list of persons of interest, as its owner published it.

    The defaults are those of a list that lives in a folder of this terminal.
    """

    list_id: str
    version: int
    issued_at: datetime  # with time zone
    category: Label = NO_LABEL  # empty: none is shown
    colour: str = ""  # #rrggbb; empty: the theme's own
    priority: int = 5  # 1 first .. 9
    officers: Literal[1, 2] = 1  # who must confirm an alert
    expires_at: datetime | None = None  # not served from then on
    retention: Retention = Retention()  # of its alerts
    confirmed_at: datetime | None = None  # when the data centre last said that this is the newest


@dataclass(frozen=True, slots=True)
class Reference:
    """A listed person's entry."""

    reference_id: str
    name: str
    list_id: str
    portrait: Image
    instruction: Phrase | None = None  # in place of the list's


def reference_key(list_id: str, reference_id: str) -> str:
    """Return what tells a reference from those of all lists."""
    return f"{list_id}/{reference_id}"


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture from a source."""

    number: int  # counts from 0
    time_s: float  # the source's clock
    captured_at: float  # time.monotonic() when it was there
    image: Image


@dataclass(frozen=True, slots=True)
class Track:
    """One person in view."""

    track_id: int
    box: Box
    state: TrackState
    quality: float  # of the latest sample, 0..1
    advice: Advice | None = None  # None: seen well enough
    mute: Mute | None = None  # the latest of this person, in state MUTED


@dataclass(frozen=True, slots=True)
class Odds:
    """How often somebody who is on no list looks so much like somebody on this one.

    A rate is FPIR = 1 - (1 - FMR)^N: a longer list has more people to be mistaken for. What
    several shots add was never measured, and is not in it.
    """

    fpir: float  # at the score, 0..1; beyond the calibration's last point along its slope
    measured: float  # no less than at the calibration's last point: nothing rarer was counted
    references: int  # N
    shots: int  # that the comparison rests on


@dataclass(frozen=True, slots=True)
class RightAlerts:
    """Of `answered` alerts, the officers confirmed so many; the others were not the person."""

    confirmed: int
    answered: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reference whose comparison score reached its list's threshold."""

    reference: Reference
    watch_list: WatchList
    score: float  # cosine, -1..1
    threshold: float  # cosine, -1..1
    fmr: float  # share of comparisons of different people that score as high, 0..1
    model_id: str | None = None  # of the templates that were compared; None: the terminal's own
    odds: Odds | None = None  # None: an earlier version compared them

    @property
    def reference_key(self) -> str:
        """Return what tells the reference from those of all lists."""
        return reference_key(self.watch_list.list_id, self.reference.reference_id)


@dataclass(frozen=True, slots=True)
class FormerAnswer:
    """What was answered to an earlier alert of the same reference."""

    alert_id: str
    answer: Answer
    officers: tuple[str, ...]
    decided_at: datetime  # with time zone
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Alert:
    """One person and one listed reference, on one visit or several: for the officer to decide."""

    alert_id: str
    track_id: int  # the live track of the person; NO_TRACK: they are not in view
    frame: int
    time_s: float
    box: Box
    captured: Image  # the best shot, cut out
    candidate: Candidate
    latency_ms: float  # from the frame's capture to this decision
    quality: float = 0.0  # of `captured`, 0..1; a better shot takes its place while the alert waits
    raised_at: datetime | None = None  # trusted time; None: not written down yet
    shots: tuple[Image, ...] = ()  # further best shots of the person, the best first
    sightings: tuple[datetime, ...] = ()  # when the person came back since, the latest last
    former: tuple[FormerAnswer, ...] = ()  # to earlier alerts of the reference, the latest first
    case_id: str = ""  # of the oldest open alert of this person and reference; empty: this one
    instead_of: str | None = None  # an alert whose person, in view too, looks less like it

    @property
    def reference_key(self) -> str:
        """Return what tells the reference from those of all lists."""
        return self.candidate.reference_key


@dataclass(frozen=True, slots=True, eq=False)
class Mute:
    """What officers said: this person is not the one of a reference. It ends by itself."""

    alert: Alert  # that was answered so, without further shots; its id is the mute's
    officers: tuple[str, ...]  # who said so
    since: datetime  # when the answer counted
    until: datetime  # fixed: no visit renews it

    @property
    def mute_id(self) -> str:
        """Return what `unmute` takes."""
        return self.alert.alert_id


@dataclass(frozen=True, slots=True)
class Decision:
    """An officer's answer."""

    alert_id: str
    answer: Answer
    decided_at: datetime  # with time zone
    officers: tuple[str, ...] = ()  # their numbers, at most two; nobody where there are no accounts
    reason: str = ""  # a code of `edge_app.desk.alerts.desk`


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """Who stands in front of the camera now: for 1:1 and 1:N on request. Never written anywhere."""

    track_id: int
    portrait: Image  # the best shot, cut out
    quality: float  # 0..1
    shots: int
    model_id: str  # of the current model
    templates: Mapping[str, Template]  # by model_id: (f,) float32, unit, fused from the best shots

    @property
    def template(self) -> Template:
        """Return the fused template of the current model."""
        return self.templates[self.model_id]


@dataclass(frozen=True, slots=True, eq=False)
class FaceSample:
    """One shot of somebody in view, by itself. Never written anywhere."""

    track_id: int
    portrait: Image  # cut out
    model_id: str  # of the current model
    template: Template  # its, of this shot alone
    captured_at: float  # time.monotonic() of its frame


@dataclass(frozen=True, slots=True)
class Counts:
    """What is kept of people who match nothing: numbers."""

    frames: int = 0
    people: int = 0  # tracks that were confirmed, or gave a template
    captured: int = 0  # tracks that gave a usable template
    alerts: int = 0


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """Another version of Gapura that is ready here."""

    version: str
    put_off_until: datetime | None  # None: it is taken at the next quiet minute
    following: datetime | None  # until when an officer may put it off; None: no longer


@dataclass(frozen=True, slots=True)
class SyncView:
    """How the terminal stands with its data centre."""

    waiting: int  # results that the data centre has not acknowledged
    unwritten: int  # alerts and answers that the disk did not take yet
    contact_at: datetime | None  # the data centre's last word; None: none yet
    unreachable: bool  # no word for longer than a heartbeat should take
    confirmed_at: datetime | None  # when it last said that the lists are the newest
    stale_after: timedelta  # a list not confirmed for so long is stale
    refused: str  # why an update was not accepted, in English for the technician; empty: none was
    fault: str  # why something cannot be written, in English; empty: all is well
    revoked: bool  # the data centre has shut this terminal out, or its lease is over
    outdated_after: timedelta | None = (
        None  # lists not confirmed for so long: said on the whole screen
    )
    connecting: bool = False  # the terminal has just started: neither reachable nor out
    disk_free: int | None = None  # bytes
    clock_skew: timedelta = timedelta(0)  # the trusted time less the system's clock
    clock_confirmed: bool = True  # by the data centre, since the terminal started
    clock_doubt: timedelta = timedelta(0)  # what the data centre says more than the trusted time
    update: WaitingUpdate | None = None  # that is ready here, and may wait
    lease_over: bool = False  # `revoked` by nobody: it was too long without the data centre
    # Why the data centre gives no new lists, by what was booted: wire.Attested's word; "": it does.
    withheld: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class LaneView:
    """All that a screen needs, taken in one moment."""

    frame: Frame | None
    source_state: SourceState
    source_detail: str  # English, for the technician; empty when all is well
    tracks: tuple[Track, ...]
    open_alerts: tuple[Alert, ...]  # oldest first, each waits for an answer
    counts: Counts
    fps: float  # frames analysed a second, over the last two seconds
    lists: tuple[WatchList, ...]
    references: int
    sync: SyncView | None = None  # None: a terminal without a data centre
    faults: tuple[LaneFault, ...] = ()  # the most pressing first
    mutes: tuple[Mute, ...] = ()  # those that last, the latest first
    lane_name: str = ""  # as the checkpoint calls this lane, and its people the checkpoint
    checkpoint_name: str = ""
    zone: Zone = "WIB"  # of the checkpoint
    camera_fps: float = 0.0  # pictures that the camera gave a second, over the last two seconds
    latency_ms: float | None = None  # median, from a picture to its decision; None: not known
    read_share: float | None = None  # of the last people, whose face was read; None: too few yet
    opening: bool = False  # what is not there yet may still come: the terminal has just started

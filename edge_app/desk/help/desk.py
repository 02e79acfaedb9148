"""Help between lanes: a call that arrives, and what became of it.

Nothing is claimed that another lane has not said: until then the officer reads that it is on its
way, and after ANSWER_S that nobody was reached. A call under duress is made like any other, and
shown nowhere here: no view, no row of the chain and no sound of this terminal tells of it. While it
goes on the encrypted store holds it, before its PIN opens the screen: a kiosk that was killed
calls on.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, wait
from datetime import datetime, timedelta
from typing import Protocol

from edge_app.desk.alerts.protocols import SoundPlayer
from edge_app.desk.help.calls import CALL_S, DURESS_S, Calls
from edge_app.desk.help.silent import SilentCalls
from edge_app.desk.help.views import HelpView
from edge_app.desk.lanes.desk import LanesDesk
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.sounds import Sound
from edge_app.domain import Alert, Image
from edge_app.errors import CallError
from edge_app.jpeg import from_jpeg, to_jpeg
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK
from edge_app.store.database import StoreDatabase
from edge_app.store.writer import WriteQueue
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LIFE, MAX_FACE, LaneMessage, NeighbourLane

POLL_INTERVAL_S = 0.5
SILENT_FACT = "silent-calls"  # in the kiosk's database
KEPT_WITHIN_S = 0.5  # a disk that takes longer keeps no threatened officer before a closed screen
FACE_SIDES = (320, 256, 192, 128)  # pixels: the first whose JPEG fits

log = logging.getLogger(__name__)


class Link(Protocol):
    """`LaneLink`. Every method raises CallError."""

    def lanes(self) -> Mapping[str, NeighbourLane]:
        """Return who can be called, by terminal."""

    def send(
        self,
        message: LaneMessage,
        to: Iterable[NeighbourLane],
        record: bool,
        life: timedelta = LIFE,
    ) -> None:
        """Send to these lanes, and where it is a `record` to the data centre; for a `life`.

        Where it raises, the data centre's copy waits all the same.
        """

    def receive(self) -> list[tuple[NeighbourLane, LaneMessage]]:
        """Return what came since."""


def face_of(image: Image) -> bytes:
    """Return a picture small enough for a call, as JPEG; empty where none is."""
    for side in FACE_SIDES:
        coded = to_jpeg(image, side)
        if len(coded) <= MAX_FACE:
            return coded
    return b""


class HelpDesk:
    """Every command returns at once, from any thread."""

    def __init__(
        self,
        link: Link | None,
        session: Callable[[], SessionView],
        sounds: SoundPlayer,
        audit_log: AuditLog,
        writes: WriteQueue,
        readers: ReaderPool,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        lanes: LanesDesk | None = None,
        database: StoreDatabase | None = None,
        carries: Callable[[], bool] = lambda: True,
    ) -> None:
        """`link`: None where there is no data centre, and so no other lane.

        `now`: the time that lanes share. `lanes`: what else is said between lanes; None: nothing.
        `database`: where silent calls outlive the process; None: nowhere. `carries`: whether
        something carries what is said to other lanes. Raise StoreError.
        """
        self._link, self._session, self._sounds = link, session, sounds
        self._audit_log, self._writes = audit_log, writes
        self._now, self._clock, self._lanes = now, clock, lanes
        self._lock = threading.Lock()  # guards the calls
        self._calls, self._silent = Calls(), SilentCalls()
        self._database, self._carries = database, carries
        self._kept = b"" if database is None else database.fact(SILENT_FACT) or b""
        self._silent.resume(self._kept, clock(), now())
        self.discreet = False  # visitors see the glass, and must not notice: a call knocks
        every_s = None if link is None else POLL_INTERVAL_S
        self._commands = readers.queue(self.poll, every_s=every_s)

    def view(self, *, shows: bool = True) -> HelpView:
        """Return what a screen needs, at this moment; what it `shows` counts as seen."""
        with self._lock:
            return self._calls.view(self._clock(), shows=shows)

    # ---- this lane's own call --------------------------------------------------------------------

    def call(self, alert: Alert, officer: str) -> None:
        """Call for help with `alert`; again where a call goes on."""
        with self._lock:
            now, at = self._clock(), self._now()
            outrun = self._calls.outrun(at)
            message = self._calls.again(now, possible=self._link is not None, at=at)
            if message is None:
                watch_list = alert.candidate.watch_list
                category = watch_list.category
                message = LaneMessage(
                    kind="call",
                    call_id=random_id(),
                    at=at,
                    officer=officer or None,
                    seconds=int(CALL_S),
                    alert_id=alert.alert_id,
                    priority=watch_list.priority,
                    category=category if category.id and category.en else None,
                )
                self._calls.begin(message, now, possible=self._link is not None)
        if outrun is not None:
            self._commands.submit(lambda: self._send(self._said("withdrawn", outrun, officer)))
        self._commands.submit(lambda: self._send_call(message, alert.captured))

    def _send_call(self, message: LaneMessage, picture: Image) -> None:
        if not self._send(message):
            with self._lock:
                self._calls.not_reached()
        elif face := face_of(picture):
            told = self._said("face", message, message.officer or "")
            self._send(told.model_copy(update={"face": face}), record=False)

    def withdraw(self) -> None:
        """End this lane's own call: nobody needs to come."""
        officer = self._officer()
        if officer is None:
            return
        with self._lock:
            message = self._calls.withdraw()
        if message is not None:
            self._note(officer, "help-withdrawn", message.call_id)
            self._commands.submit(lambda: self._send(self._said("withdrawn", message, officer)))

    def duress(self, officer: str) -> None:
        """Call silently: `officer` signed in with the PIN that says that they are threatened.

        It goes on by itself, whatever fails at first. Return once the disk has it, or after
        KEPT_WITHIN_S: whoever sees the screen open may cut the power at once.
        """
        message = LaneMessage(
            kind="call",
            call_id=random_id(),
            at=self._now(),
            officer=officer or None,
            cause="duress",
            seconds=int(DURESS_S),
        )
        with self._lock:
            self._silent.begin(message, self._clock())
            kept = self._keep_silent()
        self._commands.refresh()
        if kept is not None:
            wait((kept,), KEPT_WITHIN_S)

    def no_duress(self) -> None:
        """Write as much as `duress` and take as long, for the PIN that calls nobody.

        Else whoever stands there could tell them apart where the disk is full, or slow.
        """
        with self._lock:
            kept = self._keep_silent(anew=True)
        if kept is not None:
            wait((kept,), KEPT_WITHIN_S)

    # ---- calls of other lanes --------------------------------------------------------------------

    def come(self, call_id: str) -> None:
        """Say that who works here goes to the caller."""
        officer = self._officer()
        if officer is None:
            return
        with self._lock:
            call = self._calls.come(call_id, officer, self._clock())
        if call is not None:
            self._note(officer, "help-coming", call_id)
            said = self._said("coming", call.message, officer)
            self._commands.submit(lambda: self._send(said))

    def hide(self, call_id: str) -> None:
        """Take another lane's call off the screen here."""
        if self._officer() is not None:
            with self._lock:
                self._calls.hide(call_id)

    # ---- what goes on by itself ------------------------------------------------------------------

    def poll(self) -> None:
        """Receive, tell callers that their call is on the screen, and let calls be heard."""
        link = self._link
        if link is None:
            return
        try:
            came = link.receive()
        except CallError as error:
            log.info("%s", error)
            came = []
        pictures = [from_jpeg(message.face) if message.face else None for _, message in came]
        officer, carried = self._officer(), self._carries()
        with self._lock:
            now, self._calls.carried = self._clock(), carried
            for (lane, message), picture in zip(came, pictures, strict=True):
                self._calls.take(lane.terminal_id, lane.name, message, picture, now)
                self._silent.take(lane.terminal_id, message)
            self._calls.end(now)
            audible = self._calls.audible(now)
            unseen = self._calls.unseen(officer is not None)
        self._call_silently(link)
        if self._lanes is not None:
            self._exchange(self._lanes, came, pictures)
        for call in unseen:
            seen = self._said("seen", call.message, officer or "")
            attended = {"attended": officer is not None}
            self._send(seen.model_copy(update=attended), only=call.sender)
        if audible is not None:
            # Whoever threatens the officer next door hears an alert like any other.
            plain = Sound.NORMAL if audible.cause == "duress" else Sound.ESCALATION
            self._sounds.play(Sound.KNOCK if self.discreet else plain)

    # ---- how -------------------------------------------------------------------------------------

    def _keep_silent(self, anew: bool = False) -> Future[None] | None:
        """Let the disk have what goes on; None: it has, and not `anew`. The lock is held."""
        database, kept = self._database, self._silent.to_json()
        if database is None or (kept == self._kept and not anew):
            return None
        self._kept = kept
        return self._writes.submit(lambda: database.put_fact(SILENT_FACT, kept))

    def _call_silently(self, link: Link) -> None:
        """Send what is due of calls under duress. What fails is due at the next poll again."""
        with self._lock:
            self._keep_silent()
            if not self._silent:
                return
        try:
            lanes = link.lanes()
        except CallError as error:
            log.info("%s", error)
            lanes = {}
        with self._lock:
            due = self._silent.due(lanes, self._clock(), self._now())
            self._keep_silent()
        for saying in due:
            try:
                to = [lanes[each] for each in saying.to]
                link.send(saying.message, to, record=saying.record)
            except CallError as error:
                log.info("%s", error)
            else:
                with self._lock:
                    self._silent.sent(saying, self._clock())

    def _exchange(
        self,
        desk: LanesDesk,
        came: Iterable[tuple[NeighbourLane, LaneMessage]],
        pictures: Iterable[Image | None],
    ) -> None:
        """Give `desk` what came, and send what it has to say."""
        for (lane, message), picture in zip(came, pictures, strict=True):
            desk.take(lane.terminal_id, message, picture)
        for one in desk.due(self._names()):
            message = one.message
            if one.face is not None:
                message = message.model_copy(update={"face": face_of(one.face)})
            for only in one.to or (None,):
                self._send(message, only, record=False, life=one.life)

    def _names(self) -> dict[str, str]:
        """Return the names of the other lanes, by terminal."""
        try:
            lanes = {} if self._link is None else self._link.lanes()
        except CallError as error:
            log.info("%s", error)
            return {}
        return {terminal_id: lane.name for terminal_id, lane in lanes.items()}

    def _send(
        self,
        message: LaneMessage,
        only: str | None = None,
        *,
        record: bool = True,
        life: timedelta = LIFE,
    ) -> bool:
        """Send to all lanes, or to one; return whether there was anybody to send to."""
        if self._link is None:
            return False
        try:
            lanes = self._link.lanes()
            to = [lane for each, lane in lanes.items() if only is None or each == only]
            self._link.send(message, to, record=record and only is None, life=life)
        except CallError as error:
            log.info("%s", error)
            return False
        return bool(to)

    def _said(self, kind: str, about: LaneMessage, officer: str) -> LaneMessage:
        return LaneMessage.model_validate(
            {
                "kind": kind,
                "call_id": about.call_id,
                "at": self._now(),
                "officer": officer or None,
                "cause": about.cause,
            }
        )

    def _officer(self) -> str | None:
        """Return the number of who may go and call, empty without accounts; None: nobody."""
        session = self._session()
        allowed = session.working and may(session.role, Action.ANSWER_ALERT)
        return session.number if allowed else None

    def _note(self, officer: str, action: str, call_id: str) -> None:
        self._writes.submit(lambda: self._audit_log.note(officer or KIOSK, action, call_id))

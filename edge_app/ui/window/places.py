"""The places of the kiosk: one row each, with its screen, who may go there, and its button.

The rail, the window and the pictures of the screens read this table: a new screen is a new row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from edge_app.desk.desk import Desk
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.sounds import Sound
from edge_app.desk.technician.steps import Step, StepState
from edge_app.ui.cases import words as cases_words
from edge_app.ui.cases.screen import CasesScreen
from edge_app.ui.kit.screen import Screen
from edge_app.ui.lane.screen import LaneScreen
from edge_app.ui.lanes.screen import LanesScreen
from edge_app.ui.practice.screen import PracticeScreen
from edge_app.ui.records import statistics_words
from edge_app.ui.records.history_screen import HistoryScreen
from edge_app.ui.records.statistics_screen import StatisticsScreen
from edge_app.ui.session import handover_words, settings_words
from edge_app.ui.session.handover_screen import HandoverScreen
from edge_app.ui.session.note_screen import NoteScreen
from edge_app.ui.session.pin_screen import PinScreen
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.technician import steps_words, trials_words
from edge_app.ui.technician import words as technician_words
from edge_app.ui.technician.acceptance_screen import AcceptanceParts, AcceptanceScreen
from edge_app.ui.technician.screen import CameraScreen
from edge_app.ui.technician.steps_screen import StepParts, StepsScreen
from edge_app.ui.technician.trials_screen import Loudspeaker, TrialsScreen
from edge_app.ui.text import shared_words
from edge_app.ui.text.message import Message
from edge_app.ui.verify.identify_screen import IdentifyScreen
from edge_app.ui.verify.screen import VerifyScreen
from edge_app.ui.visitors import words as visitors_words
from edge_app.ui.visitors.screen import VisitorsScreen
from edge_app.ui.window.line_icon import LineIcon


@dataclass(frozen=True, slots=True)
class ScreenParts:
    """What screens are made of.

    `go` leads to another place, if the officer may go there; `close` ends the kiosk, if they may;
    `end_check` leads back to the alert whose person's document was checked; `restart` ends the
    kiosk and starts it anew.
    """

    desk: Desk
    lane_screen: LaneScreen
    go: Callable[[Place], None]
    close: Callable[[], None]
    end_check: Callable[[], None]
    restart: Callable[[], None] | None  # None: nothing starts it anew


def _verify(parts: ScreenParts) -> Screen:
    screen = VerifyScreen(parts.desk.verification)
    screen.searching.connect(lambda: parts.go(Place.IDENTIFY))
    screen.checked.connect(parts.end_check)
    return screen


def _visitors(parts: ScreenParts) -> Screen:
    def verify(visitor_id: str) -> None:
        parts.go(Place.VERIFY)
        parts.desk.verification.by_visitor(visitor_id)

    screen = VisitorsScreen(parts.desk.visitors)
    screen.verify.connect(verify)
    return screen


def _cases(parts: ScreenParts) -> Screen:
    screen = CasesScreen(parts.desk.cases)
    screen.history_wanted.connect(lambda: parts.go(Place.HISTORY))
    screen.lanes_wanted.connect(lambda: parts.go(Place.LANES))
    screen.photograph_wanted.connect(parts.desk.photograph.open)
    return screen


def _settings(parts: ScreenParts) -> Screen:
    desk = parts.desk
    screen = SettingsScreen(
        desk.preferences,
        lambda: desk.sounds.play(Sound.NORMAL),
        lambda: desk.sounds.fault,
        desk.lane.accept_view,
        parts.close,
    )
    screen.pin_wanted.connect(lambda: parts.go(Place.PIN))
    screen.practice_wanted.connect(lambda: parts.go(Place.PRACTICE))
    return screen


def _loudspeaker(parts: ScreenParts) -> Loudspeaker:
    sounds = parts.desk.sounds
    return Loudspeaker(
        lambda: sounds.play(Sound.NORMAL), lambda: sounds.fault, lambda: sounds.volume <= 0.0
    )


def _step_parts(parts: ScreenParts) -> StepParts:
    desk = parts.desk
    return StepParts(desk.steps, desk.link_trial, desk.check, _loudspeaker(parts))


def _steps(parts: ScreenParts) -> Screen:
    screen = StepsScreen(_step_parts(parts))
    screen.camera_wanted.connect(lambda: parts.go(Place.CAMERA))
    screen.acceptance_wanted.connect(lambda: parts.go(Place.ACCEPTANCE))
    screen.trials_wanted.connect(lambda: parts.go(Place.TRIALS))
    return screen


def _acceptance(parts: ScreenParts) -> Screen:
    desk = parts.desk
    screen = AcceptanceScreen(
        AcceptanceParts(_step_parts(parts), desk.alert_trial, desk.acceptance)
    )
    screen.back_wanted.connect(lambda: parts.go(Place.STEPS))
    return screen


def _trials(parts: ScreenParts) -> Screen:
    desk = parts.desk

    def touched(whole: bool) -> None:
        desk.steps.note(Step.TOUCH, StepState.DONE if whole else StepState.FAILING)

    return TrialsScreen(desk.link_trial, desk.check, _loudspeaker(parts), parts.restart, touched)


def _pin(parts: ScreenParts) -> Screen:
    screen = PinScreen(parts.desk.session)
    screen.back_wanted.connect(lambda: parts.go(Place.SETTINGS))
    return screen


def _practice(parts: ScreenParts) -> Screen:
    screen = PracticeScreen(parts.desk.practice)
    screen.back_wanted.connect(lambda: parts.go(Place.SETTINGS))
    return screen


def _handover(parts: ScreenParts) -> Screen:
    desk = parts.desk
    screen = HandoverScreen(desk.session, desk.summaries, desk.handover)
    home = Place.LANES if desk.lanes.is_desk else Place.LANE
    screen.back_wanted.connect(lambda: parts.go(home))
    screen.note_wanted.connect(lambda: parts.go(Place.NOTE))
    return screen


def _note(parts: ScreenParts) -> Screen:
    screen = NoteScreen(parts.desk.handover)
    screen.back_wanted.connect(lambda: parts.go(Place.HANDOVER))
    return screen


# Icons, in the unit square.
_LANE = LineIcon(
    ellipses=((0.34, 0.18, 0.66, 0.5),),
    arcs=((0.2, 0.58, 0.8, 1.18, 0, 180),),
    lines=(
        ((0.2, 0), (0, 0), (0, 0.2)),
        ((0.8, 0), (1, 0), (1, 0.2)),
        ((0.2, 1), (0, 1), (0, 0.8)),
        ((0.8, 1), (1, 1), (1, 0.8)),
    ),
)
_LANES = LineIcon(
    boxes=(
        (0.04, 0.08, 0.44, 0.44),
        (0.56, 0.08, 0.96, 0.44),
        (0.04, 0.56, 0.44, 0.92),
        (0.56, 0.56, 0.96, 0.92),
    ),
)
_CARD = LineIcon(
    cards=((0, 0.15, 1, 0.85),),
    ellipses=((0.14, 0.3, 0.38, 0.54),),
    arcs=((0.1, 0.58, 0.42, 0.9, 0, 180),),
    lines=(((0.55, 0.38), (0.86, 0.38)), ((0.55, 0.6), (0.86, 0.6))),
)
_PEOPLE = LineIcon(
    ellipses=((0.24, 0.08, 0.56, 0.4),),
    arcs=(
        (0.08, 0.48, 0.72, 1.3, 0, 180),
        (0.56, 0.14, 0.84, 0.42, -90, 180),
        (0.5, 0.5, 1.0, 1.2, 0, 80),
    ),
)
_FOLDER = LineIcon(
    lines=(
        (
            (0.04, 0.16),
            (0.36, 0.16),
            (0.48, 0.3),
            (0.96, 0.3),
            (0.96, 0.88),
            (0.04, 0.88),
            (0.04, 0.16),
        ),
        ((0.28, 0.58), (0.72, 0.58)),
    ),
)
_COLUMNS = LineIcon(
    boxes=((0.1, 0.6, 0.3, 0.96), (0.4, 0.2, 0.6, 0.96), (0.7, 0.42, 0.9, 0.96)),
    lines=(((0.04, 0.96), (0.96, 0.96)),),
)
_SLIDERS = LineIcon(
    lines=(
        ((0.04, 0.2), (0.96, 0.2)),
        ((0.04, 0.5), (0.96, 0.5)),
        ((0.04, 0.8), (0.96, 0.8)),
    ),
    dots=((0.7, 0.2, 0.1), (0.3, 0.5, 0.1), (0.58, 0.8, 0.1)),
)
_CAMERA = LineIcon(
    cards=((0, 0.26, 1, 0.9),),
    ellipses=((0.3, 0.38, 0.7, 0.78),),
    lines=(((0.3, 0.26), (0.38, 0.12), (0.62, 0.12), (0.7, 0.26)),),
)
_GAUGE = LineIcon(
    arcs=((0.04, 0.18, 0.96, 1.1, 0, 180),),
    lines=(((0.04, 0.64), (0.04, 0.78), (0.96, 0.78), (0.96, 0.64)), ((0.5, 0.64), (0.72, 0.38))),
    dots=((0.5, 0.64, 0.06),),
)
_LADDER = LineIcon(  # rows, each ticked off
    lines=(
        ((0.04, 0.18), (0.13, 0.28), (0.3, 0.08)),
        ((0.04, 0.52), (0.13, 0.62), (0.3, 0.42)),
        ((0.46, 0.18), (0.96, 0.18)),
        ((0.46, 0.52), (0.96, 0.52)),
        ((0.46, 0.86), (0.96, 0.86)),
    ),
    dots=((0.16, 0.86, 0.06),),
)
_DOOR = LineIcon(
    lines=(
        ((0.55, 0.08), (0.08, 0.08), (0.08, 0.92), (0.55, 0.92)),
        ((0.38, 0.5), (0.96, 0.5)),
        ((0.74, 0.28), (0.96, 0.5), (0.74, 0.72)),
    )
)


@dataclass(frozen=True, slots=True)
class _Row:
    make_screen: Callable[[ScreenParts], Screen]
    action: Action | None = None  # that the officer must be allowed; None: everybody is
    button: tuple[Message, LineIcon] | None = None  # in the rail; None: another screen leads there
    under: _Row | None = None  # the place whose screen leads there: its button stays marked
    with_accounts: bool = False  # only where officers have accounts
    with_camera: bool = False  # a desk without a lane of its own has nothing to show there
    names_people: bool = False  # others than who stands there: visitors must not read it


class Place(Enum):
    """A place of the kiosk, in the order of the rail."""

    SIGN_IN = _Row(lambda parts: SignInScreen(parts.desk.session))
    LANE = _Row(
        lambda parts: parts.lane_screen,
        Action.SEE_LANE,
        (shared_words.LANE, _LANE),
        with_camera=True,
    )
    LANES = _Row(
        lambda parts: LanesScreen(parts.desk.lanes),
        Action.SECOND_ANSWER,
        (shared_words.ALL_LANES, _LANES),
    )
    VERIFY = _Row(_verify, Action.VERIFY, (shared_words.VERIFY, _CARD), with_camera=True)
    VISITORS = _Row(
        _visitors, Action.SEE_VISITORS, (visitors_words.LABEL, _PEOPLE), names_people=True
    )
    CASES = _Row(
        _cases,
        Action.FOLLOW_CASE,
        (cases_words.TITLE, _FOLDER),
        with_camera=True,
        names_people=True,
    )
    HISTORY = _Row(
        lambda parts: HistoryScreen(parts.desk.history),
        Action.SEE_HISTORY,
        under=CASES,
        with_camera=True,
        names_people=True,
    )
    FIGURES = _Row(
        lambda parts: StatisticsScreen(parts.desk.statistics),
        Action.SEE_STATISTICS,
        (statistics_words.TITLE, _COLUMNS),
        with_camera=True,
    )
    IDENTIFY = _Row(
        lambda parts: IdentifyScreen(parts.desk.identification),
        Action.IDENTIFY,
        under=VERIFY,
        with_camera=True,
        names_people=True,
    )
    SETTINGS = _Row(_settings, None, (settings_words.LABEL, _SLIDERS))
    STEPS = _Row(_steps, Action.TEST_TERMINAL, (steps_words.LABEL, _LADDER))
    ACCEPTANCE = _Row(_acceptance, Action.TEST_TERMINAL, under=STEPS, with_camera=True)
    CAMERA = _Row(
        lambda parts: CameraScreen(parts.desk.camera),
        Action.TEND_CAMERA,
        (technician_words.LABEL, _CAMERA),
        with_camera=True,
    )
    TRIALS = _Row(_trials, Action.TEST_TERMINAL, (trials_words.LABEL, _GAUGE))
    PIN = _Row(_pin, under=SETTINGS, with_accounts=True)
    PRACTICE = _Row(_practice, Action.PRACTISE, under=SETTINGS, with_accounts=True)
    HANDOVER = _Row(
        _handover,
        Action.HAND_OVER,
        (handover_words.LABEL, _DOOR),
        with_accounts=True,
        names_people=True,  # notes may
    )
    NOTE = _Row(_note, Action.HAND_OVER, under=HANDOVER, with_accounts=True, names_people=True)

    @property
    def button(self) -> tuple[Message, LineIcon] | None:
        """Return label and icon in the rail; None: another screen leads there."""
        return self.value.button

    @property
    def names_people(self) -> bool:
        """Return whether others than who stands there are named, as no visitor may read it."""
        return self.value.names_people

    def marked(self, is_desk: bool = False) -> Place:
        """Return the place whose button in the rail is marked here."""
        row: _Row = self.value
        if self is Place.LANES and not is_desk:  # a lane's rail is full: its cases lead there
            return Place.CASES
        return self if row.under is None else Place(row.under)

    def is_open(self, session: SessionView, is_desk: bool = False) -> bool:
        """Return whether the officer may go there; the sign-in is where nobody works.

        `is_desk`: the terminal has no camera.
        """
        row: _Row = self.value
        if self is Place.SIGN_IN or not session.working or (row.with_camera and is_desk):
            return False
        if self is Place.LANES and is_desk and session.open_mode:
            return True
        if row.with_accounts and session.open_mode:
            return False
        return row.action is None or may(session.role, row.action)


def open_places(session: SessionView, is_desk: bool = False) -> tuple[Place, ...]:
    """Return where the officer may go, in the order of the rail."""
    return tuple(place for place in Place if place.is_open(session, is_desk))


def rail_places(session: SessionView, is_desk: bool = False) -> tuple[Place, ...]:
    """Return the places that have a button in the rail."""
    places = open_places(session, is_desk)
    return tuple(place for place in places if place.button and place.marked(is_desk) is place)


class Screens(dict[Place, Screen]):
    """The screens by their places, each made when it is first asked for: a shift opens a few."""

    def __init__(self, parts: ScreenParts, adopt: Callable[[Screen], None]) -> None:
        """`adopt` is given each new one."""
        super().__init__()
        self._parts, self._adopt = parts, adopt

    def __missing__(self, place: Place) -> Screen:
        """Make the screen of a place."""
        row: _Row = place.value
        screen = self[place] = row.make_screen(self._parts)
        self._adopt(screen)
        return screen

"""All lanes at a supervisor's desk: their queue, and a case for the second officer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.lanes.views import (
    LanesView,
    Refusal,
    SecondAnswer,
    WatchedCase,
    WatchedLane,
)
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Alert, Answer, LaneFault, LaneView, Reference, SourceState
from edge_app.ui.lanes.screen import LanesScreen
from edge_app.ui.screenshots.fake_desk import FakeLanes
from edge_app.ui.screenshots.scene import Scene, touching
from edge_app.ui.window.places import Place

LIVE = SourceState.LIVE


def lanes_scenes(lane: LaneView, alerts: Sequence[Alert], wall: datetime) -> Iterator[Scene]:
    """Yield scenes at `wall`; cases of other lanes are about `alerts`."""
    began = wall - timedelta(hours=4)
    session = SessionView(
        SessionState.SIGNED_IN,
        SignedIn("2001", "Nurul Aini", OfficerRole.SUPERVISOR, began),
        shift=ShiftView("s", "2001", "Nurul Aini", began),
    )
    desk = replace(
        lane, frame=None, tracks=(), source_state=SourceState.NONE, lane_name="Meja pengawas"
    )
    cases = tuple(_cases(alerts))
    full = LanesView(True, _lanes(), cases)

    def scene(
        name: str, view: LanesView, opened: int | None = None, pin: str = "", sent: bool = False
    ) -> Scene:
        def screen() -> LanesScreen:
            return LanesScreen(FakeLanes(view))

        def touch(shown: LanesScreen) -> None:
            shown.queue.chosen.emit(opened)
            if pin:
                shown.page.begin(Answer.CONFIRMED)
                for digit in pin:
                    shown.page.panel.typed.emit(digit)
                if sent:
                    shown.page.panel.sent.emit()

        touched = None if opened is None else touching(LanesScreen, touch)
        return Scene(name, desk, Place.LANES, session, screen=screen, touch=touched)

    yield scene("lanes", full)
    quiet = tuple(replace(one, cases=0) for one in _lanes()[:3])
    yield scene("lanes-quiet", LanesView(True, quiet))
    yield scene("lanes-none", LanesView(allowed=True))
    yield scene("lane-case-second", full, 0)
    yield scene("lane-case-pin", full, 0, "1234")
    yield scene("lane-case-pin-wrong", full, 0, "123456", sent=True)
    yield scene("lane-case-open", full, 1)
    first = cases[0]
    said = SecondAnswer(Answer.CONFIRMED)
    taken = replace(said, taken=True, first=Answer.CANNOT_TELL, first_officer="1001")
    unheard = replace(said, refused=Refusal.UNHEARD)
    for name, case in (
        ("lane-case-sent", replace(first, may_answer=False, said=said)),
        (
            "lane-case-taken",
            replace(first, may_answer=False, said=taken, step="answered"),
        ),
        ("lane-case-unheard", replace(first, said=unheard)),
    ):
        yield scene(name, replace(full, cases=(case, *cases[1:])), 0)


def _lanes() -> tuple[WatchedLane, ...]:
    def lane(number: int, **more: object) -> WatchedLane:
        made = WatchedLane(
            str(number) * 32, f"Lajur {number}", heard=True, camera=LIVE, attended=True
        )
        return replace(made, **more)  # type: ignore[arg-type]

    return (
        lane(1, cases=2),
        lane(2, cases=1),
        lane(3, faults=(LaneFault.DARK,)),
        lane(4, camera=SourceState.LOST),
        lane(5, attended=False),
        lane(6, heard=False),
        lane(7),
        lane(8, name="Lajur kendaraan dinas dan tamu kenegaraan"),
    )


def _cases(alerts: Sequence[Alert]) -> Iterator[WatchedCase]:
    first, second = alerts[0], alerts[-1]

    def case(number: int, alert: Alert, waited: int) -> WatchedCase:
        return WatchedCase(
            terminal_id=str(number) * 32,
            lane=f"Lajur {number}",
            alert_id=f"{number}{alert.alert_id}",
            watch_list=alert.candidate.watch_list,
            reference=alert.candidate.reference,
            face=alert.captured,
            waited=timedelta(seconds=waited),
            here=True,
            step="open",
            may_answer=False,
        )

    yield replace(case(1, first, 42), step="second", may_answer=True)
    yield case(2, second, 12)
    unknown = Reference("x", "", "x", first.captured)
    yield replace(case(1, second, 300), reference=unknown, face=None, watch_list=None, here=False)

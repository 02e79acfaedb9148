"""Another version is ready: what the lane says of it, and the touch that lets it wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from edge_app.desk.session.views import OPEN, SessionState, SessionView, SignedIn
from edge_app.domain import WaitingUpdate
from edge_app.ui.lane.update_presenter import present_update
from edge_app.ui.look import theme
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.text.language import Language, moment
from sync.protocol.content import OfficerRole
from tests.edge_app.ui.conftest import WALL, Screen

LATER, LAST = WALL + timedelta(hours=4), WALL + timedelta(hours=6)
READY = WaitingUpdate("0.4.0", None, LATER)


def ready(screen: Screen, update: WaitingUpdate | None) -> None:
    screen.show(sync=replace(SYNC, update=update))


def test_a_touch_lets_it_wait_until_the_time_that_is_on_the_key(screen: Screen) -> None:
    bar = screen.window.lane_screen.update_bar
    touched: list[int] = []
    bar.put_off.connect(lambda: touched.append(1))
    assert bar.isHidden()
    ready(screen, READY)
    assert bar.isVisible()
    assert bar.chip.text().splitlines() == [
        "Versi 0.4.0 siap. Layar mati sebentar saat lajur sepi.",
        f"Tunda sampai {moment(LATER, Language.ID, WALL)}",
    ]
    screen.touch(bar.chip)
    assert touched == [1]
    ready(screen, WaitingUpdate("0.4.0", LATER, LAST))
    screen.touch(bar.chip)  # the second tap meets the next time
    assert touched == [1]
    screen.pass_time(2 * theme.STEP_GUARD_S)
    screen.touch(bar.chip)
    assert touched == [1, 1]
    ready(screen, WaitingUpdate("0.4.0", LAST, None))
    assert bar.chip.text() == f"Versi 0.4.0 ditunda sampai {moment(LAST, Language.ID, WALL)}."
    assert not bar.chip.isEnabled()  # operators allow no more
    ready(screen, None)
    assert bar.isHidden()


def test_only_who_may_answer_alerts_is_asked(screen: Screen) -> None:
    view = replace(screen.lane.now_view, sync=replace(SYNC, update=READY))
    assert present_update(view, OPEN, Language.EN, WALL) is not None
    nobody = SessionView(SessionState.WAITING)
    assert present_update(view, nobody, Language.EN, WALL) is None
    technician = SignedIn("7001", "Joko", OfficerRole.TECHNICIAN, WALL)
    session = SessionView(SessionState.SIGNED_IN, technician)
    assert present_update(view, session, Language.EN, WALL) is None


def test_the_desk_passes_on_who_lets_it_wait(screen: Screen) -> None:
    asked: list[str] = []
    replace(screen.desk, let_wait=asked.append).put_off_update()
    assert asked == ["kiosk"]  # a terminal without accounts
    screen.desk.put_off_update()  # of a kiosk that nobody updates
    assert len(asked) == 1

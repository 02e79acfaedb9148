"""From screen to screen with a finger, and the settings that change how they look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from edge_app.desk.session.preferences import Name, Preferences
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import OPEN, SessionState, SessionView, SignedIn
from edge_app.domain import LaneFault
from edge_app.ui.lane import fault_words
from edge_app.ui.look import theme
from edge_app.ui.screenshots.lane_scenes import WALL
from edge_app.ui.session.settings_presenter import present_settings
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place, open_places
from tests.edge_app.ui.conftest import Screen


def signed_in(role: OfficerRole) -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn("A-1", "Sari", role, WALL))


def settings_screen(screen: Screen) -> SettingsScreen:
    page = screen.window.screens[Place.SETTINGS]
    assert isinstance(page, SettingsScreen)
    return page


def test_everybody_finds_the_keys_of_their_work() -> None:
    officer, technician = (
        open_places(signed_in(OfficerRole.OFFICER)),
        open_places(signed_in(OfficerRole.TECHNICIAN)),
    )
    assert Place.VERIFY in officer
    assert Place.IDENTIFY not in officer
    assert Place.IDENTIFY in open_places(signed_in(OfficerRole.SUPERVISOR))
    assert not {Place.VERIFY, Place.VISITORS, Place.HISTORY} & set(technician)
    assert officer[-2:] == (Place.HANDOVER, Place.NOTE)
    assert Place.HANDOVER not in open_places(OPEN)
    assert open_places(SessionView(SessionState.LOCKED)) == ()


def test_wherever_an_officer_is_a_button_is_marked() -> None:
    for role in OfficerRole:
        for place in open_places(signed_in(role)):
            assert place.marked().button is not None
    assert Place.IDENTIFY.marked() is Place.VERIFY


def test_a_finger_goes_to_the_settings_and_back(screen: Screen) -> None:
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    assert screen.window.place is Place.SETTINGS
    assert screen.window.screens[Place.SETTINGS].isVisible()
    assert not screen.window.lane_screen.isVisible()
    screen.touch(screen.window.rail.buttons[Place.LANE])
    assert screen.window.lane_screen.isVisible()


def test_every_key_of_the_rail_leads_somewhere(screen: Screen) -> None:
    for place, key in screen.window.rail.buttons.items():
        if key.isVisible():
            screen.touch(key)
            assert screen.window.place is place
            assert screen.window.screens[place].isVisible()
            assert key.isChecked()


def test_a_screen_is_made_when_somebody_goes_there_and_looks_like_the_rest(screen: Screen) -> None:
    assert set(screen.window.screens) == {Place.LANE}
    screen.desk.preferences.put("look", "light", "")
    screen.window.resize(1440, 900)
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    assert set(screen.window.screens) == {Place.LANE, Place.SETTINGS}
    page, lane = settings_screen(screen), screen.window.lane_screen
    assert page.geometry() == lane.geometry()
    assert page._style is screen.window.style_now
    children = screen.window.children()
    assert children.index(page) < children.index(screen.window.photograph.page)


def test_light_is_light_at_once(screen: Screen) -> None:
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    settings = settings_screen(screen)
    screen.touch(settings.buttons["look", "light"])
    screen.window.refresh()
    assert screen.window.style_now.palette is theme.LIGHT
    shot = screen.window.grab().toImage()
    corner = shot.pixelColor(screen.window.width() - 3, screen.window.height() - 3)
    assert corner.lightness() > 200


def test_text_grows_as_it_is_set(screen: Screen) -> None:
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    settings = settings_screen(screen)
    before = screen.window.style_now.font_px(theme.TextRole.BODY)
    screen.touch(settings.buttons["text", "200"])
    screen.window.refresh()
    assert screen.window.style_now.font_px(theme.TextRole.BODY) == 2 * before


@pytest.mark.parametrize("choice", [("text", "200"), ("side", "left")])
def test_a_second_tap_meets_no_key_that_the_first_one_moved(
    screen: Screen, choice: tuple[Name, str]
) -> None:
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    settings = settings_screen(screen)
    settings.area.ensureWidgetVisible(settings.buttons[choice])
    screen.touch(settings.buttons[choice])
    screen.pass_time(0.1)
    screen.touch(screen.window.rail.buttons[Place.LANE])  # whatever stands there now
    assert settings.isVisible()
    screen.pass_time(theme.STEP_GUARD_S)
    screen.touch(screen.window.rail.buttons[Place.LANE])
    assert settings.isHidden()


def test_the_language_can_be_set_there_too(screen: Screen, texts: Callable[..., Any]) -> None:
    screen.touch(screen.window.rail.buttons[Place.SETTINGS])
    screen.touch(settings_screen(screen).buttons["language", "en"])
    screen.window.refresh()
    assert screen.window.language is Language.EN
    assert "Screen and sound" in texts()


@pytest.mark.parametrize("fault", LaneFault)
def test_what_is_wrong_with_the_lane_is_said_with_what_to_do(
    screen: Screen, texts: Callable[..., Any], fault: LaneFault
) -> None:
    screen.show(faults=(fault,))
    sentence = getattr(fault_words, fault.name).text.partition("{")[0]  # before a figure
    step = getattr(fault_words, f"{fault.name}_STEP").text
    assert any(text.startswith(sentence) and text.endswith(".") for text in texts())
    assert step in texts()
    screen.show(faults=())
    assert step not in texts()


def test_forty_touches_a_second_leave_one_screen(screen: Screen) -> None:
    keys = [key for key in screen.window.rail.buttons.values() if key.isVisible()]
    for n in range(200):
        screen.press(keys[n % len(keys)])
        screen.release(keys[n % len(keys)])
    application().processEvents()
    shown = [one for one in screen.window.screens.values() if one.isVisible()]
    assert len(shown) == 1


def test_only_who_may_sets_what_others_are_held_to() -> None:
    def names(role: Any) -> Any:
        return {one.name for one in present_settings(Preferences(), role, Language.ID)}

    assert {"look", "text", "volume"} <= names(OfficerRole.OFFICER)
    assert {"idle_lock_s", "escalate_after_s", "liveness"} <= names(OfficerRole.SUPERVISOR)
    assert not {"idle_lock_s", "escalate_after_s", "liveness"} & names(OfficerRole.OFFICER)


def test_the_time_until_help_is_called_is_the_one_that_was_set(screen: Screen) -> None:
    assert screen.desk.alerts.view().escalate_after_s == 30
    screen.desk.preferences.put("escalate_after_s", "15", "2001")
    assert screen.desk.alerts.view().escalate_after_s == 15

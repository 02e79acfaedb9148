"""A document is checked while its person's alert is open: in sight, and one touch away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from edge_app.desk.session.preferences import Preferences
from edge_app.domain import Probe
from edge_app.store.chain import entries
from edge_app.ui.look import theme
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.verify.presenter import PersonAction
from edge_app.ui.verify.screen import VerifyScreen
from edge_app.ui.window.places import Place
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES
from tests.present import present
from tests.waiting import until

NIK = "3171010408610001"


def verify_page(screen: Screen) -> VerifyScreen:
    page = screen.window.screens[Place.VERIFY]
    assert isinstance(page, VerifyScreen)
    return page


def test_the_alert_stays_in_sight_and_is_one_touch_away(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[[], list[str]]
) -> None:
    screen.show(open_alerts=(make_alert("a"), make_alert("b", "Joe Biden", 2)))
    screen.window.check_document("a")
    assert verify_page(screen).isVisible()
    assert screen.window.alert_screen.isHidden()
    assert "Peringatan: \u2068Barack Obama\u2069" in texts()
    assert "Minta orang ini menunggu." in texts()
    assert "1 lain menunggu" in texts()
    assert screen.window.rail.isHidden()
    screen.pass_time(1)  # a touch that was on its way when the layout changed counts for nothing
    screen.touch(screen.window.check.strip.button)
    screen.window.refresh()
    assert screen.window.alert_screen.isVisible()
    assert screen.window.place is Place.LANE
    assert screen.lane.answers == []


def test_the_colour_of_the_alert_goes_from_side_to_side(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.window.check_document("a")
    screen.show()
    strip = screen.window.check.strip
    shot, middle = screen.window.grab().toImage(), strip.geometry().center().y()
    sides = {shot.pixelColor(x, middle).name() for x in (1, shot.width() - 2)}
    above = shot.pixelColor(1, strip.y() - 2).name()
    assert len(sides) == 1
    assert above not in sides


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.usefixtures("qapp")
def test_the_words_of_the_alert_take_the_room_that_an_undo_leaves(side: str) -> None:
    """They kept to the left half, in type of 15 pixels, at 200% too; no key moves for them."""
    scene = SCENES["alert-document"]
    undoing = replace(scene, alerts=replace(scene.alerts, held=SCENES["alert-undo"].alerts.held))
    keys = []
    for one in (scene, undoing):
        stage = Renderer(one, (1280, 800), Preferences(text="200", side=side))
        strip, undo = stage.window.check.strip, stage.window.undo_bar
        keys.append((strip.button.geometry(), strip.photograph_button.geometry()))
        words = (strip.title, strip.instruction, strip.waiting)
        sizes = [part.fitted().font.pixelSize() for part in words]
        places = [part.geometry().translated(strip.pos()) for part in words]
        clear = [undo.isHidden() or not place.intersects(undo.geometry()) for place in places]
        hidden = undo.isHidden()
        stage.leave()
        assert hidden is (one is scene)
        assert all(clear)
        assert min(sizes) >= (22 if one is scene else theme.SMALLEST_TYPE)
    assert keys[0] == keys[1]


def test_the_alert_has_a_key_for_it(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(5)
    screen.touch(screen.window.alert_screen.document_button)
    assert screen.window.check.under_way
    assert verify_page(screen).isVisible()


def test_an_alert_that_is_answered_elsewhere_ends_the_check(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.window.check_document("a")
    screen.show(open_alerts=())
    screen.window.refresh()
    assert screen.window.check.strip.isHidden()
    assert screen.window.place is Place.LANE


def test_what_came_of_it_goes_with_the_alerts_answer(
    screen: Screen, make_alert: Callable[..., Any], store: Any, portrait: Any
) -> None:
    alert = "a" * 32
    screen.lane.in_front = Probe(1, portrait, 0.9, 2, "sface", {})
    screen.show(open_alerts=(make_alert(alert),))
    screen.window.check_document(alert)
    page = verify_page(screen)
    screen.desk.verification.by_nik(NIK)

    def shown(action: PersonAction) -> bool:
        screen.pass_time(1)
        return page.person.button(action).isVisible()

    until(lambda: shown(PersonAction.USE))
    assert not page.person.button(PersonAction.ADMIT).isVisible()
    screen.pass_time(1)
    screen.touch(page.person.button(PersonAction.USE))

    def back() -> bool:
        screen.pass_time(1)
        return screen.window.alert_screen.isVisible()

    until(back)
    database, _ = store
    until(lambda: "person-verified" in [row.action for row in entries(database)])
    checked = present(screen.desk.verification.check(alert))
    assert checked.name == ""
    label = screen.window.alert_screen.text.beside  # without few words, notes stand there
    said = label.text().splitlines()[0]
    assert said == "Dokumennya: Wajah tidak dibandingkan terminal."
    screen.pass_time(600)  # it stays as long as the alert does
    assert label.text().splitlines()[0] == said
    screen.show(open_alerts=(make_alert("b" * 32, "Joe Biden"),))
    assert "Dokumen" not in label.text()

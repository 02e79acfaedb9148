"""A finger that is on its way to a point of the glass means one thing, whatever comes up meanwhile.

All that appears, grows or goes by itself is looked at in every scene: an alert with its answers,
reasons and queue, a second officer's keys, what can be undone, the keys to other places, the
language. What a screen holds besides is reached by an officer's own touch; it keeps out of the
strip in which things appear.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import AlertStep, HeldAnswer
from edge_app.desk.session.preferences import Preferences
from edge_app.domain import Answer
from edge_app.ui.alert.second_officer_page import SecondOfficerPage
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.kiosk_window import KioskWindow
from sync.protocol.content import Phrase, ShortPhrase
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES

SIZES = [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920)]
LANGUAGES = ("id", "en")
TEXTS = ("100", "125", "150", "200")
STEP = 8  # px between the points that are touched
PAGE = "of the screen itself"


def states() -> Iterator[Scene]:
    """Yield the scenes of alerts, and those that none of them shows."""
    yield from SCENES.values()
    one, crowd = SCENES["alert"], SCENES["alert-crowd"]
    held = SCENES["alert-undo"].alerts.held
    front = one.alerts.front
    assert front is not None
    listed = front.alert.candidate.watch_list
    described: dict[str, dict[str, Any]] = {
        "long": {
            "instruction": Phrase(id="Minta menunggu. " * 14, en="Ask to wait. " * 14),
            "name": "Daftar Pencegahan dan Penangkalan",
        },
        "no-short": {"short": ShortPhrase()},
    }
    for name, changes in described.items():
        candidate = replace(front.alert.candidate, watch_list=listed.model_copy(update=changes))
        alert = replace(front.alert, candidate=candidate)
        changed = replace(one.alerts, front=replace(front, alert=alert), held=held)
        yield replace(one, name=f"alert-{name}", alerts=changed)
    third = HeldAnswer(front.alert, Answer.CANNOT_TELL, Reason.NO_DOCUMENT, (), 9.0)
    for answer in (Answer.CONFIRMED, Answer.NOT_THIS_PERSON, Answer.CANNOT_TELL):
        asked = replace(crowd.alerts, step=AlertStep.REASON, choice=answer, held=(third, *held))
        yield replace(crowd, name=f"reason-{answer.value}", alerts=asked)
    second = SCENES["alert-second-officer"]
    busy = replace(second.alerts, others=crowd.alerts.others, held=(third, *held))
    yield replace(second, name="second-officer-busy", alerts=busy)
    for name in ("lane", "verify-nik", "settings"):
        if name in SCENES:
            undoing = replace(SCENES[name].alerts, held=(third, *held))
            yield replace(SCENES[name], name=f"{name}-undo", alerts=undoing)


STATES = {scene.name: scene for scene in states()}


@dataclass(frozen=True)
class Key:
    """What a finger finds at a place."""

    meaning: str
    place: QRect


def keys(window: KioskWindow) -> Iterator[Key]:
    """Yield what can be touched now, the topmost first."""
    alert = window.alert_screen
    names: dict[QWidget, str] = {
        **{key: f"answer {answer.value}" for answer, key in alert.answers.answers.items()},
        alert.answers.call: "call",
        **{key: f"reason {n}" for n, key in enumerate(alert.reasons.reasons)},
        alert.reasons.to_answers: "back from the reasons",
        alert.details_button: "details",
        alert.document_button: "check the document",
        window.check.strip.button: "back to the alert",
        **{key: f"undo {n}" for n, key in enumerate(window.undo_bar.entries)},
        **dict.fromkeys(window.rail.buttons.values(), "go to another place"),
        window.status_bar.toggle: "language",
    }
    touched = (QAbstractButton, KeyButton)
    found = [one for one in window.findChildren(QWidget) if isinstance(one, touched)]
    for widget in found:
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if not widget.isVisible() or not on_top(window, widget, place.center()):
            continue
        if widget in names:
            yield Key(names[widget], place)
        elif alert.strip.isAncestorOf(widget):
            yield Key("waiting", place)
        elif inside(widget, SecondOfficerPage):
            yield Key("second officer types", place)
        else:
            yield Key(PAGE, place)


def inside(widget: QWidget, kind: type[QWidget]) -> bool:
    parent: Any = widget
    while parent is not None and not isinstance(parent, kind):
        parent = parent.parentWidget()
    return parent is not None


def on_top(window: KioskWindow, widget: QWidget, point: QPoint) -> bool:
    top = window.childAt(point)
    return top is not None and (top is widget or widget.isAncestorOf(top))


def meanings(
    names: Any, size: tuple[int, int], side: str, looks: Any, note: Callable[[str, Key], None]
) -> dict[tuple[int, int], set[str]]:
    """Touch a grid of points in every scene and look; return what each point ever meant."""
    ever: dict[tuple[int, int], set[str]] = defaultdict(set)
    for name in names:
        stage = Renderer(STATES[name], size, Preferences())
        for language, text in looks:
            stage.show(size, Preferences(language, text=text, side=side))
            for key in keys(stage.window):
                note(f"{name} {language} {text}", key)
                place = key.place
                across = range(-(-place.left() // STEP) * STEP, place.right() + 1, STEP)
                down = range(-(-place.top() // STEP) * STEP, place.bottom() + 1, STEP)
                for point in itertools.product(across, down):
                    ever[point].add(key.meaning)
        stage.leave()
    return ever


QUICK = [("id", "100"), ("en", "200")]
ALL = [(language, text) for text in TEXTS for language in LANGUAGES]  # each text is set once
OF_ALERTS = [name for name, scene in STATES.items() if scene.alerts.open or scene.alerts.held]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "side"), [*((size, "right") for size in SIZES), (SIZES[0], "left")], ids=str
)
@pytest.mark.parametrize(
    ("names", "looks"),
    [
        pytest.param([*OF_ALERTS, "lane"], QUICK, id="quick"),
        pytest.param(list(STATES), ALL, id="all"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_one_point_means_one_thing(
    size: tuple[int, int], side: str, names: Any, looks: Any, draw: Callable[[int, int], int]
) -> None:
    names = names[:: draw(1, 4)] if looks is ALL else names
    where: dict[str, dict[str, QRect]] = defaultdict(dict)

    def note(scene: str, key: Key) -> None:
        where[key.meaning][scene] = key.place

    ever = meanings(names, size, side, looks, note)
    assert ever
    both = {point: found - {PAGE} for point, found in ever.items() if len(found - {PAGE}) > 1}
    places = {
        meaning: sorted({str(r.getRect()) for r in at.values()}) for meaning, at in where.items()
    }
    assert not both, (
        f"{len(both)} points: {sorted({tuple(sorted(m)) for m in both.values()})} {places}"
    )
    appears = {"waiting", *(m for m in where if m.startswith(("undo", "language")))}
    reached = {p: found for p, found in ever.items() if PAGE in found and found & appears}
    assert not reached, sorted({tuple(sorted(m)) for m in reached.values()})
    for meaning in [m for m in where if m.startswith("answer") or m == "call"]:
        assert len({rect.getRect() for rect in where[meaning].values()}) == 1, meaning
        assert set(where[meaning]) == set(where["call"]), "an answer is missing somewhere"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.usefixtures("qapp")
def test_the_four_answers_are_written_in_one_size(size: tuple[int, int]) -> None:
    written: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name in ("alert", "alert-undo", "reason-confirmed", "second-officer-busy", "alert-long"):
        stage = Renderer(STATES[name], size, Preferences())
        for language, text in ALL:
            stage.show(size, Preferences(language, text=text))
            buttons = stage.window.alert_screen.answers.buttons
            written[language, text] |= {one.fitted().font.pixelSize() for one in buttons}
            assert not any(one.fitted().cut for one in buttons)
        stage.leave()
    assert {look: len(sizes) for look, sizes in written.items()} == dict.fromkeys(ALL, 1)

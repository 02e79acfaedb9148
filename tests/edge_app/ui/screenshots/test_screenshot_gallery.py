"""Every screen of the kiosk in every size: nothing cut, covered or too small for a glove."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget

from edge_app.desk.session.preferences import Preferences
from edge_app.domain import TrackState
from edge_app.ui.alert.banner import AlertBanner
from edge_app.ui.alert.face_picture import FacePicture
from edge_app.ui.alert.screen import AlertScreen
from edge_app.ui.alert.undo_bar import UndoBar
from edge_app.ui.help.strip import CallStrip
from edge_app.ui.kit.entry_field import EntryField
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.fitted_text import FittedText
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.inline_notice import InlineNotice
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity
from edge_app.ui.kit.search_field import SearchField
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.lane.counts_bar import CountsBar
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.lane.tracks_presenter import TRACK_MARK
from edge_app.ui.lane.visitor_view import VisitorView
from edge_app.ui.look.theme import TextRole
from edge_app.ui.screenshots.records_scenes import LONG
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.technician.trial_layers import TrialLayer
from edge_app.ui.verify.person_picture import PersonPicture
from edge_app.ui.window.kiosk_window import KioskWindow
from edge_app.ui.window.passing_message import PassingMessage
from edge_app.ui.window.status_bar import StatusBar
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES
from tests.present import present

SIZE = (1280, 800)
OTHERS = [(1080, 1920), (1920, 1080)]  # on its side, and wider
SMALL_UPRIGHT = (800, 1280)
# One of each kind that a small upright panel has least room for; the others are slow.
CROWDED = {"alert-undo", "lane-call-and-own", "visitors-search", "lane-case-pin", "verify-reasons"}
LANGUAGES = ["id", "en"]
ALL = list(itertools.product(("100", "200"), LANGUAGES))
ENGLISH = [("100", "en"), ("200", "en")]
HARDEST = [("100", "id"), ("200", "id")]  # the rest is slow
FLOWING = {TextRole.BODY.value, TextRole.INSTRUCTION.value, TextRole.HEADING.value}
LARGER = 1.33  # a text that flows, set at 200%: at least so much larger than at 100%
LARGER_OVER_KEYS = 1.14  # in a notice that shares a page with keys, which never scroll
# Here a text has what room there is: bars, fields, and an alert, whose faces and keys never scroll.
# A visitor's words are large whatever an officer's are.
FIXED = (
    VisitorView,
    StatusBar,
    CallStrip,
    CountsBar,
    EntryField,
    UndoBar,
    AlertBanner,
    AlertScreen,
    PassingMessage,
)
OF_A_PERSON = (LONG,)  # names may be cut: they are as long as people make them

Sizes = dict[tuple[int, str], tuple[int, str, float]]


@dataclass(frozen=True)
class Part:
    """A text or something to touch, and its place in the window."""

    widget: QWidget
    whole: QRect
    seen: QRect  # without what a scrolled area hides
    scrolled: bool

    def __str__(self) -> str:
        text = getattr(self.widget, "text", str)()
        at = self.whole.getRect()
        return f"{type(self.widget).__name__} {text[:40]!r} at {at}"


def within(widget: QWidget, kind: type | tuple[type, ...]) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, kind):
            return True
        parent = parent.parentWidget()
    return False


def part_of(window: QWidget, widget: QWidget) -> Part:
    whole = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    seen, scrolled, parent = QRect(whole), False, widget.parentWidget()
    while parent is not None and parent is not window:
        scrolled = scrolled or isinstance(parent.parentWidget(), QAbstractScrollArea)
        seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return Part(widget, whole, seen & window.rect(), scrolled)


def shown(window: KioskWindow) -> Iterator[Part]:
    """All that can be seen; not what an alert, a page or the answers to undo wholly cover.

    A passing message lies over the foot for a few seconds, and lets fingers through.
    """
    over = [
        *(window.call_strip, window.photograph.page, window.taken.page, window.outdated.page),
        window.practice.page,
        *window.findChildren(TrialLayer),
        *(window.discreet.mark, window.discreet.page, window.alert_screen, window.undo_bar),
    ]
    over = [one for one in over if one.isVisible()]
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not window.message.isAncestorOf(widget):
            part = part_of(window, widget)
            above = [one for one in over if one is not widget and not one.isAncestorOf(widget)]
            if over and over[-1].isAncestorOf(widget):
                above = []
            if not any(covers(one, part.seen) for one in above):
                yield part


def covers(over: QWidget, seen: QRect) -> bool:
    """Whether nothing of a place is seen; a strip over the status has a hole in it."""
    mask = over.mask() if not over.mask().isEmpty() else QRegion(over.rect())
    return QRegion(seen).subtracted(mask.translated(over.pos())).isEmpty()


def touched(window: KioskWindow, parts: list[Part]) -> list[Part]:
    lists = [part.widget for part in parts if isinstance(part.widget, TouchList)]
    rows = [one.row(number) for one in lists for number in range(one.count)]
    keys = [part for part in parts if isinstance(part.widget, QAbstractButton | KeyButton)]
    return [*keys, *(part_of(window, row) for row in rows if row is not None)]


def labels(parts: list[Part]) -> list[tuple[Part, FittedLabel]]:
    return [
        (part, part.widget)
        for part in parts
        if isinstance(part.widget, FittedLabel) and part.widget.text()
    ]


def outside(part: Part) -> bool:
    """Also no scrolling would bring all of it into view."""
    if part.scrolled:
        return part.seen.width() < part.whole.width() and not part.seen.isEmpty()
    return part.seen != part.whole


def covered(one: Part, other: Part) -> bool:
    if not one.seen.intersects(other.seen):
        return False
    return not (one.widget.isAncestorOf(other.widget) or other.widget.isAncestorOf(one.widget))


def is_cut(fitted: FittedText, height: float) -> bool:
    return fitted.cut or fitted.height > height + 2


def has_words(place: QWidget) -> bool:
    return any(one.isVisible() and one.text() for one in place.findChildren(FittedLabel))


def kind_of(part: Part) -> tuple[object, ...] | None:
    """What its sisters have in common: class, size and look; None: it has no sisters."""
    widget, size = part.widget, part.whole.size().toTuple()
    if isinstance(widget, TouchButton) and not isinstance(widget, SearchField):
        return size, id(widget.parentWidget()), widget.property("small")
    if isinstance(widget, FittedLabel) and not any(name in widget.text() for name in OF_A_PERSON):
        return size, part.whole.top(), widget.property("role")
    return None


def in_line(one: Part, other: Part) -> bool:
    """Side by side, or one close below the other."""
    apart = abs(one.whole.top() - other.whole.top())
    below = one.whole.left() == other.whole.left() and apart < 1.5 * one.whole.height()
    return apart == 0 or below


def unequal(parts: Iterable[Part]) -> Iterator[str]:
    """Keys in one row or column, and texts side by side, of which one is set smaller."""
    written = [
        (kind, part, part.widget.fitted().font.pixelSize())  # type: ignore[attr-defined]
        for part in parts
        if (kind := kind_of(part)) is not None and part.widget.text()  # type: ignore[attr-defined]
    ]
    for (kind, one, size), (like, other, its) in itertools.combinations(written, 2):
        if kind == like and size != its and in_line(one, other):
            yield f"{size} px beside {its} px: {one} and {other}"


def halved(part: Part, label: FittedLabel) -> bool:
    """Whether the lower edge of what scrolls runs through a line of a text."""
    seen, fitted = part.seen.bottom() - part.whole.top() + 1, label.fitted()
    if part.seen.isEmpty() or seen >= part.whole.height():
        return False
    of_line = (seen - label.text_top(fitted)) % fitted.line_height
    return not (of_line < 2 or of_line > fitted.line_height - 2)


def stamp(part: Part, touch: int) -> bool:
    """Whether a picture of people is smaller than a finger: nobody tells faces apart in it."""
    widget, place = part.widget, (part.whole if part.scrolled else part.seen).size()
    if isinstance(widget, FaceView) and widget.image is not None:
        place.setHeight(place.height() - widget.caption.height() * widget.caption.isVisible())
    elif not isinstance(widget, PersonPicture | LiveView | VisitorView):
        return False
    if isinstance(widget, VisitorView):
        place = widget.mirror.size()
    return min(place.width(), place.height()) < touch


def wrong(window: KioskWindow, parts: list[Part]) -> Iterator[str]:
    touch = window.style_now.pages.touch
    yield from (f"a stamp: {part}" for part in parts if stamp(part, touch))
    keys, read = touched(window, parts), labels(parts)
    yield from unequal([*keys, *(part for part, _ in read)])
    texts = [part for part, _ in read]
    # The end of what scrolls is not to be reached where its place leaves the screen.
    scroll = [part for part in parts if isinstance(part.widget, QAbstractScrollArea)]
    for part in (*keys, *texts, *scroll):
        if outside(part):
            yield f"not wholly on the screen: {part}"
    for key in keys:
        if min(key.whole.width(), key.whole.height()) < touch:
            yield f"smaller than {touch}: {key}"
    for one, other in itertools.combinations((*keys, *texts), 2):
        if covered(one, other):
            yield f"over each other: {one} and {other}"
    for part in parts:
        if isinstance(part.widget, Icon) and not has_words(present(part.widget.parentWidget())):
            yield f"a sign without a word: {part}"
    for part, label in read:
        if part.scrolled and not within(label, TouchList) and halved(part, label):
            yield f"half a line at the fold: {part}"
        if not any(name in label.text() for name in OF_A_PERSON) and is_cut(
            label.fitted(), part.whole.height()
        ):
            yield f"cut: {part}"
    for part in keys:
        widget = part.widget
        if not isinstance(widget, TouchButton) or isinstance(widget, SearchField):
            continue
        if is_cut(widget.fitted(), part.whole.height()):
            yield f"cut: {part}"


def type_sizes(parts: list[Part]) -> Sizes:
    """(widget, text) -> pixels drawn, role, how much larger it is at 200% at least."""
    sizes: Sizes = {
        (id(label), label.text()): (
            label.fitted().font.pixelSize(),
            label.property("role"),
            least_growth(label),
        )
        for _, label in labels(parts)
    }
    for part in parts:
        widget = part.widget
        if isinstance(widget, TouchButton):
            sizes[id(widget), widget.text()] = widget.fitted().font.pixelSize(), "key", 1.0
        if isinstance(widget, FacePicture) and widget.own_size() is not None:
            drawn = widget.caption()
            sizes[id(widget), drawn.lines[0]] = drawn.font.pixelSize(), "caption", 1.0
    return sizes


def least_growth(label: FittedLabel) -> float:
    if label.property("role") not in FLOWING or within(label, FIXED):
        return 1.0
    return LARGER_OVER_KEYS if within(label, InlineNotice) else LARGER


def too_small(normal: Sizes, large: Sizes) -> Iterator[str]:
    for key, (before, role, least) in normal.items():
        after = large.get(key, (None,))[0]
        if any(name in key[1] for name in OF_A_PERSON):
            continue
        if after is not None and after < int(before * least):
            yield f"{key[1][:40]!r} ({role}) is {before} px, and {after} at 200%"


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.usefixtures("qapp")
def test_every_screen_fits(name: str) -> None:
    assert_fits(name, SIZE, HARDEST)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize(
    ("size", "drawn"), [(SIZE, ENGLISH), *((size, ALL) for size in OTHERS)], ids=str
)
@pytest.mark.usefixtures("qapp")
def test_every_screen_fits_whatever_its_size_and_language(
    name: str, size: tuple[int, int], drawn: list[tuple[str, str]]
) -> None:
    assert_fits(name, size, drawn)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.slow] * (one not in CROWDED)) for one in SCENES]
)
@pytest.mark.usefixtures("qapp")
def test_every_screen_fits_a_small_upright_panel(name: str) -> None:
    assert_fits(name, SMALL_UPRIGHT, ALL)


def assert_fits(name: str, size: tuple[int, int], drawn: list[tuple[str, str]]) -> None:
    """`drawn`: sizes of type in per cent, each with a language."""
    stage = Renderer(SCENES[name], size, Preferences())
    stage.window.setUpdatesEnabled(False)  # `test_screenshots.py` paints them all
    found = []
    sizes = {}
    for text, language in drawn:
        stage.show(size, Preferences(language, text=text))
        parts = list(shown(stage.window))
        sizes[text, language] = type_sizes(parts)
        found += [f"{language} {text}%: {one}" for one in wrong(stage.window, parts)]
    for one in [language for text, language in drawn if text == "100"]:
        small = too_small(sizes["100", one], sizes["200", one])
        found += [f"{one}: {what}" for what in small]
    stage.leave()
    assert not found, "\n".join(found)


def test_no_state_is_told_by_its_colour_alone() -> None:
    """Two people in view, two parts of a lane: another state is another shape.

    What is normal has no word; what needs a hand has one of its own.
    """
    tracks = [(shape, outline) for shape, outline, _, _ in TRACK_MARK.values()]
    assert len(set(tracks)) == len(TrackState)
    said = {state: mark[3] for state, mark in TRACK_MARK.items() if mark[3] is not None}
    assert set(said) == {TrackState.UNCHECKED, TrackState.MUTED, TrackState.ALERT}
    assert len(set(said.values())) == len(said)
    assert len({shape for shape, _ in SEVERITY_MARK.values()}) == len(Severity)

"""Scenes of the manifest: invented visitors of one morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.visitors.book import VisitorBook
from edge_app.domain import LaneView, SourceState
from edge_app.lists.rosters import Visitors
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.scene import Scene, touching
from edge_app.ui.visitors.screen import VisitorsScreen
from edge_app.ui.window.places import Place
from sync.protocol.content import OfficerRole, Thumbnail, Visitor
from sync.protocol.jakarta import jakarta_day
from sync.protocol.wire import Head, PackageRef

_FIRST = (
    "Agus",
    "Ayu",
    "Citra",
    "Dewi",
    "Fajar",
    "Hendra",
    "Indah",
    "Joko",
    "Maya",
    "Nur",
    "Rizky",
)
_LAST = (
    "Hidayat",
    "Kusuma",
    "Lestari",
    "Nugroho",
    "Rahman",
    "Santoso",
    "Siregar",
    "Wibowo",
    "Wijaya",
)
_PARTIES = (
    "Dinas Perhubungan Kalimantan Timur",
    "Universitas Mulawarman",
    "SMA Negeri 3 Balikpapan",
    None,
)
_CARD = "6471010101120007"
CHILD = f"{7:032x}"  # of the family that is shown


class _Arrivals:
    """A book of who came, and when."""

    def __init__(self, came: dict[str, datetime]) -> None:
        self._came = came

    def times(self, _day: date) -> dict[str, datetime]:
        return self._came


def visitors_scenes(lane: LaneView, wall: datetime) -> Iterator[Scene]:
    """Yield every screen of the manifest, on the day of `wall`."""
    day = jakarta_day(wall)
    people = (*_family(day), *(_visitor(number, day) for number in range(20, 166)))
    came = {
        one.visitor_id: wall - timedelta(minutes=3 + 11 * (place % 17))
        for place, one in enumerate(people)
        if place * 7 % 10 in (3, 7, 8)
    }
    open_book = _screen(_manifest(people), came, wall)
    officer, supervisor = (
        _signed_in(OfficerRole.OFFICER, wall),
        _signed_in(OfficerRole.SUPERVISOR, wall),
    )
    # The camera is out: the family's faces cannot be compared, and documents are looked at.
    dark = replace(lane, source_state=SourceState.LOST, tracks=(), fps=0.0)

    def scene(
        name: str,
        touch: Callable[[VisitorsScreen], object] = lambda _screen: None,
        screen: Callable[[], Screen] = open_book,
        session: SessionView = officer,
        view: LaneView = lane,
    ) -> Scene:
        touched = touching(VisitorsScreen, touch)
        return Scene(name, view, Place.VISITORS, session, screen=screen, touch=touched)

    yield scene("visitors")
    yield scene("visitors-search", lambda shown: _type(shown, "SAN"))
    yield scene("visitors-parties", lambda shown: shown.parties_button.click())
    yield scene("visitor-family", lambda shown: shown.open_visitor(CHILD), session=supervisor)
    yield scene("visitor-document", _ask, view=dark)
    yield scene("visitors-none-found", lambda shown: _type(shown, "XQ"))
    yield scene("visitors-no-manifest", screen=_screen((), {}, wall))
    yield scene("visitors-no-centre", screen=_screen(None, {}, wall))


def _type(shown: VisitorsScreen, text: str) -> None:
    shown.listing.search.click()
    for letter in text:
        shown.listing.pad.pressed.emit(letter)


def _ask(shown: VisitorsScreen) -> None:
    shown.open_visitor(CHILD)
    shown.page.mark_button.click()


def _screen(
    held: tuple[Visitors, ...] | None, came: dict[str, datetime], wall: datetime
) -> Callable[[], Screen]:
    def make() -> Screen:
        manifests = None if held is None else lambda: held
        readers = ReaderPool()
        arrivals = _Arrivals(came)
        book = VisitorBook(
            manifests, arrivals, lambda *_: None, lambda: wall, readers, lambda: "WIB"
        )
        book.poll()
        return VisitorsScreen(book)

    return make


def _signed_in(role: OfficerRole, wall: datetime) -> SessionView:
    officer = SignedIn("1042", "Sari Wulandari", role, wall - timedelta(hours=3))
    return SessionView(SessionState.SIGNED_IN, officer)


def _manifest(people: tuple[Visitor, ...]) -> tuple[Visitors, ...]:
    ref = PackageRef(package_id="0" * 32, path="visitors-tamu/3.gapura", version=3, base=None)
    head = Head(collection="visitors-tamu", version=3, packages=(ref,))
    return (Visitors(head, people),)


def _family(day: date) -> tuple[Visitor, ...]:
    names = (
        ("Bambang Pratama", "6471011203850001"),
        ("Siti Aminah", "6471014106870002"),
        ("Eko Pratama", "6471010501150003"),
        ("Ayu Lestari Pratama", "6471014502180004"),
    )
    return tuple(
        _made(5 + place, day, name, nik, _CARD, "Universitas Mulawarman", place == 0)
        for place, (name, nik) in enumerate(names)
    )


def _visitor(number: int, day: date) -> Visitor:
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    born = 12 + 40 * (number % 2) + number % 15
    nik = f"6471{number % 9 + 1:02}{born:02}{number % 12 + 1:02}{60 + number % 40:02}{number:04}"
    return _made(number, day, name, nik, None, _PARTIES[number % len(_PARTIES)], False)


def _made(
    number: int, day: date, name: str, nik: str, card: str | None, party: str | None, listed: bool
) -> Visitor:
    return Visitor(
        visitor_id=f"{number:032x}",
        day=day,
        name=name,
        nik=nik,
        passport=None,
        family_card=card,
        party=party,
        template=None,
        thumbnail=Thumbnail(offset=0, size=0),
        listed_family=listed,
    )

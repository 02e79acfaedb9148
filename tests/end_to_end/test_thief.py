"""A thief who copies the whole disk of a terminal reads nothing of anybody in it.

The files of `credentials/` are left out of what he copies: on a machine with a TPM they are sealed
to it (`test_sealed_keys.py`). Without one they are files of the terminal's user, and whoever steals
the whole disk has its store and its lists. What is shown here is that nothing but these keys opens
anything.

What is searched for, in every byte of every file: templates of the list and of captured faces
(float32; also as base64 and as JSON numbers), thumbnails and captured pictures (windows of 32
bytes), the beginning of any JPEG, names, NIK, texts of instructions, and ids of persons. Ids
would tell nothing by themselves, being random; but they are the same at all terminals, so they have
no business in the clear either.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil
import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Answer, Decision
from edge_app.jpeg import to_jpeg
from edge_app.terminal.provisioned_kiosk import open_terminal
from edge_app.terminal.terminal import Terminal
from models.engine import FaceEngine, Sample
from models.geometry import Box
from models.portrait import portrait
from sync.central.photographs.enroller import Enroller
from sync.central.registry import enrolment, persons
from sync.central.registry.schema import Person, Reference, ReferenceTemplate
from sync.protocol.content import Phrase
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import DataCentre, agent, described, picture
from tests.waiting import until

WINDOW, STEP = 32, 8  # bytes of a picture that must not be found; from where to where
ACTS = (  # a listed person, and one on no list
    Act("obama2.jpg", 0.0, 5.0, (0.25, 0.4, 150), (0.30, 0.4, 160)),
    Act("astronaut.png", 0.0, 5.0, (0.70, 0.4, 150), (0.65, 0.4, 150)),
)
TOLD = Phrase(id="Panggil atasan melalui radio tiga.", en="Call the superior on radio three.")
JPEG = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]..(?:JFIF|Exif|.{0,40}\xff[\xc0\xc4\xda\xdb])", re.S)

SHARED = Path("/dev/shm")  # noqa: S108  read alone


@dataclass(frozen=True)
class Needles:
    """What must not be found, by kind; each has at least 8 bytes."""

    by_kind: dict[str, tuple[bytes, ...]]

    @cached_property
    def _by_beginning(self) -> dict[int, list[tuple[str, bytes]]]:
        known: dict[int, list[tuple[str, bytes]]] = {}
        for kind, given in self.by_kind.items():
            for needle in given:
                beginning = int.from_bytes(needle[:8], "little")
                known.setdefault(beginning, []).append((kind, needle))
        return known

    @cached_property
    def _beginnings(self) -> np.ndarray:
        return np.array(sorted(self._by_beginning), "<u8")

    def found(self, data: bytes) -> set[str]:
        """Kinds of what is in `data`, at whatever byte it begins."""
        kinds = {"a JPEG"} if JPEG.search(data) else set()
        for offset in range(min(8, len(data))):
            words = np.frombuffer(data, "<u8", (len(data) - offset) // 8, offset)
            near = np.searchsorted(self._beginnings, words).clip(max=len(self._beginnings) - 1)
            for place in np.flatnonzero(self._beginnings[near] == words):
                kinds |= {
                    kind
                    for kind, needle in self._by_beginning[int(words[place])]
                    if data.startswith(needle, offset + 8 * int(place))
                }
        return kinds


def of_template(row: np.ndarray) -> Iterator[bytes]:
    """Windows of its values in the ways that software writes numbers."""
    raw = row.astype("<f4").tobytes()
    for start in range(0, len(raw) - 16 + 1, 64):
        yield raw[start : start + 16]
        yield row.astype("<f8").tobytes()[2 * start : 2 * start + 16]
        yield row.astype("<f2").tobytes()[start // 2 : start // 2 + 8]
    for shift in range(3):  # whatever stands before it
        yield base64.b64encode(bytes(shift) + raw)[8:72]
        yield base64.urlsafe_b64encode(bytes(shift) + raw)[8:72]
    for values in (row, row.astype(np.float64)):
        yield json.dumps([float(v) for v in values[:3]])[1:-1].encode()
        yield ",".join(repr(float(v)) for v in values[:3]).encode()
        yield repr(float(values[0])).encode()


def of_picture(jpeg: bytes) -> Iterator[bytes]:
    """Windows of what is this picture's alone: what follows the tables that all JPEGs share."""
    scan = jpeg.index(b"\xff\xda") + 14
    for start in range(scan, len(jpeg) - WINDOW, STEP):
        yield jpeg[start : start + WINDOW]
    for shift in range(3):
        yield base64.b64encode(bytes(shift) + jpeg[scan : scan + 96])[8:72]


def of_pixels(image: np.ndarray) -> Iterator[bytes]:
    """As the store codes it, and as it lies in memory."""
    yield from of_picture(to_jpeg(image))
    for order in (image, image[:, :, ::-1]):
        raw = np.ascontiguousarray(order).tobytes()
        for start in range(0, len(raw) - WINDOW, 2999):
            if len(set(raw[start : start + WINDOW])) >= WINDOW // 2:  # no even ground
                yield raw[start : start + WINDOW]


def of_text(text: str) -> Iterator[bytes]:
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    yield base64.b64encode(text.encode())[: len(text) * 4 // 3 // 4 * 4]


def of_id(person: str) -> Iterator[bytes]:
    yield person.encode()
    yield bytes.fromhex(person)


def left_behind(before: set[Path]) -> list[Path]:
    """What is new in shared memory, but for what another process has open: it is not ours."""
    ours = {psutil.Process().pid, *(child.pid for child in psutil.Process().children(True))}
    others = [process for process in psutil.process_iter() if process.pid not in ours]
    held: set[str] = set()
    for process in others:
        with suppress(psutil.Error):
            held.update(file.path for file in process.open_files())
            held.update(mapped.path for mapped in process.memory_maps())
    new = [each for each in SHARED.iterdir() if each not in before]
    return [each for each in new if not any(Path(path).is_relative_to(each) for path in held)]


@pytest.mark.slow
def test_nothing_of_anybody_is_readable_on_a_stolen_disk(
    tmp_path: Path, portraits: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    shared_before = set(SHARED.iterdir())
    with DataCentre(tmp_path) as centre:
        niks = ["3171011708450001", "3171012011420002"]
        people = enrolled(centre, portraits, niks)
        centre.add(people[:1], TOLD)
        centre.publish()
        centre.start()
        state = centre.provision(tmp_path / "terminal")
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))  # of the terminal's processes
        seen = watching(monkeypatch)
        worked(centre, state, people, seen)
        assert len(seen.templates) > 2, "the listed and the other person"
        needles = sought(centre, people, niks, seen)

    disk = tmp_path / "stolen"
    shutil.copytree(state.root, disk, ignore=shutil.ignore_patterns("credentials", "*.sock"))
    until(lambda: not left_behind(shared_before), lambda: left_behind(shared_before))
    rows = search([disk, temporary], needles)
    table(rows, needles)
    assert not list(temporary.iterdir()), "a process left something in the temporary folder"
    assert {place: kinds for place, _, kinds in rows if kinds} == {}
    searched = {place.name for place, _, _ in rows}
    assert {"store.db", "spool.db", "terminal.json", "timestamp.json"} <= searched
    assert any(place.suffix == ".snapshot" for place, _, _ in rows)
    assert any(place.suffix == ".key" for place, _, _ in rows)  # sealed content keys

    # The search finds each kind when it is there in clear.
    for kind, given in needles.by_kind.items():
        for needle in given[:: max(1, len(given) // 200)]:
            assert kind in needles.found(b"\x00" * 61 + needle + b"\x00" * 99), kind
    assert "a JPEG" in needles.found(b"abc" + to_jpeg(picture(1)))
    planted = disk / "kiosk" / "planted"
    planted.write_bytes(b"x" * 5000 + needles.by_kind["captured pictures"][7])
    assert [place for place, _, kinds in search([disk], needles) if kinds] == [planted]


def enrolled(centre: DataCentre, portraits: dict[str, Path], niks: list[str]) -> list[str]:
    """Two real persons with NIK, by the real enrolment."""
    found = []
    now = datetime.now(UTC)
    names = ("Barack Hussein Obama", "Joseph Robinette Biden")
    with Enroller() as enroller:
        for name, nik, file in zip(names, niks, ("obama.jpg", "biden.jpg"), strict=True):
            stored = enrolment.enrol(
                centre.centre.registry,
                centre.centre.blobs,
                centre.centre.vault,
                enroller,
                persons.Identity(name=name, nik=nik),
                portraits[file].read_bytes(),
                "sari",
                now,
            )
            found.append(stored.person_id)
    return found


def watching(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the face engine makes from now on."""
    seen, sample_of = Seen(), FaceEngine.sample

    def sample(self: FaceEngine, image: np.ndarray, box: Box) -> Sample | None:
        made = sample_of(self, image, box)
        if made is not None:
            seen.templates.append(made.template)
            seen.pictures.append(portrait(image, made))
        return made

    monkeypatch.setattr(FaceEngine, "sample", sample)
    return seen


@dataclass
class Seen:
    """Faces that cameras saw, listed or not: what was made of them."""

    templates: list[np.ndarray] = field(default_factory=list)
    pictures: list[np.ndarray] = field(default_factory=list)


def worked(centre: DataCentre, state: TerminalState, people: list[str], seen: Seen) -> None:
    """A day's work: lists served and changed, alerts raised, answered, delivered, waiting."""
    with agent(state):
        running = open_terminal(state.root, lambda: SceneSource(ACTS, seconds=5))
        try:
            running.start_sync()
            until(lambda: running.lane.view().lists, "the list")
            running.start_lane()
            until(lambda: running.lane.ended, "the scene's end")
            until(lambda: running.lane.view().open_alerts, "the alert")
            for alert in running.lane.view().open_alerts:
                seen.pictures.append(alert.captured)
                running.lane.answer(alert.alert_id, Answer.CONFIRMED)
            until(lambda: centre.received("answer"), "the answer")
        finally:
            running.stop()
        terminal, lane = Terminal(state), FakeLane()
        terminal.start(cast("Any", lane))
        try:
            until(lambda: lane.lists, "the list again")
            centre.add(people[1:])
            centre.publish()
            until(lambda: lane.lists[0].watch_list.version == 2, "the delta")
            before = len(centre.received())
            for number in range(12):
                seen.pictures.append(picture(900 + number, 160))
                made = alert_of(lane.lists[0], people[number % 2], seen.pictures[-1])
                terminal.store.raised(made)
                if number % 2:
                    terminal.store.answered(
                        Decision(made.alert_id, Answer.CONFIRMED, datetime.now(UTC))
                    )
                if number == 7:
                    until(lambda: len(centre.received()) == before + 8, "the first results")
                    centre.stop()  # the rest waits
            until(lambda: not terminal.store.unwritten, "the store")
            assert terminal.spool.counts().waiting
        finally:
            terminal.stop()


def sought(centre: DataCentre, people: list[str], niks: list[str], seen: Seen) -> Needles:
    """All that the data centre knows of them, and what was captured."""
    office = centre.centre
    templates: list[bytes] = []
    thumbnails: list[bytes] = []
    names: list[bytes] = []
    with office.registry.session() as session:
        for row in session.query(ReferenceTemplate):
            templates += of_template(persons.template_of(office.vault, row))
        for reference in session.query(Reference):
            jpeg = persons.read_thumbnail(office.blobs, office.vault, reference.reference_id)
            thumbnails += of_picture(jpeg)
        for person in session.query(Person):
            names += of_text(persons.identity_of(office.vault, person).name)
    said = described()
    return Needles(
        {
            "templates": tuple(templates),
            "captured templates": tuple(w for row in seen.templates for w in of_template(row)),
            "thumbnails": tuple(thumbnails),
            "captured pictures": tuple(w for one in seen.pictures for w in of_pixels(one)),
            "names": tuple(names),
            "NIK": tuple(each for nik in niks for each in of_text(nik)),
            "instructions": tuple(
                each
                for text in (TOLD.id, TOLD.en, said.instruction.id, said.instruction.en)
                for each in of_text(text)
            ),
            "names of lists": tuple(of_text(said.name)),
            "ids of persons": tuple(each for person in people for each in of_id(person)),
        }
    )


def search(folders: Iterable[Path], needles: Needles) -> list[tuple[Path, int, set[str]]]:
    """Every file: its place, its bytes, what is in it."""
    rows = []
    for folder in folders:
        for place in sorted(folder.rglob("*")):
            if place.is_file():
                data = place.read_bytes()
                names = str(place.relative_to(folder)).encode()
                rows.append((place, len(data), needles.found(data) | needles.found(names)))
    return rows


def table(rows: list[tuple[Path, int, set[Any]]], needles: Needles) -> None:
    """For `pytest -s`."""
    lines = [f"{len(rows)} files, {sum(size for _, size, _ in rows)} bytes"]
    for kind, given in needles.by_kind.items():
        hits = sum(kind in kinds for _, _, kinds in rows)
        lines.append(f"{kind:20}{len(given):6} needles, in {hits} files")
    lines.append(f"{'a JPEG':20}{'':6}         in {sum('a JPEG' in k for *_, k in rows)} files")
    sys.stdout.write("\n" + "\n".join(lines) + "\n")

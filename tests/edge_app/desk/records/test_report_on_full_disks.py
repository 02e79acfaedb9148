"""A report on real disks that are full: the terminal's own, and a stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.desk.records.export import ExportState
from edge_app.desk.records.report import Documents, Problem
from edge_app.store.chain import ChainRow
from edge_app.ui.records.statistics_presenter import outcome
from edge_app.ui.text.language import Language
from sync.terminal.state import REPORT
from tests.disks import SmallDisk, fill
from tests.edge_app.desk.records.test_statistics import Figures

LARGE = Documents(bytes(400_000), bytes(300_000))


@pytest.fixture
def disk(small_disk: SmallDisk, tmp_path: Path) -> Path:
    return small_disk(tmp_path / "disk", "24m")


@pytest.fixture
def figures(disk: Path) -> Iterator[Figures]:
    made = Figures(disk)
    yield made
    made.shift.close()


@pytest.fixture
def stick(
    figures: Figures, small_disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A stick of 1 MB that is in its socket."""
    (tmp_path / "sticks").mkdir()
    place = small_disk(tmp_path / "sticks" / "one", "1m")
    monkeypatch.setattr("edge_app.desk.records.report.STICKS", (str(tmp_path / "sticks"),))
    figures.stick(place)
    return place


def causes(rows: list[ChainRow]) -> list[object]:
    return [row.details["cause"] for row in rows if "not" in row.action]


def test_a_stick_that_has_no_room_for_all_of_it_has_nothing_of_it(
    figures: Figures, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures.exporter, "_documents", lambda _: LARGE)
    (stick / "others.log").write_bytes(bytes(500_000))
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, Problem.FULL)
    assert "Flashdisk penuh" in outcome(export, Language.ID)
    assert list((stick / "gapura").iterdir()) == []
    assert causes(figures.rows()) == ["full"]


def test_what_a_stick_has_no_room_for_stays_on_the_terminal_whole(
    figures: Figures, stick: Path
) -> None:
    figures.reports.mkdir()
    saved = {f"{REPORT}-{number}.pdf": bytes([number]) * 400_000 for number in range(3)}
    for name, data in saved.items():
        (figures.reports / name).write_bytes(data)
    assert figures.export().state is ExportState.DONE
    assert causes(figures.rows()) == ["full"]
    left = {each.name for each in figures.reports.iterdir()}
    assert 0 < len(left) < len(saved)
    carried = [each for each in (stick / "gapura").iterdir() if each.name in saved]
    assert left | {each.name for each in carried} == saved.keys()
    for place in (*carried, *figures.reports.iterdir()):
        assert place.read_bytes() == saved[place.name]


def test_a_full_disk_is_what_the_screen_says_though_a_stick_would_take_it(
    figures: Figures, stick: Path, disk: Path
) -> None:
    """The row on the chain has no room; a stick that has some is not to blame, and no cure."""
    figures.shift.database.give_up_reserve()
    fill(disk / "others.log")
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, Problem.UNRECORDED)
    assert outcome(export, Language.ID).startswith("Penyimpanan terminal penuh")
    assert "lashdisk" not in outcome(export, Language.ID)
    assert list(stick.iterdir()) == []
    (disk / "others.log").unlink()
    figures.desk.clear_export()
    assert figures.export().state is ExportState.DONE


def test_a_full_disk_takes_no_half_of_a_report(
    figures: Figures, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures.exporter, "_documents", lambda _: LARGE)
    figures.reports.mkdir()
    fill(disk / "others.log")
    export = figures.export()
    assert (export.state, export.problem) == (ExportState.REFUSED, Problem.FULL)
    assert outcome(export, Language.ID).startswith("Penyimpanan terminal penuh. Pasang flashdisk")
    assert list(figures.reports.iterdir()) == []
    assert sum(each.stat().st_size for each in disk.rglob("*.reserve")) > 0, "for what is erased"

"""The search bench reports what design.md says; how fast it is, no test asks."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from edge_app.bench import search
from edge_app.bench.report import Row, machine, paired, report, table
from models.errors import GalleryError
from tests.present import present


def test_each_row_stands_beside_its_baseline() -> None:
    told: list[str] = []
    rows = search.run(
        progress=told.append,
        scans=(("exact_10k", 700, 3), ("exact_100k", 900, 3)),
        annoy_references=2000,
        trees=10,
        n=3,
    )
    names = [row.name for row in rows]
    assert names == ["exact_10k", "exact_100k", "annoy_100k", "recall_annoy_100k"]
    for row in rows[:3]:
        assert row.unit == "ms"
        assert row.n == 3
        assert row.value > 0
        assert row.ratio == pytest.approx(present(row.baseline) / row.value)
    assert 0.999 <= rows[3].value <= 1.0
    assert rows[3].n == 1000
    assert any("search_k" in text for text in told)


def test_the_rows_of_the_design_are_all_there() -> None:
    assert [name for name, _, _ in search.SCANS] == ["exact_10k", "exact_100k", "exact_1m"]
    assert [size for _, size, _ in search.SCANS] == [10_000, 100_000, 1_000_000]
    assert all(n >= 50 for _, _, n in search.SCANS)


def test_annoy_that_cannot_find_the_mates_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.certificate.SEARCH_K", (1,))
    with pytest.raises(GalleryError, match="does not find"):
        search.run(scans=(), annoy_references=5000, trees=1, n=1)


def test_the_report_is_the_json_of_the_design() -> None:
    rows = [Row("exact_10k", 0.5, "ms", 50, 0.4, 0.8), Row("rss_mb", 900.0, "MB", 1)]
    assert json.loads(report("search", rows)) == {
        "bench": "search",
        "machine": machine(),
        "rows": [
            {
                "name": "exact_10k",
                "value": 0.5,
                "unit": "ms",
                "n": 50,
                "baseline": 0.4,
                "ratio": 0.8,
            },
            {
                "name": "rss_mb",
                "value": 900.0,
                "unit": "MB",
                "n": 1,
                "baseline": None,
                "ratio": None,
            },
        ],
    }


def test_people_see_the_same_figures() -> None:
    console = Console(width=120, record=True, quiet=False, file=None)
    with console.capture() as capture:
        console.print(table("search", [Row("exact_10k", 0.5, "ms", 50, 0.4, 0.8)]))
    for figure in ("exact_10k", "0.5 ms", "50", "0.4 ms", "0.80"):
        assert figure in capture.get()


def test_the_machine_is_one_line() -> None:
    assert "\n" not in machine()
    assert "cores" in machine()
    assert "onnxruntime" in machine()


def test_paired_calls_take_turns() -> None:
    calls = []
    medians = paired(lambda: calls.append("a"), lambda: calls.append("b"), 3, warm_up=1)
    assert calls == ["a", "b"] * 4
    assert all(seconds >= 0 for seconds in medians)


def test_paired_calls_take_turns_in_blocks_and_lose_none() -> None:
    calls = []
    paired(lambda: calls.append("a"), lambda: calls.append("b"), 3, warm_up=0, block=2)
    assert calls == ["a", "a", "b", "b", "a", "b"]

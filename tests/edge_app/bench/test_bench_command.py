"""Every bench runs end to end and prints the rows that the design names; how fast, no test asks."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from edge_app import cli
from edge_app.bench import detect, embed, pipeline
from edge_app.bench.report import Row
from tests.present import present

WIDTHS = (300, 200, 150, 100, 60, 40)


def run(bench: str, capsys: pytest.CaptureFixture[str], *options: str) -> list[Row]:
    assert cli.main(["bench", bench, "--json", *options]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    told = json.loads(shown.out)
    assert list(told) == ["bench", "machine", "rows"]
    assert told["bench"] == bench
    rows = [Row(**row) for row in told["rows"]]
    assert all(math.isfinite(row.value) for row in rows)
    assert all(row.n >= 1 for row in rows)
    return rows


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_embed_gives_the_same_templates_as_the_published_network(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "REPEATS", 2)
    rows = run("embed", capsys)
    assert [row.name for row in rows] == ["template_1_thread", "template_2_threads", "cosine_min"]
    for row in rows[:2]:
        assert (row.unit, row.n) == ("ms", 2)
        assert row.ratio == pytest.approx(present(row.baseline) / row.value)
    assert 0.9999 <= rows[2].value <= 1.0001


@pytest.mark.slow
def test_detect_finds_large_faces(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detect, "FACES", 3)
    rows = run("detect", capsys)
    assert [row.name for row in rows] == [
        *(f"found_{width}px" for width in WIDTHS),
        "false_per_picture",
    ]
    found = {row.name: row.value for row in rows}
    assert found["found_300px"] == found["found_150px"] == found["found_100px"] == 100
    assert all(0 <= row.value <= 100 for row in rows)


def test_detect_takes_faces_from_a_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, references: Path
) -> None:
    monkeypatch.setattr(detect, "FACES", 1)
    assert len(run("detect", capsys, "--faces", str(references))) == 7


def test_detect_names_a_folder_without_faces(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main(["bench", "detect", "--faces", str(tmp_path)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"gapura: {tmp_path}: no identities in it; ")


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_pipeline_stands_beside_the_plain_loop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "REFERENCES": 2000,
        "RECORDED": 3,
        "SECONDS": 0.6,
        "WARM_UP_S": 0.4,
        "RUNS": 1,
        "MEMORY_S": 2.0,
    }.items():
        monkeypatch.setattr(pipeline, name, value)
    rows = run("pipeline", capsys)
    assert [row.name for row in rows] == [
        "fps_1_face",
        "fps_3_faces",
        "fps_8_faces",
        "latency_p95_3_faces",
        "rss_mb",
    ]
    for row in rows[:3]:
        assert row.value > 0
        assert present(row.baseline) > 0
        assert row.ratio == pytest.approx(row.value / present(row.baseline))
    assert 50 < rows[4].value < 10_000


def test_a_person_sees_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embed, "REPEATS", 1)
    assert cli.main(["bench", "embed"]) == 0
    shown = capsys.readouterr().out
    assert "template_1_thread" in shown
    assert "cosine_min" in shown

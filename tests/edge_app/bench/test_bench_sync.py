"""The bench of the sync, tiny: each figure is there, and nothing is lost. No test asks how fast."""

from __future__ import annotations

import json
import math

import pytest

from edge_app import cli
from edge_app.bench.report import Row
from edge_app.bench.sync import figures, fleet, identify, snapshot
from edge_app.bench.sync.figures import FIGURES, Sizes
from tests.present import present

TINY = Sizes(approvals=2, terminals=8, persons=2, listed=40, references=300, results=230)


def measured(name: str) -> dict[str, Row]:
    rows = figures.run(TINY, [name], lambda _done, _total, _text: None)
    assert all(math.isfinite(row.value) for row in rows)
    assert all(row.n >= 1 for row in rows)
    return {row.name: row for row in rows}


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_an_approval_reaches_the_lane() -> None:
    rows = measured("approvals")
    assert list(rows) == ["publish_to_alert_p50", "publish_to_alert_p95"]
    assert {(row.unit, row.n) for row in rows.values()} == {("s", 2)}
    assert 0 < rows["publish_to_alert_p50"].value <= rows["publish_to_alert_p95"].value


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_every_terminal_of_a_fleet_gets_the_delta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "ROUNDS", 1)
    monkeypatch.setattr(fleet, "PROCESSES", 1)
    rows = measured("fleet")
    assert list(rows) == [
        "fleet_8_p50",
        "fleet_8_p95",
        "fleet_8_max",
        "fleet_8_centre_mb",
    ]
    p95 = rows["fleet_8_p95"]
    assert (p95.unit, p95.n) == ("s", 8)
    assert p95.ratio == pytest.approx(present(p95.baseline) / p95.value)
    assert rows["fleet_8_centre_mb"].unit == "MB"
    assert rows["fleet_8_centre_mb"].value > 50


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_a_delta_is_smaller_than_its_list() -> None:
    rows = measured("delta")
    assert list(rows) == ["delta_bytes", "delta_bytes_most", "delta_bytes_mean"]
    delta = rows["delta_bytes"]
    assert (delta.unit, delta.n) == ("bytes", 2)
    assert 6_000 < delta.value <= rows["delta_bytes_most"].value < 40_000
    assert present(delta.baseline) > 40 * 6_000


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_a_snapshot_is_served_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "AROUND_S", 0.5)
    rows = measured("snapshot")
    assert {name: row.unit for name, row in rows.items()} == {
        "activate_300": "s",
        "activate_300_publish": "s",
        "activate_300_fetch": "s",
        "activate_300_open": "s",
        "activate_300_rss_mb": "MB",
        "activate_300_swap_ms": "ms",
        "activate_300_frames_missed": "frames",
        "activate_300_missed_before": "frames",
    }
    parts = [rows[f"activate_300_{part}"].value for part in ("publish", "fetch", "open")]
    assert rows["activate_300"].value == pytest.approx(sum(parts))
    assert rows["activate_300_frames_missed"].n >= 1


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_no_result_is_lost_or_doubled() -> None:
    rows = measured("drain")
    assert list(rows) == ["drain_per_s", "drain_lost", "drain_doubled"]
    assert rows["drain_lost"].value == rows["drain_doubled"].value == 0
    assert {row.n for row in rows.values()} == {230}
    assert rows["drain_per_s"].ratio == pytest.approx(
        rows["drain_per_s"].value / present(rows["drain_per_s"].baseline)
    )


def test_identification_stands_beside_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identify, "PROBES", 20)
    rows = measured("identify")
    assert list(rows) == [
        f"identify_{many}_{what}" for many in ("300", "3k") for what in ("ms", "recall")
    ]
    assert rows["identify_300_recall"].value == rows["identify_3k_recall"].value == 1.0


def test_the_command_takes_sizes_and_prints_the_rows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def none(sizes: Sizes, _advance: object) -> list[Row]:
        asked.append(sizes)
        return [Row("drain_lost", 0, "results", sizes.results)]

    monkeypatch.setitem(FIGURES, "drain", none)
    assert cli.main(["bench", "sync", "--figure", "drain", "--results", "7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bench"] == "sync"
    assert [row["name"] for row in told["rows"]] == ["drain_lost"]
    assert asked == [Sizes(results=7)]


def test_a_figure_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "sync", "--figure", "speed"]) == 2
    assert "'speed' is none of approvals, fleet, delta" in capsys.readouterr().err

"""`gapura bench ui` runs a real window in a process of its own; how fast, no test asks."""

from __future__ import annotations

import json

import pytest

from edge_app import cli
from edge_app.bench.report import Row
from edge_app.bench.ui import boot, figures
from tests.present import present


@pytest.mark.slow
@pytest.mark.usefixtures("weights")
def test_repaints_and_touches_stand_beside_their_baselines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "SECONDS": 0.5,
        "RUNS": 1,
        "TOUCHES": 3,
        "REFERENCES": 500,
        "STARTS": 1,
    }.items():
        monkeypatch.setattr(figures, name, value)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert cli.main(["bench", "ui", "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    rows = {row["name"]: Row(**row) for row in json.loads(shown.out)["rows"]}
    assert list(rows) == [
        *figures.SIZES,
        *figures.AT_30,
        "touch_p95",
        "touch_p50",
        "idle_kiosk_core_percent",
        *boot.ROWS.values(),
    ]
    for name in (*figures.SIZES, *figures.AT_30):
        assert 0 < rows[name].value < 200
        assert rows[name].ratio == pytest.approx(present(rows[name].baseline) / rows[name].value)
    assert rows["touch_p95"].n == 6  # a finger comes and goes
    assert 0 < rows["touch_p50"].value <= rows["touch_p95"].value
    assert rows["idle_kiosk_core_percent"].value > 0
    assert 0 < rows["splash"].value < rows["window"].value <= rows["first_picture"].value


@pytest.mark.slow
def test_a_measurement_that_fails_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "SIZES", {"repaint_core_percent": "wide"})
    with pytest.raises(RuntimeError, match="measuring repaint ended with status 1"):
        figures.run(lambda *_: None)
    assert "ValueError" in capfd.readouterr().err  # for whoever is to mend it

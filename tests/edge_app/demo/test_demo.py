"""The demo finds who it should, and its judge would say so if it did not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.demo.scene import BIDEN, COLLINS, OBAMA, SceneSource
from edge_app.demo.verdict import judge
from edge_app.domain import Alert, Candidate, Counts, Phrase, Reference, WatchList
from models.geometry import Box

KEYS = ["frames", "fps", "people", "captured", "expected", "alerts", "missed", "false", "delivered"]
NOBODY = np.zeros((8, 8, 3), np.uint8)


@pytest.fixture(scope="module")
def scene(weights: Path) -> SceneSource:  # noqa: ARG001  needed by it
    return SceneSource(seconds=12)


def alert(reference: str, time_s: float, box: Box) -> Alert:
    described = WatchList(
        list_id="d",
        name="d",
        owner="d",
        target_fpir=0.001,
        instruction=Phrase(id="a", en="b"),
        version=1,
        issued_at=datetime.now(UTC),
    )
    candidate = Candidate(Reference(reference, reference, "d", NOBODY), described, 0.7, 0.4, 1e-6)
    return Alert(f"{reference}{time_s}", 1, 0, time_s, box, NOBODY, candidate, 100.0)


def place(scene: SceneSource, person: str, time_s: float) -> Box:
    return dict(scene.present(time_s))[person]


@pytest.mark.slow
def test_the_demo_alerts_for_the_listed_and_for_nobody_else(gapura: Callable[..., Any]) -> None:
    done = gapura("demo", "--headless", "--seconds", "12", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    told = json.loads(done.stdout)
    assert list(told) == KEYS
    assert told["expected"] == [OBAMA, BIDEN]
    assert told["missed"] == []
    assert told["false"] == 0
    assert sorted(one["reference"] for one in told["alerts"]) == [OBAMA, BIDEN]
    for one in told["alerts"]:
        assert list(one) == ["reference", "score", "threshold"]
        assert one["threshold"] <= one["score"] <= 1
    assert told["captured"] >= 3
    assert told["people"] >= told["captured"]
    assert told["frames"] > 0
    assert told["fps"] > 0
    assert told["delivered"] == len(told["alerts"])


def test_the_right_alerts_leave_nobody_missed(scene: SceneSource) -> None:
    alerts = (
        alert(OBAMA, 8, place(scene, OBAMA, 8)),
        alert(BIDEN, 10, place(scene, BIDEN, 10)),
    )
    result = judge(scene, 12, alerts, Counts(), 30.0)
    assert (result.expected, result.missed, result.false) == ((OBAMA, BIDEN), (), 0)


def test_who_raised_no_alert_is_missed(scene: SceneSource) -> None:
    result = judge(scene, 12, (alert(OBAMA, 8, place(scene, OBAMA, 8)),), Counts(), 30.0)
    assert result.missed == (BIDEN,)


def test_an_alert_on_somebody_else_is_false_and_counts_for_nobody(scene: SceneSource) -> None:
    wrong = alert(OBAMA, 8, place(scene, COLLINS, 8))
    nowhere = alert(BIDEN, 8, Box(10, 600, 60, 60))
    result = judge(scene, 12, (wrong, nowhere), Counts(), 30.0)
    assert result.missed == (OBAMA, BIDEN)
    assert result.false == 2

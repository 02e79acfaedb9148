"""While lists move to another model, a terminal takes packages of both, each list of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.errors import ActivationError
from edge_app.lists.terminal_model import TerminalModels
from models.errors import ManifestError
from models.manifest import load_manifest
from tests.edge_app.terminal.terminal_fixtures import (
    BIDEN,
    MODEL,
    OBAMA,
    Centre,
    Person,
    PolledTerminal,
)
from tests.fakes.manifests import SECOND, put_in_place

OWN = np.eye(3, 128, dtype=np.float32)  # templates of the second model, of nobody


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalModels:
    return TerminalModels.of(put_in_place(monkeypatch, tmp_path / "both.toml"))


@pytest.fixture
def hand(tmp_path: Path, centre: Centre, both: TerminalModels) -> Iterator[Any]:
    """A terminal whose software holds both models."""
    assert both.current == MODEL
    made = PolledTerminal(tmp_path / "terminal", centre)
    yield made
    made.terminal.stop()


def person(reference_id: str, row: np.ndarray) -> Person:
    return Person(reference_id, f"Orang {reference_id[0]}", [row])


def test_a_list_moves_while_the_other_stays(
    hand: PolledTerminal, both: TerminalModels, obama: Person, templates: dict[str, np.ndarray]
) -> None:
    hand.centre.checkpoint("list-dpo", "list-cekal")
    hand.centre.snapshot(1, obama)
    hand.centre.snapshot(1, obama, list_id="cekal")
    hand.poll()
    assert {one.model_id for one in hand.terminal.collections.served()} == {MODEL.model_id}
    hand.centre.model = both.by_id[SECOND]
    hand.centre.snapshot(2, person(OBAMA, OWN[0]))
    hand.poll()
    served = {one.watch_list.list_id: one for one in hand.terminal.collections.served()}
    assert served["dpo"].model_id == SECOND
    assert served["cekal"].model_id == MODEL.model_id
    assert served["dpo"].calibration == both.by_id[SECOND].calibration
    assert served["dpo"].thresholds != served["cekal"].thresholds
    assert [c.model_id for c in served["dpo"].candidates(OWN[0], 3)] == [SECOND]
    [found] = served["cekal"].candidates(templates["obama2.jpg"], 3)
    assert (found.reference.name, found.model_id) == ("Barack Obama", MODEL.model_id)


def test_a_list_of_the_second_model_goes_on_with_deltas_and_after_a_restart(
    hand: PolledTerminal, both: TerminalModels
) -> None:
    hand.centre.model = both.by_id[SECOND]
    hand.centre.snapshot(1, person(OBAMA, OWN[0]))
    hand.centre.delta(1, 2, person(BIDEN, OWN[1]))
    hand.poll()
    assert hand.found(OWN[1]) == ["Orang b"]
    hand.restart()
    hand.poll()
    assert (hand.version(), hand.found(OWN[0]), hand.found(OWN[1])) == (2, ["Orang a"], ["Orang b"])


def test_a_delta_of_another_model_than_its_snapshot_is_refused(
    hand: PolledTerminal, both: TerminalModels, obama: Person, caplog: pytest.LogCaptureFixture
) -> None:
    hand.centre.snapshot(1, obama)
    hand.centre.model = both.by_id[SECOND]
    hand.centre.delta(1, 2, person(BIDEN, OWN[1]))
    hand.poll()
    assert f"its templates are not of {MODEL.model_id}" in hand.error()
    hand.centre.snapshot(3, person(BIDEN, OWN[1]))
    hand.poll()
    assert (hand.version(), hand.error(), hand.found(OWN[1])) == (3, "", ["Orang b"])
    caplog.clear()


def test_an_empty_list_takes_its_first_person_in_the_model_that_it_names(
    hand: PolledTerminal, both: TerminalModels
) -> None:
    hand.centre.model = both.by_id[SECOND]
    hand.centre.snapshot(1)
    hand.centre.delta(1, 2, person(BIDEN, OWN[1]))
    hand.poll()
    [served] = hand.terminal.collections.served()
    assert (hand.found(OWN[1]), served.model_id) == (["Orang b"], SECOND)


def test_a_model_of_neither_is_refused_and_both_are_named(
    hand: PolledTerminal, obama: Person, caplog: pytest.LogCaptureFixture
) -> None:
    hand.centre.model = replace(MODEL, model_id="arcface-r100")
    hand.centre.snapshot(1, obama)
    hand.poll()
    for named in ("arcface-r100", MODEL.model_id, SECOND, "gapura central reenrol"):
        assert named in hand.error()
    caplog.clear()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"model_id": None}, "templates of the model None"),
        ({"model_sha256": "0" * 64}, "gapura central reenrol"),
        ({"dimension": 127}, "templates of 127 values"),
    ],
)
def test_a_header_that_names_another_network_is_refused(
    both: TerminalModels, header: Any, change: Any, told: Any
) -> None:
    assert both.require(header) is both.by_id[SECOND]
    with pytest.raises(ActivationError, match=told):
        both.require(header.model_copy(update=change))


@pytest.fixture
def header(centre: Centre, both: TerminalModels) -> Any:
    from sync.protocol.content import PackageHeader

    second = both.by_id[SECOND]
    return PackageHeader(
        package_id="0" * 32,
        collection="list-dpo",
        version=1,
        base=None,
        model_id=second.model_id,
        model_sha256=second.sha256,
        dimension=second.dimension,
        created_at=centre.now,
    )


def test_a_terminal_does_not_begin_with_a_model_that_was_never_calibrated() -> None:
    shipped = load_manifest()
    bare = replace(shipped, models=(replace(shipped.model, calibration=None),))
    with pytest.raises(ManifestError, match=f"{MODEL.model_id} has no calibration"):
        TerminalModels.of(bare)

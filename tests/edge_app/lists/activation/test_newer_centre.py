"""A data centre of a newer version names what this terminal does not know: the rest goes on."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from sync.protocol import content, package
from sync.protocol.errors import PackageError
from sync.terminal.spool import Spool
from tests.edge_app.terminal.terminal_fixtures import Person, PolledTerminal, mirror

OFFICER = content.Officer(
    number="P-1", name="Sari", role=content.OfficerRole.OFFICER, pin_verifier="$argon2id$v=19$x"
)


def publish_newer_configuration(hand: Any, checkpoint: Any = "gate", **fields: Any) -> None:
    """Publish one that this version cannot read; the agent brings it, and stops there."""
    newer = json.dumps({"format": 2, **fields}).encode()
    changes = {"checkpoints": {f"checkpoints/{checkpoint}.json": newer}}
    hand.centre.publisher.publish(changes, hand.centre.now)
    with pytest.raises(PackageError, match="needs a newer Gapura"):
        mirror(hand.centre, hand.state, checkpoint=checkpoint)


def test_an_account_with_a_role_of_a_newer_version_may_not_sign_in(
    hand: PolledTerminal, caplog: pytest.LogCaptureFixture
) -> None:
    hand.centre.checkpoint("officers-gate")
    newer = json.loads(OFFICER.to_json()) | {"number": "P-2", "role": "auditor", "desk": 4}
    lines = OFFICER.to_json() + b"\n" + json.dumps(newer).encode() + b"\n"
    hand.centre.put("officers-gate", 1, {package.OFFICERS: lines})
    hand.poll()
    assert hand.terminal.officers() == (OFFICER,)
    assert "1 accounts have a role that this version does not know" in caplog.text
    caplog.clear()


def test_a_collection_of_an_unknown_kind_stands_in_nobodys_way(
    hand: PolledTerminal, obama: Person, templates: dict[str, np.ndarray]
) -> None:
    hand.centre.checkpoint("list-dpo", "places-gate")
    hand.centre.snapshot(1, obama)
    hand.poll()
    known, unknown = hand.terminal.status.collections()
    assert (known.collection, known.version, known.state) == ("list-dpo", 1, "serving")
    assert (unknown.collection, unknown.version, unknown.state) == ("places-gate", 0, "failed")
    assert "update Gapura" in unknown.error
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.terminal._mirror.refused == ""  # an officer can do nothing about it


def test_a_list_that_a_newer_version_must_read_leaves_the_one_before_in_service(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, np.ndarray],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    said = json.loads(hand.centre.description("dpo").to_json())
    for version, change in ((2, {"format": 2}), (3, {"officers": 3})):
        files = {
            **hand.centre.members("dpo", [obama], []),
            package.DESCRIPTION: json.dumps(said | change).encode(),
        }
        hand.centre.put("list-dpo", version, files, 1, replaces=version > 2)
        hand.poll()
        (state,) = hand.terminal.status.collections()
        assert (state.version, state.state) == (1, "failed")
    assert "ListDescription: needs a newer Gapura" in caplog.text
    assert "ListDescription: officers: literal_error" in caplog.text
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    caplog.clear()


def test_a_configuration_that_a_newer_version_must_read_leaves_the_one_before_in_force(
    hand: PolledTerminal, obama: Person, templates: dict[str, np.ndarray]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    publish_newer_configuration(hand, collections=["list-else"])
    for _ in range(3):
        hand.poll(carry=False)
        assert "needs a newer Gapura" in hand.terminal._mirror.refused
        assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
        hand.restart()
    hand.centre.checkpoint("list-dpo")
    hand.poll()
    assert hand.terminal._mirror.refused == ""


def test_a_terminal_that_never_read_a_configuration_serves_nothing(
    hand: PolledTerminal, obama: Person
) -> None:
    hand.centre.snapshot(1, obama)
    publish_newer_configuration(hand)
    with Spool(hand.state.spool) as spool:
        spool.put_facts(hand.centre.lease(hand.now))
    hand.poll(carry=False)
    assert "needs a newer Gapura" in hand.terminal._mirror.refused
    assert hand.terminal.status.collections() == ()


def test_a_configuration_of_another_checkpoint_is_not_kept_for_this_one(
    hand: PolledTerminal, obama: Person
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    publish_newer_configuration(hand, "other")
    hand.state.write_config(hand.state.config().model_copy(update={"checkpoint_id": "other"}))
    hand.restart()
    hand.poll(carry=False)
    assert "needs a newer Gapura" in hand.terminal._mirror.refused
    assert hand.terminal.status.collections() == ()

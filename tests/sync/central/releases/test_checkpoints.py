"""What a checkpoint is entitled to."""

from __future__ import annotations

from sync.central.registry.approved_state import CheckpointRow
from sync.central.releases.checkpoints import checkpoint_config, entitled_collections
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.wire import MAX_COLLECTIONS

AGREED = {"cekal": {"gate-a", "gate-b"}, "dpo": {"gate-b"}}
PUBLISHED = {"list-cekal", "list-dpo", "officers-gate-a", "visitors-gate-b"}


def test_its_own_and_the_lists_whose_agreement_names_it() -> None:
    assert entitled_collections("gate-a", AGREED, PUBLISHED) == ("officers-gate-a", "list-cekal")
    assert entitled_collections("gate-b", AGREED, PUBLISHED) == (
        "visitors-gate-b",
        "list-cekal",
        "list-dpo",
    )
    assert entitled_collections("gate-c", AGREED, PUBLISHED) == ()


def test_nothing_before_it_is_published() -> None:
    assert entitled_collections("gate-b", AGREED, {"list-dpo"}) == ("list-dpo",)


def test_settings_of_the_checkpoint_count_and_too_many_lists_do_not_break_it() -> None:
    row = CheckpointRow("gate-a", "Gerbang A", {"lease_days": 30, "zone": "WITA"})
    names = tuple(f"list-{number:03}" for number in range(MAX_COLLECTIONS + 1))
    config = checkpoint_config(row, names, SealingKey.generate().public)
    assert config.lease_days == 30
    assert config.stale_after_hours == 24
    assert config.zone == "WITA"
    assert len(config.collections) == MAX_COLLECTIONS

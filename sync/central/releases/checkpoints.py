"""The configuration of a checkpoint's terminals: which collections they hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sync.central.registry.approved_state import CheckpointRow
from sync.central.registry.checkpoints import Settings
from sync.protocol.roles import Collection as Named
from sync.protocol.roles import CollectionKind
from sync.protocol.wire import MAX_COLLECTIONS, CheckpointConfig


def entitled_collections(
    checkpoint_id: str, agreed: Mapping[str, Collection[str]], published: Collection[str]
) -> tuple[str, ...]:
    """Return the collections for the checkpoint: its own first, then lists by name.

    `agreed`: for each list in force, the checkpoints that its agreement names. `published`: all
    collections with something to fetch.
    """
    own = {
        Named(kind, checkpoint_id).name
        for kind in (CollectionKind.VISITORS, CollectionKind.OFFICERS)
    }
    lists = {
        Named(CollectionKind.LIST, list_id).name
        for list_id, checkpoints in agreed.items()
        if checkpoint_id in checkpoints
    }
    there = set(published)
    return (*sorted(own & there), *sorted(lists & there))


def checkpoint_config(
    row: CheckpointRow,
    collections: tuple[str, ...],
    sealing_key: bytes,
    addresses: tuple[str, ...] = (),
    erased: tuple[str, ...] = (),
    lanes: tuple[str, ...] = (),
) -> CheckpointConfig:
    """Return `checkpoints/<id>.json`. `sealing_key`: the centre's public one.

    `erased`: persons whom its terminals shall erase from their alerts. `lanes`: its terminals, in
    the order of their turns at another version.

    A checkpoint of more collections than a terminal takes gets the first of them.
    """
    settings = Settings.model_validate(row.settings)
    plan = settings.software
    return CheckpointConfig(
        checkpoint_id=row.checkpoint_id,
        collections=collections[:MAX_COLLECTIONS],
        lease_days=settings.lease_days,
        stale_after_hours=settings.stale_after_hours,
        outdated_after_hours=settings.outdated_after_hours,
        centre=sealing_key,
        results_kept_days=settings.results_kept_days,
        addresses=addresses,
        sign_in=settings.sign_in,
        name=row.name,
        erased=erased,
        zone=settings.zone,
        software=plan.model_copy(update={"lanes": lanes}) if plan is not None else None,
    )

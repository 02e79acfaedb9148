"""What a checkpoint's terminals hold: its configuration. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sync.central.registry.listed import CheckpointRow
from sync.protocol.roles import Collection as Named
from sync.protocol.roles import Kind
from sync.protocol.wire import COLLECTIONS_MOST, CheckpointConfig

LEASE_DAYS, STALE_HOURS, BLIND_HOURS, KEPT_DAYS = 7, 24, 72, 7  # where settings say nothing


def entitled(
    checkpoint_id: str, agreed: Mapping[str, Collection[str]], published: Collection[str]
) -> tuple[str, ...]:
    """Collections for the checkpoint, by name.

    `agreed`: for each list in force, the checkpoints that its agreement names. `published`: all
    collections with something to fetch.
    """
    own = {Named(kind, checkpoint_id).name for kind in (Kind.VISITORS, Kind.OFFICERS)}
    lists = {
        Named(Kind.LIST, list_id).name
        for list_id, checkpoints in agreed.items()
        if checkpoint_id in checkpoints
    }
    return tuple(sorted((own | lists) & set(published)))[:COLLECTIONS_MOST]


def configured(
    row: CheckpointRow, collections: tuple[str, ...], sealing_key: bytes
) -> CheckpointConfig:
    """`checkpoints/<id>.json`; `sealing_key` is the centre's public one."""
    settings = row.settings
    return CheckpointConfig(
        checkpoint_id=row.checkpoint_id,
        collections=collections,
        lease_days=settings.get("lease_days", LEASE_DAYS),
        stale_after_hours=settings.get("stale_after_hours", STALE_HOURS),
        blind_after_hours=settings.get("blind_after_hours", BLIND_HOURS),
        centre=sealing_key,
        results_kept_days=settings.get("results_kept_days", KEPT_DAYS),
    )

"""What the media are taken out for, as the data centre's own acts do it, without their registry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Root, Targets

from sync.central.publisher import OfflineChange, Publisher


def put_offline(
    publisher: Publisher, targets: Mapping[str, bytes], stick: Path, now: datetime
) -> None:
    """Let the targets role itself sign for `targets`, by path."""

    def change(wanted: OfflineChange) -> None:
        for path, data in targets.items():
            wanted.put(path, data)

    publisher.change(change, stick, now, (Targets.type,))


def undelegate(publisher: Publisher, role: str, stick: Path, now: datetime) -> None:
    """Take the role from `<role>/*`."""
    publisher.change(lambda wanted: wanted.undelegate(role), stick, now, (Targets.type,))


def replace_key(publisher: Publisher, role: str, stick: Path, now: datetime) -> None:
    """Give the delegated `role` another key."""
    publisher.change(publisher.replacing(role), stick, now, (Targets.type,))


def replace_online_keys(publisher: Publisher, stick: Path, now: datetime) -> None:
    """Give snapshot and timestamp other keys."""
    publisher.change(publisher.replacing_online(), stick, now, (Root.type,))


def renew(publisher: Publisher, stick: Path, now: datetime) -> None:
    """Give root and targets another term."""
    publisher.change(OfflineChange.renew, stick, now, (Root.type, Targets.type))

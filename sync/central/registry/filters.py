"""What a question about results is narrowed to."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.central.registry import checkpoints
from sync.central.registry.errors import Unknown
from sync.central.registry.schema import WatchList


def must_exist(
    session: Session, *, checkpoint_id: str | None = None, list_id: str | None = None
) -> None:
    """Raise OperationRefused for a checkpoint or a list that never was.

    A mistyped one would otherwise answer with an empty table, as if nothing had happened there.
    """
    if checkpoint_id is not None:
        checkpoints.get(session, checkpoint_id)
    if list_id is not None and session.get(WatchList, list_id) is None:
        raise Unknown("list", list_id)

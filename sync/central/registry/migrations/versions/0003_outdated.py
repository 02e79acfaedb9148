"""Settings of checkpoints: `blind_after_hours` is `outdated_after_hours` from now on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CHECKPOINTS = sa.table(
    "checkpoints", sa.column("checkpoint_id", sa.String), sa.column("settings", sa.JSON)
)


def upgrade() -> None:
    """Rename the key in each row. Without it, the setting would fall back to its default."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_CHECKPOINTS)).all():
        settings = dict(row.settings)
        if "blind_after_hours" in settings:
            settings["outdated_after_hours"] = settings.pop("blind_after_hours")
            changed = sa.update(_CHECKPOINTS).where(
                _CHECKPOINTS.c.checkpoint_id == row.checkpoint_id
            )
            connection.execute(changed.values(settings=settings))

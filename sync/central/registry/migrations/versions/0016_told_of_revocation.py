"""When a revoked terminal was told so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column; of those that were revoked before nobody knows until they ask again."""
    op.add_column("terminals", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))

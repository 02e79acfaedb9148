"""A terminal proves that it was wiped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the columns; none has proven it before."""
    op.add_column("terminals", sa.Column("wiped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("terminals", sa.Column("wipe_proof", sa.JSON(), nullable=True))

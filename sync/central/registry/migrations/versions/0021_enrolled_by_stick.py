"""A terminal may be enrolled by a stick alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the column; all came over the network before."""
    op.add_column("terminals", sa.Column("stick_read_by", sa.String(length=64), nullable=True))

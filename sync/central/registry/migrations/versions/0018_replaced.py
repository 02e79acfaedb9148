"""A terminal may take the place of another one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns; none replaced another before."""
    for table in ("tokens", "terminals"):
        op.add_column(table, sa.Column("replaces", sa.String(length=32), nullable=True))

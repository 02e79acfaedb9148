"""A terminal can be asked to look what is wrong with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the column; none was asked before."""
    op.add_column(
        "terminals", sa.Column("check_asked_at", sa.DateTime(timezone=True), nullable=True)
    )

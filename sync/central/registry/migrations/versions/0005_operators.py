"""Wrong passphrases are counted, and a reset of one is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; nobody has tried, and nothing was reset."""
    op.add_column(
        "operators", sa.Column("tries", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    for name in ("locked_until", "reset_at"):
        op.add_column("operators", sa.Column(name, sa.DateTime(timezone=True), nullable=True))

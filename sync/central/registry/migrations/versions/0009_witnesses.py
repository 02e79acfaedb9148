"""What terminals hold against the audit log, and operators let stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table; nothing is settled yet."""
    op.create_table(
        "settled_heads",
        sa.Column("head", sa.String(64), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("head", name=op.f("pk_settled_heads")),
    )

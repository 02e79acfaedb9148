"""What the clock of a machine that signs showed, and what operators ask of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables; the first signature fills the one."""
    op.create_table(
        "clock_readings",
        sa.Column("boot_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anchor", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anchor_uptime", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("boot_id", name=op.f("pk_clock_readings")),
    )
    op.create_table(
        "clock_rule",
        sa.Column("rule", sa.Integer(), nullable=False),
        sa.Column("needs_ntp", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("rule", name=op.f("pk_clock_rule")),
    )

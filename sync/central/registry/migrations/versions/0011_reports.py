"""What kiosks sign of themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table; the first report of each terminal fills its row."""
    op.create_table(
        "terminal_reports",
        sa.Column("terminal_id", sa.String(32), nullable=False),
        sa.Column("series", sa.String(32), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("runs", sa.JSON(), nullable=True),
        sa.Column("series_before", sa.JSON(), nullable=False),
        sa.Column("owed_number", sa.BigInteger(), nullable=True),
        sa.Column("owed_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_reason", sa.String(200), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.terminal_id"],
            name=op.f("fk_terminal_reports_terminal_id"),
        ),
        sa.PrimaryKeyConstraint("terminal_id", name=op.f("pk_terminal_reports")),
    )

"""A terminal's TPM says what was booted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the table; no terminal has brought keys of a TPM before."""
    op.create_table(
        "terminal_tpms",
        sa.Column("terminal_id", sa.String(32), nullable=False),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=True),
        sa.Column("secret_hash", sa.String(64), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("secure_boot", sa.LargeBinary(), nullable=True),
        sa.Column("verdict", sa.String(16), nullable=True),
        sa.Column("detail", sa.String(300), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.String(40), nullable=True),
        sa.Column("nonce", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted", sa.String(16), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.terminal_id"],
            name=op.f("fk_terminal_tpms_terminal_id"),
        ),
        sa.PrimaryKeyConstraint("terminal_id", name=op.f("pk_terminal_tpms")),
    )

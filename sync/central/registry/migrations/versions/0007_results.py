"""Results are signed, counted, bounded and erased; which checkpoints held a list is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_LISTS = sa.table("lists", sa.column("list_id", sa.String), sa.column("described", sa.JSON))


def upgrade() -> None:
    """Add columns and tables; lists are taken to be held by the checkpoints that they name now."""
    op.add_column("results", sa.Column("outcome", sa.String(length=40), nullable=True))
    op.add_column("results", sa.Column("signature", sa.LargeBinary(), nullable=True))
    for name in ("resend_asked_at", "resend_since"):
        op.add_column("terminals", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "result_intake",
        sa.Column("terminal_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("results", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_reason", sa.String(length=200), nullable=True),
        sa.Column("series", sa.JSON(), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id"],
            ["terminals.terminal_id"],
            name=op.f("fk_result_intake_terminal_id"),
        ),
        sa.PrimaryKeyConstraint("terminal_id", name=op.f("pk_result_intake")),
    )
    op.create_table(
        "erased_results",
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_erased_results")),
    )
    op.create_index(op.f("ix_erased_results_until"), "erased_results", ["until"], unique=False)
    holders = op.create_table(
        "list_holders",
        sa.Column("list_id", sa.String(length=48), nullable=False),
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "checkpoint_id", name=op.f("pk_list_holders")),
    )
    held = [
        {"list_id": row.list_id, "checkpoint_id": checkpoint}
        for row in op.get_bind().execute(sa.select(_LISTS)).all()
        for checkpoint in dict.fromkeys(row.described.get("checkpoints", ()))
    ]
    if held:
        op.bulk_insert(holders, held)

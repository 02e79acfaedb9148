"""The officer's shift: results that are no alert's, terminals' audit chains, family cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Rename and add in place: SQLite would copy a whole table for anything more."""
    op.drop_index(op.f("ix_results_alert_id"), table_name="results")
    op.drop_index(op.f("ix_results_at"), table_name="results")
    op.execute("ALTER TABLE results RENAME COLUMN alert_id TO subject_id")
    op.create_index(op.f("ix_results_subject_id"), "results", ["subject_id"], unique=False)
    op.create_index("ix_results_type_at", "results", ["type", "at"], unique=False)
    op.add_column("terminals", sa.Column("chain_rows", sa.BigInteger(), nullable=True))
    op.add_column("terminals", sa.Column("chain_head", sa.String(length=64), nullable=True))
    op.add_column("terminals", sa.Column("chain_cut_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("persons", "visitors"):
        op.add_column(table, sa.Column("family_index", sa.String(length=64), nullable=True))
        op.create_index(op.f(f"ix_{table}_family_index"), table, ["family_index"], unique=False)

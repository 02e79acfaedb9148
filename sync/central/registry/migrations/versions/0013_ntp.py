"""NTP is needed unless somebody said otherwise; a home that was there before goes on as it did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add who said it. An older home has signed without NTP: `status` asks its operators."""
    op.add_column("clock_rule", sa.Column("said_by", sa.String(length=64), nullable=True))
    op.execute("UPDATE clock_rule SET said_by = 'an operator'")
    op.execute(
        "INSERT INTO clock_rule (rule, needs_ntp, said_by) SELECT 1, false, NULL"
        " WHERE EXISTS (SELECT 1 FROM audit)"
        " AND NOT EXISTS (SELECT 1 FROM clock_rule)"
    )

"""From which version on a collection's packages hold nobody who was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; nothing has to be packed anew."""
    op.add_column(
        "collections",
        sa.Column("clean_from", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )

"""When a stick last brought what a terminal signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; the next stick that is read fills it."""
    op.add_column("terminals", sa.Column("bundle_at", sa.DateTime(timezone=True), nullable=True))

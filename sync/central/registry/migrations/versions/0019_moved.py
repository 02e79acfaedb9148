"""A terminal may be moved to another checkpoint; what it made before is of the one before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the column; none was moved before."""
    op.add_column("terminals", sa.Column("was_at", sa.JSON(), nullable=True))

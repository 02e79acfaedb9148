"""A ticket is for one lane, and known by its digest; a terminal has six words to compare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns; what was made before has nothing in them."""
    op.add_column("tokens", sa.Column("lane", sa.String(length=200), nullable=True))
    op.add_column("tokens", sa.Column("ticket", sa.String(length=64), nullable=True))
    op.add_column("terminals", sa.Column("words", sa.String(length=200), nullable=True))

"""The kiosk's public key, which terminals that enrol from now on bring."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add it; a terminal that is here already has none until it is provisioned anew."""
    op.add_column("terminals", sa.Column("kiosk_key", sa.LargeBinary(), nullable=True))

"""Who was erased, by random ids: terminals erase their names, and what comes late is erased too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the table, with those who were erased before."""
    op.create_table(
        "erased_persons",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erased_persons")),
    )
    op.execute(
        "INSERT INTO erased_persons (person_id, at) SELECT subject, max(at) FROM audit"
        " WHERE action = 'person-forgotten' GROUP BY subject"
    )

"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Every table."""
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("may_identify", sa.Boolean(), nullable=False),
        sa.Column("may_verify", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("checkpoint_id", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "collections",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_collections")),
    )
    op.create_table(
        "lists",
        sa.Column("list_id", sa.String(length=48), nullable=False),
        sa.Column("described", sa.JSON(), nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", name=op.f("pk_lists")),
    )
    op.create_table(
        "nonces",
        sa.Column("terminal_id", sa.String(length=32), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id", "nonce", name=op.f("pk_nonces")),
    )
    op.create_index(op.f("ix_nonces_seen_at"), "nonces", ["seen_at"], unique=False)
    op.create_table(
        "operators",
        sa.Column("operator_id", sa.String(length=48), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("verifier", sa.String(length=200), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("operator_id", name=op.f("pk_operators")),
    )
    op.create_table(
        "persons",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("nik_index", sa.String(length=64), nullable=True),
        sa.Column("external_index", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_persons")),
        sa.UniqueConstraint("external_index", name=op.f("uq_persons_external_index")),
        sa.UniqueConstraint("nik_index", name=op.f("uq_persons_nik_index")),
    )
    op.create_table(
        "publications",
        sa.Column("sequence", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("collections", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_publications")),
    )
    op.create_table(
        "list_members",
        sa.Column("list_id", sa.String(length=48), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("instruction", sa.JSON(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.list_id"], name=op.f("fk_list_members_list_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.person_id"], name=op.f("fk_list_members_person_id")
        ),
        sa.PrimaryKeyConstraint("list_id", "person_id", name=op.f("pk_list_members")),
    )
    op.create_index(
        "ix_list_members_list_change", "list_members", ["list_id", "change"], unique=False
    )
    op.create_table(
        "officers",
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.checkpoint_id"], name=op.f("fk_officers_checkpoint_id")
        ),
        sa.PrimaryKeyConstraint("checkpoint_id", "number", name=op.f("pk_officers")),
    )
    op.create_table(
        "packages",
        sa.Column("package_id", sa.String(length=32), nullable=False),
        sa.Column("collection", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=130), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("content_key", sa.LargeBinary(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection"], ["collections.name"], name=op.f("fk_packages_collection")
        ),
        sa.PrimaryKeyConstraint("package_id", name=op.f("pk_packages")),
    )
    op.create_index(op.f("ix_packages_collection"), "packages", ["collection"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.String(length=48), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=48), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["operators.operator_id"], name=op.f("fk_proposals_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["operators.operator_id"], name=op.f("fk_proposals_proposed_by")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_state"), "proposals", ["state"], unique=False)
    op.create_index(op.f("ix_proposals_subject"), "proposals", ["subject"], unique=False)
    op.create_table(
        "published_members",
        sa.Column("collection", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection"], ["collections.name"], name=op.f("fk_published_members_collection")
        ),
        sa.PrimaryKeyConstraint("collection", "person_id", name=op.f("pk_published_members")),
    )
    op.create_table(
        "references",
        sa.Column("reference_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("photo_index", sa.String(length=64), nullable=False),
        sa.Column("quality", sa.Double(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.person_id"], name=op.f("fk_references_person_id")
        ),
        sa.PrimaryKeyConstraint("reference_id", name=op.f("pk_references")),
    )
    op.create_index(op.f("ix_references_person_id"), "references", ["person_id"], unique=False)
    op.create_index(op.f("ix_references_photo_index"), "references", ["photo_index"], unique=False)
    op.create_index(
        "uq_references_person_photo", "references", ["person_id", "photo_index"], unique=True
    )
    op.create_table(
        "terminals",
        sa.Column("terminal_id", sa.String(length=32), nullable=False),
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.Column("lane", sa.String(length=200), nullable=False),
        sa.Column("signing_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_key", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=48), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat", sa.JSON(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"],
            ["checkpoints.checkpoint_id"],
            name=op.f("fk_terminals_checkpoint_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["operators.operator_id"], name=op.f("fk_terminals_decided_by")
        ),
        sa.PrimaryKeyConstraint("terminal_id", name=op.f("pk_terminals")),
    )
    op.create_index(
        op.f("ix_terminals_checkpoint_id"), "terminals", ["checkpoint_id"], unique=False
    )
    op.create_table(
        "tokens",
        sa.Column("token_index", sa.String(length=64), nullable=False),
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.Column("created_by", sa.String(length=48), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terminal_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.checkpoint_id"], name=op.f("fk_tokens_checkpoint_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["operators.operator_id"], name=op.f("fk_tokens_created_by")
        ),
        sa.PrimaryKeyConstraint("token_index", name=op.f("pk_tokens")),
    )
    op.create_table(
        "visitors",
        sa.Column("visitor_id", sa.String(length=32), nullable=False),
        sa.Column("checkpoint_id", sa.String(length=48), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("identity_index", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.checkpoint_id"], name=op.f("fk_visitors_checkpoint_id")
        ),
        sa.PrimaryKeyConstraint("visitor_id", name=op.f("pk_visitors")),
    )
    op.create_index(
        "uq_visitors_checkpoint_day_identity",
        "visitors",
        ["checkpoint_id", "day", "identity_index"],
        unique=True,
    )
    op.create_table(
        "results",
        sa.Column("result_id", sa.String(length=32), nullable=False),
        sa.Column("terminal_id", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("alert_id", sa.String(length=32), nullable=False),
        sa.Column("list_id", sa.String(length=48), nullable=True),
        sa.Column("person_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["terminal_id"], ["terminals.terminal_id"], name=op.f("fk_results_terminal_id")
        ),
        sa.PrimaryKeyConstraint("result_id", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_alert_id"), "results", ["alert_id"], unique=False)
    op.create_index(op.f("ix_results_at"), "results", ["at"], unique=False)
    op.create_index(op.f("ix_results_list_id"), "results", ["list_id"], unique=False)
    op.create_index(op.f("ix_results_terminal_id"), "results", ["terminal_id"], unique=False)
    op.create_table(
        "templates",
        sa.Column("reference_id", sa.String(length=32), nullable=False),
        sa.Column("model_id", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reference_id"],
            ["references.reference_id"],
            name=op.f("fk_templates_reference_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reference_id", "model_id", name=op.f("pk_templates")),
    )

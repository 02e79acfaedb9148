"""The tables. Whatever names or shows a person is sealed by the vault: columns named `sealed`.

Contexts of the vault: `<table> <primary key>`. Times are UTC with zone; on SQLite they are kept as
text without one, so `Time` puts it back.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Time(TypeDecorator[datetime]):
    """A time with zone, UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return the time in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return the time with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Time, dict[str, Any]: JSON, bytes: LargeBinary}  # noqa: RUF012


Id = String(32)
Slug = String(48)


class Operator(Base):
    """Somebody who works at the data centre."""

    __tablename__ = "operators"
    operator_id: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    verifier: Mapped[str] = mapped_column(String(200))  # Argon2id of the passphrase
    suspended: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)  # wrong passphrases since the last right one
    locked_until: Mapped[datetime | None]  # the next try has to wait until then
    reset_at: Mapped[datetime | None]  # when the offline keys gave another passphrase


class Person(Base):
    """Somebody whose face is known here."""

    __tablename__ = "persons"
    person_id: Mapped[str] = mapped_column(Id, primary_key=True)
    nik_index: Mapped[str | None] = mapped_column(String(64), unique=True)  # Vault.index(NIK)
    external_index: Mapped[str | None] = mapped_column(String(64), unique=True)  # agency's own id
    family_index: Mapped[str | None] = mapped_column(String(64), index=True)  # Vault.index(KK)
    sealed: Mapped[bytes]  # JSON: name, nik, external id, family card
    created_at: Mapped[datetime]


class Reference(Base):
    """One photograph of a person: the picture and its thumbnail are blobs, sealed."""

    __tablename__ = "references"
    reference_id: Mapped[str] = mapped_column(Id, primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("persons.person_id"), index=True)
    photo_index: Mapped[str] = mapped_column(String(64), index=True)  # Vault.index of its sha256
    quality: Mapped[float]  # 0..1
    created_at: Mapped[datetime]
    __table_args__ = (Index("uq_references_person_photo", "person_id", "photo_index", unique=True),)


class ReferenceTemplate(Base):
    """The template of a reference by one model: float32, little-endian, unit; sealed."""

    __tablename__ = "templates"
    reference_id: Mapped[str] = mapped_column(
        ForeignKey("references.reference_id", ondelete="CASCADE"), primary_key=True
    )
    model_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sealed: Mapped[bytes]


class WatchList(Base):
    """A list as it is approved now."""

    __tablename__ = "lists"
    list_id: Mapped[str] = mapped_column(Slug, primary_key=True)
    described: Mapped[dict[str, Any]]  # registry.lists.ListSettings, JSON
    model_id: Mapped[str] = mapped_column(String(64))
    ended_at: Mapped[datetime | None]
    changes: Mapped[int] = mapped_column(default=0)  # counts approved changes


class ListMember(Base):
    """A person on a list, approved; `removed` rows stay until the removal is published."""

    __tablename__ = "list_members"
    list_id: Mapped[str] = mapped_column(ForeignKey("lists.list_id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("persons.person_id"), primary_key=True)
    instruction: Mapped[dict[str, Any] | None]  # Phrase, in place of the list's
    removed: Mapped[bool] = mapped_column(default=False)
    change: Mapped[int]  # WatchList.changes when this row changed last
    as_of: Mapped[datetime]  # the proposal's: later photographs are not approved for this list
    __table_args__ = (Index("ix_list_members_list_change", "list_id", "change"),)


class Proposal(Base):
    """What one operator wants and another must approve."""

    __tablename__ = "proposals"
    proposal_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(32))  # of a `Change` in registry/proposed_changes.py
    subject: Mapped[str] = mapped_column(String(64), index=True)  # list or checkpoint
    sealed: Mapped[bytes]  # JSON of the change
    summary: Mapped[str] = mapped_column(String(400))  # without names of listed persons
    state: Mapped[str] = mapped_column(String(16), index=True)  # waiting, approved, rejected
    proposed_by: Mapped[str] = mapped_column(ForeignKey("operators.operator_id"))
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("operators.operator_id"))
    decided_at: Mapped[datetime | None]


class Checkpoint(Base):
    """A place with terminals."""

    __tablename__ = "checkpoints"
    checkpoint_id: Mapped[str] = mapped_column(Slug, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    settings: Mapped[dict[str, Any]]  # checkpoints.Settings
    may_identify: Mapped[bool] = mapped_column(default=False)  # 1:N on request
    may_verify: Mapped[bool] = mapped_column(default=True)  # 1:1 on request


class Visitor(Base):
    """Somebody expected at a checkpoint on a day."""

    __tablename__ = "visitors"
    visitor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    checkpoint_id: Mapped[str] = mapped_column(ForeignKey("checkpoints.checkpoint_id"))
    day: Mapped[date]
    identity_index: Mapped[str] = mapped_column(String(64))  # Vault.index(NIK or passport)
    family_index: Mapped[str | None] = mapped_column(String(64), index=True)  # as Person's
    sealed: Mapped[bytes]  # content.Visitor, JSON without thumbnail's place
    thumbnail: Mapped[bytes | None]  # JPEG, sealed
    __table_args__ = (
        Index(
            "uq_visitors_checkpoint_day_identity",
            "checkpoint_id",
            "day",
            "identity_index",
            unique=True,
        ),
    )


class OfficerAccount(Base):
    """An officer of a checkpoint."""

    __tablename__ = "officers"
    checkpoint_id: Mapped[str] = mapped_column(
        ForeignKey("checkpoints.checkpoint_id"), primary_key=True
    )
    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    sealed: Mapped[bytes]  # content.Officer, JSON


class PublishedCollection(Base):
    """What was published last of a collection."""

    __tablename__ = "collections"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int]
    change: Mapped[int]  # lists: WatchList.changes that it contains
    digest: Mapped[str] = mapped_column(String(64))  # of its description, or of its whole content
    model_id: Mapped[str | None] = mapped_column(String(64))
    withdrawn: Mapped[bool] = mapped_column(default=False)
    clean_from: Mapped[int] = mapped_column(default=0)  # older versions hold an erased person


class PublishedPackage(Base):
    """A sealed package that a head names, with its content key."""

    __tablename__ = "packages"
    package_id: Mapped[str] = mapped_column(Id, primary_key=True)
    collection: Mapped[str] = mapped_column(ForeignKey("collections.name"), index=True)
    path: Mapped[str] = mapped_column(String(130))
    version: Mapped[int]
    base: Mapped[int | None]
    size: Mapped[int]  # bytes, sealed
    change: Mapped[int]  # WatchList.changes that it leads to
    content_key: Mapped[bytes]  # sealed by the vault
    current: Mapped[bool] = mapped_column(default=True)  # named by the present head
    published_at: Mapped[datetime]


class PublishedMember(Base):
    """A person whom the published state of a list holds."""

    __tablename__ = "published_members"
    collection: Mapped[str] = mapped_column(ForeignKey("collections.name"), primary_key=True)
    person_id: Mapped[str] = mapped_column(Id, primary_key=True)


class Publication(Base):
    """A publication; every worker polls this table to wake its streams."""

    __tablename__ = "publications"
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    collections: Mapped[dict[str, Any]]  # name -> version
    at: Mapped[datetime]


class Token(Base):
    """A one-time token for a terminal that is not enrolled yet."""

    __tablename__ = "tokens"
    token_index: Mapped[str] = mapped_column(String(64), primary_key=True)  # Vault.index(token)
    checkpoint_id: Mapped[str] = mapped_column(ForeignKey("checkpoints.checkpoint_id"))
    created_by: Mapped[str] = mapped_column(ForeignKey("operators.operator_id"))
    expires_at: Mapped[datetime]
    terminal_id: Mapped[str | None] = mapped_column(Id)  # who used it
    lane: Mapped[str | None] = mapped_column(String(200))  # the only one; None: any
    ticket: Mapped[str | None] = mapped_column(String(64))  # its digest; None: an older Gapura's
    replaces: Mapped[str | None] = mapped_column(Id)  # the terminal whose place its own one takes


class Terminal(Base):
    """A gate's terminal."""

    __tablename__ = "terminals"
    terminal_id: Mapped[str] = mapped_column(Id, primary_key=True)
    checkpoint_id: Mapped[str] = mapped_column(ForeignKey("checkpoints.checkpoint_id"), index=True)
    lane: Mapped[str] = mapped_column(String(200))
    signing_key: Mapped[bytes]  # public
    sealing_key: Mapped[bytes]  # public
    kiosk_key: Mapped[bytes | None]  # public; None: enrolled by an older Gapura
    state: Mapped[str] = mapped_column(String(16))  # pending, active, revoked
    enrolled_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("operators.operator_id"))
    seen_at: Mapped[datetime | None]
    heartbeat: Mapped[dict[str, Any] | None]  # wire.Heartbeat
    lease_until: Mapped[datetime | None]
    bundle_at: Mapped[datetime | None]  # when results of its own last came on a stick
    chain_rows: Mapped[int | None] = mapped_column(
        BigInteger
    )  # of its audit chain, as last reported
    chain_head: Mapped[str | None] = mapped_column(String(64))
    chain_cut_at: Mapped[datetime | None]  # when it was last found cut short or rewritten
    resend_asked_at: Mapped[datetime | None]  # wire.Resend, which its leases carry
    resend_since: Mapped[datetime | None]
    check_asked_at: Mapped[datetime | None]  # wire.Lease.check, which its leases carry for a while
    words: Mapped[str | None] = mapped_column(String(200))  # confirmation.py; None: nobody has them
    told_at: Mapped[datetime | None]  # when it first asked after its revocation, and was told
    replaces: Mapped[str | None] = mapped_column(Id)  # the terminal whose place it takes, or took
    stick_read_by: Mapped[str | None] = mapped_column(String(64))  # it was enrolled by a stick
    wiped_at: Mapped[datetime | None]  # when its own signed word of it was kept
    wipe_proof: Mapped[dict[str, Any] | None]  # wiped.SignedWipe
    was_at: Mapped[dict[str, Any] | None]  # checkpoint -> when it was moved away from there


class Nonce(Base):
    """A request that was answered; kept twice as long as its signature is good."""

    __tablename__ = "nonces"
    terminal_id: Mapped[str] = mapped_column(Id, primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class QuestionCount(Base):
    """How often something was asked on a day of a checkpoint; see question_counts.Counted."""

    __tablename__ = "question_counts"
    day: Mapped[date] = mapped_column(primary_key=True)
    counted: Mapped[str] = mapped_column(String(32), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]


class ClockReading(Base):
    """What the clock of a machine that signs showed, for each start of its kernel."""

    __tablename__ = "clock_readings"
    boot_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]  # when it was last believed
    anchor: Mapped[datetime]  # when it was first believed, and for how long the kernel had run
    anchor_uptime: Mapped[float]


class ClockRule(Base):
    """What operators ask of the clock; one row, or none: then NTP is needed."""

    __tablename__ = "clock_rule"
    rule: Mapped[int] = mapped_column(primary_key=True)
    needs_ntp: Mapped[bool]
    said_by: Mapped[str | None] = mapped_column(String(64))  # None: the home is older than the rule


class ReceivedResult(Base):
    """A result of a terminal, sealed by the vault again; facts to search by are beside it."""

    __tablename__ = "results"
    result_id: Mapped[str] = mapped_column(Id, primary_key=True)
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.terminal_id"), index=True)
    type: Mapped[str] = mapped_column(String(16))  # of content.ResultBody
    subject_id: Mapped[str] = mapped_column(Id, index=True)  # the alert, or the verification
    list_id: Mapped[str | None] = mapped_column(Slug, index=True)
    person_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    sealed: Mapped[bytes]  # content.ResultContent, JSON
    outcome: Mapped[str | None] = mapped_column(String(40))  # of an answer or a verification
    signature: Mapped[bytes | None]  # the kiosk's, over what is sealed
    __table_args__ = (Index("ix_results_type_at", "type", "at"),)


class ResultIntake(Base):
    """What a terminal brought: which numbers, how much today, and what was refused."""

    __tablename__ = "result_intake"
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.terminal_id"), primary_key=True)
    day: Mapped[date]  # of the next two, in Jakarta
    results: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    spent_at: Mapped[datetime | None]  # when the day's quota was last used up
    refused: Mapped[int]
    refused_at: Mapped[datetime | None]
    refused_reason: Mapped[str | None] = mapped_column(String(200))
    series: Mapped[dict[str, Any]]  # series -> since, runs of numbers that came, twice
    missing_since: Mapped[datetime | None]
    told: Mapped[dict[str, Any]]  # what of this is on the audit log


class TerminalReport(Base):
    """What a kiosk signed of itself last, and what of its reports was refused."""

    __tablename__ = "terminal_reports"
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.terminal_id"), primary_key=True)
    # Of the newest good one; None: there was none yet.
    series: Mapped[str | None] = mapped_column(Id)
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    signature: Mapped[bytes | None]
    at: Mapped[datetime | None]  # by the kiosk's clock
    received_at: Mapped[datetime | None]
    number: Mapped[int | None] = mapped_column(BigInteger)  # of the newest result
    runs: Mapped[dict[str, Any] | None]  # software, and networks by name
    series_before: Mapped[dict[str, Any]]  # of its earlier databases -> the last number of each
    owed_number: Mapped[int | None] = mapped_column(BigInteger)  # not all up to it are here
    owed_since: Mapped[datetime | None]  # when it was first named
    refused: Mapped[int]
    refused_at: Mapped[datetime | None]
    refused_reason: Mapped[str | None] = mapped_column(String(200))
    told: Mapped[dict[str, Any]]  # what of this is on the audit log


class TerminalTpm(Base):
    """The keys of a terminal's TPM, and what it last said of what was booted."""

    __tablename__ = "terminal_tpms"
    terminal_id: Mapped[str] = mapped_column(ForeignKey("terminals.terminal_id"), primary_key=True)
    keys: Mapped[dict[str, Any]]  # wire.TpmKeys, as it brought them
    # The rest is empty until an operator approved them.
    credential: Mapped[bytes | None]  # only that TPM opens it
    secret_hash: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of what it holds
    approved_at: Mapped[datetime | None]
    proven_at: Mapped[datetime | None]  # when it first told what the credential holds
    secure_boot: Mapped[bytes | None]  # value of that PCR at the first good quote
    verdict: Mapped[str | None] = mapped_column(String(16))  # wire.Attested of its last quote
    detail: Mapped[str] = mapped_column(String(300))  # a sentence about it
    judged_at: Mapped[datetime | None]
    version: Mapped[str | None] = mapped_column(String(40))  # that was booted, of its last good one
    nonce: Mapped[bytes | None]  # that it was last asked with, not answered yet
    asked_at: Mapped[datetime | None]
    noted: Mapped[str | None] = mapped_column(String(16))  # verdict, as the audit log has it
    noted_at: Mapped[datetime | None]


class ErasedResult(Base):
    """A result that was erased while its terminal could send it again; it does not come back."""

    __tablename__ = "erased_results"
    result_id: Mapped[str] = mapped_column(Id, primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)  # then no terminal has it any more


class ErasedPerson(Base):
    """Somebody who was erased, as long as a terminal may still hold an alert about them."""

    __tablename__ = "erased_persons"
    person_id: Mapped[str] = mapped_column(Id, primary_key=True)  # random; it names nobody now
    at: Mapped[datetime]


class ListHolder(Base):
    """A checkpoint that may hold a list, or could."""

    __tablename__ = "list_holders"
    list_id: Mapped[str] = mapped_column(Slug, primary_key=True)
    checkpoint_id: Mapped[str] = mapped_column(Slug, primary_key=True)


class SettledHead(Base):
    """What terminals hold against the audit log, and operators let stand: rows that are lost."""

    __tablename__ = "settled_heads"
    head: Mapped[str] = mapped_column(String(64), primary_key=True)
    rows: Mapped[int] = mapped_column(BigInteger)
    settled_at: Mapped[datetime]


class AuditEntry(Base):
    """What was done, by whom; each row's hash covers the row before."""

    __tablename__ = "audit"
    sequence: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))  # operator, terminal, or "centre"
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128))
    details: Mapped[dict[str, Any]]  # numbers, ids, codes; no names
    hash: Mapped[str] = mapped_column(String(64))

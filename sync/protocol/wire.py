"""What travels in the clear inside TLS: pydantic types. What is sealed is in *content.py.

Every time has a zone. Bytes travel as base64, URL-safe. Every size is bounded here. How messages
grow, and what a reader does with what it does not know, is in message.py.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, StringConstraints

from sync.protocol.message import Format, Grows, Time
from sync.protocol.message import Wire as Wire
from sync.protocol.roles import IDENTIFIER
from sync.protocol.zones import Zone

Identifier = Annotated[str, StringConstraints(pattern=f"^{IDENTIFIER}$")]
RandomId = Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
Sha256 = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
RoleName = Annotated[str, StringConstraints(pattern="^[a-z0-9-]{1,64}$")]
TargetPath = Annotated[str, StringConstraints(pattern="^[a-z0-9-]{1,64}/[a-z0-9.-]{1,64}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(max_length=2000)]
Version = Annotated[int, Field(ge=1, le=2**53)]
# Of Gapura, as its packages have it: without an epoch, and without Debian's revision.
SoftwareVersion = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){1,3}$")]
Count = Annotated[int, Field(ge=0, le=2**53)]
Figure = Annotated[float, Field(ge=0.0, le=1e9, allow_inf_nan=False)]
LaneWord = Annotated[str, StringConstraints(pattern="^[a-z][a-z-]{0,39}$")]
KioskNonce = Annotated[str, StringConstraints(pattern="^([0-9a-f]{32})?$")]

MAX_BATCH = 100  # results in one upload
MAX_SEALED = 2 * 2**20  # bytes of one sealed result or question
QUESTION = "question"  # domain of a kiosk's signature
MAX_ADDRESSES = 8  # of a data centre
MAX_LANES = 1024  # of a checkpoint, that take turns
MAX_COLLECTIONS = 256  # of a checkpoint
MAX_FINDINGS = 64  # of one check
MAX_FAULTS = 16  # of a lane at one time
MAX_ERASED = 2000  # persons whom a checkpoint's terminals are told to erase
MAX_PACKAGES = 128  # of a collection: a snapshot and its deltas
MAX_KEYS = 8  # of one kind that count at the same time, old and new
MAX_HASHES = 512  # rows of an audit chain that one report shows
MAX_REPORT = 2**16  # bytes of what a kiosk signs of itself
REQUEST_LIMIT = 16 * 2**20  # bytes of a request's body
MAX_QUOTE = 2048  # bytes of what a TPM signed; 145 of those that are asked for, in all
MAX_PCRS = 16  # of one quote


# ---- published through TUF ---------------------------------------------------------------------


class PackageRef(Wire):
    """One sealed package of a collection."""

    package_id: RandomId
    path: TargetPath
    version: Version  # what the terminal holds after it
    base: Version | None  # delta: what it changes; None: a snapshot


class Head(Wire):
    """`<collection>/head.json`: the packages that make the present version.

    The snapshot, then deltas in order, each from the version before it. A delta may be applied to
    any state between its `base` and its `version`: additions replace, and what is removed may be
    gone already.
    """

    format: Format = 1
    collection: RoleName
    version: Version
    packages: Annotated[tuple[PackageRef, ...], Field(min_length=1, max_length=MAX_PACKAGES)]


PublicSigningKey = Annotated[bytes, Field(min_length=32, max_length=32)]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^/\s?#@]+$", max_length=300)]
PublicSealingKey = Annotated[bytes, Field(min_length=1216, max_length=1216)]


class CentreKeys(Wire):
    """`centre/keys.json`: public keys of the data centre that count now, old and new side by side.

    The offline targets role signs it, so no key of the server's can add one or take one away. A
    terminal that has never seen it (of an older data centre) goes by its ticket and its
    CheckpointConfig.
    """

    format: Format = 1
    time_epoch: Count = 0  # a higher one: times that statements of an earlier epoch proved are void
    statements: Annotated[tuple[PublicSigningKey, ...], Field(min_length=1, max_length=MAX_KEYS)]
    sealing: Annotated[  # the newest first: to it everything is sealed
        tuple[PublicSealingKey, ...], Field(min_length=1, max_length=MAX_KEYS)
    ]
    authorities: Annotated[  # of TLS, PEM, all of them pinned; none: the ticket's
        tuple[Annotated[bytes, Field(max_length=4096)], ...], Field(max_length=MAX_KEYS)
    ] = ()


class SoftwarePlan(Wire):
    """Which release a checkpoint's terminals shall run, how many of them first, and at what hours.

    Which terminals are the first `percent` every one of them reckons for itself.
    """

    version: SoftwareVersion
    percent: Annotated[int, Field(ge=1, le=100)] = 100
    # By the gate's clock, from the first hour up to the second; two equal ones: at any hour.
    from_hour: Annotated[int, Field(ge=0, le=23)] = 0
    until_hour: Annotated[int, Field(ge=0, le=23)] = 0
    # For so long after it is ready at a lane its officers may put it off.
    put_off_hours: Annotated[int, Field(ge=0, le=168)] = 0
    # The checkpoint's terminals, in the order of their turns (`turns.py`); empty: there are none.
    lanes: Annotated[tuple[RandomId, ...], Field(max_length=MAX_LANES)] = ()


class CheckpointConfig(Wire):
    """`checkpoints/<id>.json`: what a checkpoint's terminals hold, and for how long."""

    format: Format = 1
    checkpoint_id: Identifier
    collections: Annotated[tuple[RoleName, ...], Field(max_length=MAX_COLLECTIONS)]
    lease_days: Annotated[int, Field(ge=1, le=366)]  # without contact; then nothing is served
    stale_after_hours: Annotated[int, Field(ge=1, le=8784)]  # then shown as stale
    outdated_after_hours: Annotated[  # then on the whole screen
        int,
        Field(
            ge=1,
            le=8784,
            # As versions before 0.2.0 wrote it: a mirror of theirs is served on after an upgrade.
            validation_alias=AliasChoices("outdated_after_hours", "blind_after_hours"),
        ),
    ]
    centre: bytes  # public sealing key (1216 bytes): results and questions are sealed to it
    results_kept_days: Annotated[int, Field(ge=0, le=366)] = 7  # acknowledged, on the terminal
    addresses: Annotated[  # of the data centre: the first one first; none: as it was provisioned
        tuple[Address, ...], Field(max_length=MAX_ADDRESSES)
    ] = ()
    sign_in: bool = True  # False: whoever stands there works, without a number and a PIN
    # As people call the checkpoint; "": of an older data centre.
    name: Annotated[str, StringConstraints(max_length=200)] = ""
    # Persons who were erased, by random ids: what alerts about them say of them is erased, too.
    erased: Annotated[tuple[RandomId, ...], Field(max_length=MAX_ERASED)] = ()
    zone: Zone = "WIB"  # at its midnight the days of visitors turn
    software: SoftwarePlan | None = None  # None: what runs stays


# ---- provisioning --------------------------------------------------------------------------------


TpmPoint = Annotated[bytes, Field(min_length=64, max_length=64)]  # of P-256: x, y


class TpmKeys(Wire):
    """Keys of a terminal's TPM, made from the templates in `sync.protocol.attestation`."""

    endorsement: TpmPoint  # the TPM's own: it opens a credential
    attestation: TpmPoint  # it signs quotes
    # Of `endorsement`, by the TPM's maker, X.509 DER; None: the TPM holds none.
    certificate: Annotated[bytes, Field(max_length=4096)] | None = None


class EnrolRequest(Wire):
    """`POST /v1/enrol`, signed with the key that it brings. The token is used once."""

    token: Annotated[str, StringConstraints(min_length=20, max_length=64)]
    signing_key: bytes  # public, 32 bytes
    sealing_key: bytes  # public, 1216 bytes
    lane: Name
    kiosk_key: bytes | None = None  # public, 32 bytes: the kiosk signs with it; None: older Gapura
    ticket: Sha256 | None = None  # of the ticket as it was read: ticket.digest; None: older Gapura
    tpm: TpmKeys | None = None  # None: there is none, or it answers not; or an older Gapura


class EnrolReply(Wire):
    """The terminal exists from now on; it holds nothing before an operator has approved it."""

    terminal_id: RandomId
    checkpoint_id: Identifier
    approved: bool


# ---- requests of an enrolled terminal ------------------------------------------------------------


class RefreshRequest(Wire):
    """`POST /v1/refresh`: what is here, so that all that is new comes in one answer.

    `metadata` gives the version held of each TUF role; `packages` are ids that are held.
    """

    metadata: Annotated[dict[RoleName, Version], Field(max_length=MAX_COLLECTIONS + 8)]
    packages: Annotated[tuple[RandomId, ...], Field(max_length=4096)]


class File(Wire):
    """A file of the repository, as its address under `/v1/tuf/` names it."""

    path: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9./_-]{1,200}$")]
    data: bytes


class RefreshReply(Wire):
    """Files that TUF will ask for, as far as they are small; the rest is fetched one by one.

    `root_version` is the newest root there is. `keys` are content keys, sealed to the terminal, by
    package id, context `content-key <package id> <terminal id>`.
    """

    root_version: Version
    files: Annotated[tuple[File, ...], Field(max_length=1024)]
    keys: dict[RandomId, bytes]


class KeysRequest(Wire):
    """`POST /v1/keys`: the content keys of these packages."""

    packages: Annotated[tuple[RandomId, ...], Field(min_length=1, max_length=MAX_PACKAGES)]


class KeysReply(Wire):
    """By package id; one that is missing is not for this terminal."""

    keys: dict[RandomId, bytes]


class SealedResult(Wire):
    """A result, sealed to the centre with context `result <result id> <terminal id>`.

    `signature` is the kiosk's over what was sealed (`sync.protocol.results`); None: an older one's.
    """

    result_id: RandomId
    created_at: Time
    sealed: Annotated[bytes, Field(max_length=MAX_SEALED)]
    signature: Annotated[bytes, Field(min_length=64, max_length=64)] | None = None


class ResultsBatch(Wire):
    """`POST /v1/results`; the same batch, or a part of it, may be sent again."""

    results: Annotated[tuple[SealedResult, ...], Field(min_length=1, max_length=MAX_BATCH)]


class Question(Wire):
    """`POST /v1/questions`: 1:1 or 1:N; context `question <question id> <terminal id>`."""

    question_id: RandomId
    sealed: Annotated[bytes, Field(max_length=MAX_SEALED)]
    signature: Annotated[bytes, Field(max_length=64)] = b""  # the kiosk's; empty: an older Gapura's

    def signed(self, terminal_id: str) -> bytes:
        """Return what the kiosk signs, with the domain QUESTION: this question, and no other's."""
        return f"{self.question_id} {terminal_id}\n".encode() + self.sealed


class SealedAnswer(Wire):
    """Sealed to the terminal with context `answer <question id> <terminal id>`."""

    question_id: RandomId
    sealed: bytes


HeldState = Annotated[Literal["serving", "stale", "expired", "failed", "waiting", "other"], Grows()]


class HeldCollection(Wire):
    """What a terminal serves of a collection."""

    collection: RoleName
    version: Count  # 0: nothing yet
    references: Count
    state: HeldState
    error: Text = ""


class ReportedFinding(Wire):
    """A row of `sync.protocol.findings` that was found, and the values of its sentences."""

    code: LaneWord
    about: Annotated[
        dict[LaneWord, Annotated[str, StringConstraints(max_length=200)]], Field(max_length=8)
    ]


class CheckReport(Wire):
    """What a check found that the data centre asked for at `asked_at`, in Lease."""

    asked_at: Time
    findings: Annotated[tuple[ReportedFinding, ...], Field(max_length=MAX_FINDINGS)] = ()


class KioskReport(Wire):
    """What the process with the camera says of itself; the heartbeat carries it on as it is.

    Whatever else operators are to know of a kiosk is a field here, with a default.
    """

    collections: Annotated[tuple[HeldCollection, ...], Field(max_length=MAX_COLLECTIONS)] = ()
    camera: Annotated[str, StringConstraints(max_length=40)] = ""  # SourceState's; "" unknown
    update_refused: Text = ""  # why a list that the agent brought was not accepted
    store_fault: Text = ""  # why its database cannot be written
    fault: Text = ""  # whatever else went wrong
    unwritten: Count = 0  # alerts and answers that are in memory only
    frames: Count = 0  # since it started: analysed, of its camera
    people: Count = 0  # since it started: seen, and with a usable template, and alerts
    captured: Count = 0
    alerts: Count = 0
    # The next two are of a kiosk without a signing key; others say it in their SignedReport.
    chain_rows: Count = 0  # of the terminal's audit chain
    chain_head: Sha256 | None = None  # of its last row: rows cut off the end would show
    lease_nonce: KioskNonce = ""  # the next lease must echo it; "": an older kiosk
    clock_doubt_s: float = 0.0  # what the last lease said more than the kiosk believes, seconds
    unproven: Count = 0  # results that its agent called delivered, and no receipt proves
    # What is wrong with a lane whose camera delivers, in words of edge_app's LaneFault.
    faults: Annotated[tuple[LaneWord, ...], Field(max_length=MAX_FAULTS)] = ()
    silent: Text = ""  # why no alert is heard there; "": it is, or of an older kiosk
    frame_rate: Figure | None = None  # pictures that are looked at, a second
    camera_rate: Figure | None = None  # pictures that its camera gives, a second
    latency_ms: Figure | None = None  # from a picture to its decision, the median
    read_share: Figure | None = None  # of the last people, whose face could be compared, 0..1
    memory_exposed: Text = ""  # why keys and faces may reach its disk; "": not, or an older kiosk
    check: CheckReport | None = None  # the last that was asked for; None: none, or an older kiosk


class SignedReport(Wire):
    """What the kiosk signed of itself (`sync.protocol.signed_reports`); the agent carries it."""

    body: Annotated[str, StringConstraints(max_length=MAX_REPORT)]  # a ReportBody, JSON
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]  # over `body`


class AuditHead(Wire):
    """The data centre's audit log at some time: how many rows, and the hash of the last."""

    rows: Count
    head: Sha256


class QuoteWish(Wire):
    """The data centre asks what was booted: a quote of these PCRs (SHA-256) with this nonce."""

    nonce: Annotated[bytes, Field(min_length=32, max_length=32)]
    pcrs: Annotated[
        tuple[Annotated[int, Field(ge=0, le=23)], ...], Field(min_length=1, max_length=MAX_PCRS)
    ]
    # What only the TPM opens whose keys were approved, as tpm2_makecredential writes it; None: it
    # has opened it.
    credential: Annotated[bytes, Field(max_length=1024)] | None = None


class Quote(Wire):
    """The TPM's word of what was booted, in answer to the last QuoteWish."""

    message: Annotated[bytes, Field(max_length=MAX_QUOTE)]  # TPMS_ATTEST
    signature: Annotated[bytes, Field(max_length=256)]  # ECDSA with SHA-256, DER
    # Of the PCRs that were asked for, in order.
    values: Annotated[
        tuple[Annotated[bytes, Field(min_length=32, max_length=32)], ...],
        Field(max_length=MAX_PCRS),
    ]
    secret: Annotated[bytes, Field(max_length=64)] | None = None  # that the credential held


class Heartbeat(Wire):
    """`POST /v1/heartbeat`: how the terminal is. Numbers, and no word about anybody."""

    at: Time
    software: Name
    waiting: Count  # results that wait
    refused: Count  # results that the centre could not read, set aside
    oldest_waiting: Time | None
    disk_free: Count  # bytes
    temperature: float | None  # degrees Celsius
    clock_skew_s: float  # trusted time less the system's clock
    update_error: Text = ""  # of the agent's last refresh
    kiosk_seen_at: Time | None  # None: it never wrote
    kiosk: KioskReport | None = None  # None: nothing that can be read
    centre_keys: Sha256 | None = None  # of the CentreKeys that it goes by; None: its ticket's
    address: Address | None = None  # of the data centre, by which this came; None: an older Gapura
    audit: AuditHead | None = None  # the newest that a lease brought: the terminal is its witness
    report: SignedReport | None = None  # the newest; None: the kiosk signs none, or an older one
    lane_dropped: Count = 0  # datagrams at its port for other lanes that were none of theirs
    software_failed: Annotated[tuple[SoftwareVersion, ...], Field(max_length=16)] = ()  # there
    quote: Quote | None = None  # None: none was asked for, or there is no TPM, or an older Gapura


# ---- what the data centre says and signs ---------------------------------------------------------


class Statement(Wire):
    """A sentence of the data centre that a proxy cannot forge: Ed25519 over `kind` and `body`.

    `body` is the JSON of the type that belongs to `kind`; the signature's domain is
    `statement <kind>`.
    """

    kind: Annotated[str, StringConstraints(pattern="^[a-z][a-z-]{0,39}$")]  # a reader wants one
    body: Annotated[str, StringConstraints(max_length=REQUEST_LIMIT)]
    signature: bytes


class RefusedResult(Wire):
    """A result that the centre will never read; the terminal sets it aside."""

    result_id: RandomId
    reason: Text


class Receipt(Wire):
    """Kind `receipt`: what the centre holds from now on, durably."""

    terminal_id: RandomId
    nonce: Name  # of the request that it answers; a USB bundle's id where there was none
    at: Time
    received: tuple[RandomId, ...]
    refused: tuple[RefusedResult, ...]


class Resend(Wire):
    """The data centre asks for results again that it gave a receipt for at `since` or later.

    A terminal heeds each `asked_at` once; receipts from before it count no more.
    """

    asked_at: Time
    since: Time


class LeasePlace(Wire):
    """Where a terminal stands by the data centre's registry."""

    checkpoint_id: Identifier
    lane: Name


class Attested(Enum):
    """How a terminal's word of what it booted stands at the data centre."""

    GOOD = "good"  # what was booted was released
    NO_TPM = "no-tpm"  # none was approved with the terminal
    WAITING = "waiting"  # it was asked, and has not answered, or not lately
    UNPROVEN = "unproven"  # its keys are not proven to be in the TPM that was approved
    FORM = "form"  # cut, too long, or no quote of what was asked
    SIGNATURE = "signature"  # not by the TPM that was approved
    NONCE = "nonce"  # it answers another question: recorded earlier
    IMAGE = "image"  # what was booted was not released
    SECURE_BOOT = "secure-boot"  # the firmware's keys are others than at the approval
    NO_VALUES = "no-values"  # no release says what its boot measures
    OTHER = "other"  # a newer data centre's word


class Attestation(Wire):
    """What a lease says of it, where the checkpoint's policy asks for it.

    `withheld`: the lease was not prolonged, and no new key of a list is given out.
    """

    verdict: Annotated[Attested, Grows()]
    withheld: bool
    wish: QuoteWish | None = None  # None: not now


class Lease(Wire):
    """Kind `lease`: the answer to a heartbeat. `at` is what the data centre's clock shows.

    `nonce` is the agent's, `kiosk_nonce` the kiosk's own (KioskReport.lease_nonce), which believes
    no lease without it: "" the heartbeat brought none, None the data centre is an older one.
    """

    format: Format = 1
    terminal_id: RandomId
    nonce: Name
    at: Time
    until: Time  # serve lists for `until` less `at` without a new lease
    kiosk_nonce: KioskNonce | None = None
    carried: bool = False  # written to a stick: it answers nobody
    epoch: Count = 0  # where it was: of the data centre's time, which `at` is
    chain_rows: Count | None = None  # of the terminal's audit chain, as far as the centre knows it
    resend: Resend | None = None
    audit: AuditHead | None = None  # to be kept, and said in heartbeats; None: keep what you hold
    check: Time | None = None  # when a check was asked for, which KioskReport is to answer once
    place: LeasePlace | None = None  # None: an older data centre, which moves nobody
    attestation: Attestation | None = None  # None: not asked for, or an older data centre


class Revoked(Wire):
    """Kind `revoked`: stop serving and wipe."""

    terminal_id: RandomId
    nonce: Name
    at: Time


class ProblemCode(Enum):
    """Why a request was refused."""

    SIGNATURE = "signature"  # missing, altered, or for another data centre
    UNKNOWN = "unknown"  # no such terminal
    CLOCK = "clock"  # signed too long ago, or in the future; `at` says what time it is
    REPLAY = "replay"  # this very request was here before
    REVOKED = "revoked"  # `statement` says so
    PENDING = "pending"  # no operator has approved the terminal yet
    TOKEN = "token"  # noqa: S105  used, too old or never given
    INVALID = "invalid"  # the body is not what it should be
    TOO_LARGE = "too-large"
    NOT_FOUND = "not-found"
    BUSY = "busy"  # again later
    ATTESTATION = "attestation"  # no keys for what this terminal booted: its lease says why
    OTHER = "other"  # a newer data centre's word; to a terminal as `busy`


class TicketFault(Enum):
    """What is wrong with a ticket, where a request was refused for it."""

    NONE = "none"  # nothing, or an older data centre does not say
    USED = "used"  # by another device
    OVER = "over"  # too old, or withdrawn
    LANE = "lane"  # made for another lane
    ALTERED = "altered"  # not as the data centre made it
    OTHER = "other"  # a newer data centre's word


class Problem(Wire):
    """The body of every refusal."""

    problem: Annotated[ProblemCode, Grows()]
    text: Text
    at: Time
    statement: Statement | None = None
    ticket: Annotated[TicketFault, Grows()] = TicketFault.NONE  # other with `token` alone


class Announcement(Wire):
    """The `data` of a server-sent event `changed`: something was published, or a lease changed."""

    sequence: Count
    # Seconds between two signs of life of the stream, at most; None: of an older data centre.
    alive_s: Annotated[float, Field(ge=0.1, le=60.0)] | None = None

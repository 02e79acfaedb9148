"""What only the two ends read: the content of packages, results, questions and answers."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from sync.protocol.message import OTHER, Format, Grows
from sync.protocol.wire import (
    Count,
    Identifier,
    Name,
    RandomId,
    RoleName,
    Sha256,
    Text,
    Version,
    Wire,
)

ReferenceId = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_.-]{1,64}$")]
Nik = Annotated[str, StringConstraints(pattern="^[0-9]{16}$")]
Cosine = Annotated[float, Field(ge=-1.0001, le=1.0001)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
OfficerNumber = Annotated[str, StringConstraints(pattern="^[0-9A-Z-]{1,20}$")]
Secret = Annotated[bytes, Field(min_length=32, max_length=32, repr=False)]
Number = Annotated[int, Field(ge=1, le=2**53)]
MAX_JPEG = 512 * 1024  # bytes of one picture


class PackageHeader(Wire):
    """The header of a sealed package: in the clear, bound into every chunk's key."""

    format: Format = 1  # of the header, the archive and its members
    package_id: RandomId
    collection: RoleName
    version: Version
    base: Version | None  # None: a snapshot
    model_id: Name | None  # of the templates; None where there are none
    model_sha256: Sha256 | None  # of the model's published file
    dimension: Annotated[int, Field(ge=1, le=4096)] | None
    created_at: AwareDatetime


class Phrase(Wire):
    """One sentence in the terminal's two languages."""

    id: Text  # Indonesian
    en: Text


def _in_both_languages(value: Any) -> Any:
    """Read one plain string, as versions before 0.2.0 wrote it, as the words of both languages."""
    return {"id": value, "en": value} if isinstance(value, str) else value


def _not_empty(value: Phrase) -> Phrase:
    if not (value.id and value.en):
        raise ValueError("words in both languages are needed")
    return value


Label = Annotated[Phrase, BeforeValidator(_in_both_languages)]
"""A short name in two languages."""


class Retention(Wire):
    """How long an alert is kept after the officer's word; then both ends erase it.

    A terminal keeps it no longer than its checkpoint's `results_kept_days` besides.
    """

    dismissed_hours: Annotated[int, Field(ge=0, le=8784)] = 12  # "not this person": a stranger
    undecided_days: Annotated[int, Field(ge=0, le=3660)] = 30  # "cannot tell", or nobody answered
    # None: as long as the list, and a month to extend an agreement that has ended by mistake.
    confirmed_days: Annotated[int, Field(ge=0, le=36_600)] | None = None


class Agreement(Wire):
    """The legal basis of a list."""

    number: Name
    starts: date
    ends: date  # the last day; Asia/Jakarta's midnight after it ends the list
    retention: Retention = Retention()


class ListProfile(Wire):
    """What a list is to the officer: written by an operator, shown and used by terminals.

    The one place where these fields are spelt: the registry's `ListSettings`, the package's
    `ListDescription` and the terminal's `WatchList` are profiles with some fields more.
    """

    name: Name
    owner: Name  # agency
    category: Annotated[Label, AfterValidator(_not_empty)]
    colour: Annotated[str, StringConstraints(pattern="^#[0-9a-f]{6}$")]
    priority: Annotated[int, Field(ge=1, le=9)]  # 1 first
    instruction: Phrase  # what the officer is to do
    target_fpir: Annotated[float, Field(gt=0.0, lt=1.0)]  # people on no list who raise an alert
    officers: Literal[1, 2]  # who must confirm an alert: what is not known here must not be guessed

    def profile(self) -> dict[str, Any]:
        """Return the fields of the profile by name, to make another kind of profile with."""
        return {name: getattr(self, name) for name in ListProfile.model_fields}


class ListDescription(ListProfile):
    """`list.json` of a watch-list's package."""

    format: Format = 1
    list_id: Identifier
    agreement: Agreement
    expires_at: AwareDatetime  # the earlier of the list's own end and the agreement's
    published_at: AwareDatetime
    trees: Count  # of the Annoy index; 0: no index (a delta)
    recall: Share | None  # of the index, measured by the centre


class Thumbnail(Wire):
    """Where a JPEG lies in the member `thumbnails` of the package."""

    offset: Count
    size: Annotated[int, Field(ge=0, le=MAX_JPEG)]  # 0: none


class ReferenceEntry(Wire):
    """A line of `references.jsonl`; its templates are the next rows of the index."""

    reference_id: ReferenceId  # the person's id at the data centre
    name: Name
    instruction: Phrase | None = None  # in place of the list's
    templates: Annotated[int, Field(ge=1, le=64)]  # one a photograph
    thumbnail: Thumbnail


class Visitor(Wire):
    """A line of `visitors.jsonl`: somebody who is expected."""

    visitor_id: RandomId
    day: date
    name: Name
    nik: Nik | None
    passport: Annotated[str, StringConstraints(pattern="^[A-Z0-9]{5,12}$")] | None
    family_card: Nik | None  # KK
    party: Name | None
    template: Annotated[bytes, Field(max_length=16_384)] | None  # float32, unit
    thumbnail: Thumbnail
    listed_family: bool = False  # of one family card with somebody listed: a hint, nothing more
    # That issued the passport, as its zone has it: two states give out the same numbers.
    passport_state: Annotated[str, StringConstraints(pattern="^[A-Z]{1,3}$")] | None = None


class OfficerRole(Enum):
    """What an officer may do."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"
    OTHER = "other"  # a newer data centre's word: may do nothing


PinVerifier = Annotated[str, StringConstraints(pattern=r"^\$argon2id\$", max_length=200)]


class Officer(Wire):
    """A line of `officers.jsonl`."""

    number: OfficerNumber
    name: Name
    role: Annotated[OfficerRole, Grows()]
    pin_verifier: PinVerifier
    suspended: bool = False
    # When the PIN was set last; both None: by a version before these were kept.
    pin_reset_at: AwareDatetime | None = None  # by operators, or made anew
    pin_changed_at: AwareDatetime | None = None  # by the officer at a kiosk, if that was later


# ---- results ---------------------------------------------------------------------------------


class AlertRaised(Wire):
    """The terminal alerted."""

    type: Literal["alert"] = "alert"
    alert_id: RandomId
    at: AwareDatetime
    lane: Name
    list_id: Identifier
    list_version: Version
    reference_id: ReferenceId
    score: Cosine
    threshold: Cosine
    model_id: Name
    quality: Share
    captured: Annotated[bytes, Field(max_length=MAX_JPEG)]  # JPEG


class AlertAnswered(Wire):
    """An officer decided."""

    type: Literal["answer"] = "answer"
    alert_id: RandomId
    at: AwareDatetime
    answer: Annotated[
        Literal["confirmed", "not_this_person", "cannot_tell", "unanswered", "other"], Grows()
    ]
    officers: Annotated[tuple[OfficerNumber, ...], Field(max_length=2)] = ()
    reason: Text = ""


class AlertEscalated(Wire):
    """Help is wanted: nobody answered in time, or the officer calls a colleague."""

    type: Literal["escalation"] = "escalation"
    alert_id: RandomId
    at: AwareDatetime
    cause: Annotated[Literal["unanswered", "colleague", "other"], Grows()]
    officer: OfficerNumber | None = None


class PersonVerified(Wire):
    """A person was compared 1:1; no template, no picture and no NIK."""

    type: Literal["verification"] = "verification"
    verification_id: RandomId
    at: AwareDatetime
    lane: Name
    officer: OfficerNumber | None
    # document: by eye, no face was compared
    method: Annotated[Literal["visitor", "centre", "document", "other"], Grows()]
    visitor_id: RandomId | None  # of the manifest
    outcome: Annotated[
        Literal["yes", "no", "uncertain", "unknown", "refused", "not_compared", "other"], Grows()
    ]
    score: Cosine | None = None
    threshold: Cosine | None = None
    live: bool | None = None  # active liveness; None: not asked for
    admitted: bool  # the officer let them in


class OfficerPinChanged(Wire):
    """An officer proved their PIN at the kiosk, and set another: its verifier, never the PIN."""

    type: Literal["pin"] = "pin"
    at: AwareDatetime
    officer: OfficerNumber
    pin_verifier: PinVerifier
    # The account's, as the kiosk knew it: a change that knew no later reset does not undo it.
    pin_reset_at: AwareDatetime | None = None


class ResultsErased(Wire):
    """Results that were delivered before and erased in time: asked for again, they cannot come.

    So the data centre does not wait for their numbers.
    """

    type: Literal["erased"] = "erased"
    at: AwareDatetime
    # The first and the last number of each run.
    numbers: Annotated[tuple[tuple[Number, Number], ...], Field(min_length=1, max_length=1000)]


class OtherResult(Wire):
    """A result of a type that this version does not know: kept sealed as it came, and not read."""

    type: Annotated[str, StringConstraints(pattern="^[a-z][a-z_-]{0,15}$")]
    at: AwareDatetime


ResultBody = (
    AlertRaised
    | AlertAnswered
    | AlertEscalated
    | PersonVerified
    | OfficerPinChanged
    | ResultsErased
)
_KNOWN = ("alert", "answer", "escalation", "verification", "pin", "erased")


def _tag(body: Any) -> str:
    kind = body.get("type") if isinstance(body, dict) else getattr(body, "type", None)
    return kind if kind in _KNOWN else OTHER


class ResultContent(Wire):
    """The content of a sealed result.

    A kiosk that signs counts its results: `number` goes from 1 without a gap in a `series`, which
    begins with the kiosk's database.
    """

    series: RandomId | None = None
    number: Number | None = None  # None: the kiosk does not sign
    body: Annotated[
        Annotated[AlertRaised, Tag("alert")]
        | Annotated[AlertAnswered, Tag("answer")]
        | Annotated[AlertEscalated, Tag("escalation")]
        | Annotated[PersonVerified, Tag("verification")]
        | Annotated[OfficerPinChanged, Tag("pin")]
        | Annotated[ResultsErased, Tag("erased")]
        | Annotated[OtherResult, Tag(OTHER)],
        Discriminator(_tag),
    ]


# ---- 1:1 and 1:N on request ----------------------------------------------------------------------


Strength = Annotated[Literal["untold", "near", "clear", "strong", "other"], Grows()]
"""How alike two faces are, in fixed steps and never as a number: `near` is uncertain; `other`, a
newer data centre's word, is read as the weakest. Untold: not alike, or by one before 0.3."""

Refusal = Annotated[
    Literal[
        "none",
        "not-agreed",
        "signature",
        "purpose",
        "officer",
        "clock",
        "quota",
        "model",
        "other",
    ],
    Grows(),
]
"""Why a question is not answered; nothing that depends on whom it asks about."""


class Purpose(Enum):
    """Why a question is asked; the values stand on both audit logs."""

    VERIFY_AT_GATE = "verify-at-gate"  # 1:1; all others are of 1:N
    LOST_DOCUMENT = "lost-document"  # carries none, or lost it
    DOUBTFUL_DOCUMENT = "doubtful-document"
    CANNOT_SPEAK = "cannot-speak"  # unwell, unconscious, or no common language
    LOST_CHILD = "lost-child"
    WRITTEN_ORDER = "written-order"  # of an authority


SEARCHES = tuple(one for one in Purpose if one is not Purpose.VERIFY_AT_GATE)
UNSIGNED = "unsigned"  # the officer where a terminal has no accounts


class QuestionContent(Wire):
    """Is this the person of that NIK? Or: who is this?"""

    asked_at: AwareDatetime
    officer: Name  # a number of the checkpoint's, or UNSIGNED
    purpose: Name  # the value of a Purpose
    nik: Nik | None  # None: 1:N
    model_id: Name
    template: Annotated[bytes, Field(max_length=16_384)]  # float32, unit
    secret: Secret


class AnsweredCandidate(Wire):
    """One of a candidate list."""

    person_id: RandomId
    name: Name
    score: Cosine  # for readers before 0.3: the least that the step reaches, and not what was found
    strength: Strength = "untold"


class AnswerContent(Wire):
    """The data centre's word.

    `no` is also said of a NIK that nobody has, and of one that the checkpoint may not ask about:
    nobody learns from an answer who is known.
    """

    # An officer acts on it: a word that is not known makes the answer one that cannot be read.
    # `unknown` is said by data centres before 0.3.
    outcome: Literal["yes", "no", "uncertain", "candidates", "unknown", "refused"]
    score: Cosine | None = None  # for readers before 0.3, as a candidate's
    threshold: Cosine | None = None  # the model's own, the same in every answer
    candidates: Annotated[tuple[AnsweredCandidate, ...], Field(max_length=20)] = ()
    reason: Text = ""
    strength: Strength = "untold"  # of yes and uncertain
    refusal: Refusal = "none"


ANSWER_SIZE = 4_096  # bytes


class Answered(Wire):
    """The content of a sealed answer."""

    secret: Secret  # the question's: only who could read that can say it
    answer: AnswerContent
    # Spaces up to a whole multiple of ANSWER_SIZE: a size tells nothing of what is answered.
    padding: Annotated[str, StringConstraints(max_length=ANSWER_SIZE)] = ""

    @classmethod
    def padded(cls, secret: bytes, answer: AnswerContent) -> bytes:
        """Return the JSON of an answer, a whole multiple of ANSWER_SIZE long."""
        bare = cls(secret=secret, answer=answer)
        missing = -len(bare.to_json()) % ANSWER_SIZE
        return bare.model_copy(update={"padding": " " * missing}).to_json()

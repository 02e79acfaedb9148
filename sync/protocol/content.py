"""What is inside sealed packages, and the values that results and questions share with them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from sync.protocol.message import Format, Grows, Time
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
    created_at: Time


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


FewWords = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^\n]*$")]


class ShortPhrase(Wire):
    """Three to five words in the terminal's two languages; empty: none."""

    id: FewWords = ""
    en: FewWords = ""

    @model_validator(mode="after")
    def _both(self) -> ShortPhrase:
        if bool(self.id) is not bool(self.en):
            raise ValueError("words in both languages are needed, or in none")
        return self


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
    short: ShortPhrase = ShortPhrase()  # the instruction in a few words, to be read from afar

    def profile(self) -> dict[str, Any]:
        """Return the fields of the profile by name, to make another kind of profile with."""
        return {name: getattr(self, name) for name in ListProfile.model_fields}


class ListDescription(ListProfile):
    """`list.json` of a watch-list's package."""

    format: Format = 1
    list_id: Identifier
    agreement: Agreement
    expires_at: Time  # the earlier of the list's own end and the agreement's
    published_at: Time
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
    pin_reset_at: Time | None = None  # by operators, or made anew
    pin_changed_at: Time | None = None  # by the officer at a kiosk, if that was later

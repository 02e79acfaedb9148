"""What is inside a sealed result: an alert, what became of it, and what else a kiosk tells."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    Discriminator,
    Field,
    StringConstraints,
    Tag,
)

from sync.protocol.content import (
    MAX_JPEG,
    Cosine,
    Number,
    OfficerNumber,
    PinVerifier,
    ReferenceId,
    Share,
)
from sync.protocol.message import OTHER, Grows, Time
from sync.protocol.wire import (
    Identifier,
    Name,
    RandomId,
    Text,
    Version,
    Wire,
)


class AlertRaised(Wire):
    """The terminal alerted."""

    type: Literal["alert"] = "alert"
    alert_id: RandomId
    at: Time
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
    at: Time
    answer: Annotated[
        Literal["confirmed", "not_this_person", "cannot_tell", "unanswered", "other"], Grows()
    ]
    officers: Annotated[tuple[OfficerNumber, ...], Field(max_length=2)] = ()
    reason: Text = ""
    verification_id: RandomId | None = None  # of the document that was checked for the answer


class AlertEscalated(Wire):
    """Help is wanted: nobody answered in time, or the officer calls a colleague."""

    type: Literal["escalation"] = "escalation"
    alert_id: RandomId
    at: Time
    cause: Annotated[Literal["unanswered", "colleague", "other"], Grows()]
    officer: OfficerNumber | None = None


class AlertFollowed(Wire):
    """What was done about the person of an alert, beside and after the answer: a step of a case."""

    type: Literal["case"] = "case"
    alert_id: RandomId
    at: Time
    # outcome: what became of the person, as far as it was known then; closed: nothing follows
    step: Annotated[Literal["note", "photograph", "given", "outcome", "closed", "other"], Grows()]
    officer: OfficerNumber | None = None
    receiver: OfficerNumber | None = None  # of `given`: whose case it is from then on
    code: Annotated[str, StringConstraints(pattern="^[a-z_]{0,40}$")] = ""  # outcome, or a phrase
    note: Annotated[str, StringConstraints(max_length=200), Field(repr=False)] = ""  # typed
    # JPEG of the document that was held to the lane's camera; a data centre of before keeps it
    # sealed, and reads a step `other`.
    picture: Annotated[bytes, Field(max_length=MAX_JPEG, repr=False)] = b""


class PersonVerified(Wire):
    """A person was compared 1:1; no template, no picture and no NIK."""

    type: Literal["verification"] = "verification"
    verification_id: RandomId
    at: Time
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
    # Why they were turned away, or let in though something did not agree; empty: neither, or told
    # by a kiosk before 0.3.
    reason: Text = ""
    # In what the document is not as announced (name, sex, birth, state): the officer saw it named.
    differs: Annotated[tuple[Name, ...], Field(max_length=8)] = ()
    alert_id: RandomId | None = None  # for whose answer the document was checked


class OfficerPinChanged(Wire):
    """An officer proved their PIN at the kiosk, and set another: its verifier, never the PIN."""

    type: Literal["pin"] = "pin"
    at: Time
    officer: OfficerNumber
    pin_verifier: PinVerifier
    # The account's, as the kiosk knew it: a change that knew no later reset does not undo it.
    pin_reset_at: Time | None = None


class ResultsErased(Wire):
    """Results that were delivered before and erased in time: asked for again, they cannot come.

    So the data centre does not wait for their numbers.
    """

    type: Literal["erased"] = "erased"
    at: Time
    # The first and the last number of each run.
    numbers: Annotated[tuple[tuple[Number, Number], ...], Field(min_length=1, max_length=1000)]


class OtherResult(Wire):
    """A result of a type that this version does not know: kept sealed as it came, and not read."""

    type: Annotated[str, StringConstraints(pattern="^[a-z][a-z_-]{0,15}$")]
    at: Time


ResultBody = (
    AlertRaised
    | AlertAnswered
    | AlertEscalated
    | AlertFollowed
    | PersonVerified
    | OfficerPinChanged
    | ResultsErased
)
_KNOWN = ("alert", "answer", "escalation", "case", "verification", "pin", "erased")


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
        | Annotated[AlertFollowed, Tag("case")]
        | Annotated[PersonVerified, Tag("verification")]
        | Annotated[OfficerPinChanged, Tag("pin")]
        | Annotated[ResultsErased, Tag("erased")]
        | Annotated[OtherResult, Tag(OTHER)],
        Discriminator(_tag),
    ]

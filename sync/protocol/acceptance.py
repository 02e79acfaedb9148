"""What a terminal says of itself when a technician hands its lane over: signed by its kiosk.

A file, on a stick or wherever it was copied: whoever holds the kiosk's public key, as the data
centre does, can tell whether a word of it was changed since.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.content import Cosine, OfficerNumber
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Time, Wire
from sync.protocol.signed_reports import MAX_NETWORKS, Network
from sync.protocol.wire import (
    MAX_COLLECTIONS,
    MAX_FINDINGS,
    Count,
    Figure,
    Identifier,
    LaneWord,
    Name,
    RandomId,
    ReportedFinding,
    Sha256,
    Version,
)

DOMAIN = "acceptance"
MAX_STEPS = 64
MAX_ACCEPTANCE = 2**18  # bytes of a file


class AcceptedStep(Wire):
    """A step of the set-up, and how it stood."""

    step: LaneWord
    state: LaneWord  # done, failing, absent, not-yet
    at: Time | None = None  # when it was found so; None: at the moment of the report


class TrialAlert(Wire):
    """The last test alert: somebody showed their face and was recognised. Numbers alone."""

    at: Time
    score: Cosine
    threshold: Cosine
    latency_ms: Figure  # from the picture to the decision


class HeldList(Wire):
    """A list that the lane searched."""

    list_id: Identifier
    version: Version


class AcceptanceBody(Wire):
    """A lane as it was handed over: numbers, codes and the technician's number; nobody's face."""

    terminal_id: RandomId
    checkpoint_id: Identifier
    checkpoint: Annotated[str, StringConstraints(max_length=200)] = ""  # as people call it
    lane: Name
    made_at: Time
    technician: OfficerNumber
    software: Name
    networks: Annotated[tuple[Network, ...], Field(max_length=MAX_NETWORKS)] = ()
    steps: Annotated[tuple[AcceptedStep, ...], Field(max_length=MAX_STEPS)] = ()
    findings: Annotated[tuple[ReportedFinding, ...], Field(max_length=MAX_FINDINGS)] = ()
    alert: TrialAlert | None = None  # None: none was made with this camera
    lists: Annotated[tuple[HeldList, ...], Field(max_length=MAX_COLLECTIONS)] = ()
    references: Count = 0
    picture: tuple[Count, Count] | None = None  # the camera's width and height in pixels
    pictures_a_second: Figure = 0.0  # that were looked at
    turned: Count = 0  # degrees clockwise
    screen_mm: tuple[Figure, Figure] | None = None
    chain_rows: Count = 0  # of the terminal's audit chain
    chain_head: Sha256 | None = None


class SignedAcceptance(Wire):
    """The file."""

    terminal_id: RandomId  # by it the key is found; the body says it under the signature
    body: Annotated[str, StringConstraints(max_length=MAX_ACCEPTANCE)]
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]  # the kiosk's, over `body`


def sign_acceptance(body: AcceptanceBody, key: SigningKey) -> SignedAcceptance:
    """Return the report under the kiosk's signature."""
    text = body.to_json()
    signature = key.sign(DOMAIN, text)
    return SignedAcceptance(terminal_id=body.terminal_id, body=text.decode(), signature=signature)


def open_acceptance(signed: SignedAcceptance, kiosk_key: bytes) -> AcceptanceBody:
    """Return what the holder of `kiosk_key`'s private half said of the terminal that it names.

    Raise PackageError.
    """
    text = signed.body.encode()
    try:
        verify(kiosk_key, DOMAIN, text, signed.signature)
    except EnvelopeError:
        raise PackageError("not signed by its kiosk, or changed since") from None
    body = AcceptanceBody.from_json(text)
    if body.terminal_id != signed.terminal_id:
        raise PackageError("another terminal's")
    return body

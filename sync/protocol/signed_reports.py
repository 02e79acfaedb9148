"""What a kiosk signs of itself, for its agent to carry, which can forge and change nothing of it.

The signature is over the body as it travels, and over nothing else: what is read is what was
verified.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Time, Wire
from sync.protocol.wire import MAX_HASHES, Count, Name, RandomId, Sha256, SignedReport, Version

DOMAIN = "report"
MAX_NETWORKS = 32


class Network(Wire):
    """A network that the kiosk opened: a recogniser by its model's id, another by its file."""

    name: Name
    sha256: Sha256  # of what was read


class ReportBody(Wire):
    """What a kiosk says of itself under its signature: numbers, and no word about anybody.

    Whoever carries it can keep it back, and the data centre sees that: `sequence` grows with each
    report within a `series`, which begins with the terminal's database.
    """

    terminal_id: RandomId
    series: RandomId  # also of the results
    sequence: Version
    at: Time
    number: Count  # of the newest result; 0: none yet
    software: Name
    networks: Annotated[tuple[Network, ...], Field(max_length=MAX_NETWORKS)] = ()
    chain_rows: Count = 0  # of the terminal's audit chain
    chain_head: Sha256 | None = None  # of its last row: rows cut off the end would show
    chain_from: Count = 0  # the row that `chain_hashes` begins with: the one the centre knows last
    chain_hashes: Annotated[tuple[Sha256, ...], Field(max_length=MAX_HASHES)] = ()  # of rows


def sign_report(body: ReportBody, key: SigningKey) -> SignedReport:
    """Return the report under the kiosk's signature."""
    text = body.to_json()
    return SignedReport(body=text.decode(), signature=key.sign(DOMAIN, text))


def open_report(signed: SignedReport, terminal_id: str, kiosk_key: bytes) -> ReportBody:
    """Return what the holder of `kiosk_key`'s private half says of this terminal.

    Raise PackageError.
    """
    text = signed.body.encode()
    try:
        verify(kiosk_key, DOMAIN, text, signed.signature)
    except EnvelopeError:
        raise PackageError("not signed by its kiosk") from None
    body = ReportBody.from_json(text)
    if body.terminal_id != terminal_id:
        raise PackageError("another terminal's")
    return body

"""The ticket: what a technician carries once from the data centre to a new terminal.

Its signature is by the key that it names itself: it proves that nothing of it was changed by
accident or by halves, not whose ticket it is. That the data centre knows it by its digest, and the
six words of confirmation.py do.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PrivateAttr, StringConstraints

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Format, Time
from sync.protocol.wire import Address as Address
from sync.protocol.wire import Identifier, Name, Wire

TICKET_LIMIT = 256 * 1024  # bytes of the file
DOMAIN = "ticket"  # of its signature

_CODE = b"GAPURA1 "  # begins what a QR code holds
_TEXTS = ("ca", "root")  # fields whose bytes are text: they pack better as such


def typed_address(address: str) -> str:
    """Return `address`, an `Address` that is written now. Raise ValueError where nobody can be.

    Messages that are signed already are read without it: one bad address of several must not cost
    a terminal the others.
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.port == 0:  # `port` raises for what is none
        raise ValueError("an address is https://HOST:PORT, with a port from 1 to 65535")
    return address


class TicketCut(PackageError):
    """It begins as a ticket, and its end is missing or damaged."""


class TicketAltered(PackageError):
    """It is not as its data centre signed it."""


class Ticket(Wire):
    """Where the data centre is, how to know it, and a token that is good for one terminal.

    Whoever holds it can enrol a terminal, which an operator still has to approve; whoever makes
    another one can name another data centre. It travels on the technician's stick or as a QR code,
    and not by mail.
    """

    format: Format = 1
    centre_id: Identifier
    url: Annotated[Address, AfterValidator(typed_address)]
    checkpoint_id: Identifier
    token: Annotated[str, StringConstraints(min_length=20, max_length=64)] = Field(repr=False)
    ca: Annotated[bytes, Field(max_length=16_384)]  # PEM: the authority of the centre's TLS
    root: Annotated[bytes, Field(max_length=65_536)]  # root.json: where TUF's trust starts
    statements_key: Annotated[bytes, Field(min_length=32, max_length=32)]  # public, Ed25519
    expires_at: Time
    lane: Name | None = None  # the only one that it is for; None: whoever enrols names it
    # By `statements_key`, over `signed_part`; None: an older data centre's.
    signature: Annotated[bytes, Field(min_length=64, max_length=64)] | None = None
    # What was read, with what this version does not know; empty: it was made here.
    _digest: str = PrivateAttr("")
    _json: str = PrivateAttr("")

    @property
    def digest(self) -> str:
        """Return what tells it from every other ticket, its signature apart."""
        return self._digest or fingerprint(signed_part(self.to_json()))

    @property
    def json_text(self) -> str:
        """Return its JSON, as it was read."""
        return self._json or self.to_json().decode()

    def signed(self, key: SigningKey) -> Self:
        """Return the ticket with the signature of its data centre, whose `statements_key` it is."""
        made = key.sign(DOMAIN, signed_part(self.to_json()))
        return self.model_copy(update={"signature": made})


def signed_part(data: bytes) -> bytes:
    """Return what of a ticket's JSON is signed and hashed: all but its signature, in one order.

    Fields that this version does not know are in it. Raise PackageError.
    """
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        raise TicketCut("its end is missing, or it is damaged") from None
    held.pop("signature", None)
    return json.dumps(held, sort_keys=True, separators=(",", ":")).encode()


def read(data: bytes) -> Ticket:
    """Return the ticket of a file or of a QR code.

    Raise PackageError: TicketCut, TicketAltered, or it is no ticket.
    """
    if len(data) > TICKET_LIMIT:
        raise PackageError("too large")
    text = _unpacked(data) if data.startswith(_CODE) else data
    if text.lstrip()[:1] != b"{":
        raise PackageError("it holds something else")
    part, ticket = signed_part(text), Ticket.from_json(text)
    if ticket.signature is not None:
        try:
            verify(ticket.statements_key, DOMAIN, part, ticket.signature)
        except EnvelopeError:
            raise TicketAltered("it was changed after the data centre signed it") from None
    ticket._digest, ticket._json = fingerprint(part), text.decode()  # noqa: SLF001  its own module
    return ticket


def packed(data: bytes) -> bytes:
    """Return a ticket's JSON as it stands in a QR code; `read` takes both."""
    held: dict[str, Any] = json.loads(data)
    for name in _TEXTS:
        held[name] = base64.urlsafe_b64decode(held[name]).decode("latin-1")
    return _CODE + zlib.compress(json.dumps(held, separators=(",", ":")).encode(), 9)


def _unpacked(data: bytes) -> bytes:
    opening = zlib.decompressobj()
    try:
        text = opening.decompress(data[len(_CODE) :], TICKET_LIMIT)
        if not opening.eof:
            raise TicketCut("its end is missing")
        held = json.loads(text)
        for name in _TEXTS:
            held[name] = base64.urlsafe_b64encode(held[name].encode("latin-1")).decode()
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise TicketCut("it is damaged") from None
    return json.dumps(held, separators=(",", ":")).encode()

"""The ticket: what a technician carries once from the data centre to a new terminal."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from sync.protocol.message import Format, Time
from sync.protocol.wire import Address as Address
from sync.protocol.wire import Identifier, Wire

TICKET_LIMIT = 256 * 1024  # bytes of the file


def typed_address(address: str) -> str:
    """Return `address`, an `Address` that is written now. Raise ValueError where nobody can be.

    Messages that are signed already are read without it: one bad address of several must not cost
    a terminal the others.
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.port == 0:  # `port` raises for what is none
        raise ValueError("an address is https://HOST:PORT, with a port from 1 to 65535")
    return address


class Ticket(Wire):
    """Where the data centre is, how to know it, and a token that is good for one terminal.

    Whoever holds it can enrol a terminal, which an operator still has to approve; whoever alters
    it can name another data centre. It travels on the technician's stick, and not by mail.
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

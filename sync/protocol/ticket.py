"""The ticket: what a technician carries once from the data centre to a new terminal."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.message import Format, Time
from sync.protocol.wire import Address as Address
from sync.protocol.wire import Identifier, Wire

TICKET_LIMIT = 256 * 1024  # bytes of the file


class Ticket(Wire):
    """Where the data centre is, how to know it, and a token that is good for one terminal.

    Whoever holds it can enrol a terminal, which an operator still has to approve; whoever alters
    it can name another data centre. It travels on the technician's stick, and not by mail.
    """

    format: Format = 1
    centre_id: Identifier
    url: Address
    checkpoint_id: Identifier
    token: Annotated[str, StringConstraints(min_length=20, max_length=64)] = Field(repr=False)
    ca: Annotated[bytes, Field(max_length=16_384)]  # PEM: the authority of the centre's TLS
    root: Annotated[bytes, Field(max_length=65_536)]  # root.json: where TUF's trust starts
    statements_key: Annotated[bytes, Field(min_length=32, max_length=32)]  # public, Ed25519
    expires_at: Time

"""Make the ticket of a new terminal."""

from __future__ import annotations

from datetime import datetime

from pydantic import ValidationError

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.addresses import must_be_certified
from sync.protocol.ticket import Ticket

_ROOT = "tuf/metadata/{}.root.json"
_MAX_ROOT = 65_536  # bytes


def ticket(
    centre: Centre,
    checkpoint_id: str,
    token: str,
    expires_at: datetime,
    url: str | None = None,
    lane: str | None = None,
) -> Ticket:
    """Return the ticket, signed; `url` in place of the centre's own. Raise CentralError, OSError.

    Refused is an address that the server's certificate does not name: no terminal would talk to it.
    Trust starts at the newest root, so that replaced keys are void for the terminal.
    """
    address = url or centre.url
    version = 1
    while centre.blobs.exists(_ROOT.format(version + 1)):
        version += 1
    try:
        made = Ticket(
            centre_id=centre.centre_id,
            url=address,
            checkpoint_id=checkpoint_id,
            token=token,
            ca=centre.ca.read_bytes(),
            root=centre.blobs.get(_ROOT.format(version), _MAX_ROOT),
            statements_key=centre.statements.public,
            expires_at=expires_at,
            lane=lane,
        ).signed(centre.statements)
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise CentralError(f"no ticket can be made: its {place} is not as it should be") from None
    must_be_certified(centre, address)
    return made

"""The files of a new ticket: its JSON, and the sheet with its QR code."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from models.whole_file import write_whole
from sync.central.centre import Centre
from sync.central.cli.options import local_time, now
from sync.central.exchange.ticket_sheet import SHEETS, sheet
from sync.central.exchange.tickets import ticket
from sync.central.registry import terminals


class TicketFiles:
    """Where a ticket is to be written."""

    def __init__(self, out: Path, qr: Path | None) -> None:
        """Raise ClickException: a file is there already, or a sheet cannot be of that kind."""
        if qr is not None and qr.suffix.lower() not in SHEETS:
            raise click.UsageError(f"--qr ends in {' or '.join(SHEETS)}")
        for place in (out, *([qr] if qr is not None else [])):
            if place.exists() or place.is_symlink():
                raise click.ClickException(
                    f"{place}: is there already, perhaps a ticket that is still good; name another"
                    " file"
                )
        self._out, self._qr = out, qr

    def make(
        self,
        centre: Centre,
        checkpoint_id: str,
        lane: str | None,
        operator: str,
        valid: timedelta,
        url: str | None = None,
        replaces: str | None = None,
    ) -> datetime:
        """Write a new ticket and return when it ends. Raise CentralError, OSError.

        `replaces`: the terminal that is revoked when the new one is approved.
        """
        with centre.registry.transaction() as session:
            token, expires_at = terminals.issue_token(
                session, centre.vault, checkpoint_id, operator, now(), valid, lane, replaces
            )
            made = ticket(centre, checkpoint_id, token, expires_at, url, lane)
            terminals.bind_ticket(session, centre.vault, token, made.digest)
            # Within the transaction: a ticket that cannot be written leaves no token behind.
            if self._qr is not None:
                heading = f"{checkpoint_id}, {lane}" if lane is not None else checkpoint_id
                lines = (heading, f"until {local_time(expires_at)}")
                code = sheet(made.to_json(), lines, self._qr.suffix.lower())
                write_whole(self._qr, code, 0o600)
            write_whole(self._out, made.to_json(), 0o600)
        return expires_at

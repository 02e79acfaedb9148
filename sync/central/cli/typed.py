"""What people type that is neither a word nor a file: times, days, numbers of rows, hosts."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import click

from sync.protocol.jakarta import JAKARTA

LARGEST = 2**31 - 1  # an integer of PostgreSQL
ROW = click.IntRange(0, LARGEST)  # a row's number, as `audit list --after` takes it
AMOUNT = click.IntRange(1, LARGEST)  # how many, or a number that counts from 1

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_LONGEST_HOST = 200  # signs, as centre.toml keeps it

# Far from the ends of what a datetime holds, where another zone's would be beyond them.
_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)


class JakartaTime(click.ParamType[datetime]):
    """A moment as our tables or our JSON show it; without an offset it is Jakarta's."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return an aware datetime."""
        try:
            found = datetime.fromisoformat(str(value).removesuffix("WIB").strip())
        except ValueError:
            found = None
        if found is None or not _FIRST <= found.date() <= _LAST:
            self.fail(f"{value!r} is no time like 2027-01-31 or 2027-01-31T18:00", param, ctx)
        return found.replace(tzinfo=found.tzinfo or JAKARTA)


class Day(click.ParamType[date]):
    """A day, as 2027-01-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        try:
            found = date.fromisoformat(str(value).strip())
        except ValueError:
            found = None
        if found is None or not _FIRST <= found <= _LAST:
            self.fail(f"{value!r} is no day like 2027-01-31", param, ctx)
        return found


class Host(click.ParamType[str]):
    """A name of the DNS or an IP address, as a certificate holds it."""

    name = "host"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return it in small letters."""
        found = str(value).strip().lower()
        with suppress(ValueError):
            return str(ipaddress.ip_address(found.strip("[]")))
        if len(found) > _LONGEST_HOST or not _HOST.fullmatch(found):
            self.fail(
                f"{value!r} is no name or address like centre.example or 10.0.0.5; "
                "without https:// and without a port",
                param,
                ctx,
            )
        return found


SINCE_HELP = "As 2027-01-31 or 2027-01-31T18:00, in Jakarta."

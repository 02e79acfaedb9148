"""What people type that is neither a word nor a file: times, days, numbers of rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from sync.protocol.jakarta import JAKARTA

LARGEST = 2**31 - 1  # an integer of PostgreSQL
ROW = click.IntRange(0, LARGEST)  # a row's number, as `audit list --after` takes it
AMOUNT = click.IntRange(1, LARGEST)  # how many, or a number that counts from 1

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


SINCE_HELP = "As 2027-01-31 or 2027-01-31T18:00, in Jakarta."

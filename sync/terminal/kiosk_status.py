"""What the kiosk says of itself in the spool: one type for both ends, the kiosk and the agent."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field, ValidationError

from sync.protocol.wire import (
    MAX_COLLECTIONS,
    MAX_PACKAGES,
    KioskReport,
    PackageRef,
    SignedReport,
)
from sync.terminal.spool import Spool

log = logging.getLogger(__name__)

_KEY = "kiosk"  # of the row in the spool's table `status`


class KioskStatus(KioskReport):
    """A KioskReport, and beside it what the agent uses, or carries without a look."""

    packages: Annotated[
        tuple[PackageRef, ...], Field(max_length=MAX_COLLECTIONS * MAX_PACKAGES)
    ] = ()  # in service: they stay in the mirror
    report: SignedReport | None = None  # None: the kiosk has no key to sign with


@dataclass(frozen=True, slots=True)
class KioskSeen:
    """When the kiosk last wrote, and what; None: it cannot be read."""

    at: datetime
    status: KioskStatus | None


def write_kiosk_status(spool: Spool, status: KioskStatus, at: datetime) -> None:
    """Replace what stood there. Raise StateError."""
    spool.put_status(_KEY, status.model_dump(mode="json"), at)


def read_kiosk_status(spool: Spool) -> KioskSeen | None:
    """Return what the kiosk wrote last; None: nothing yet. Raise StateError."""
    found = spool.status(_KEY)
    if found is None:
        return None
    try:
        return KioskSeen(found.at, KioskStatus.model_validate(found.value))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"]))
        log.info("the kiosk's status cannot be read: %s: %s", place, first["type"])
        return KioskSeen(found.at, None)

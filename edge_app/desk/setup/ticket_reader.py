"""Tickets before the camera and on sticks."""

from __future__ import annotations

from pathlib import Path

from edge_app.desk.records.report import MOUNTS, stick
from edge_app.documents.barcodes import read_bytes
from edge_app.domain import Image
from sync.protocol.beneath import Beneath
from sync.protocol.errors import StickRefused
from sync.protocol.ticket import TICKET_LIMIT, Ticket
from sync.terminal.enrolment import read_ticket
from sync.terminal.errors import TicketRefused

FILES = ("ticket.json", "gapura/ticket.json")  # on a stick: others are not looked at


class NoTicket(Exception):
    """Nothing that makes a terminal was found; `problem` says what was, or where it was sought."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def ticket_in(image: Image) -> Ticket | None:
    """Return the ticket whose code is in a picture; None: there is no code.

    Raise NoTicket for a code that is none: another one, or one that was altered.
    """
    problem = ""
    for data in read_bytes(image):
        try:
            return read_ticket(data, "the code")
        except TicketRefused as error:
            problem = problem if error.problem == "none" and problem else error.problem
    if problem:
        raise NoTicket(problem)
    return None


def ticket_on_stick(mounts: Path = MOUNTS) -> Ticket:
    """Return the ticket on the stick that is plugged in; no link on it is followed.

    `mounts`: the kernel's table. Raise NoTicket: `no-stick`, `no-file`, `unreadable`, or what is
    wrong with the one that lies there.
    """
    try:
        place = stick(mounts.read_text("utf-8", "surrogateescape"))
    except OSError:
        place = None
    if place is None:
        raise NoTicket("no-stick")
    try:
        with Beneath(place) as medium:
            for name in FILES:
                data = medium.read(name, TICKET_LIMIT)
                if data is not None:
                    return read_ticket(data, name)
    except TicketRefused as error:
        raise NoTicket(error.problem) from error
    except (StickRefused, OSError) as error:
        raise NoTicket("unreadable") from error
    raise NoTicket("no-file")

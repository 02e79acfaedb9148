"""The errors of the terminal's end, each with a text for the person who can act.

SyncError
└── SyncTerminalError
    ├── UpdateRefused   something published was not accepted; the version that serves goes on
    ├── Unreachable     the data centre cannot be reached, or something else answers in its place
    ├── TargetMissing   the file that was asked for is not published there
    ├── RequestRefused  the data centre answered, and said no: `problem` is its wire.ProblemCode
    ├── TpmFailed       the machine's TPM, or a program that asks it, does not answer
    └── StateError      the terminal's own folder, spool or credentials cannot be used
"""

from __future__ import annotations

import errno
from datetime import datetime
from typing import Literal

from sync.protocol.errors import SyncError
from sync.protocol.wire import ProblemCode, Statement, TicketFault

DISK_FULL = {errno.ENOSPC, errno.EDQUOT}  # of an OSError
StateKind = Literal["missing", "damaged", "unsafe", "full", "busy", "unwritable", "config"]


class SyncTerminalError(SyncError):
    """Root of the terminal's tree: one line that says what is wrong, where, and what to do."""


class UpdateRefused(SyncTerminalError):
    """Published data that is not accepted; `kind` is one word for the status bar and the log."""

    def __init__(self, text: str, kind: str = "refused") -> None:
        """Take the `kind` of a refused update.

        signature, expired, rollback, mismatch, too-large, missing, unreachable, disk, content or
        refused.
        """
        super().__init__(text)
        self.kind = kind


class Unreachable(SyncTerminalError):
    """No network, no answer in time, a proxy's page, a foreign certificate: try again later."""

    def __init__(self, text: str, status: int | None = None) -> None:
        """Take HTTP's `status`, where something answered."""
        super().__init__(text)
        self.status = status


class TargetMissing(SyncTerminalError):
    """A fetcher's word for a 404: no such file where it looked."""


class RequestRefused(SyncTerminalError):
    """The data centre's own refusal."""

    def __init__(
        self,
        text: str,
        problem: ProblemCode,
        at: datetime,
        statement: Statement | None = None,
        nonce: str = "",
        status: int = 400,
        ticket: TicketFault = TicketFault.NONE,
    ) -> None:
        """Take what the data centre answered.

        `at`: its time, unproven. `statement`: not yet verified. `nonce`: the request's own.
        `status`: HTTP's; from 500 on it is the data centre's own fault. `ticket`: what is wrong
        with the ticket that was brought.
        """
        super().__init__(text)
        self.problem = problem
        self.at = at
        self.statement = statement
        self.nonce = nonce
        self.status = status
        self.ticket = ticket


class TpmFailed(SyncTerminalError):
    """A program of tpm2-tools is missing or failed; what it said last."""


class StateError(SyncTerminalError):
    """The terminal's own files: missing, damaged, readable by others, or no room for more."""

    def __init__(self, text: str, kind: StateKind = "damaged") -> None:
        """Take a `kind` for programs; the text says what to do."""
        super().__init__(text)
        self.kind: StateKind = kind


TicketProblem = Literal["none", "cut", "altered", "used", "over", "lane"]


class TicketRefused(StateError):
    """The ticket makes no terminal of this device: what it is instead of a good one."""

    def __init__(self, problem: TicketProblem, text: str) -> None:
        """Take the problem for programs; the text says what to do."""
        super().__init__(text)
        self.problem: TicketProblem = problem

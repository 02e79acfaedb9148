"""What the data centre says to a signed request: whether it knows this terminal, and the time.

The request asks for the lanes of the checkpoint, as the agent does: it changes nothing, neither
here nor there, and the answer states the time under the data centre's signature.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sync.protocol.errors import PackageError
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.protocol.lanes import LaneMessagesReply, LaneMessagesRequest, Lanes
from sync.protocol.wire import ProblemCode
from sync.terminal.check.clock import look_at_difference
from sync.terminal.connection import Connection, Reply
from sync.terminal.errors import RequestRefused, Unreachable
from sync.terminal.statements import verify_statement
from sync.terminal.timeouts import Timeouts

TIMEOUTS = Timeouts(connect=3, silence=4, answer=4, window=4)

_REFUSALS = {
    ProblemCode.SIGNATURE: FindingCode.SIGNATURE,
    ProblemCode.UNKNOWN: FindingCode.NOT_KNOWN,
    ProblemCode.REVOKED: FindingCode.REVOKED,
    ProblemCode.BUSY: FindingCode.CENTRE_BUSY,
}


def look_at_centre(
    connection: Connection,
    host: str,
    terminal_id: str,
    statements_keys: Sequence[bytes],
    system: Callable[[], datetime],
    adopt: Callable[[datetime], object],
) -> tuple[Finding, ...]:
    """Return what the data centre has against this terminal, and against its clock.

    `adopt` dates the next request by what the data centre calls the time; `system` is judged.
    """
    begun = system()
    try:
        at, refusal = _ask(connection, terminal_id, statements_keys, adopt)
    except Unreachable as error:
        silent = error.status is None
        return (
            found(FindingCode.CENTRE_SILENT if silent else FindingCode.CENTRE_STRANGE, host=host),
        )
    lasted = max(timedelta(0), system() - begun)
    return (*refusal, *look_at_difference(system(), at, lasted))


def _ask(
    connection: Connection,
    terminal_id: str,
    statements_keys: Sequence[bytes],
    adopt: Callable[[datetime], object],
) -> tuple[datetime | None, tuple[Finding, ...]]:
    """Return what time it is there, and what it refuses. Raise Unreachable."""
    said: datetime | None = None
    for _ in range(2):
        try:
            reply = connection.post("/v1/lane-messages", LaneMessagesRequest(), LaneMessagesReply)
        except RequestRefused as error:
            said = error.at
            if error.problem is ProblemCode.CLOCK:
                adopt(error.at)
                continue
            return said, _refused(error.problem, terminal_id)
        return _signed_time(reply, terminal_id, statements_keys) or said, ()
    return said, ()


def _refused(problem: ProblemCode, terminal_id: str) -> tuple[Finding, ...]:
    if problem is ProblemCode.NOT_FOUND:  # one from before there were such messages: it answers
        return ()
    if problem is ProblemCode.PENDING:
        return (found(FindingCode.PENDING, terminal=terminal_id[:8]),)
    code = _REFUSALS.get(problem)
    return (found(FindingCode.REFUSED, problem=problem.value) if code is None else found(code),)


def _signed_time(
    reply: Reply[LaneMessagesReply], terminal_id: str, statements_keys: Sequence[bytes]
) -> datetime | None:
    """Return what time the data centre signed; None: nothing. Raise Unreachable: forged."""
    statement = reply.body.lanes
    if statement is None:
        return None
    try:
        return verify_statement(statement, Lanes, statements_keys, terminal_id, reply.nonce).at
    except PackageError as error:
        raise Unreachable(str(error)) from error

"""What the data centre signed: receipts, leases, a revocation. Nobody on the way can forge them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sync.protocol.envelope.digests import constant_time_equal
from sync.protocol.envelope.signatures import verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.lanes import Lanes
from sync.protocol.wire import Lease, Receipt, Revoked, Statement, Wire
from sync.terminal.errors import Unreachable

LEASE_FACTS = ("lease", "lease.nonce", "lease.taken")
REVOKED_EPOCH = "revoked.epoch"  # the fact: of the data centre's time, when it revoked
KINDS: dict[type[Wire], str] = {
    Receipt: "receipt",
    Lease: "lease",
    Revoked: "revoked",
    Lanes: "lanes",
}


Body = TypeVar("Body", Receipt, Lease, Revoked, Lanes)


def verify_statement(
    statement: Statement,
    body_type: type[Body],
    statements_keys: Sequence[bytes],
    terminal_id: str,
    nonce: str | None,
) -> Body:
    """Return the body of `statement`, made for this terminal in answer to `nonce`'s request.

    Any of `statements_keys` may have signed it: while one replaces another, both count. `nonce`
    None: in answer to any request; the caller asks nothing that an old answer could harm.

    Raise Unreachable: somebody else made it, or it answers another request.
    """
    kind = KINDS[body_type]
    if statement.kind != kind:
        raise Unreachable(f"the data centre's {kind} is missing from its answer")
    _verify_signature(statement, statements_keys)
    try:
        body = body_type.from_json(statement.body)
    except PackageError as error:
        raise Unreachable(f"the data centre's {kind} cannot be read: {error}") from error
    answers = nonce is None or constant_time_equal(body.nonce, nonce)
    if body.terminal_id != terminal_id or not answers:
        raise Unreachable(f"the {kind} is another terminal's, or was recorded earlier")
    return body


def _verify_signature(statement: Statement, statements_keys: Sequence[bytes]) -> None:
    domain, body = f"statement {statement.kind}", statement.body.encode()
    refusal: EnvelopeError | None = None
    for key in statements_keys:
        try:
            verify(key, domain, body, statement.signature)
        except EnvelopeError as error:
            refusal = error
        else:
            return
    raise Unreachable(f"the {statement.kind} is not the data centre's: {refusal}") from refusal


@dataclass(frozen=True, slots=True)
class HeldLease:
    """A lease, and when by the terminal's own clock it began to count."""

    lease: Lease
    taken: datetime

    @property
    def ends(self) -> datetime:
        """Return until when it counts, by the terminal's own clock, whatever the centre's shows."""
        return self.taken + (self.lease.until - self.lease.at)


def lease_facts(statement: Statement, nonce: str, taken: datetime) -> dict[str, str]:
    """Return what Spool.put_facts keeps of a lease that was verified."""
    return {
        "lease": statement.to_json().decode(),
        "lease.nonce": nonce,
        "lease.taken": taken.isoformat(),
    }


def kept_lease(
    fact: Callable[[str], str | None], statements_keys: Sequence[bytes], terminal_id: str
) -> HeldLease | None:
    """Return the last lease of Spool.fact, verified again; None: none, or not what it was.

    One that an older version kept counts from the time that it states.
    """
    statement, nonce, taken = (fact(name) for name in LEASE_FACTS)
    if statement is None or nonce is None:
        return None
    try:
        lease = verify_statement(
            Statement.from_json(statement), Lease, statements_keys, terminal_id, nonce
        )
        return HeldLease(lease, lease.at if taken is None else datetime.fromisoformat(taken))
    except (Unreachable, PackageError, ValueError):
        return None


def revocation_facts(statement: Statement, nonce: str) -> dict[str, str]:
    """Return what Spool.put_facts keeps of a revocation, for the kiosk to verify again."""
    return {"revocation": statement.to_json().decode(), "revocation.nonce": nonce}


def is_revoked(
    fact: Callable[[str], str | None], statements_keys: Sequence[bytes], terminal_id: str
) -> bool:
    """Return whether Spool.fact holds the data centre's own word that it revoked this terminal."""
    statement, nonce = fact("revocation"), fact("revocation.nonce")
    if statement is None or nonce is None:
        return False
    try:
        verify_statement(
            Statement.from_json(statement), Revoked, statements_keys, terminal_id, nonce
        )
    except (Unreachable, PackageError):
        return False
    return True

"""How the terminal stands with its data centre, and what every refusal means for it."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sync.protocol.errors import SyncError
from sync.protocol.wire import ProblemCode, Revoked, Statement
from sync.repeated_lines import RepeatedLines
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import TrustedClock
from sync.terminal.errors import RequestRefused, StateError, Unreachable, UpdateRefused
from sync.terminal.http_answers import ConnectionBroken
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import REVOKED_EPOCH, revocation_facts, verify_statement

# Refusals of the terminal. When they end, everything may be tried at once; a refusal of one kind of
# request says nothing of the others, and each goes on backing off by itself.
_OF_THE_TERMINAL = {
    code.value
    for code in (ProblemCode.CLOCK, ProblemCode.PENDING, ProblemCode.REVOKED, ProblemCode.UNKNOWN)
}

SILENCE_S = 1.5  # beyond the time in which the data centre gives a sign of life
# After a broken connection it is tried again so soon, if bytes came on another since; at each
# further one so much later, up to a bound, until none broke for CALM_S.
BROKEN_S, MAX_BROKEN_S, CALM_S = 5.0, 15.0, 300.0

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

Standing = Literal["unknown", "pending", "active", "revoked"]


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """The status `agent` in the spool. `error` is a code for the screen, `text` English."""

    standing: Standing = "unknown"
    connected: bool = False
    last_contact: str | None = None  # ISO 8601
    error: str = ""  # unreachable, a ProblemCode, update-<kind>, state-<kind>, or nothing
    text: str = ""
    update_error: str = ""  # of the last refresh: code, colon, text; for the heartbeat too

    @classmethod
    def of_json(cls, value: Any) -> AgentStatus:
        """Read Spool.status("agent").value; fields that are not ours are left."""
        fields = {name: value[name] for name in cls.__slots__ if name in value}
        return cls(**fields)


def error_code(error: SyncError) -> str:
    """Return one word for the screen."""
    if isinstance(error, RequestRefused):
        return error.problem.value
    if isinstance(error, UpdateRefused):
        return f"update-{error.kind}"
    if isinstance(error, StateError):
        return f"state-{error.kind}"
    return "unreachable" if isinstance(error, Unreachable) else "other"


class AgentState:
    """Judges what happened, and writes the status; may be used by several threads."""

    def __init__(
        self,
        state: TerminalState,
        config: TerminalConfig,
        keyring: CentreKeyring,
        spool: Spool,
        clock: TrustedClock,
        wake_kiosk: Callable[[], object],
        on_contact: Callable[[], None],
        on_status: Callable[[AgentStatus], None] = lambda _: None,
    ) -> None:
        """Read the last status.

        `on_contact`: the data centre answers again after it did not. `on_status`: every status.
        """
        self._state, self._config, self._spool, self._clock = state, config, spool, clock
        self._keyring = keyring
        self._wake_kiosk, self._on_contact = wake_kiosk, on_contact
        self._lock = threading.RLock()
        self._on_status = on_status
        self._heard = time.monotonic()
        self._broke: float | None = None  # when a connection broke, until there was contact
        self._last_broke, self._broken_s = float("-inf"), BROKEN_S
        self._alive_s: float | None = None  # between signs of life; None: none is promised
        self._silent = self._unwritten = False
        before = spool.status("agent")
        status = AgentStatus() if before is None else AgentStatus.of_json(before.value)
        self._status = replace(status, connected=False, error="", text="")
        if spool.fact("revoked") is not None:
            self._status = replace(self._status, standing="revoked", error="revoked")
        self._write()

    @property
    def revoked(self) -> bool:
        """Whether the data centre withdrew this terminal; it may take it back."""
        return self._status.standing == "revoked"

    @property
    def status(self) -> AgentStatus:
        """As it was last written."""
        return self._status

    def record_contact(self) -> None:
        """Note that the data centre answered as it should."""
        self.record_bytes()
        self._broke = None
        again = not self._status.connected or self._status.error in _OF_THE_TERMINAL
        self._change(connected=True, last_contact=self._clock.now().isoformat(), error="", text="")
        if again:
            log.info("the data centre answers")
            self._on_contact()

    def record_bytes(self) -> None:
        """Note that bytes of the data centre came just now; at once."""
        self._heard = time.monotonic()

    def expect_life(self, alive_s: float | None) -> None:
        """Expect a sign of life every `alive_s` seconds from now on; None: none is promised."""
        self._alive_s, self._silent = alive_s, False

    def check_silence(self) -> None:
        """Note it where promised signs of life stay out, and where they come again.

        The stream of events stays open meanwhile: where the network comes back, so does it, and no
        fleet signs in anew because its data centre was busy for some seconds.
        """
        alive_s = self._alive_s
        if alive_s is None:
            return
        silence = time.monotonic() - self._heard
        if silence > alive_s + SILENCE_S:
            if self._status.connected:
                self._silent = True
                self.record_failure(Unreachable(f"no sign of life for {silence:.0f} s"))
        elif self._silent or self._broken_while_it_lives():
            self._silent = False
            self.record_contact()

    def _broken_while_it_lives(self) -> bool:
        """Return whether a connection broke some seconds ago, and bytes came on another since."""
        broke = self._broke  # once: another thread may note contact meanwhile
        if broke is None:
            return False
        return self._heard > broke and time.monotonic() - broke > self._broken_s

    def _note_broken(self, error: Unreachable) -> None:
        """Note a connection that broke; on a line that breaks again and again wait longer."""
        if not isinstance(error, ConnectionBroken):
            self._broke = None
            return
        now = time.monotonic()
        again = now - self._last_broke < CALM_S
        self._broken_s = min(self._broken_s + BROKEN_S, MAX_BROKEN_S) if again else BROKEN_S
        self._broke = self._last_broke = now

    def record_lease(self) -> None:
        """Note that a lease was verified: the terminal is active, whatever it was before."""
        if self._status.standing != "active":
            self._spool.drop_fact("revoked")
            self._change(standing="active")
            self._wake_kiosk()

    def record_update(self, error: str, kind: str) -> None:
        """Note a refresh; `error` and `kind` of what it could not bring, or empty."""
        self._change(update_error=f"update-{kind}: {error}" if error else "")

    def record_failure(self, error: SyncError) -> None:
        """Note what did not work and will be tried again."""
        if isinstance(error, RequestRefused):
            self._refused(error)
            return
        code = error_code(error)
        if isinstance(error, UpdateRefused):
            repeated.warn(f"the update was refused: {error}")  # it is tried again within seconds
            self._change(update_error=f"{code}: {error}")
            return
        if isinstance(error, Unreachable):
            if self._status.connected or self._status.error != code:
                log.info("no data centre: %s", error)
            self._note_broken(error)
            self._change(connected=False, error=code, text=str(error))
            return
        repeated.warn(error)  # a disk that fails fails with every step
        self._change(error=code, text=str(error))

    def _refused(self, error: RequestRefused) -> None:
        contact = self._clock.now().isoformat()
        code = error.problem.value
        if error.problem is ProblemCode.REVOKED:
            if error.statement is None:
                self.record_failure(Unreachable("a revocation without the data centre's signature"))
                return
            try:
                verify_statement(
                    error.statement,
                    Revoked,
                    self._keyring.statements,
                    self._config.terminal_id,
                    error.nonce,
                )
            except Unreachable as forged:
                self.record_failure(forged)
                return
            self._revoke(error.statement, error.nonce)
        if error.problem is ProblemCode.CLOCK:
            self._clock.adopt_for_signing(error.at)
        # Nothing is written back as it was read: another thread may have learnt of a revocation.
        standing = {"standing": "pending"} if error.problem is ProblemCode.PENDING else {}
        if self._status.error != code:
            log.info("the data centre refused: %s", error)
        self._change(connected=True, last_contact=contact, error=code, text=str(error), **standing)

    def _revoke(self, statement: Statement, nonce: str) -> None:
        """Remember first, so that a wipe that is interrupted is repeated at the next start."""
        with self._lock:
            new = not self.revoked
            if new:
                log.warning("the data centre revoked this terminal: its lists are wiped")
                with contextlib.suppress(StateError):  # a full disk keeps no list alive
                    self._spool.put_facts(
                        {
                            "revoked": self._clock.now().isoformat(),
                            REVOKED_EPOCH: str(self._keyring.time_epoch),
                        }
                        | revocation_facts(statement, nonce)
                    )
            self._change(standing="revoked")
        if new:
            self.wipe()

    def wipe_if_revoked(self) -> None:
        """Wipe once more what a refresh brought that began before the terminal was revoked."""
        if self.revoked:
            self.wipe()

    def wipe(self) -> bool:
        """Remove the lists and wake the kiosk; return whether nothing is left of them."""
        try:
            self._state.wipe_lists()
        except OSError as error:
            place = error.filename or self._state.mirror
            repeated.warn(f"not all of the lists could be wiped: {place}: {error.strerror}")
            return False
        finally:
            self._wake_kiosk()
        return True

    def _change(self, **fields: Any) -> None:
        with self._lock:
            changed = replace(self._status, **fields)
            moved = changed.connected is not self._status.connected
            if changed != self._status or self._unwritten:
                self._status = changed
                self._write()
        if moved:
            self._wake_kiosk()

    def _write(self) -> None:
        self._unwritten = True  # until it is: it is written again though nothing changes
        try:
            self._spool.put_status("agent", asdict(self._status), self._clock.now())
        except StateError as error:
            repeated.warn(f"the status could not be written: {error}")
        else:
            self._unwritten = False
        self._on_status(self._status)

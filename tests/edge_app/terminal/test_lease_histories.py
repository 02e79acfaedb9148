"""Whatever a terminal lives through, its lease ends when it must, and nothing is wiped by mistake.

Random lives of a real LeaseKeeper and a real TrustedClock: a data centre whose clock is right,
ahead or behind, an agent that keeps leases for later, restarts of the process and of the machine,
sleep, a system clock that is set to anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from hypothesis import example, given
from hypothesis import strategies as st

from edge_app.terminal.audit_events import AuditEvents
from edge_app.terminal.lease import LeaseKeeper
from sync.boot import Boot
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import CentreKeys, Lease, Statement
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import DRIFT, TOLERANCE, ClockState, TrustedClock
from sync.terminal.state import TerminalConfig
from sync.terminal.statements import lease_facts
from tests.present import present

START = datetime(2026, 11, 22, tzinfo=UTC)
LENT = timedelta(days=7)
KEY = SigningKey(bytes(32))
CONFIG = TerminalConfig(
    terminal_id="0" * 32,
    checkpoint_id="gate",
    lane="1",
    centre_id="centre",
    url="https://localhost:1",
    statements_key=KEY.public,
)
WRONG = st.sampled_from([0, 0, 0, 0, 7, 3600, 864_000, 63_072_000, -3600, -864_000])  # seconds
STEP = st.one_of(
    st.tuples(st.just("wait"), st.floats(1, 200_000)),
    st.tuples(st.just("beat"), WRONG),  # the agent brings a lease, as an honest one does
    st.tuples(st.just("hoard"), WRONG),  # it has one made and keeps it
    st.tuples(st.just("bring"), st.integers(0, 30)),  # it brings one that it kept
    st.tuples(st.just("restart"), st.floats(0, 100)),  # the process alone
    st.tuples(st.just("reboot"), st.floats(0, 2_000_000)),  # off for so many seconds
    st.tuples(
        st.just("set"), st.sampled_from([0, 60, 864_000, 90_000_000, -864_000, -800_000_000])
    ),
    st.tuples(st.just("revoke"), st.none()),
)


class Texts:
    """Facts and spool, as far as they are asked, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str | None] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    fact = get

    def update(self, values: Mapping[str, str | None]) -> None:
        self.kept.update(values)


class NoAudit:
    def clock_moved(self, by: timedelta) -> None:
        """Keep quiet."""

    clock_doubted = clock_moved


@dataclass
class Life:
    """A terminal and all that happens around it; `true` is the time, which nobody there knows."""

    true: datetime = START
    on: float = 100.0  # seconds that the machine ran, asleep or awake
    wrong: timedelta = timedelta(0)  # of the system's clock
    boot: int = 0
    booted: float = 0.0
    revoked: bool = False
    signed_on: float | None = None  # `on` when the last lease was signed for it
    taken: str = ""  # nonce of the lease that it counts by, and when it took that
    taken_on: float = 0.0
    hoard: list[dict[str, str]] = field(default_factory=list)
    facts: Texts = field(default_factory=Texts)
    spool: Texts = field(default_factory=Texts)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        clock = TrustedClock(
            ClockState.of_facts(self.facts.get),
            lambda state: self.facts.update(state.facts()),
            lambda: self.true + self.wrong,
            lambda: self.on,
            Boot(f"boot {self.boot}", self.on - self.booted),
        )
        self.keeper = LeaseKeeper(
            CONFIG,
            CentreKeyring(CONFIG, self.facts.get, self.facts.update),
            cast("Any", self.facts),
            cast("Any", self.spool),
            clock,
            cast("AuditEvents", NoAudit()),
            lambda: self.on,
        )
        self.poll()

    def poll(self) -> None:
        self.keeper.poll()
        if self.keeper.lease is not None and self.keeper.lease.nonce != self.taken:
            self.taken, self.taken_on = self.keeper.lease.nonce, self.on
        self.require_truth()

    def require_truth(self) -> None:
        keeper, lent = self.keeper, LENT.total_seconds()
        slack = TOLERANCE.total_seconds() + DRIFT * (self.on - 100.0) + 20.0
        if keeper.may_serve():
            assert self.signed_on is not None
            assert self.on - self.signed_on <= lent + slack, "it serves past its lease"
        if keeper.must_wipe():
            assert keeper.clock.confirmed, "it wipes on a clock that nobody confirmed"
            assert self.on - self.taken_on >= lent - slack, "it wipes what it may hold"

    def wait(self, seconds: float) -> None:
        self.true += timedelta(seconds=seconds)
        self.on += seconds

    def signed(self, wrong: float, **carried: Any) -> dict[str, str] | None:
        """Return a lease that the data centre makes now; None: it makes none any more.

        `carried`: fields of one that goes onto a stick.
        """
        if self.revoked:
            return None
        self.signed_on = self.on
        at = self.true + timedelta(seconds=wrong)
        nonce = random_id()
        body = Lease.model_validate(
            {
                "terminal_id": CONFIG.terminal_id,
                "nonce": nonce,
                "at": at,
                "until": at + LENT,
                "kiosk_nonce": "" if carried else self.keeper.nonces.current,
            }
            | carried
        ).to_json()
        signature = KEY.sign("statement lease", body)
        return lease_facts(
            Statement(kind="lease", body=body.decode(), signature=signature), nonce, at
        )

    def live(self, what: str, value: Any) -> None:
        if what == "wait":
            self.wait(value)
        elif what in ("beat", "hoard"):
            made = self.signed(value)
            if made is not None and what == "hoard":
                self.hoard.append(made)
            elif made is not None:
                self.spool.update(made)
        elif what == "bring" and self.hoard:
            self.spool.update(self.hoard[value % len(self.hoard)])
        elif what == "restart":
            self.wait(value)
            self.open()
        elif what == "reboot":
            self.true += timedelta(seconds=value)
            self.boot, self.booted = self.boot + 1, self.on
            self.wait(15)
            self.open()
        elif what == "set":
            self.wrong = timedelta(seconds=value)
        elif what == "revoke":
            self.revoked = True
        self.poll()


@given(st.lists(STEP, max_size=60))
@example([("beat", 0), ("beat", 864_000), ("wait", 8.0), ("beat", 0), ("wait", 604_000.0)])
@example([("beat", 0), ("set", 864_000), ("reboot", 60.0), ("beat", 0), ("beat", 0)])
def test_it_never_serves_past_its_lease_nor_wipes_on_a_doubtful_clock(life: Any) -> None:
    one = Life()
    for step in life:
        one.live(*step)


@given(st.lists(STEP.filter(lambda step: step[0] != "revoke"), max_size=40), st.booleans())
def test_whatever_happened_it_serves_again_with_the_next_true_leases(
    life: Any, restarted: bool
) -> None:
    one = Life()
    for step in life:
        one.live(*step)
    one.live("set", 0)
    if restarted:
        one.live("restart", 5.0)
    for _ in range(2):
        one.live("wait", 30.0)
        one.live("beat", 0)
        assert one.keeper.may_serve()
    assert abs(one.keeper.clock.now() - one.true) <= TOLERANCE
    assert not one.keeper.must_wipe()


def test_sixty_hoarded_leases_are_worth_one() -> None:
    """Finding 8: 60 asked for, the terminal revoked, one brought every 20 hours."""
    one = Life()
    one.live("beat", 0)
    for _ in range(60):
        one.live("hoard", 0)
        one.live("wait", 1.0)
    one.live("revoke", None)
    served = timedelta(0)
    for number in range(60):
        one.live("bring", number)
        one.live("wait", 72_000.0)
        if one.keeper.may_serve():
            served = one.true - START
    assert timedelta(days=6) < served <= LENT + TOLERANCE


def test_no_lease_of_a_stick_of_an_earlier_epoch_is_kept_for_later() -> None:
    """The data centre's clock was two years ahead when the stick was written."""
    one = Life()
    ahead = timedelta(days=730).total_seconds()
    first, second = (present(one.signed(ahead, carried=True)) for _ in range(2))
    one.spool.update(first)
    one.keeper.poll()
    assert one.keeper.may_serve()
    keys = CentreKeys(time_epoch=1, statements=(KEY.public,), sealing=(bytes(1216),))
    one.keeper._keyring.take(keys)
    one.wait(60)
    one.spool.update(present(one.signed(0, carried=True, epoch=1)))
    one.keeper.poll()
    now = present(one.keeper.lease)
    assert (now.epoch, now.at) == (1, one.true)
    one.spool.update(second)
    one.keeper.poll()
    assert one.keeper.lease == now
    one.wait(LENT.total_seconds() + 60)
    one.keeper.poll()
    assert not one.keeper.may_serve()

"""Officers' own PINs reach the data centre: what a real keeper makes of them, and of forgeries."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.central.registry import audit, officer_pins, officers
from sync.central.registry.schema import Checkpoint, Terminal
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.pins import MAX_CHANGES_A_DAY
from sync.protocol.result_content import OfficerPinChanged, ResultContent
from sync.protocol.wire import ResultsBatch, SealedResult
from tests.sync.central.gateway.conftest import Gate, House
from tests.sync.central.gateway.test_results import reasons, sent

HOUR = timedelta(hours=1)
_numbers = itertools.count(3001)


def verifier(seed: str) -> str:
    """As expensive as agreed: the keeper is a process of its own, with the true cost."""
    made = fingerprint(seed.encode())
    return f"$argon2id$v=19$m=65536,t=3,p=4${made[:22]}${made[:43]}"


BEFORE, NEW, OTHER = verifier("before"), verifier("new"), verifier("other")


class Account:
    """One officer's accounts, whose number no other test has."""

    def __init__(self, house: House) -> None:
        self.house, self.number = house, str(next(_numbers))
        self.reset_at = datetime.now(UTC) - 5 * HOUR
        self.put()

    def put(self, checkpoint_id: str = "ganti-1", **changes: Any) -> None:
        told: dict[str, Any] = {
            "name": "Sari Wulandari",
            "role": OfficerRole.OFFICER,
            "pin_verifier": BEFORE,
            "pin_reset_at": self.reset_at,
        }
        centre = self.house.centre
        with centre.registry.transaction() as session:
            made = Officer(number=self.number, **{**told, **changes})
            officers.put(session, centre.vault, checkpoint_id, made)

    def at(self, checkpoint_id: str = "ganti-1") -> Officer:
        centre = self.house.centre
        with centre.registry.session() as session:
            found = officers.list_all(session, centre.vault, checkpoint_id)
        return next(one for one in found if one.number == self.number)

    def changed(self, pin: str = NEW, ago: timedelta = HOUR, **changes: Any) -> ResultContent:
        told = {"officer": self.number, "pin_reset_at": self.reset_at, **changes}
        body = OfficerPinChanged(at=datetime.now(UTC) - ago, pin_verifier=pin, **told)
        return ResultContent(body=body)

    def said(self) -> list[tuple[str, str, Mapping[str, Any]]]:
        """What the audit log says of this officer's PIN, in order."""
        with self.house.centre.registry.session() as session:
            return [
                (row.action, row.subject, row.details)
                for row in audit.entries(session, actor=audit.CENTRE)
                if row.details.get("officer") == self.number
            ]


def old_gate(house: House, state: str = "active", checkpoint_id: str = "ganti-1") -> Gate:
    """A terminal that was enrolled a week ago."""
    gate = house.gate(state, checkpoint_id)
    with house.centre.registry.transaction() as session:
        row = session.get_one(Terminal, gate.terminal_id)
        row.enrolled_at = datetime.now(UTC) - timedelta(days=7)
    return gate


@pytest.fixture(scope="session", autouse=True)
def checkpoints(house: House) -> None:
    """Of their own: where officers work, nobody works without signing in."""
    with house.centre.registry.transaction() as session:
        for name in ("ganti-1", "ganti-2"):
            session.add(Checkpoint(checkpoint_id=name, name=name, settings={"lease_days": 3}))


@pytest.fixture
def account(house: House) -> Account:
    return Account(house)


def test_a_change_becomes_the_account_and_is_audited(house: House, account: Account) -> None:
    gate = old_gate(house)
    one = account.changed()
    assert reasons(sent(gate, gate.sealed(one))) == []
    found = account.at()
    assert (found.pin_verifier, found.pin_changed_at) == (NEW, one.body.at)
    assert (found.name, found.role, found.pin_reset_at) == (
        "Sari Wulandari",
        OfficerRole.OFFICER,
        account.reset_at,
    )
    told = {"officer": account.number, "terminal": gate.terminal_id}
    assert account.said() == [(officer_pins.CHANGED, "ganti-1", told)]


def test_the_newest_counts_in_whichever_order_two_kiosks_bring_theirs(
    house: House, account: Account
) -> None:
    one, two = old_gate(house), old_gate(house)
    sent(one, one.sealed(account.changed(NEW, HOUR)))
    assert reasons(sent(two, two.sealed(account.changed(OTHER, 2 * HOUR)))) == []
    assert account.at().pin_verifier == NEW
    assert account.said()[-1][2]["cause"] == "older"
    sent(two, two.sealed(account.changed(OTHER, timedelta(0))))
    assert account.at().pin_verifier == OTHER


def test_what_comes_again_changes_nothing_and_says_nothing(house: House, account: Account) -> None:
    gate = old_gate(house)
    first, second = (
        gate.sealed(account.changed(pin, ago)) for pin, ago in ((NEW, 2 * HOUR), (OTHER, HOUR))
    )
    sent(gate, first)
    sent(gate, second)
    before = account.said()
    sent(gate, first, second)
    assert (account.at().pin_verifier, account.said()) == (OTHER, before)


def test_a_restored_registry_takes_it_when_it_comes_again(house: House, account: Account) -> None:
    gate = old_gate(house)
    one = gate.sealed(account.changed())
    sent(gate, one)
    account.put()  # the account as an older backup has it
    sent(gate, one)
    assert account.at().pin_verifier == NEW


def test_operators_word_stays_before_a_change_that_did_not_know_it(
    house: House, account: Account
) -> None:
    gate, known = old_gate(house), account.reset_at
    account.put(pin_verifier=OTHER, pin_reset_at=datetime.now(UTC) - 2 * HOUR)
    sent(gate, gate.sealed(account.changed(pin_reset_at=known)))
    assert account.at().pin_verifier == OTHER
    assert account.said()[-1][2]["cause"] == "reset"


def test_a_reset_to_come_is_known_to_nobody(house: House, account: Account) -> None:
    """Whoever holds a kiosk's key would outlive every reset with it."""
    gate = old_gate(house)
    to_come = datetime.now(UTC) + timedelta(days=300)
    sent(gate, gate.sealed(account.changed(pin_reset_at=to_come)))
    assert account.at().pin_verifier == BEFORE
    with house.centre.registry.transaction() as session:
        audit.append(session, datetime.now(UTC), audit.CENTRE, audit.RESTORED, "x")
    sent(gate, gate.sealed(account.changed(pin_reset_at=to_come)))
    assert account.at().pin_verifier == BEFORE
    account.put(pin_reset_at=datetime.now(UTC) - 5 * HOUR)
    sent(gate, gate.sealed(account.changed(ago=timedelta(0), pin_reset_at=account.reset_at)))
    assert account.at().pin_verifier == BEFORE


def test_a_suspended_officer_and_too_many_changes_are_told_to_the_kiosk(
    house: House, account: Account
) -> None:
    """The account is dated as tried: so the kiosk gives up what nobody else takes."""
    gate = old_gate(house)
    account.put(suspended=True)
    one = account.changed(ago=3 * HOUR)
    sent(gate, gate.sealed(one))
    found = account.at()
    assert (found.pin_verifier, found.pin_changed_at) == (BEFORE, one.body.at)
    account.put()
    start = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - 24 * HOUR
    account.reset_at = start - HOUR
    account.put()
    for number in range(MAX_CHANGES_A_DAY + 1):
        at = start + timedelta(minutes=number)
        made = account.changed(verifier(str(number)))
        body = made.body.model_copy(update={"at": at, "pin_reset_at": account.reset_at})
        sent(gate, gate.sealed(made.model_copy(update={"body": body})))
    found = account.at()
    assert found.pin_verifier == verifier(str(MAX_CHANGES_A_DAY - 1))
    assert found.pin_changed_at == start + timedelta(minutes=MAX_CHANGES_A_DAY)
    causes = [details["cause"] for _, _, details in account.said() if "cause" in details]
    assert causes == ["suspended", "limit"]


def test_the_same_officers_account_elsewhere_follows_and_no_other_does(
    house: House, account: Account
) -> None:
    gate = old_gate(house)
    account.put("ganti-2")
    sent(gate, gate.sealed(account.changed()))
    assert account.at("ganti-2").pin_verifier == NEW
    assert [row[1] for row in account.said()] == ["ganti-1", "ganti-2"]
    for changes in (
        {"name": "Budi Hartono"},  # another person under that number
        {"role": OfficerRole.SUPERVISOR},  # more rights there
        {"suspended": True},
        {"pin_reset_at": datetime.now(UTC) + HOUR},  # set later
    ):
        account.put()
        account.put("ganti-2", **changes)
        sent(gate, gate.sealed(account.changed()))
        assert account.at().pin_verifier == NEW
        assert account.at("ganti-2").pin_verifier == BEFORE, changes


# ---- what a broken-in agent, a thief of a kiosk and a revoked terminal try -----------------------


def refused(gate: Gate, one: SealedResult, why: str) -> None:
    (reason,) = reasons(sent(gate, one))
    assert why in reason


def test_what_no_kiosk_signed_changes_nothing(house: House, account: Account) -> None:
    gate = old_gate(house)
    refused(gate, gate.sealed(account.changed(), signed=False), "not signed by its kiosk")
    old = old_gate(house)
    with house.centre.registry.transaction() as session:
        session.get_one(Terminal, old.terminal_id).kiosk_key = None  # enrolled by an older Gapura
    refused(old, old.sealed(account.changed(), signed=False), "a kiosk that signs alone")
    assert account.at().pin_verifier == BEFORE
    assert account.said() == []


def test_a_terminal_changes_no_pin_of_another_checkpoints_officer(
    house: House, account: Account
) -> None:
    gate = old_gate(house, checkpoint_id="ganti-2")
    refused(gate, gate.sealed(account.changed()), "not of its checkpoint")
    assert account.at().pin_verifier == BEFORE


@pytest.mark.parametrize("state", ["revoked", "pending"])
def test_a_terminal_that_is_not_active_changes_none(
    house: House, account: Account, state: str
) -> None:
    gate = old_gate(house, state)
    batch = ResultsBatch(results=(gate.sealed(account.changed()),))
    assert gate.post("/v1/results", batch).status_code == 403
    assert account.at().pin_verifier == BEFORE


@pytest.mark.parametrize("cost", ["m=4194304,t=3,p=4", "m=8,t=1,p=1", "m=65536,t=3000,p=4"])
def test_a_verifier_that_is_cheap_to_guess_or_dear_to_check_is_refused(
    house: House, account: Account, cost: str
) -> None:
    gate = old_gate(house)
    one = account.changed(NEW.replace("m=65536,t=3,p=4", cost))
    refused(gate, gate.sealed(one), "of another kind than agreed")
    assert account.at().pin_verifier == BEFORE


def test_a_change_from_the_future_is_refused(house: House, account: Account) -> None:
    gate = old_gate(house)
    refused(gate, gate.sealed(account.changed(ago=-HOUR)), "dated in the future")
    assert account.at().pin_verifier == BEFORE

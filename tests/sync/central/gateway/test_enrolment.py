"""A new terminal: its token, its operator, its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sync.central.registry import audit, terminals
from sync.central.registry.schema import Terminal
from sync.protocol.confirmation import confirmation
from sync.protocol.envelope import passphrases
from sync.protocol.envelope.random_values import one_time_token
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import EnrolReply, Lease, Problem, Revoked, Statement, TicketFault
from tests.fakes.heartbeats import heartbeat
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, problem
from tests.waiting import until


def test_a_terminal_enrols_and_waits_for_its_operator(house: House) -> None:
    gate = Gate(house)
    reply = EnrolReply.from_json(gate.enrol(house.token()).content)
    assert reply == EnrolReply(terminal_id=gate.terminal_id, checkpoint_id="gate-1", approved=False)
    assert problem(gate.post("/v1/heartbeat", heartbeat())) == "pending"
    house.set_state(gate, "active")
    until(lambda: gate.post("/v1/heartbeat", heartbeat()).status_code == 200)


def test_a_lost_answer_to_an_enrolment_is_given_again(house: House) -> None:
    gate, token = Gate(house), house.token()
    first = gate.enrol(token)
    assert gate.enrol(token).content == first.content


def test_a_token_serves_one_terminal(house: House) -> None:
    token = house.token()
    assert Gate(house).enrol(token).status_code == 200
    assert problem(Gate(house).enrol(token)) == "token"


def ticket_fault(response: httpx.Response) -> TicketFault:
    assert problem(response) == "token"  # which is all that an older terminal understands
    return Problem.from_json(response.content).ticket


def test_whoever_holds_a_ticket_hears_what_is_wrong_with_it_and_a_guess_hears_nothing(
    house: House,
) -> None:
    used = house.token()
    Gate(house).enrol(used)
    assert ticket_fault(Gate(house).enrol(used)) is TicketFault.USED
    assert ticket_fault(Gate(house).enrol(house.token(days=-1))) is TicketFault.OVER
    assert ticket_fault(Gate(house).enrol(house.token(lane="2"))) is TicketFault.LANE
    kept = house.token(ticket="a" * 64)
    assert ticket_fault(Gate(house).enrol(kept, ticket="b" * 64)) is TicketFault.ALTERED
    assert ticket_fault(Gate(house).enrol(one_time_token())) is TicketFault.NONE
    # Refused, it is used up by nobody.
    assert Gate(house).enrol(kept, ticket="a" * 64).status_code == 200


def words(house: House, gate: Gate) -> str | None:
    with house.centre.registry.session() as session:
        return terminals.described(session, gate.terminal_id).words


def test_the_words_are_of_the_ticket_as_it_was_made_and_of_the_keys_as_they_came(
    house: House, pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in pin_cost.items():
        monkeypatch.setattr(passphrases, name, value)
    gate = Gate(house)
    gate.enrol(house.token(ticket="a" * 64, lane="1"), ticket="a" * 64)
    keys = gate.signing.public, gate.sealing.public, gate.kiosk.public
    assert words(house, gate) == " ".join(confirmation("a" * 64, *keys))


def test_there_are_no_words_where_either_end_is_older(house: House) -> None:
    older_terminal, older_ticket = Gate(house), Gate(house)
    assert older_terminal.enrol(house.token(ticket="a" * 64)).status_code == 200
    # What nobody here wrote down proves nothing, though the terminal brings it.
    assert older_ticket.enrol(house.token(), ticket="a" * 64).status_code == 200
    assert words(house, older_terminal) is words(house, older_ticket) is None


def test_an_enrolment_is_signed_with_the_key_that_it_brings(house: House) -> None:
    gate, token = Gate(house), house.token()
    gate.signing, kept = SigningKey.generate(), gate.signing
    assert problem(gate.enrol(token)) == "signature"
    gate.signing = kept
    assert gate.enrol(token).status_code == 200


def kiosk_key(house: House, gate: Gate) -> bytes | None:
    with house.centre.registry.session() as session:
        return session.get_one(Terminal, gate.terminal_id).kiosk_key


def test_the_kiosk_is_known_by_the_key_that_came_with_the_ticket_and_by_no_other(
    house: House,
) -> None:
    gate, token = Gate(house), house.token()
    assert gate.enrol(token).status_code == 200
    assert kiosk_key(house, gate) == gate.kiosk.public
    others = SigningKey.generate().public
    gate.enrol(token, others)  # a broken-in agent, with the ticket and with a new one
    assert problem(gate.enrol(house.token(), others)) == "token"
    assert kiosk_key(house, gate) == gate.kiosk.public


def test_an_older_terminal_is_let_in_without_a_key_and_its_agent_cannot_bring_one(
    house: House,
) -> None:
    gate, token = Gate(house), house.token()
    assert gate.enrol(token, b"").status_code == 200
    gate.enrol(token, SigningKey.generate().public)
    assert kiosk_key(house, gate) is None
    house.set_state(gate, "active")
    with house.centre.registry.session() as session:
        (found,) = (
            each
            for each in terminals.fleet(session, datetime.now(UTC))
            if each.terminal_id == gate.terminal_id
        )
    assert ("unsigned", terminals.UNSIGNED) in {(each.code, each.text) for each in found.troubles}


def test_a_kiosks_key_is_a_key_and_not_the_agents(house: House) -> None:
    for wrong in (b"short", b"long" * 9):
        assert problem(Gate(house).enrol(house.token(), wrong)) == "invalid"
    gate = Gate(house)
    assert problem(gate.enrol(house.token(), gate.signing.public)) == "invalid"


def test_a_heartbeat_is_kept_and_answered_with_a_lease(house: House) -> None:
    gate = house.gate()
    response = gate.post("/v1/heartbeat", heartbeat())
    lease = Lease.from_json(gate.opened(Statement.from_json(response.content), "lease"))
    assert (lease.terminal_id, lease.nonce) == (gate.terminal_id, gate.nonce)
    assert lease.until - lease.at == timedelta(days=3)
    with house.centre.registry.session() as session:
        row = session.get_one(Terminal, gate.terminal_id)
        assert row.lease_until == lease.until
        assert present(row.heartbeat)["disk_free"] == 10**10


def test_a_chain_that_got_shorter_is_on_the_audit_chain_and_answered_all_the_same(
    house: House,
) -> None:
    gate = house.gate()
    for rows in (9, 4, 4):
        report = gate.report(chain_rows=rows, chain_head=f"{rows:064x}")
        said = heartbeat(report=report)
        assert gate.post("/v1/heartbeat", said).status_code == 200
    with house.centre.registry.session() as session:
        noted = [row for row in audit.entries(session) if row.subject == gate.terminal_id]
    assert [(row.actor, row.details["rows"]) for row in noted] == [("centre", 4)]


def test_a_revoked_terminal_is_told_so_under_the_centres_signature(house: House) -> None:
    gate = house.gate()
    assert gate.post("/v1/heartbeat", heartbeat()).status_code == 200
    house.set_state(gate, "revoked")
    until(lambda: gate.post("/v1/heartbeat", heartbeat()).status_code == 403)
    refusal = Problem.from_json(gate.post("/v1/heartbeat", heartbeat()).content)
    assert refusal.problem.value == "revoked"
    said = Revoked.from_json(gate.opened(present(refusal.statement), "revoked"))
    assert (said.terminal_id, said.nonce) == (gate.terminal_id, gate.nonce)


def test_operators_see_when_a_revoked_terminal_was_told(house: House) -> None:
    gate, silent = house.gate(), house.gate()
    assert gate.post("/v1/heartbeat", heartbeat()).status_code == 200
    before = datetime.now(UTC)
    for each in (gate, silent):
        house.set_state(each, "revoked")
    until(lambda: gate.post("/v1/heartbeat", heartbeat()).status_code == 403)
    for _ in range(2):
        assert gate.post("/v1/heartbeat", heartbeat()).status_code == 403
    with house.centre.registry.session() as session:
        told = {each.terminal_id: each.told_at for each in terminals.fleet(session, before)}
        noted = [row.subject for row in audit.entries(session) if row.action == terminals.TOLD]
    assert present(told[gate.terminal_id]) >= before
    assert told[silent.terminal_id] is None
    assert [noted.count(each.terminal_id) for each in (gate, silent)] == [1, 0]

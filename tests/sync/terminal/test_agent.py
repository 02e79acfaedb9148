"""An agent between a real data centre's addresses and the kiosk's end of the spool."""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest

from sync.protocol.envelope.certificates import tls_certificate
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.finding_table import FindingCode
from sync.protocol.lanes import SealedLaneMessage
from sync.protocol.roles import CENTRE_KEYS
from sync.protocol.wire import (
    CentreKeys,
    HeldCollection,
    KioskReport,
    Lease,
    PackageRef,
    ProblemCode,
    Question,
    SealedResult,
    SignedReport,
    Statement,
)
from sync.repeated_lines import RepeatedLines
from sync.terminal import agent_state
from sync.terminal.agent import Agent
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.enrolment import enrol
from sync.terminal.erasure import KEY_FILE
from sync.terminal.errors import RequestRefused, StateError, Unreachable, UpdateRefused
from sync.terminal.kiosk_status import KioskStatus, write_kiosk_status
from sync.terminal.link_trial import MAX_FINDINGS, TOLD, LinkTrials
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease
from sync.terminal.wake import Listener, Waker
from tests.disks import SmallDisk, fill
from tests.fakes.offline_acts import put_offline
from tests.fakes.proxies import SayingProxy
from tests.present import present
from tests.sync.terminal.fake_centre import IMPATIENT, FakeCentre, new_authority
from tests.sync.terminal.whole_centre import WholeCentre
from tests.waiting import PATIENCE_S, until


@contextmanager
def running(state: TerminalState, **settings: Any) -> Iterator[Any]:
    agent = Agent(state, IMPATIENT, **settings)
    faults = []

    def run() -> None:
        try:
            agent.run()
        except Exception as error:  # noqa: BLE001  shown by the test's own thread
            faults.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield agent
    finally:
        agent.stop()
        thread.join()
    assert faults == []


def test_a_disk_that_fails_is_one_line_and_the_status_is_written_when_it_is_back(
    state: TerminalState, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Of its own: an agent of another test may have told the same within the last minute.
    monkeypatch.setattr(agent_state, "repeated", RepeatedLines(agent_state.log))
    agent, full = Agent(state, IMPATIENT), "the terminal's disk is full"
    spool = agent._spool

    def failing(*_: object) -> None:
        raise StateError(f"the disk of {state.spool} fails", "unwritable")

    with monkeypatch.context() as broken:
        broken.setattr(spool, "put_status", failing)
        for _ in range(9):
            agent.agent_state.record_failure(StateError("the disk fails", "unwritable"))
            agent.agent_state.record_failure(UpdateRefused(full, "disk"))
            agent.agent_state.record_failure(Unreachable("no network"))
    told = [line for line in caplog.messages if "fails" in line or full in line]
    assert len(told) == 3, told  # of what was tried, of the update, and of the status
    caplog.clear()
    agent.agent_state.record_failure(Unreachable("no network"))  # nothing new
    written = present(spool.status("agent")).value
    assert (written["connected"], written["text"]) == (False, "no network")
    agent.stop()
    agent.run()


def package(state: TerminalState, version: int) -> Path:
    return state.targets / "list-a" / f"{version}.snapshot"


def holds(state: TerminalState, version: int) -> bool:
    return package(state, version).is_file() and state.content_key(f"{version:032x}").is_file()


def test_what_is_published_arrives_and_wakes_the_kiosk(
    whole: WholeCentre, state: TerminalState
) -> None:
    with Listener(state.kiosk_socket) as kiosk, running(state):
        until(lambda: holds(state, 1), "version 1")
        assert kiosk.wait(PATIENCE_S)
        until(lambda: whole.beats, "a heartbeat")
        whole.publish(2)
        until(lambda: holds(state, 2), "version 2")
        until(lambda: not package(state, 1).exists(), "the end of version 1")
        assert not state.content_key(f"{1:032x}").exists()
        assert kiosk.wait(PATIENCE_S)


def test_what_the_kiosk_still_serves_stays_until_it_serves_something_else(
    whole: WholeCentre, state: TerminalState
) -> None:
    with running(state), Spool(state.spool) as spool:
        until(lambda: holds(state, 1), "version 1")
        serves = PackageRef(package_id=f"{1:032x}", path="list-a/1.snapshot", version=1, base=None)
        write_kiosk_status(spool, KioskStatus(packages=(serves,)), datetime.now(UTC))
        whole.publish(2)
        until(lambda: holds(state, 2), "version 2")
        assert holds(state, 1), "a version that is refused leaves the one before in service"
        spool.put_status("kiosk", {"packages": [{"odd": 1}]}, datetime.now(UTC))
        whole.publish(3)
        until(lambda: holds(state, 3), "version 3")
        assert holds(state, 1), "a status that cannot be read is no leave to remove anything"
        write_kiosk_status(spool, KioskStatus(), datetime.now(UTC))
        whole.publish(4)
        until(lambda: not package(state, 1).exists(), "the end of version 1")


def test_a_result_goes_up_when_the_kiosk_calls(whole: WholeCentre, state: TerminalState) -> None:
    with running(state), Spool(state.spool) as spool:
        until(lambda: whole.beats, "a heartbeat")
        result = SealedResult(result_id=random_id(), created_at=datetime.now(UTC), sealed=b"x")
        spool.put_results([result])
        Waker(state.agent_socket).send()
        until(lambda: spool.counts().acknowledged, "the receipt")
    assert whole.kept == [result.result_id]


def test_a_trial_asked_at_the_glass_is_one_heartbeat_more_and_told(
    whole: WholeCentre, state: TerminalState
) -> None:
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: whole.beats, "a heartbeat")
        trials, before = LinkTrials(spool, agent.clock.now), len(whole.beats)
        trial = trials.ask()
        Waker(state.agent_socket).send()
        until(lambda: trials.told(trial), "what came of it")
        assert present(trials.told(trial)).error == ""
        assert len(whole.beats) > before
        assert trials.wanted() == ""


def test_a_trial_without_a_network_says_so_and_waits_for_no_backoff(
    whole: WholeCentre, state: TerminalState, centre: FakeCentre
) -> None:
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: whole.beats, "a heartbeat")
        centre.answer = lambda _: _dead()
        trials = LinkTrials(spool, agent.clock.now)
        for _ in range(2):
            trial = trials.ask()
            Waker(state.agent_socket).send()
            until(partial(trials.told, trial), "what came of it")
            assert present(trials.told(trial)).error == "unreachable"


def test_a_trial_that_fails_is_told_with_what_is_in_the_way(
    whole: WholeCentre, state: TerminalState
) -> None:
    with (
        SayingProxy(None) as proxy,
        running(_led(state, proxy.port)) as agent,
        Spool(state.spool) as spool,
    ):
        until(lambda: whole.beats, "a heartbeat")
        trials = LinkTrials(spool, agent.clock.now)
        proxy.answer = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
        proxy.pull()  # no connection that was made before is left
        trial = trials.ask()
        Waker(state.agent_socket).send()
        until(partial(trials.told, trial), "what came of it")
        told = present(trials.told(trial))
        assert [each.code for each in told.findings] == [FindingCode.PROXY_PASSWORD]


def _led(state: TerminalState, proxy: int) -> TerminalState:
    """The terminal, with its way through a proxy."""
    config = state.config()
    state.write_config(config.model_copy(update={"proxy": f"http://127.0.0.1:{proxy}"}))
    return state


@pytest.mark.parametrize(
    "said",
    [
        "no list",
        [7, None, {"code": "no-such"}, {"code": "portal"}, {"code": "portal", "about": []}],
        [{"code": "port-closed", "about": {"host": "x"}}, {"code": ["portal"], "about": {}}],
    ],
)
def test_findings_of_an_agent_in_other_hands_break_nothing(spool: Spool, said: Any) -> None:
    now = datetime.now(UTC)
    trials = LinkTrials(spool, lambda: now)
    trial = trials.ask()
    spool.put_status(TOLD, {"trial": trial, "error": "unreachable", "findings": said}, now)
    assert present(trials.told(trial)).findings == ()
    forged = {"code": "port-closed", "about": {"host": "\x1b[2J{0.x}" * 99, "port": {"a": 1}}}
    spool.put_status(TOLD, {"trial": trial, "error": "x", "findings": [forged] * 99}, now)
    found = present(trials.told(trial)).findings
    assert len(found) == MAX_FINDINGS
    assert "\x1b" not in found[0].sentence
    assert len(found[0].sentence) < 500


def test_a_data_centre_that_knows_no_calls_is_asked_and_nothing_is_wrong(
    whole: WholeCentre, state: TerminalState
) -> None:
    with running(state) as agent, Spool(state.spool) as spool:
        message = SealedLaneMessage(
            message_id=random_id(),
            to=random_id(),
            until=datetime.now(UTC) + timedelta(minutes=5),
            sealed=b"x",
        )
        spool.send_messages([message])
        Waker(state.agent_socket).send()
        until(lambda: whole.asked_in_vain, "the question")
        until(lambda: agent.agent_state.status.connected, "contact")
        assert agent.agent_state.status.error == ""
        assert spool.messages_to_send(datetime.now(UTC)) == (message,)


def test_a_question_comes_back_answered(whole: WholeCentre, state: TerminalState) -> None:
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: whole.beats, "a heartbeat")
        question = Question(question_id=random_id(), sealed=b"who")
        spool.ask(question, agent.clock.now())
        Waker(state.agent_socket).send()
        answer = present(until(lambda: spool.pop_answer(question.question_id), "the answer"))
    assert answer.sealed == b"answer to who"


def test_the_heartbeat_carries_what_the_kiosk_says_as_it_is(
    whole: WholeCentre, state: TerminalState
) -> None:
    said = KioskStatus(
        collections=(
            HeldCollection(collection="list-a", version=7, references=3, state="serving"),
        ),
        camera="live",
        update_refused="list-a 8: another model",
        store_fault="the disk is full",
        fault="a fault in Gapura",
        unwritten=2,
        people=40,
        captured=38,
        alerts=1,
        chain_rows=7,
        chain_head="a" * 64,
        packages=(PackageRef(package_id="1" * 32, path="list-a/7.snapshot", version=7, base=None),),
        report=SignedReport(body="signed by the kiosk", signature=bytes(64)),
    )
    with Spool(state.spool) as spool:
        write_kiosk_status(spool, said, datetime.now(UTC))
    with running(state):
        until(lambda: whole.beats, "a heartbeat")
    beat = whole.beats[0]
    assert beat.kiosk == KioskReport(**said.model_dump(exclude={"packages", "report"}))
    assert beat.report == said.report
    assert (beat.update_error, beat.disk_free > 0) == ("", True)
    assert beat.kiosk_seen_at is not None


@pytest.mark.parametrize(
    "status",
    [None, 7, [], {"chain_rows": -1}, {"chain_head": "A" * 64}, {"collections": [{"odd": 1}]}],
)
def test_a_status_that_cannot_be_read_is_not_said_and_not_hidden(
    whole: WholeCentre, state: TerminalState, status: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with Spool(state.spool) as spool:
        spool.put_status("kiosk", status, datetime.now(UTC))
    with running(state):
        until(lambda: whole.beats, "a heartbeat")
    assert whole.beats[0].kiosk is None
    assert whole.beats[0].kiosk_seen_at is not None
    assert "the kiosk's status cannot be read" in caplog.text


def test_the_lease_is_kept_where_the_kiosk_finds_it(
    whole: WholeCentre, state: TerminalState
) -> None:
    config = state.config()
    with running(state), Spool(state.spool) as spool:
        until(lambda: spool.fact("lease"), "a lease")
    with Spool(state.spool) as spool:
        lease = present(kept_lease(spool.fact, (config.statements_key,), config.terminal_id))
        assert lease.ends - lease.taken >= whole.lease
        assert kept_lease(spool.fact, (SigningKey.generate().public,), config.terminal_id) is None
        assert present(spool.status("agent")).value["standing"] == "active"


def test_a_terminal_that_nobody_approved_waits_and_then_goes_on(
    whole: WholeCentre, state: TerminalState
) -> None:
    whole.standing = "pending"
    with running(state) as agent:
        until(lambda: agent.agent_state.status.standing == "pending")
        assert not holds(state, 1)
        whole.standing = "active"
        until(lambda: holds(state, 1), "version 1")
        until(lambda: agent.agent_state.status.standing == "active")


OF_THE_TERMINAL = {ProblemCode.CLOCK, ProblemCode.PENDING, ProblemCode.UNKNOWN}


@pytest.mark.parametrize(
    "code", [code for code in ProblemCode if code is not ProblemCode.REVOKED], ids=lambda c: c.value
)
def test_a_refusal_of_one_kind_of_request_hurries_no_other(state: TerminalState, code: Any) -> None:
    """Each retry of a refused heartbeat would set off a refresh, and that the next heartbeat."""
    hurried = []
    agent = Agent(state, IMPATIENT)
    agent.agent_state._on_contact = lambda: hurried.append(code)
    agent.agent_state.record_contact()
    assert len(hurried) == 1, "it was not connected before"
    refused = RequestRefused("/v1/heartbeat: no", code, datetime.now(UTC), None, "n", 422)
    agent.agent_state.record_failure(refused)
    assert agent.agent_state.status.error == code.value
    agent.agent_state.record_contact()
    assert agent.agent_state.status.error == ""
    assert len(hurried) == (2 if code in OF_THE_TERMINAL else 1)
    agent._close()


def test_a_heartbeat_that_is_always_refused_does_not_flood_the_data_centre(
    whole: WholeCentre, state: TerminalState
) -> None:
    whole.heartbeat = lambda *_: whole.refuse(ProblemCode.INVALID)  # type: ignore[method-assign]
    asked = whole.server.asked
    with running(state):
        until(lambda: holds(state, 1) and sum("heartbeat" in one.path for one in asked) > 2)
        before = len(asked)
        time.sleep(2.0)  # some 50 requests came, each setting off the next
        assert len(asked) - before < 20


def test_a_revoked_terminal_wipes_its_lists_and_keeps_its_results(
    whole: WholeCentre, state: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    result = SealedResult(result_id=random_id(), created_at=datetime.now(UTC), sealed=b"x")
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: holds(state, 1) and whole.beats)
        whole.standing = "revoked"
        spool.put_results([result])
        Waker(state.agent_socket).send()
        until(lambda: agent.agent_state.revoked, "the revocation")
        until(lambda: not holds(state, 1), "the wipe")
        assert spool.counts().waiting == 1
    with Spool(state.spool) as spool:
        assert present(spool.status("agent")).value["standing"] == "revoked"
    whole.standing = "active"  # taken back: at its next contact it serves again
    with running(state) as agent:
        until(lambda: agent.agent_state.status.standing == "active")
    assert "revoked this terminal" in caplog.text
    caplog.clear()


def test_nobody_on_the_way_can_forge_a_revocation(whole: WholeCentre, state: TerminalState) -> None:
    with running(state) as agent:
        until(lambda: holds(state, 1) and whole.beats)
        honest, whole.server.statements = whole.server.statements, SigningKey.generate()
        whole.standing = "revoked"
        Waker(state.agent_socket).send()
        whole.announce()
        until(lambda: not agent.agent_state.status.connected, "the refusal")
        assert not agent.agent_state.revoked
        assert holds(state, 1)
        whole.server.statements, whole.standing = honest, "active"
        until(lambda: agent.agent_state.status.connected, "the honest answer")


@pytest.mark.parametrize("field", ["nonce", "terminal_id"])
@pytest.mark.parametrize("kind", ["revoked", "lease", "receipt"])
def test_what_was_signed_for_another_request_or_terminal_is_not_believed(
    whole: WholeCentre,
    state: TerminalState,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    field: str,
) -> None:
    """A broken-in gateway answers with what it has recorded: the data centre signed all of it."""
    signed = whole.server.state
    far = datetime.now(UTC) + timedelta(days=365)

    def recorded(asked: str, body: Any) -> Statement:
        if asked == kind:
            more = {"until": far} if kind == "lease" else {}
            body = body.model_copy(update={field: random_id(), **more})
        return signed(asked, body)

    result = SealedResult(result_id=random_id(), created_at=datetime.now(UTC), sealed=b"x")
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: holds(state, 1) and whole.beats)
        monkeypatch.setattr(whole.server, "state", recorded)
        monkeypatch.setattr("sync.terminal.agent.HEARTBEAT", 0.0)  # not half a minute later
        if kind == "revoked":
            whole.standing = "revoked"
        spool.put_results([result])
        Waker(state.agent_socket).send()
        whole.announce()
        until(lambda: not agent.agent_state.status.connected, "the refusal")
        assert not agent.agent_state.revoked
        assert holds(state, 1)
        if kind == "receipt":
            assert spool.counts().waiting == 1
        statement = Statement.from_json(present(spool.fact("lease")))
        assert Lease.from_json(statement.body).until < far


def test_another_key_signs_statements_once_the_offline_role_says_so(
    whole: WholeCentre, state: TerminalState
) -> None:
    def published(*keys: bytes, epoch: int = 0) -> None:
        said = CentreKeys(time_epoch=epoch, statements=keys, sealing=(bytes(1216),))
        targets = {CENTRE_KEYS: said.to_json()}
        put_offline(whole.published.publisher, targets, whole.published.stick, datetime.now(UTC))
        whole.announce()

    def leases() -> str | None:
        with Spool(state.spool) as spool:
            return spool.fact("lease.nonce")

    old, new = whole.server.statements, SigningKey.generate()
    with running(state) as agent:
        until(lambda: holds(state, 1) and leases(), "version 1 and a lease")
        whole.server.statements = new
        whole.announce()
        Waker(state.agent_socket).send()
        before = leases()
        published(new.public, old.public, epoch=3)
        until(lambda: leases() != before, "a lease of the new key")
        assert agent.agent_state.status.connected
    whole.server.statements = old
    published(new.public, epoch=3)
    with Spool(state.spool) as spool:
        assert CentreKeyring(state.config(), spool.fact, spool.put_facts).time_epoch == 3
    before = leases()
    with running(state) as agent:  # the key that was taken away says nothing any more
        until(lambda: not agent.agent_state.status.connected, "the refusal")
        until(lambda: whole.beats, "a heartbeat")
        assert leases() == before


def test_another_authority_is_pinned_once_the_offline_role_says_so(
    whole: WholeCentre, state: TerminalState, tmp_path: Path
) -> None:
    def published(*authorities: bytes) -> None:
        keys = CentreKeys(
            statements=(whole.server.statements.public,),
            sealing=(bytes(1216),),
            authorities=authorities,
        )
        targets = {CENTRE_KEYS: keys.to_json()}
        put_offline(whole.published.publisher, targets, whole.published.stick, datetime.now(UTC))
        whole.announce()

    def serve_with(key: bytes, certificate: bytes) -> None:
        pair = tls_certificate(key, certificate, ["127.0.0.1"], datetime.now(UTC), 30)
        for name, data in zip(("next.key", "next.pem"), pair, strict=True):
            (tmp_path / name).write_bytes(data)
        whole.server.context.load_cert_chain(tmp_path / "next.pem", tmp_path / "next.key")
        for each in list(whole.server.open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def kept() -> tuple[bytes, ...]:
        with Spool(state.spool) as spool:
            return CentreKeyring(state.config(), spool.fact, spool.put_facts).authorities

    new, thief = new_authority(), new_authority()
    with running(state) as agent:
        until(lambda: holds(state, 1) and whole.beats, "version 1")
        published(new[1], whole.server.authority)
        until(lambda: kept() == (new[1], whole.server.authority), "both authorities")
        serve_with(*new)
        whole.publish(2)
        until(lambda: holds(state, 2), "version 2, from a server of the new authority")
        published(new[1])
        until(lambda: kept() == (new[1],), "the new authority alone")
        serve_with(*thief)
        until(lambda: not agent.agent_state.status.connected, "the refusal")
        serve_with(*new)
        until(lambda: agent.agent_state.status.connected, "the data centre again")


@pytest.mark.parametrize("days", [-3000, -1, 1, 3000])
def test_a_wrong_clock_is_set_right_by_a_lease(
    whole: WholeCentre, state: TerminalState, days: int, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = timedelta(days=days)
    with running(state, system=lambda: datetime.now(UTC) + wrong) as agent:
        until(lambda: whole.beats and holds(state, 1), "version 1")
        until(lambda: abs(agent.clock.now() - datetime.now(UTC)) < timedelta(minutes=1), "the time")
    caplog.clear()  # far ahead, the first refresh finds everything expired
    assert abs(whole.beats[-1].clock_skew_s) < 2 * abs(wrong.total_seconds()) + 60


def test_without_contact_the_lists_end_with_the_lease(
    whole: WholeCentre, state: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    whole.lease = timedelta(seconds=-1)  # it was over when it arrived
    with running(state):
        until(lambda: "the lease ended" in caplog.text, "the end of the lease")
    with Spool(state.spool) as spool:
        assert spool.fact("lease.wiped")
    caplog.clear()


def test_a_terminal_that_was_revoked_while_away_wipes_its_lists_on_a_full_disk(
    whole: WholeCentre, tmp_path: Path, small_disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    state = TerminalState(small_disk(tmp_path / "disk", "32m") / "terminal")
    enrol(state, whole.ticket(), "Jalur 2")
    whole.standing = "active"
    with running(state):
        until(lambda: holds(state, 1), "version 1")
    whole.standing = "revoked"
    fill(tmp_path / "disk" / "others.log")
    erase = (state.mirror / KEY_FILE).read_bytes()
    with running(state) as agent:
        until(lambda: agent.agent_state.revoked, "the revocation")
        until(lambda: not holds(state, 1), "the wipe")
        until(lambda: (state.mirror / KEY_FILE).read_bytes() != erase, "the key's end")
        fill(tmp_path / "disk" / "others.log")  # what the wipe gave back is taken, too
    with running(state) as agent:
        until(lambda: agent.agent_state.revoked, "the revocation, after a start")
        assert not holds(state, 1)
    caplog.clear()


def test_lists_that_cannot_be_wiped_are_not_called_wiped(
    whole: WholeCentre,
    state: TerminalState,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(agent_state, "repeated", RepeatedLines(agent_state.log))

    def barred(_: TerminalState) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "1.snapshot")

    monkeypatch.setattr("sync.terminal.agent.HEARTBEAT", 0.5)
    whole.lease = timedelta(seconds=-1)
    with running(state) as agent:
        with monkeypatch.context() as without_rights:
            without_rights.setattr(TerminalState, "wipe_lists", barred)
            until(lambda: "not all of the lists could be wiped: 1.snapshot" in caplog.text)
            until(lambda: len(whole.beats) > 1, "another heartbeat")
            assert agent._spool.fact("lease.wiped") is None
            assert "the lists are wiped" not in caplog.text
        until(lambda: agent._spool.fact("lease.wiped"), "the wipe")
    assert "the lists are wiped" in caplog.text
    caplog.clear()


def test_whether_lists_were_wiped_is_asked_while_others_are_fetched(
    state: TerminalState, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(state) as agent:
        until(lambda: holds(state, 1), "version 1")
    mirror, exists = agent._mirror, Path.exists
    (package,) = mirror._proven.values()

    def exists_and_another_came(path: Path) -> bool:
        mirror._proven[random_id()] = package  # as the refresh's own thread does
        return exists(path)

    monkeypatch.setattr(Path, "exists", exists_and_another_came)
    assert not mirror.was_wiped()


def test_what_a_refresh_brings_after_a_revocation_is_wiped_too(
    state: TerminalState, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    agent = Agent(state, IMPATIENT)
    late = state.targets / "list-a" / "late.gapura"

    def refresh() -> NoReturn:
        agent.agent_state._change(standing="revoked")  # as the heartbeat's thread does
        agent.agent_state.wipe()
        late.parent.mkdir(parents=True)
        late.write_bytes(b"sealed")
        raise Unreachable("the terminal is revoked")

    monkeypatch.setattr(agent._mirror, "refresh", refresh)
    with pytest.raises(Unreachable):
        agent._refresh_mirror()
    assert not late.exists()
    agent.stop()
    caplog.clear()


def test_contact_may_come_while_silence_is_judged(
    state: TerminalState, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = Agent(state, IMPATIENT)
    agent.agent_state._broke, agent.agent_state._heard = 1.0, 2.0

    def clock() -> float:
        agent.agent_state._broke = None  # as `record_contact` of another thread does
        return 100.0

    monkeypatch.setattr(time, "monotonic", clock)
    assert agent.agent_state._broken_while_it_lives()
    monkeypatch.undo()
    agent.stop()


def test_it_catches_up_when_the_data_centre_is_back(
    whole: WholeCentre, state: TerminalState, centre: FakeCentre
) -> None:
    with running(state) as agent, Spool(state.spool) as spool:
        until(lambda: holds(state, 1) and whole.beats)
        honest = centre.answer
        centre.answer = lambda _: _dead()
        whole.announce()
        Waker(state.agent_socket).send()
        until(lambda: not agent.agent_state.status.connected, "the cut")
        spool.put_results(
            [SealedResult(result_id=random_id(), created_at=datetime.now(UTC), sealed=b"x")]
        )
        whole.published.put(2)
        centre.answer = honest
        until(lambda: spool.counts().acknowledged, "the receipt")
        until(lambda: holds(state, 2), "version 2")


def _dead() -> NoReturn:
    raise ConnectionResetError("no answer")

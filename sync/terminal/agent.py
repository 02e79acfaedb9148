"""The agent: the terminal's process that has a network and sees no faces.

Eight loops, each a thread, around one connection and one spool: `push` listens for announcements,
`refresh` mirrors what is published, `software` fetches a planned release beside it, `upload`
empties the outbox, `ask` carries questions,
`messages` what lanes say to each other, `local` the same where the data centre takes none,
`heartbeat` sends heartbeats and keeps the lease. The main thread waits for the kiosk's wake-ups.
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sync.boot import boot_seconds
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.findings import Finding
from sync.protocol.lanes import LaneMessagesWait
from sync.protocol.wire import CentreKeys, PackageRef, ProblemCode, SealedAnswer
from sync.service_notice import ServiceNotice
from sync.software import running_version
from sync.terminal.addresses import CentreAddresses
from sync.terminal.agent_progress import AgentProgress, note_bytes
from sync.terminal.agent_state import AgentState, AgentStatus
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.check.known import read_known
from sync.terminal.check.link import link_probe
from sync.terminal.check.probes import look_at_all
from sync.terminal.clock import Adoption, ClockState, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import RequestRefused, StateError
from sync.terminal.heartbeat import HeartbeatSender, lease_ended
from sync.terminal.link_trial import LinkTrials
from sync.terminal.local_network import LocalNetwork
from sync.terminal.loop import Loop
from sync.terminal.messenger import Messenger
from sync.terminal.refresh import Mirror, packages_in_use
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.software_plan import here
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease
from sync.terminal.timeouts import Timeouts
from sync.terminal.tpm import find_tpm
from sync.terminal.uploader import Uploader
from sync.terminal.wake import Listener, Waker

log = logging.getLogger(__name__)

LOOK_WITHIN = 15.0  # at the way to the data centre, after a trial failed
POLL = 240.0  # seconds between refreshes that nothing asked for, about
HEARTBEAT = 30.0
CARRY_AGAIN = 2.0  # after the data centre took no messages to other lanes: they were too many
LOCAL_AGAIN = 60.0  # after the local network failed
REVOKED = 900.0  # between two looks whether a revoked terminal was taken back
DOUBTED = 2.0  # after a lease whose time is not believed: the next one may confirm it
UPLOAD_PATIENCE = 1800.0  # of one request with a photograph, on the thinnest line that is allowed
LISTEN_AGAIN = 10.0  # at most, until a stream that broke is tried again: the screen waits for it
WAKE_REFRESH = 30.0  # the kiosk's wake-up is a reason to refresh at most that often
SOFTWARE_AGAIN = 600.0  # at most, after a release could not be fetched: it is in no hurry
ASKED = timedelta(minutes=2)  # nobody at the lane waits longer for an answer
FINAL = {ProblemCode.INVALID, ProblemCode.TOO_LARGE, ProblemCode.NOT_FOUND}  # of a question


class Agent:
    """One agent over one state folder."""

    def __init__(
        self,
        state: TerminalState,
        timeouts: Timeouts | None = None,
        system: Callable[[], datetime] | None = None,
        on_status: Callable[[AgentStatus], None] = lambda _: None,
        elapsed: Callable[[], float] = boot_seconds,
    ) -> None:
        """Open spool and connection; send nothing. Raise StateError, OSError.

        `system`, `elapsed`: TrustedClock's. `on_status` gets every new status.
        """
        config = state.config()
        key = SigningKey(state.credential("agent.key"))
        state.require_agent_places()
        state.prepare_agent()
        self._state, self._config = state, config
        self._stopping = threading.Event()
        self.moved = False  # the kiosk wrote down another place: an agent of that goes on
        self._spool = Spool(state.spool)
        self._keyring = CentreKeyring(config, self._spool.fact, self._spool.put_facts)
        self.clock = TrustedClock(
            ClockState.of_facts(self._spool.fact),
            self._save_clock,
            system,
            elapsed,
        )
        self._addresses = CentreAddresses(config.url, self._spool.fact, self._spool.put_facts)
        self._connection = Connection(
            self._addresses.known,
            config.centre_id,
            b"\n".join(self._keyring.authorities) or state.authority.read_bytes(),
            key,
            self.clock.certain,
            self.clock.signing_time,
            config.bandwidth,
            config.proxy,
            timeouts,
            heard=self._note_bytes,
        )
        self._waker = Waker(state.kiosk_socket)
        self.agent_state = AgentState(
            state,
            config,
            self._keyring,
            self._spool,
            self.clock,
            self._waker.send,
            self._retry_loops,
            on_status,
        )
        self._software = SoftwareDownload(
            state, config.terminal_id, self._connection.fetch, here(), running_version()
        )
        self._mirror = Mirror(
            state,
            config.checkpoint_id,
            self._connection,
            self.clock.judged,
            lambda: packages_in_use(self._spool),
            self._take_keys,
            self._take_addresses,
            self._software,
        )
        self._uploader = Uploader(
            self._connection.post_json,
            self._spool,
            lambda: self._keyring.statements,
            config.terminal_id,
            self._stopping.is_set,
        )
        self._messenger = Messenger(
            self._connection,
            self._spool,
            lambda: self._keyring.statements,
            config.terminal_id,
            self.clock.shared,
        )
        self._local = LocalNetwork(
            self._spool,
            key,
            config.terminal_id,
            self._messenger.neighbours,
            self.clock.shared,
            self._waker.send,
        )
        self._trials = LinkTrials(self._spool, self.clock.now)
        self._heartbeats = HeartbeatSender(
            state,
            config,
            self._keyring,
            self._spool,
            self.clock,
            self._connection,
            self.agent_state,
            lambda: self._local.dropped,
            find_tpm(),
        )
        self._refreshed = self._sent_at = float("-inf")
        self._in_use: tuple[PackageRef, ...] | None = None  # by the kiosk, at the last refresh
        failed = self.agent_state.record_failure
        self._push = Loop("push", self._listen, failed, self._stopping, longest=LISTEN_AGAIN)
        self._refresh = Loop("refresh", self._refresh_mirror, failed, self._stopping)
        self._upload = Loop(
            "upload", self._upload_results, failed, self._stopping, patience=UPLOAD_PATIENCE
        )
        self._ask = Loop("ask", self._ask_questions, failed, self._stopping, longest=5.0)
        self._heartbeat = Loop("heartbeat", self._send_heartbeat, failed, self._stopping)
        self._messages = Loop("messages", self._carry_messages, failed, self._stopping, longest=5.0)
        self._listen_locally = Loop("local", self._hear_lanes, failed, self._stopping)
        self._fetch_software = Loop(
            "software", self._download_software, failed, self._stopping, longest=SOFTWARE_AGAIN
        )
        self._loops = (
            self._heartbeat,
            self._refresh,
            self._push,
            self._upload,
            self._ask,
            self._messages,
            self._listen_locally,
            self._fetch_software,
        )

    def stop(self) -> None:
        """End `run` within a second or two; may be called by a signal's handler."""
        self._stopping.set()

    def run(self) -> None:
        """Run until `stop`, or until it has `moved`.

        Raise what a loop failed with, if that was a fault of ours.
        """
        if self.agent_state.revoked:
            self.agent_state.wipe()  # the last process may have ended in the middle of it
        notice = ServiceNotice()
        progress = AgentProgress(self._loops, self._heartbeat, lambda: self.agent_state.status)
        try:
            with Listener(self._state.agent_socket) as listener:
                for loop in self._loops:
                    loop.start()
                while not self._stopping.is_set():
                    if listener.wait(0.5):
                        self._wake_loops()
                        self.moved = self._stands_elsewhere()
                        if self.moved:
                            break
                    self.agent_state.check_silence()
                    notice.tell(progress.has_moved, progress.words)
        finally:
            self._close()
        for loop in self._loops:
            if loop.fault is not None:
                raise loop.fault

    def _stands_elsewhere(self) -> bool:
        """Return whether the kiosk wrote down that the terminal was moved."""
        with contextlib.suppress(StateError):  # it is being written
            found = self._state.config()
            return (found.checkpoint_id, found.lane) != (
                self._config.checkpoint_id,
                self._config.lane,
            )
        return False

    def _note_bytes(self) -> None:
        self.agent_state.record_bytes()
        note_bytes()

    def _close(self) -> None:
        self._stopping.set()
        self._connection.stop()
        for loop in self._loops:
            loop.retry_now()
        for loop in self._loops:
            if loop.is_alive():
                loop.join(10.0)
        self._connection.close()
        self._local.close()
        self._spool.close()

    def _wake_loops(self) -> None:
        for loop in (self._messages, self._upload, self._ask, self._heartbeat):
            loop.wake()
        # Who reads six words at the glass waits for an operator, and not for a backoff.
        if self._trials.wanted() or self._state.approval_awaited.exists():
            self._heartbeat.retry_now()
        waited = time.monotonic() - self._refreshed > WAKE_REFRESH
        if waited or packages_in_use(self._spool) != self._in_use:  # what it left may be erased
            self._refresh.wake()

    def _retry_loops(self) -> None:
        """End every backoff: the network is back."""
        for loop in self._loops:
            loop.retry_now()

    def _take_addresses(self, published: tuple[str, ...]) -> None:
        """Go where the data centre says; what it said before is tried after it."""
        if self._addresses.take(published):
            self._connection.use(self._addresses.known)
            self._heartbeat.wake()  # it tells the data centre

    def _take_keys(self, published: CentreKeys | None) -> None:
        """Go by the data centre's new keys, and try again what the old ones refused."""
        pinned = self._keyring.authorities
        changed = self._keyring.take(published)
        if self._keyring.authorities != pinned:
            self._connection.trust(b"\n".join(self._keyring.authorities))
        if self.clock.forget(self._keyring.time_epoch):
            log.info("the data centre's time has a new epoch: what was known of it is forgotten")
        if changed:
            log.info("the data centre's keys have changed")
            self._retry_loops()

    def _save_clock(self, state: ClockState) -> None:
        with contextlib.suppress(StateError):  # a full disk stops no clock
            self._spool.put_facts(state.facts())

    # ---- the steps of the loops: each returns the seconds until the next ---------------------

    def _listen(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        try:
            for said in self._connection.events():  # the first says that the stream stands
                self.agent_state.record_contact()
                if isinstance(said, LaneMessagesWait):
                    self._messages.wake()
                    continue
                if said is None:
                    self._messages.wake()
                else:
                    self.agent_state.expect_life(said.alive_s)
                self._refresh.wake()
                if self._stopping.is_set() or self.agent_state.revoked:
                    break
        finally:
            self.agent_state.expect_life(None)
        return random.uniform(0.2, 3.0)  # noqa: S311  it ended in order: the centre restarts

    def _refresh_mirror(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        self._in_use = packages_in_use(self._spool)
        try:
            done = self._mirror.refresh()
        finally:
            self.agent_state.wipe_if_revoked()
        self._refreshed = time.monotonic()
        self.agent_state.record_contact()
        self.agent_state.record_update(done.error, done.kind)
        self._fetch_software.wake()
        if done.changed:
            self._waker.send()
            self._heartbeat.wake()
        return POLL * random.uniform(0.6, 1.4)  # noqa: S311  no secret

    def _download_software(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        if self._software.step():
            self.agent_state.record_contact()
            log.info("the planned release is here")
        return POLL

    def _upload_results(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        if not self._uploader.drain():
            return POLL
        self.agent_state.record_contact()
        self._waker.send()
        self._heartbeat.wake()
        # A line that broke after some went up is tried again at once, and not backed off.
        return 0.0

    def _ask_questions(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        for question in self._spool.open_questions(self.clock.now() - ASKED):
            problem, sealed = "", None
            try:
                answer = self._connection.post("/v1/questions", question, SealedAnswer).body
                if answer.question_id == question.question_id:
                    sealed = answer.sealed
                else:
                    problem = "other"
            except RequestRefused as error:
                if error.problem not in FINAL:
                    raise
                problem = error.problem.value
            self._spool.put_answer(question.question_id, sealed, self.clock.now(), problem)
            self.agent_state.record_contact()
            self._waker.send()
        return POLL

    def _carry_messages(self) -> float:
        if self.agent_state.revoked:
            return REVOKED
        if self._messenger.carry():
            self._waker.send()
        return CARRY_AGAIN if self._messenger.refused else POLL

    def _hear_lanes(self) -> float:
        if self.agent_state.revoked:
            self._local.close()
            return REVOKED
        try:
            self._local.step()
        except OSError as error:  # it is the second way; that it is missing stops nothing
            log.warning("other lanes cannot be heard in the local network: %s", error.strerror)
            return LOCAL_AGAIN
        return 0.0

    def _send_heartbeat(self) -> float:
        revoked = self.agent_state.revoked
        interval = REVOKED if revoked else HEARTBEAT
        if self._heartbeats.ask_again:
            interval = DOUBTED
        rest = interval - (time.monotonic() - self._sent_at)
        trial = self._trials.wanted()
        if rest > 0 and not trial and (revoked or not self._heartbeats.has_news()):
            return rest
        try:
            with self._trials.made(trial, self._look):
                lease = self._heartbeats.send()
            self.agent_state.record_contact()
            if lease.kiosk_nonce:
                self._waker.send()
            self._fetch_again()
        except RequestRefused as error:
            if error.problem is not ProblemCode.REVOKED:
                raise
            self.agent_state.record_failure(error)
            if not self.agent_state.revoked:
                raise
            self._software.want(())
            interval = REVOKED
        finally:
            self._end_lease()
        self._sent_at = time.monotonic()
        if self._heartbeats.ask_again:
            interval = DOUBTED
        return interval * random.uniform(0.8, 1.0)  # noqa: S311  no secret

    def _look(self) -> tuple[Finding, ...]:
        """Return what is in the way to the data centre."""
        known = read_known(self._state)
        return look_at_all((link_probe(known),), within_s=LOOK_WITHIN)

    def _fetch_again(self) -> None:
        """Refresh at once where a lease came back and the lists had been wiped, or keys are given.

        They are where the data centre withheld them before.
        """
        if self._heartbeats.released:
            self._refresh.retry_now()
        if self._spool.fact("lease.wiped") or self._mirror.was_wiped():
            self._spool.drop_fact("lease.wiped")
            self._refresh.retry_now()

    def _end_lease(self) -> None:
        """Wipe the lists once the lease has ended: they are lent, and there was no contact.

        Only by a clock that this lease, or one after it, has confirmed since the start.
        """
        terminal_id = self._config.terminal_id
        held = kept_lease(self._spool.fact, self._keyring.statements, terminal_id)
        if held is None or not lease_ended(held, self.clock.now()):
            return
        if not self.clock.confirmed or self._heartbeats.adopted is not Adoption.TAKEN:
            return
        if self._spool.fact("lease.wiped") != held.lease.nonce and self.agent_state.wipe():
            log.warning("the lease ended without contact: the lists are wiped")
            self._spool.put_facts({"lease.wiped": held.lease.nonce})

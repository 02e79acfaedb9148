"""What a technician does at a bare device: show a ticket, agree, read six words, wait.

A thread of its own reads the camera, and another asks the spool; the window asks for a view. A
stick, however slow, and keys on a slow disk are waited for in a thread, too. It makes the kiosk's
keys; the agent has the network (sync/terminal/spooled_enrolment.py).
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

from edge_app.desk.setup.ticket_reader import NoTicket, ticket_in, ticket_on_stick
from edge_app.domain import Image
from edge_app.errors import SourceError
from edge_app.pipeline.picture_source import PictureSource
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import SyncError
from sync.protocol.ticket import Ticket
from sync.terminal.agent_state import AgentStatus
from sync.terminal.enrolment import become, described, make_credentials
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool
from sync.terminal.spooled_enrolment import EnrolWish, SpooledEnrolment
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.wake import Waker

log = logging.getLogger(__name__)

KIOSK_KEYS = ("kiosk.key", "kiosk-signing.key", "store.key")
POLL_INTERVAL_S = 0.5  # of the spool
WAKE_TURNS = 10  # of it, between two times that the agent is to ask for the approval
RECORDED_GAP_S = 0.2  # between pictures that are no camera's
CAMERA_AGAIN_S = 2.0  # after a camera that was away
AGENT_STARTS_S = 60.0  # both start at once; an agent that was not heard of for so long is missed


class SetupStage(Enum):
    """Where the device stands on its way to a terminal."""

    TICKET = "ticket"  # one is looked for
    CONFIRM = "confirm"  # one was found: is this the place?
    ASKING = "asking"  # keys are made, the data centre is asked
    WORDS = "words"  # enrolled: two people compare, an operator approves
    READY = "ready"  # approved: the lane opens


@dataclass(frozen=True, slots=True)
class SetupView:
    """All that the screen shows, taken in one moment."""

    stage: SetupStage
    checkpoint: str = ""
    lane: str = ""
    number: str = ""  # the terminal's, as operators name it
    words: tuple[str, ...] = ()
    problem: str = ""  # what is in the way: a code of setup/words.py; empty: nothing
    reads_stick: bool = False
    agent_runs: bool = True
    image: Image | None = field(default=None, compare=False, repr=False)
    picture: int = 0  # counts them
    camera: bool = False  # it delivers


class SetupDesk:
    """One bare device; `start` and `stop` once."""

    def __init__(
        self,
        state: TerminalState,
        open_pictures: Callable[[], PictureSource],
        find_on_stick: Callable[[], Ticket] = ticket_on_stick,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the spool. Raise StateError, OSError."""
        self._clock, self._heard_at = clock, clock()
        self._state, self._open, self._find_on_stick = state, open_pictures, find_on_stick
        self._lock, self._stopping = threading.Lock(), threading.Event()
        state.prepare()
        self._spool = Spool(state.spool)
        self._told = SpooledEnrolment(self._spool)
        self._waker = Waker(state.agent_socket)
        self._ticket: Ticket | None = None
        self._wish: EnrolWish | None = None
        self._view = SetupView(SetupStage.TICKET)
        self.turns = 0  # of the thread that asks the spool
        if state.config_file.exists():
            self._view = _words(state.config(), self._view)
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for name, work in (("tickets", self._watch), ("enrolment", self._follow))
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(5.0)
        self._spool.close()

    # ---- what the screen shows, and what a finger does -----------------------------------------

    def view(self) -> SetupView:
        """Return how it stands; at once."""
        with self._lock:
            return self._view

    def read_stick(self) -> None:
        """Take the ticket of the stick that is plugged in, once it has been read."""
        with self._lock:
            if self._view.stage is not SetupStage.TICKET or self._view.reads_stick:
                return
            self._view = replace(self._view, reads_stick=True, problem="")
        self._begin(self._read_stick, "stick")

    def refuse(self) -> None:
        """Look for another ticket: this is not the place."""
        with self._lock:
            if self._view.stage is SetupStage.CONFIRM:
                self._back("")

    def confirm(self) -> None:
        """Make this device the terminal that the ticket is for."""
        with self._lock:
            if self._view.stage is not SetupStage.CONFIRM or self._ticket is None:
                return
            ticket, self._view = self._ticket, replace(self._view, stage=SetupStage.ASKING)
        self._begin(lambda: self._make_keys(ticket), "keys")

    # ---- threads -------------------------------------------------------------------------------

    def _begin(self, work: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _read_stick(self) -> None:
        try:
            self._take(self._find_on_stick())
        except NoTicket as error:
            self._miss(error.problem)
        finally:
            with self._lock:
                self._view = replace(self._view, reads_stick=False)

    def _make_keys(self, ticket: Ticket) -> None:
        try:
            make_credentials(self._state, KIOSK_KEYS)
            wish = EnrolWish(
                ticket=ticket.json_text,
                lane=ticket.lane or "",
                sealing_key=SealingKey(self._state.credential("kiosk.key")).public,
                kiosk_key=SigningKey(self._state.credential("kiosk-signing.key")).public,
            )
            self._told.put_wish(wish)
        except (StateError, OSError) as error:
            log.warning("the keys of this device cannot be made: %s", error)
            with self._lock:
                self._back("unwritable")
            return
        with self._lock:
            self._wish = wish
        self._waker.send()

    def _watch(self) -> None:
        """Read the camera, and look for a ticket in each picture while one is wanted."""
        while not self._stopping.is_set():
            try:
                source = self._open()
            except SourceError:
                self._see(None)
                self._stopping.wait(CAMERA_AGAIN_S)
                continue
            with contextlib.closing(source):
                self._read(source)
            if source.live:  # the camera is away; a recording begins anew
                self._see(None)
            self._stopping.wait(RECORDED_GAP_S)

    def _read(self, source: PictureSource) -> None:
        while not self._stopping.is_set():
            try:
                taken = source.read()
            except SourceError:
                return
            if taken is None:
                return
            image = taken[1]
            self._see(image)
            if image is not None and self.view().stage is SetupStage.TICKET:
                try:
                    found = ticket_in(image)
                except NoTicket as error:
                    self._miss(error.problem)
                else:
                    if found is not None:
                        self._take(found)
            if not source.live:
                self._stopping.wait(RECORDED_GAP_S)

    def _follow(self) -> None:
        """Ask the spool what became of it."""
        while not self._stopping.is_set():
            try:
                self._step()
            except (SyncError, OSError) as error:
                log.warning("the enrolment cannot go on: %s", error)
                with self._lock:
                    self._view = replace(self._view, problem="unwritable")
            self.turns += 1
            self._stopping.wait(POLL_INTERVAL_S)

    def _step(self) -> None:
        if self._waker.is_heard():
            self._heard_at = self._clock()
        runs = self._clock() - self._heard_at < AGENT_STARTS_S
        with self._lock:
            if runs is not self._view.agent_runs:
                self._view = replace(self._view, agent_runs=runs)
            stage, wish, ticket = self._view.stage, self._wish, self._ticket
        if stage is SetupStage.ASKING and wish is not None and ticket is not None:
            self._ask(wish, ticket)
        elif stage is SetupStage.WORDS:
            if self.turns % WAKE_TURNS == 0:
                self._waker.send()  # it asks the data centre again
            self._await_approval()

    def _ask(self, wish: EnrolWish, ticket: Ticket) -> None:
        answer = self._told.answer(wish)
        if answer is None:
            return
        if answer.problem == "unreachable":  # the agent tries again
            self._note(answer.problem)
            return
        agent = self._told.agent()
        if answer.problem or agent is None:
            log.info("this device was not enrolled: %s", answer.text)
            self._told.forget()
            with self._lock:
                self._back(answer.problem or "refused")
            return
        config, _ = described(ticket, wish.lane, agent, wish.sealing_key, wish.kiosk_key)
        self._state.approval_awaited.touch(0o660)  # first: cut off here, the words are shown again
        become(self._state, ticket, config)
        self._told.forget()
        self._waker.send()
        with self._lock:
            self._view, self._wish = _words(config, self._view), None

    def _await_approval(self) -> None:
        found = self._spool.status("agent")
        if found is None:
            return
        status = AgentStatus.of_json(found.value)
        if status.standing == "active":
            self._state.approval_awaited.unlink(missing_ok=True)
            with self._lock:
                self._view = replace(self._view, stage=SetupStage.READY, problem="")
            return
        problem = "revoked" if status.standing == "revoked" else ""
        self._note(problem or ("unreachable" if status.error == "unreachable" else ""))

    # ---- within --------------------------------------------------------------------------------

    def _take(self, ticket: Ticket) -> None:
        with self._lock:
            if self._view.stage is not SetupStage.TICKET:
                return
            if ticket.lane is None:  # nobody types at the glass
                self._view = replace(self._view, problem="no-lane")
                return
            self._ticket = ticket
            self._view = replace(
                self._view,
                stage=SetupStage.CONFIRM,
                checkpoint=ticket.checkpoint_id,
                lane=ticket.lane,
                problem="",
            )

    def _back(self, problem: str) -> None:
        """Look for a ticket again; the lock is held."""
        self._ticket = self._wish = None
        self._view = replace(
            self._view, stage=SetupStage.TICKET, checkpoint="", lane="", problem=problem
        )

    def _miss(self, problem: str) -> None:
        """Say what is wrong with a ticket, unless another has come meanwhile."""
        with self._lock:
            if self._view.stage is SetupStage.TICKET:
                self._view = replace(self._view, problem=problem)

    def _note(self, problem: str) -> None:
        with self._lock:
            if problem != self._view.problem:
                self._view = replace(self._view, problem=problem)

    def _see(self, image: Image | None) -> None:
        with self._lock:
            number = self._view.picture + 1
            self._view = replace(self._view, image=image, picture=number, camera=image is not None)


def _words(config: TerminalConfig, view: SetupView) -> SetupView:
    return replace(
        view,
        stage=SetupStage.WORDS,
        checkpoint=config.checkpoint_id,
        lane=config.lane,
        number=config.terminal_id,
        words=config.words,
        problem="",
    )

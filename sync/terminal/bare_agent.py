"""The agent of a device that is no terminal yet: it brings the kiosk's keys to a data centre."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable

from sync.protocol import ticket as tickets
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError, SyncError
from sync.repeated_lines import RepeatedLines
from sync.service_notice import ServiceNotice
from sync.terminal.enrolment import (
    ask_centre,
    described,
    make_credential,
    refuse_others_folder,
    tpm_keys,
)
from sync.terminal.errors import StateError, TicketRefused, Unreachable
from sync.terminal.spool import Spool
from sync.terminal.spooled_enrolment import EnrolProblem, EnrolWish, SpooledEnrolment
from sync.terminal.state import TerminalState
from sync.terminal.wake import Listener, Waker

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

KEY = "agent.key"
AGAIN_S = 5.0  # after a data centre that did not answer


class BareAgent:
    """One agent over a folder without `terminal.json`."""

    def __init__(self, state: TerminalState) -> None:
        """Make its key. Raise StateError: this is another folder than a terminal's; OSError."""
        refuse_others_folder(state)
        state.prepare_agent()
        self._state = state
        self._key = _own_key(state)
        self._stopping = threading.Event()
        self._answered: EnrolWish | None = None

    def stop(self) -> None:
        """End `run` within a second; may be called by a signal's handler."""
        self._stopping.set()

    def run(self, clock: Callable[[], float]) -> bool:
        """Serve the kiosk until the device is a terminal: then True; False: it was stopped.

        `clock`: seconds that only grow.
        """
        notice, waker = ServiceNotice(), Waker(self._state.kiosk_socket)
        due = float("-inf")
        with Spool(self._state.spool) as spool, Listener(self._state.agent_socket) as listener:
            told = SpooledEnrolment(spool)
            told.put_agent(self._key.public)
            waker.send()
            log.info(
                "%s is no terminal yet: the kiosk takes a ticket at the glass, or, with both"
                " stopped, `gapura provision init` does",
                self._state.root,
            )
            while not self._stopping.is_set():
                if self._state.config_file.exists():
                    return True
                notice.tell_ready("no terminal yet: waits for a ticket at the glass")
                woken = listener.wait(0.5)
                wish = told.wish()
                if wish is None or wish == self._answered or (clock() < due and not woken):
                    continue
                problem, text = self._ask(wish)
                told.put_answer(wish, problem, text)
                due = clock() + AGAIN_S
                if problem != "unreachable":
                    self._answered = wish
                waker.send()
        return False

    def _ask(self, wish: EnrolWish) -> tuple[EnrolProblem, str]:
        try:
            ticket = tickets.read(wish.ticket.encode())
            config, request = described(
                ticket,
                wish.lane,
                self._key.public,
                wish.sealing_key,
                wish.kiosk_key,
                tpm_keys(),
            )
            ask_centre(config, ticket, self._key, request)
        except TicketRefused as error:
            refused: dict[str, EnrolProblem] = {
                "used": "used",
                "over": "over",
                "lane": "lane",
                "altered": "altered",
            }
            return refused.get(error.problem, "refused"), str(error)
        except Unreachable as error:
            repeated.warn(error)
            return "unreachable", str(error)
        except (SyncError, PackageError) as error:
            repeated.warn(error)
            return "refused", str(error)
        log.info("enrolled as %s: waits for an operator's approval", config.terminal_id)
        return "", ""


def _own_key(state: TerminalState) -> SigningKey:
    """Return the agent's key, which is made where there is none.

    Where kiosk and agent are two users the file is there, empty, and the agent's
    (`gapura provision owners`): it may make none in that folder.
    """
    place = state.credentials / KEY
    if place.is_file() and place.stat().st_size == 0:
        with place.open("r+b") as file:
            file.write(random_key())
            file.flush()
            os.fsync(file.fileno())
    elif not place.exists():
        state.credentials.mkdir(mode=0o700, exist_ok=True)
        make_credential(state, KEY)
    try:
        return SigningKey(state.credential(KEY))
    except StateError as error:
        raise StateError(
            f"{error}; on a bare device remove it, and start the agent again", error.kind
        ) from error

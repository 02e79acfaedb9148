"""What the routes of one gateway share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from sync.central.gateway.announcer import Announcer
from sync.central.gateway.keeper_client import KeeperClient
from sync.central.gateway.known_terminals import KnownTerminals
from sync.central.gateway.limits import REQUESTS_AT_ONCE, REQUESTS_PER_S, BodyBudget, Rates
from sync.central.gateway.refusal_log import RefusalLog
from sync.central.gateway.refusals import Refusals


@dataclass(frozen=True, slots=True)
class AppState:
    """What one gateway holds for its requests; one object an application."""

    keeper: KeeperClient
    terminals: KnownTerminals
    refusals: RefusalLog
    announcer: Announcer
    rates: Rates
    bodies: BodyBudget

    @classmethod
    def of(cls, request: Request) -> AppState:
        """Return the state of the application that answers `request`."""
        app_state: AppState = request.app.state.app_state
        return app_state

    @classmethod
    def open(cls, socket: Path, refusals: Refusals) -> AppState:
        """Make the state for the keeper at `socket`; no task runs yet."""
        announcer = Announcer()
        keeper = KeeperClient(
            socket,
            announcer.published,
            announcer.changed,
            announcer.authenticate_again,
            announcer.messages_wait,
        )
        return cls(
            keeper,
            KnownTerminals(keeper),
            RefusalLog(keeper, refusals),
            announcer,
            Rates(REQUESTS_PER_S, REQUESTS_AT_ONCE),
            BodyBudget(),
        )

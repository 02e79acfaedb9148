"""Which part of the keeper answers which request. Paths are those that terminals sign."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sync.central.keeper.authentication import TerminalCall
from sync.central.keeper.heartbeat import heartbeat
from sync.central.keeper.keys import keys
from sync.central.keeper.lane_messages import lane_messages
from sync.central.keeper.questions import questions
from sync.central.keeper.repository import (
    METADATA_PATH,
    TARGETS_PATH,
    PublishedFile,
    metadata,
    refresh,
    target,
)
from sync.central.keeper.results import results
from sync.central.keeper.wiped import wiped
from sync.protocol.message import Wire

Reply = Wire | bytes | PublishedFile
MAX_WAITING = 64  # requests of a route that takes few at once; more are told to come again
ENROL = ("POST", "/v1/enrol")  # signed with a key that is not known yet


@dataclass(slots=True)
class Route:
    """How one kind of request is answered."""

    handler: Callable[[TerminalCall], Awaitable[Reply]]
    of_any_state: bool = False  # also of a terminal that waits, or was revoked
    writes: bool = False  # the handler uses up the nonce, in the transaction of its effect
    most: int = 1_000_000  # requests under way
    under_way: int = 0


async def _events(_: TerminalCall) -> bytes:
    """Return nothing: the gateway has the stream, here the terminal was proven."""
    return b""


def routes() -> dict[tuple[str, str], Route]:
    """Return the routes by method and path; a path that ends with a slash stands for all below."""
    return {
        ("POST", "/v1/heartbeat"): Route(heartbeat, writes=True),
        ("POST", "/v1/refresh"): Route(refresh),
        ("POST", "/v1/keys"): Route(keys),
        ("POST", "/v1/results"): Route(results, writes=True, most=MAX_WAITING),
        ("POST", "/v1/questions"): Route(questions, most=MAX_WAITING),
        ("POST", "/v1/lane-messages"): Route(lane_messages),
        ("POST", "/v1/wiped"): Route(wiped, of_any_state=True, writes=True, most=MAX_WAITING),
        ("GET", METADATA_PATH): Route(metadata),
        ("GET", TARGETS_PATH): Route(target),
        ("GET", "/v1/events"): Route(_events),
    }


def route_of(table: dict[tuple[str, str], Route], method: str, path: str) -> Route | None:
    """Return the route of a request; None where there is none."""
    plain = path.partition("?")[0]
    exact = table.get((method, plain))
    if exact is not None:
        return exact
    for (wanted, prefix), route in table.items():
        if wanted == method and prefix.endswith("/") and plain.startswith(prefix):
            return route
    return None

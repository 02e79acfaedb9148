"""What a stranger may cost: bytes, seconds and connections, until a terminal's signature is proven.

Whoever connects is a stranger. A connection on which a terminal's signature was verified belongs to
that terminal. When there are too many strangers, the address that holds most loses its oldest one:
so whoever floods from a few addresses drives out himself, and a terminal needs a fraction of a
second to prove itself. Connections that are younger than GRACE_S are never driven out, for else all
terminals that come back together would drive each other out for ever; the newcomer waits.
"""

from __future__ import annotations

import resource
from collections import defaultdict
from typing import Protocol

MAX_PER_ADDRESS = 128  # strangers' connections from one address
MAX_STRANGERS = 512  # strangers' connections in all
MAX_PER_TERMINAL = 16  # connections of one terminal; its own pool has 8
MAX_CONNECTIONS = 16_384  # in all, where the files that may be open allow it
SPARE_FILES = 256  # that a process needs for its database, its blobs and its log
GRACE_S = 1.0

HANDSHAKE_S = 10.0  # for the handshake of TLS
SHUTDOWN_S = 5.0  # for the end of TLS, which the other side must answer
STRANGERS_END_S = 0.5  # the same for a stranger, who may have an answer to read
FIRST_REQUEST_S = 10.0  # a stranger's silence before a request
HEAD_S = 10.0  # from the first byte of a request to the last one of its head
STRANGER_BODY_S = 20.0  # for a stranger's body, which is small
BODY_WINDOW_S = 30.0  # in each of them a terminal's body must come on by MIN_RATE
MIN_RATE = 1_000  # bytes a second; as terminals ask it of us
UNREAD_S = 60.0  # in which an answer must be taken, at least in part

MAX_HEAD = 16 * 1024  # bytes of all that is no body: address, headers, trailers, chunk sizes
MAX_FIELDS = 64  # headers of a request
MAX_ENROLMENT = 8 * 1024  # bytes of the one body that a stranger may send
BODY_PER_FRAMING = 16  # bytes of body that buy one more byte of chunk sizes
MAX_STRANGERS_REQUESTS = 8  # on one connection, of somebody who proves nothing

CONNECTS_PER_S = 40.0  # from one address, each a handshake of some 2 ms
KNOWN_CONNECTS_PER_S = 100.0  # from one where a terminal has proven itself: a whole site's
CONNECTS_AT_ONCE = 300.0
REQUESTS_PER_S = 30.0  # of one terminal; the busiest, who brings a month's results, needs 15
REQUESTS_AT_ONCE = 600.0

MAX_NAMES = 10_000  # whose rate is remembered, before those who owe nothing are forgotten

MAX_TERMINAL_BODIES = 20 * 2**20  # bytes that one terminal has under way: a large body at a time
MAX_BODIES = 128 * 2**20  # bytes that all are sending to this worker


def raise_open_files() -> int:
    """Let this process, and those that it starts, open as many files as it may; return how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def max_connections(open_files: int) -> int:
    """Return how many connections a process may hold that may open so many files."""
    if open_files == resource.RLIM_INFINITY:
        return MAX_CONNECTIONS
    return max(1, min(MAX_CONNECTIONS, open_files - SPARE_FILES))


class LivedClock:
    """Seconds in which this process was able to work: nobody pays for a pause of ours."""

    def __init__(self, longest_s: float) -> None:
        """Count at most `longest_s` between two calls of `tick`."""
        self.now = 0.0
        self._longest_s = longest_s
        self._at: float | None = None

    def tick(self, monotonic: float) -> None:
        """Go on to `monotonic`, a time of time.monotonic()."""
        if self._at is not None:
            self.now += min(monotonic - self._at, self._longest_s)
        self._at = monotonic


class Rates:
    """So many acts a second, and so many at once, of each of many names."""

    def __init__(self, per_s: float, at_once: float) -> None:
        self._per_s, self._at_once = per_s, at_once
        self._free_at: dict[str, float] = {}  # when all that was taken has been paid

    def take(self, name: str, now: float) -> bool:
        """Return whether `name` may act once more at `now`, seconds of any clock."""
        if len(self._free_at) >= MAX_NAMES:
            self.forget_paid(now)
        paid = max(self._free_at.get(name, now), now) + 1.0 / self._per_s
        if paid - now > self._at_once / self._per_s:
            return False
        self._free_at[name] = paid
        return True

    def forget_paid(self, now: float) -> None:
        """Forget names that owe nothing."""
        self._free_at = {name: paid for name, paid in self._free_at.items() if paid > now}


class BodyBudget:
    """Bytes of bodies that a worker is receiving, of each terminal and in all."""

    def __init__(self) -> None:
        self._all = 0
        self._of: defaultdict[str, int] = defaultdict(int)
        self.large: set[str] = set()  # terminals that have a large body under way

    def take(self, terminal_id: str, size: int) -> bool:
        """Take room for `size` more bytes; return whether there was any."""
        if self._all + size > MAX_BODIES or self._of[terminal_id] + size > MAX_TERMINAL_BODIES:
            return False
        self._all += size
        self._of[terminal_id] += size
        return True

    def give_back(self, terminal_id: str, size: int) -> None:
        """Give back what was taken."""
        self._all -= size
        self._of[terminal_id] -= size
        if not self._of[terminal_id]:
            del self._of[terminal_id]


class BodyRoom:
    """What one request takes of a budget."""

    def __init__(self, budget: BodyBudget, terminal_id: str) -> None:
        self._budget, self._terminal_id, self._taken = budget, terminal_id, 0
        self._is_large = False

    def take(self, size: int) -> bool:
        """Take room for `size` more bytes; return whether there was any."""
        if not self._budget.take(self._terminal_id, size):
            return False
        self._taken += size
        return True

    def begin_large(self) -> bool:
        """Take the terminal's one place for a large body; return whether it was free."""
        if self._terminal_id in self._budget.large:
            return False
        self._budget.large.add(self._terminal_id)
        self._is_large = True
        return True

    def give_back(self) -> None:
        """Give back all that was taken."""
        if self._is_large:
            self._budget.large.discard(self._terminal_id)
            self._is_large = False
        if self._taken:
            self._budget.give_back(self._terminal_id, self._taken)
            self._taken = 0


class Guest(Protocol):
    """A connection, from the moment it was accepted."""

    address: str
    since: float  # LivedClock's
    terminal_id: str  # "" for a stranger

    def drop(self) -> None:
        """Cut the connection: somebody else needs its place."""
        ...

    def judge(self) -> None:
        """Cut the connection if it takes too long over what it does."""
        ...


class Connections:
    """Who is connected to this worker, the oldest first."""

    def __init__(self, most: int) -> None:
        """Let at most `most` in."""
        self._most = most
        self._count = 0
        self._strangers: dict[str, dict[Guest, None]] = {}
        self._terminals: dict[str, dict[Guest, None]] = {}
        self._known: dict[str, None] = {}  # addresses of terminals, the latest proof last

    def __len__(self) -> int:
        return self._count

    @property
    def strangers(self) -> int:
        """Return how many connections belong to nobody yet."""
        return sum(map(len, self._strangers.values()))

    def all(self) -> list[Guest]:
        """Return everybody who is connected."""
        places = (*self._strangers.values(), *self._terminals.values())
        return [guest for place in places for guest in place]

    def is_known(self, address: str) -> bool:
        """Return whether a terminal has proven itself from there."""
        return address in self._known

    def admit(self, guest: Guest) -> bool:
        """Take a newcomer in, and drop an older stranger for him where that is needed.

        Return False where there is no room: nobody else was dropped.
        """
        own = self._strangers.get(guest.address, {})
        if len(own) >= MAX_PER_ADDRESS:
            crowd = own
        elif self.strangers >= min(MAX_STRANGERS, self._most) or self._count >= self._most:
            crowd = max(self._strangers.values(), key=len, default={})
        else:
            crowd = {}
            self._enter(guest)
            return True
        oldest = next(iter(crowd), None)
        if oldest is None or guest.since - oldest.since < GRACE_S:
            return False
        self.leave(oldest)
        oldest.drop()
        self._enter(guest)
        return True

    def prove(self, guest: Guest, terminal_id: str) -> None:
        """Give the connection to the terminal that has proven itself on it."""
        if guest.terminal_id == terminal_id or not self.leave(guest):
            return
        guest.terminal_id = terminal_id
        self._known.pop(guest.address, None)
        self._known[guest.address] = None
        if len(self._known) > MAX_NAMES:
            del self._known[next(iter(self._known))]
        own = self._terminals.setdefault(terminal_id, {})
        if len(own) >= MAX_PER_TERMINAL:
            oldest = next(iter(own))
            self.leave(oldest)
            oldest.drop()
        self._enter(guest)

    def leave(self, guest: Guest) -> bool:
        """Forget a connection; return whether it was there."""
        places = self._terminals if guest.terminal_id else self._strangers
        name = guest.terminal_id or guest.address
        own = places.get(name, {})
        if guest not in own:
            return False
        del own[guest]
        if not own:
            del places[name]
        self._count -= 1
        return True

    def _enter(self, guest: Guest) -> None:
        places = self._terminals if guest.terminal_id else self._strangers
        places.setdefault(guest.terminal_id or guest.address, {})[guest] = None
        self._count += 1

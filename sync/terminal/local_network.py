"""Messages between lanes over the checkpoint's own network, while the data centre takes none.

Signed datagrams to everybody in the subnet: who is there need not be known, and nothing is set up.
They carry what is sealed anyway. What is not from a lane of the checkpoint, is old, or comes too
often is dropped and counted before anything is kept of it.
"""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import select
import socket
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import psutil

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.lanes import (
    LIFE,
    MAX_DATAGRAM,
    MAX_LOCAL_MESSAGE,
    LocalSaying,
    SealedLaneMessage,
    open_datagram,
    sign_datagram,
)
from sync.terminal.lane_messages import MAX_TO_ONE
from sync.terminal.spool import Spool

PORT = 9471
WAIT_S = 0.5  # for what comes, before one looks for what is to be sent
GRACE_S = 1.0  # in which the data centre takes what it can
REPEAT_S, MAX_REPEAT_S = 1.0, 8.0  # until the other lane says that it has it; it doubles
MAX_AGE = timedelta(minutes=5)  # of a datagram: two clocks without a data centre may differ
# Datagrams a second that are looked at: of one address, and of all addresses from which no lane was
# heard. An address is easily forged, and a lane's own is not drowned by those.
MAX_FROM_ONE, MAX_OF_STRANGERS = 50, 300
# Messages that are kept of one lane within so long, as many as wait there for one recipient: what a
# broken-in agent brings while the kiosk starts takes no room of another lane's call.
MAX_OF_LANE, LANE_S = MAX_TO_ONE, 30.0
MAX_KNOWN = 1_000  # messages that are remembered: they are brought again until they are answered
NETWORKS_S = 30.0  # between two looks at this machine's networks

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    due: float
    interval_s: float


class LocalNetwork:
    """For one thread; `close` in the end."""

    def __init__(
        self,
        spool: Spool,
        key: SigningKey,
        terminal_id: str,
        lanes: Callable[[], frozenset[str]],
        now: Callable[[], datetime],
        came: Callable[[], object],
        port: int = PORT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet.

        `key`: the agent's. `lanes`: the terminals of the checkpoint that count now. `now`: the
        time that lanes share. Call `came` when something is in the spool for the kiosk.
        """
        self._spool, self._key, self._terminal_id = spool, key, terminal_id
        self._lanes, self._now, self._came = lanes, now, came
        self._port, self._clock = port, clock
        self._socket: socket.socket | None = None
        self._waiting: dict[str, _Waiting] = {}
        self._known: OrderedDict[str, None] = OrderedDict()
        self._kept_of: dict[str, deque[float]] = {}  # by lane: when what was kept of it last came
        self._second, self._counts, self._strangers = 0, Counter[str](), 0
        # By lane: its newest datagram, and from where. One that is sent again proves no address.
        self._heard: dict[str, tuple[datetime, str]] = {}
        self._networks: tuple[str, ...] = ()
        self._looked_at = float("-inf")
        self.dropped = 0  # datagrams that were none of another lane's, old, or too many

    def step(self) -> None:
        """Take what comes within WAIT_S, and send what has waited. Raise StateError, OSError."""
        lanes = self._lanes()
        if not lanes:
            self.close()
            time.sleep(WAIT_S)
            return
        opened = self._open()
        ends = self._clock() + WAIT_S
        while (left := ends - self._clock()) > 0:
            if not select.select([opened], [], [], left)[0]:
                break
            with contextlib.suppress(BlockingIOError):  # what was there was no good datagram
                data, address = opened.recvfrom(MAX_DATAGRAM + 1)
                self._take(data, address[0], lanes)
        self._send(lanes)

    def close(self) -> None:
        """Hear nothing any more."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    # ---- what comes ------------------------------------------------------------------------------

    def _take(self, data: bytes, source: str, lanes: frozenset[str]) -> None:
        if self._floods(source) or len(data) > MAX_DATAGRAM:
            self.dropped += 1
            return
        try:
            sender, saying = open_datagram(data)
        except PackageError:
            self.dropped += 1
            return
        if sender == self._terminal_id:
            return  # one's own, which everybody hears
        if sender not in lanes or abs(self._now() - saying.at) > MAX_AGE:
            self.dropped += 1
            return
        if sender not in self._heard or saying.at > self._heard[sender][0]:
            self._heard[sender] = saying.at, source
        if saying.taken is not None:
            self._spool.message_taken(saying.taken, sender)
        message = saying.message
        if message is None or message.to != self._terminal_id:
            return
        if message.message_id not in self._known:
            if message.until > self._now() + LIFE + MAX_AGE or self._brings_too_much(sender):
                self.dropped += 1
                return
            self._spool.put_messages([message])
            self._known[message.message_id] = None
            if len(self._known) > MAX_KNOWN:
                self._known.popitem(last=False)
            self._came()
        self._say(taken=message.message_id)

    def _brings_too_much(self, sender: str) -> bool:
        """Return whether this lane has had its share; else note that one more is kept of it."""
        kept, now = self._kept_of.setdefault(sender, deque(maxlen=MAX_OF_LANE)), self._clock()
        if len(kept) == MAX_OF_LANE and now - kept[0] < LANE_S:
            return True
        kept.append(now)
        return False

    def _floods(self, source: str) -> bool:
        """Return whether this one is more than a second's share, of its source or of strangers."""
        second = int(self._clock())
        if second != self._second:
            self._second, self._counts, self._strangers = second, Counter(), 0
        if self._counts[source] >= MAX_FROM_ONE:
            return True
        if all(source != known for _, known in self._heard.values()):
            if self._strangers >= MAX_OF_STRANGERS:
                return True
            self._strangers += 1
        self._counts[source] += 1
        return False

    # ---- what goes out ---------------------------------------------------------------------------

    def _send(self, lanes: frozenset[str]) -> None:
        now, waiting = self._clock(), {}
        for message in self._spool.messages_waiting(self._now(), MAX_LOCAL_MESSAGE):
            if message.to not in lanes:
                continue
            known = self._waiting.get(message.message_id) or _Waiting(now + GRACE_S, REPEAT_S)
            waiting[message.message_id] = known
            if now >= known.due:
                self._say(message=message)
                known.due = now + known.interval_s
                known.interval_s = min(2 * known.interval_s, MAX_REPEAT_S)
        self._waiting = waiting

    def _say(self, message: SealedLaneMessage | None = None, taken: str | None = None) -> None:
        saying = LocalSaying(at=self._now(), message=message, taken=taken)
        data = sign_datagram(saying, self._key).to_json()
        for address in self._addresses():
            with contextlib.suppress(OSError):  # a network without a cable, or that forbids it
                self._open().sendto(data, (address, self._port))

    def _addresses(self) -> tuple[str, ...]:
        if self._clock() - self._looked_at > NETWORKS_S:
            self._networks = tuple(_broadcast_addresses())
            self._looked_at = self._clock()
        return self._networks

    def _open(self) -> socket.socket:
        if self._socket is None:
            opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
            try:
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                opened.bind(("", self._port))
            except BaseException:
                opened.close()
                raise
            self._socket = opened
            log.info("other lanes are heard at UDP port %d", self._port)
        return self._socket


def _broadcast_addresses() -> Iterator[str]:
    """Yield where everybody of each IPv4 network of this machine hears, its own loopback too."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    for name, addresses in psutil.net_if_addrs().items():
        for address in addresses:
            if name in up and address.family is socket.AF_INET and address.netmask:
                found = ipaddress.ip_interface(f"{address.address}/{address.netmask}")
                if found.network.prefixlen < 31:
                    yield str(found.network.broadcast_address)

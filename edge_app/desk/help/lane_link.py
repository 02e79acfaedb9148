"""To and from the other lanes of the checkpoint: the kiosk's side. The agent carries it, sealed."""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from edge_app.errors import CallError
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError, PackageError, SyncError
from sync.protocol.lanes import LIFE, LaneMessage, Lanes, NeighbourLane, open_message, seal_message
from sync.protocol.wire import Statement
from sync.terminal.clock import EARLIEST
from sync.terminal.errors import Unreachable
from sync.terminal.messenger import LANES_FACT
from sync.terminal.spool import Spool
from sync.terminal.statements import verify_statement

LANES_AT = "lanes-at"  # the fact: of when the lanes are that were believed last
LANES_EPOCH = "lanes-epoch"  # the fact: of which epoch of the data centre's time that is
FACTS = (LANES_AT, LANES_EPOCH)  # in this order they reach the disk
MAX_KNOWN = 100_000  # messages that are remembered, so that none counts twice; 8 MB
MAX_OWED = 64  # records that wait for the data centre's key
RECORD_LIFE = timedelta(days=7)  # of what is for the data centre alone

log = logging.getLogger(__name__)


class KeptTexts(Protocol):
    """The kiosk's own facts, which outlive it: `edge_app.terminal.facts.Facts`."""

    def get(self, name: str) -> str | None:
        """Return a fact; None: it was never told."""

    def update(self, values: Mapping[str, str | None]) -> None:
        """Change facts."""


class LaneLink:
    """For one thread."""

    def __init__(
        self,
        spool: Spool,
        terminal_id: str,
        centre_id: str,
        key: SealingKey,
        signing: SigningKey | None,
        centre: Callable[[], bytes | None],
        statements_keys: Callable[[], Sequence[bytes]],
        facts: KeptTexts,
        now: Callable[[], datetime],
        wake: Callable[[], object],
        epoch: Callable[[], int] = lambda: 0,
    ) -> None:
        """Know no other lane yet.

        `signing`: None: enrolled by an older Gapura, nobody would believe it. `centre`: its public
        sealing key, None while it is not known. `now`: the time that lanes share. `epoch`: of the
        data centre's time; what an earlier one proved is void.
        """
        self._spool, self._terminal_id, self._centre_id = spool, terminal_id, centre_id
        self._key, self._signing, self._centre = key, signing, centre
        self._statements_keys, self._facts = statements_keys, facts
        self._now, self._wake = now, wake
        self._epoch = epoch
        self._read: tuple[str | None, tuple[bytes, ...], int] | None = None
        self._lanes: dict[str, NeighbourLane] = {}
        self._owed: deque[LaneMessage] = deque(maxlen=MAX_OWED)  # to the data centre
        self._known: OrderedDict[str, datetime] = OrderedDict()  # taken; and until when each counts
        self.dropped = 0  # messages that were none of another lane's, old, or repeated

    def lanes(self) -> Mapping[str, NeighbourLane]:
        """Return who can be called, by terminal. Raise CallError."""
        try:
            text = self._spool.fact(LANES_FACT)
        except SyncError as error:
            raise CallError(f"the other lanes cannot be read: {error}") from error
        # Other keys, or another epoch, may come a moment later.
        read = text, tuple(self._statements_keys()), self._epoch()
        if text is not None and read != self._read:
            self._take(text)
            self._read = read
        return self._lanes if self._signing is not None else {}

    def _take(self, text: str) -> None:
        """Believe what the data centre signed, and nothing older than what was believed before.

        Nor anything that it stated in an earlier epoch of its time, whose clock may have been years
        ahead: but what was believed then, until it says more.
        """
        try:
            found = verify_statement(
                Statement.from_json(text), Lanes, self._statements_keys(), self._terminal_id, None
            )
        except (PackageError, Unreachable) as error:
            log.info("%s", error)
            return
        before, epoch = self._facts.get(LANES_AT), int(self._facts.get(LANES_EPOCH) or 0)
        if (found.at.isoformat(), found.epoch) != (before, epoch):
            held = EARLIEST if before is None else datetime.fromisoformat(before)
            if found.epoch < self._epoch() or (found.epoch, found.at) < (epoch, held):
                return
            self._facts.update({LANES_AT: found.at.isoformat(), LANES_EPOCH: str(found.epoch)})
        self._lanes = {lane.terminal_id: lane for lane in found.lanes}

    def send(
        self,
        message: LaneMessage,
        to: Iterable[NeighbourLane],
        record: bool,
        life: timedelta = LIFE,
    ) -> None:
        """Send to these lanes, and where it is a `record` to the data centre. Raise CallError.

        `life`: it is carried no longer. The data centre's copy waits until its key is known, as
        after a first start, and until the disk takes it: a record is given once.
        """
        key = self._signing
        if key is None:
            raise CallError("this terminal was enrolled by an older Gapura: provision it anew")
        if record:
            self._owed.append(message.model_copy(update={"face": b""}))
        mine = self._terminal_id
        try:
            sealed = [
                seal_message(message, mine, key, lane.terminal_id, lane.sealing_key, life)
                for lane in to
            ]
            self._spool.send_messages(sealed)
        except SyncError as error:
            raise CallError(f"the call cannot be sent: {error}") from error
        self._wake()
        try:
            self._send_records(key)
        except SyncError as error:  # the lanes are called; a record waits
            log.info("the data centre is told later: %s", error)

    def _send_records(self, key: SigningKey) -> None:
        """Send what the data centre is to be told, once its key is known. Raise SyncError."""
        centre, mine = self._centre(), self._terminal_id
        if centre is None or not self._owed:
            return
        self._spool.send_messages(
            [
                seal_message(each, mine, key, self._centre_id, centre, RECORD_LIFE)
                for each in self._owed
            ]
        )
        self._owed.clear()
        self._wake()

    def receive(self) -> list[tuple[NeighbourLane, LaneMessage]]:
        """Return what came since, each proven to be of another lane. Raise CallError."""
        lanes = self.lanes()
        try:
            came = self._spool.pop_messages()
            if self._signing is not None:
                self._send_records(self._signing)
        except SyncError as error:
            raise CallError(f"calls cannot be received: {error}") from error
        found, now = [], self._now()
        keys = {terminal_id: lane.kiosk_key for terminal_id, lane in lanes.items()}
        for each in came:
            self.dropped += 1
            with suppress(EnvelopeError, PackageError):
                sender, message = open_message(each, self._terminal_id, self._key, keys.get)
                if abs(now - message.at) <= LIFE and self._is_new(each.message_id, message.at, now):
                    self.dropped -= 1
                    found.append((lanes[sender], message))
        return found

    def _is_new(self, message_id: str, at: datetime, now: datetime) -> bool:
        """Return whether the message was not taken before, and remember it while it would count."""
        if message_id in self._known:
            return False
        self._known[message_id] = at + LIFE
        while len(self._known) > MAX_KNOWN or next(iter(self._known.values())) < now:
            self._known.popitem(last=False)
        return True

"""Results as a kiosk puts them into the spool, and whether they arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import select

from edge_app.jpeg import to_jpeg
from sync.central.registry.schema import ReceivedResult
from sync.protocol.envelope.random_values import random_id
from sync.protocol.result_content import ResultContent
from sync.protocol.results import seal_result
from sync.protocol.wire import SealedResult
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wake import Waker
from tests.end_to_end.system import LIST, DataCentre, picture
from tests.fakes.alerts import raised

SERIES, NUMBERS = random_id(), count(1)  # of results that a test makes in a kiosk's place


def sealed_alert(data_centre: DataCentre, state: TerminalState, number: int = 0) -> SealedResult:
    """A result as the kiosk puts it into the spool."""
    at = datetime.now(UTC)
    person, face = random_id(), to_jpeg(picture(number, 112))
    body = raised(at, list_id=LIST, reference_id=person, captured=face)
    content = ResultContent(series=SERIES, number=next(NUMBERS), body=body)
    public, terminal_id = data_centre.centre.sealing.public, state.config().terminal_id
    return seal_result(content, public, terminal_id, at, state.kiosk_signing_key())


@dataclass
class Outbox:
    """Results that were put, and whether they arrived."""

    data_centre: DataCentre
    state: TerminalState

    def put(self, count: int) -> set[str]:
        """The ids."""
        results = [sealed_alert(self.data_centre, self.state, n) for n in range(count)]
        with Spool(self.state.spool) as spool:
            spool.put_results(results)
        Waker(self.state.agent_socket).send()
        return {each.result_id for each in results}

    def delivered(self) -> dict[str, int]:
        """Of this terminal: result id -> 1."""
        with self.data_centre.centre.registry.session() as session:
            terminal = self.state.config().terminal_id
            found = session.scalars(
                select(ReceivedResult.result_id).where(ReceivedResult.terminal_id == terminal)
            )
            return dict.fromkeys(found, 1)

    def waiting(self) -> int:
        with Spool(self.state.spool) as spool:
            return spool.counts().waiting

"""What the kiosk signs of itself, so that no agent can keep back or change it without being seen.

The newest result's number, the audit chain, and what runs here: a new report where one of them
changed, and once a REPORT_INTERVAL. Its number is on the disk before the report is: a process that
is killed gives none out twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.store import chain
from edge_app.store.database import StoreDatabase
from edge_app.store.outgoing import Outgoing
from models.networks import opened_networks
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signed_reports import Network, ReportBody, sign_report
from sync.protocol.wire import MAX_HASHES, SignedReport
from sync.software import software

SEQUENCE = "report.sequence"  # the fact that holds the number of the last report
REPORT_INTERVAL = timedelta(minutes=1)  # between two that say the same


class ReportSigner:
    """Makes the reports of a kiosk; for one thread."""

    def __init__(
        self,
        database: StoreDatabase,
        outgoing: Outgoing,
        key: SigningKey,
        now: Callable[[], datetime],
    ) -> None:
        """Sign nothing yet. `key`: the kiosk's."""
        self._database, self._outgoing, self._key, self._now = database, outgoing, key, now
        self._last: tuple[ReportBody, SignedReport] | None = None

    def report(self, known_rows: int | None) -> SignedReport:
        """Return the newest report, made anew where it is due. Raise StoreError.

        `known_rows`: how far the data centre knows the audit chain, as the last lease said.
        """
        body = self._body(known_rows)
        if self._last is not None:
            before, signed = self._last
            same = body == before.model_copy(update={"at": body.at})
            if same and abs(body.at - before.at) < REPORT_INTERVAL:
                return signed
        sequence = {"sequence": self._next_sequence()}
        signed = sign_report(body.model_copy(update=sequence), self._key)
        self._last = body, signed
        return signed

    def _body(self, known_rows: int | None) -> ReportBody:
        """Return what there is to say now; its number is taken when it is signed."""
        rows, head = chain.head(self._database)
        shown = () if known_rows is None else chain.hashes(self._database, known_rows, MAX_HASHES)
        return ReportBody(
            terminal_id=self._outgoing.origin.terminal_id,
            series=self._outgoing.series(),
            sequence=1,
            at=self._now(),
            number=self._outgoing.last_number(),
            software=software(),
            networks=tuple(
                Network(name=name, sha256=sha256) for name, sha256 in opened_networks().items()
            ),
            chain_rows=rows,
            chain_head=head,
            chain_from=known_rows or 0,
            chain_hashes=shown,
        )

    def _next_sequence(self) -> int:
        number = int(self._database.fact(SEQUENCE) or b"0") + 1
        self._database.put_fact(SEQUENCE, str(number).encode())
        return number

"""The acceptance report: a lane as a technician hands it over, signed by its kiosk.

Two files beside each other, on a stick or on the terminal until one takes them: a PDF for people,
and the signed JSON, by which the data centre tells whether a word was changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.export import Exporter, ExportState, ExportView
from edge_app.desk.records.report import file_name
from edge_app.desk.session.roles import Action
from edge_app.desk.session.views import SessionView
from edge_app.desk.technician.steps import Step, StepState, StepView
from edge_app.domain import LaneView
from edge_app.pipeline.camera_settings import Camera
from edge_app.store import chain
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from models.networks import opened_networks
from sync.protocol.acceptance import (
    AcceptanceBody,
    AcceptedStep,
    HeldList,
    SignedAcceptance,
    TrialAlert,
)
from sync.protocol.findings import Finding, to_json
from sync.protocol.signed_reports import Network
from sync.protocol.wire import MAX_FINDINGS, ReportedFinding
from sync.software import software

KIND = "pemasangan"  # in the files' names


@dataclass(frozen=True, slots=True)
class AcceptedPlace:
    """Which terminal it is, and how its kiosk signs."""

    terminal_id: str
    checkpoint_id: str
    lane: str
    sign: Callable[[AcceptanceBody], SignedAcceptance]


@dataclass(frozen=True, slots=True, eq=False)
class AcceptedFacts:
    """What the page saw when the report was asked for."""

    lane: LaneView
    steps: Sequence[StepView]
    findings: Sequence[Finding]
    panel_mm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class AcceptanceFiles:
    """The report as files."""

    pdf: bytes
    json: bytes

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Return the ending and the content of each."""
        return ("pdf", self.pdf), ("json", self.json)


class AcceptanceDesk:
    """From the window's thread, but for what the pool does."""

    def __init__(
        self,
        place: AcceptedPlace | None,
        pdf: Callable[[AcceptanceBody, str], bytes] | None,
        reports: Path,
        database: StoreDatabase,
        audit_log: AuditLog,
        session: Callable[[], SessionView],
        readers: ReaderPool,
        now: Callable[[], datetime],
        camera: Callable[[], Camera | None],
    ) -> None:
        """`place`: None where no kiosk signs. `pdf` is given the report and the technician's name.

        `reports`: where the files go without a stick.
        """
        self._place, self._pdf, self._database = place, pdf, database
        self._session, self._now, self._camera = session, now, camera
        self._exporter = Exporter(audit_log, None, reports)
        self._commands = readers.queue(on_fault=self._exporter.failed)

    @property
    def ready(self) -> bool:
        """Return whether reports can be made here at all."""
        return self._place is not None and self._pdf is not None

    def view(self) -> ExportView:
        """Return how the last report came out."""
        return self._exporter.view()

    @property
    def is_written(self) -> bool:
        """Return whether the last one lies there."""
        return self.view().state is ExportState.DONE

    def write(self, facts: AcceptedFacts) -> None:
        """Write a report of what is so now; return at once."""
        place, pdf, session = self._place, self._pdf, self._session()
        if place is None or pdf is None or not self._exporter.begin():
            return

        def made() -> tuple[str, AcceptanceFiles]:
            body = self._body(place, session, facts)
            signed = place.sign(body).to_json()
            name = file_name(place.lane, body.made_at, KIND)
            return name, AcceptanceFiles(
                pdf(body, session.officer.name if session.officer else ""), signed
            )

        self._commands.submit(
            lambda: self._exporter.put(session, Action.TEST_TERMINAL, made, "acceptance")
        )

    def clear(self) -> None:
        """Forget how the last one ended."""
        self._exporter.clear()

    def _body(
        self, place: AcceptedPlace, session: SessionView, facts: AcceptedFacts
    ) -> AcceptanceBody:
        rows, head = chain.head(self._database)
        lane, camera = facts.lane, self._camera()
        frame = lane.frame
        return AcceptanceBody(
            terminal_id=place.terminal_id,
            checkpoint_id=place.checkpoint_id,
            checkpoint=lane.checkpoint_name,
            lane=place.lane,
            made_at=self._now().astimezone(),
            technician=session.number,
            software=software(),
            networks=tuple(
                Network(name=name, sha256=sha256) for name, sha256 in opened_networks().items()
            ),
            steps=tuple(
                AcceptedStep(step=each.step.value, state=each.state.value, at=each.at)
                for each in facts.steps
            ),
            findings=tuple(
                ReportedFinding.model_validate(to_json(each))
                for each in facts.findings[:MAX_FINDINGS]
            ),
            alert=_alert(facts.steps),
            lists=tuple(HeldList(list_id=one.list_id, version=one.version) for one in lane.lists),
            references=lane.references,
            picture=None if frame is None else (frame.image.shape[1], frame.image.shape[0]),
            pictures_a_second=round(lane.fps, 1),
            turned=0 if camera is None else camera.settings.rotate,
            screen_mm=(round(facts.panel_mm[0]), round(facts.panel_mm[1])),
            chain_rows=rows,
            chain_head=head,
        )


def _alert(steps: Sequence[StepView]) -> TrialAlert | None:
    """Return the test alert that was made with this camera."""
    for each in steps:
        if each.step is Step.ALERT and each.state is StepState.DONE and each.at is not None:
            named = ("score", "threshold", "latency_ms")
            if all(name in each.figures for name in named):
                score, threshold, latency_ms = (each.figures[name] for name in named)
                return TrialAlert(
                    at=each.at, score=score, threshold=threshold, latency_ms=latency_ms
                )
    return None

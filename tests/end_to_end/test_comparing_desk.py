"""An officer's desk beside a whole data centre: 1:1 by the manifest, 1:1 and 1:N by question."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from edge_app.demo.system import DemoSystem
from edge_app.desk.readers import ReaderPool
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.identification import (
    IdentificationDesk,
    IdentificationStep,
)
from edge_app.desk.verification.inquiry import Inquiry, Unanswered
from edge_app.desk.verification.liveness_check import LivenessCheck
from edge_app.desk.verification.subjects import Subjects
from edge_app.desk.verification.views import VerificationStep
from edge_app.lists.served_list import load_calibration
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from edge_app.store.writer import StoreWriter
from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from sync.protocol.content import OfficerRole
from sync.protocol.question_content import Purpose
from tests.edge_app.desk.verification_fixtures import SYNC, FakeLane, signed_in
from tests.waiting import until

NOBODYS = "3171014505900001"


@pytest.fixture(scope="module")
def system(weights: Path) -> Iterator[DemoSystem]:  # noqa: ARG001  needed by it
    with DemoSystem(1, lambda _: None) as running:
        yield running


@pytest.fixture(scope="module")
def template_of(portraits: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    detector, engine = open_detector(), FaceEngine()
    yield lambda name: enrol(detector, engine, read_image(portraits[name]), name).template
    engine.close()
    detector.close()


@pytest.fixture(scope="module")
def database() -> Iterator[StoreDatabase]:
    with throwaway_store() as opened:
        yield opened


@pytest.fixture
def lane() -> FakeLane:
    return FakeLane()


@pytest.fixture
def inquiry(system: DemoSystem, database: StoreDatabase, lane: FakeLane) -> Inquiry:
    terminal = system.running.terminal
    journal = AuditLog(database, terminal.clock.now)
    return Inquiry(terminal.questions, journal, lane.view, time.monotonic)


@pytest.fixture
def readers() -> Iterator[Any]:
    """What polls the desks while they are open."""
    writer = StoreWriter()
    writer.start()
    yield ReaderPool(writer.every)
    writer.close()


@pytest.fixture
def verification(
    system: DemoSystem, database: StoreDatabase, lane: FakeLane, inquiry: Inquiry, readers: Any
) -> Iterator[VerificationDesk]:
    terminal = system.running.terminal
    store = AlertStore(database, terminal.clock.now)
    desk = VerificationDesk(
        lane,
        Subjects(terminal.collections.visitors, terminal.clock.now, terminal.zone),
        inquiry,
        store,
        lambda: signed_in(number=number(system, OfficerRole.OFFICER)),
        load_calibration(),
        readers,
        LivenessCheck(lane, time.monotonic),
    )
    readers.start()
    desk.enter()
    yield desk
    readers.stop()
    desk.stop()


def number(system: DemoSystem, role: OfficerRole) -> str:
    """Of an officer whom the data centre knows."""
    return next(each.number for each in system.accounts if each.role is role)


def until_seen(desk: Any, reached: Any) -> Any:
    """The view of a desk, once it is as wanted."""
    return until(lambda: view if reached(view := desk.view()) else None, desk.view)


def confirm(desk: Any) -> None:
    """Say that the person in the frame is meant, as soon as the desk asks."""
    desk.confirm(until_seen(desk, lambda view: view.asks).framed)


def test_a_visitor_with_a_photograph_is_compared_at_the_gate(
    system: DemoSystem,
    verification: VerificationDesk,
    lane: FakeLane,
    template_of: Callable[..., Any],
) -> None:
    def with_photograph() -> Any:
        held = system.running.terminal.collections.visitors()
        return [each for one in held for each in one.visitors if each.template]

    visitor = until(with_photograph)[0]
    lane.sync = replace(SYNC, unreachable=True)  # the centre is not needed
    lane.stand(template_of("astronaut.png"))
    verification.by_visitor(visitor.visitor_id)
    view = until_seen(verification, lambda view: view.step is VerificationStep.DECISION)
    assert view.subject.portrait.shape[0] > 100
    assert view.result.method == "visitor"
    assert (view.result.outcome == "yes") is ("Collins" in visitor.name)


def test_a_nik_that_nobody_has_is_a_no_like_any_other(
    verification: VerificationDesk, lane: FakeLane, template_of: Callable[..., Any]
) -> None:
    lane.stand(template_of("obama2.jpg"))
    verification.by_nik(NOBODYS)
    confirm(verification)
    view = until_seen(verification, lambda view: view.step is VerificationStep.DECISION)
    assert (view.trouble, view.result.outcome, view.result.method) == (None, "no", "centre")


def test_a_pulled_cable_is_told_as_no_answer(
    system: DemoSystem,
    verification: VerificationDesk,
    lane: FakeLane,
    template_of: Callable[..., Any],
) -> None:
    lane.stand(template_of("obama2.jpg"))
    system.cable.pull()
    try:
        verification.by_nik(NOBODYS)
        confirm(verification)
        until_seen(verification, lambda view: view.step is VerificationStep.ANSWER)
        verification.cancel()
        view = until_seen(verification, lambda view: view.step is VerificationStep.DECISION)
    finally:
        system.cable.plug()
    assert view.trouble is Unanswered.CANCELLED


def test_who_is_enrolled_is_a_candidate(
    system: DemoSystem,
    inquiry: Inquiry,
    lane: FakeLane,
    template_of: Callable[..., Any],
    readers: Any,
) -> None:
    lane.stand(template_of("obama2.jpg"))
    session = signed_in(OfficerRole.SUPERVISOR, number(system, OfficerRole.SUPERVISOR))
    terminal = system.running.terminal
    subjects = Subjects(terminal.collections.visitors, terminal.clock.now, terminal.zone)
    desk = IdentificationDesk(lane, subjects, inquiry, lambda: session, load_calibration(), readers)
    readers.start()
    desk.enter()
    try:
        desk.ask(Purpose.LOST_DOCUMENT)
        confirm(desk)
        view = until_seen(desk, lambda view: view.step is IdentificationStep.OVER)
    finally:
        readers.stop()
        desk.stop()
    assert [one.name for one in view.candidates] == ["Barack Obama"]
    assert view.candidates[0].fmr <= 1e-4

"""A face at the gate is asked about at the data centre: 1:1 and 1:N, through every process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm.session import Session

from edge_app.demo.system import DemoSystem
from edge_app.desk.centre_questions import Questions
from edge_app.errors import QuestionError
from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from sync.central.centre import Centre
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.sealing import seal
from sync.protocol.question_content import AnswerContent, Answered
from tests.waiting import PATIENCE_S


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


@pytest.fixture
def officer(system: DemoSystem) -> str:
    """Who may look for people: a supervisor whom the data centre knows."""
    return next(one.number for one in system.accounts if one.role is OfficerRole.SUPERVISOR)


@pytest.fixture
def questions(system: DemoSystem) -> Questions:
    return system.running.terminal.questions


@pytest.mark.slow
def test_another_photograph_of_an_enrolled_person_finds_them(
    questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    asked = questions.ask(template_of("obama2.jpg"), None, officer, "lost-document")
    answer = questions.wait(asked, PATIENCE_S)
    assert answer.outcome == "candidates"
    assert [each.name for each in answer.candidates] == ["Barack Obama"]
    assert answer.candidates[0].strength in ("clear", "strong")


def test_somebody_who_was_never_enrolled_has_no_candidates(
    questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    asked = questions.ask(template_of("astronaut.png"), None, officer, "lost-document")
    assert questions.wait(asked, PATIENCE_S).candidates == ()


def test_a_nik_that_nobody_has_is_a_no(
    questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    asked = questions.ask(template_of("obama2.jpg"), "3171014505900001", officer, "verify-at-gate")
    assert questions.wait(asked, PATIENCE_S).outcome == "no"


def test_half_a_nik_is_refused_before_it_leaves(
    questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    with pytest.raises(QuestionError, match="whole NIK"):
        questions.ask(template_of("obama2.jpg"), "31710145", officer, "verify-at-gate")


def test_a_pulled_cable_is_said_and_a_plugged_one_answers(
    system: DemoSystem, questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    template = template_of("obama2.jpg")
    system.cable.pull()
    with pytest.raises(QuestionError, match="no network"):
        questions.wait(questions.ask(template, None, officer, "lost-document"), 2.0)
    system.cable.plug()
    asked = questions.ask(template, None, officer, "lost-document")
    assert questions.wait(asked, PATIENCE_S).outcome == "candidates"


def test_an_agent_that_was_broken_into_cannot_answer(
    system: DemoSystem, questions: Questions, officer: str, template_of: Callable[..., Any]
) -> None:
    terminal = system.running.terminal
    system.cable.pull()
    try:
        asked = questions.ask(template_of("astronaut.png"), None, officer, "lost-document")
        with Centre.open(system.centre.home) as centre, centre.registry.session() as session:
            sealing_key = terminals_key(session, terminal.config.terminal_id)
        forged = Answered(secret=bytes(32), answer=AnswerContent(outcome="yes", score=0.99))
        context = f"answer {asked.question_id} {terminal.config.terminal_id}"
        sealed = seal(forged.to_json(), sealing_key, context)
        terminal.spool.put_answer(asked.question_id, sealed, terminal.clock.now())
        with pytest.raises(QuestionError, match="not the data centre's"):
            questions.wait(asked, PATIENCE_S)
    finally:
        system.cable.plug()


def terminals_key(session: Session, terminal_id: str) -> bytes:
    """The public key that an agent can also learn: what is sealed to it proves nothing."""
    from sync.central.registry.schema import Terminal

    return session.get_one(Terminal, terminal_id).sealing_key

"""What a technician reads at a bare device, for whatever is in the way."""

from __future__ import annotations

from typing import get_args

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.ui.setup import words
from edge_app.ui.setup.presenter import present_setup
from edge_app.ui.text.language import Language
from sync.terminal.errors import TicketProblem
from sync.terminal.spooled_enrolment import EnrolProblem

CODES = {*get_args(TicketProblem), *get_args(EnrolProblem)} - {""}


def test_each_problem_has_a_sentence_of_its_own() -> None:
    assert set(words.PROBLEMS) >= CODES
    told = [
        present_setup(SetupView(SetupStage.TICKET, problem=code), Language.ID).problem
        for code in words.PROBLEMS
    ]
    assert all(told)
    assert len(set(told)) == len(told)


def test_a_dead_network_service_is_said_before_anybody_waits_for_it() -> None:
    view = SetupView(SetupStage.ASKING, agent_runs=False)
    assert present_setup(view, Language.EN).problem


def test_the_words_stand_with_their_number_and_the_terminals() -> None:
    six = ("kuda", "obor", "tiang", "radio", "susu", "timun")
    view = SetupView(SetupStage.WORDS, "gate-1", "Lajur 2", "3f9a02c1" + "0" * 24, six)
    shown = present_setup(view, Language.ID)
    assert shown.words[0] == "1. kuda"
    assert shown.words[5] == "6. timun"
    assert "3f9a02c1" in shown.place
    assert not shown.primary, "there is nothing to touch: an operator approves"

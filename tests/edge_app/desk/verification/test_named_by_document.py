"""Who a document names: a passport's lines, and codes that are scanned or shown to the camera."""

from __future__ import annotations

from typing import Any

import pytest

from edge_app.desk.verification.views import (
    NotCompared,
    UnknownSubject,
    VerificationStep,
)
from edge_app.documents import mrz
from edge_app.documents.payload import Nothing
from tests.edge_app.desk.verification_fixtures import (
    FOREIGNER,
    NIK,
    Counter,
    holding,
)
from tests.edge_app.documents.test_mrz import TD3


def test_a_passports_lines_one_at_a_time_name_a_visitor(counter: Counter) -> None:
    first, second = TD3.split("\n")
    counter.desk.by_mrz(first)
    view = counter.step()
    assert (view.lines, view.refused) == (1, None)
    counter.desk.by_mrz(second)
    view = counter.step()
    assert view.subject.visitor_id == FOREIGNER
    assert view.subject.document.surname == "ERIKSSON"


def test_a_passport_of_somebody_who_is_not_expected_is_shown_all_the_same(counter: Counter) -> None:
    counter.manifests = ()
    counter.desk.by_mrz(TD3)
    view = counter.step()
    assert (view.subject.name, view.subject.visitor_id) == ("ANNA MARIA ERIKSSON", None)
    assert view.trouble is NotCompared.NO_REFERENCE


def test_a_line_that_stays_alone_is_said_after_a_while(counter: Counter) -> None:
    counter.desk.by_mrz(TD3.split("\n")[0])
    counter.step()
    view = counter.step(3.0)
    assert (view.lines, view.refused) == (0, mrz.MrzFault(mrz.MrzFaultKind.LENGTH))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3171013208610001", Nothing.WRONG_NIK),
        ("https://contoh.go.id", Nothing.NO_NIK),
        ("f" * 32, UnknownSubject.VISITOR),
        ("x" * 5000, Nothing.TOO_LONG),
    ],
)
def test_what_names_nobody_is_refused_with_why(counter: Counter, text: str, why: Any) -> None:
    counter.desk.by_code(text)
    view = counter.step()
    assert (view.step, view.refused, view.subject) == (VerificationStep.DOCUMENT, why, None)


def test_a_code_before_the_camera_names_somebody_once(counter: Counter) -> None:
    counter.lane.picture = holding(f"https://contoh.go.id/?nik={NIK}")
    view = counter.step()
    assert view.subject.nik == NIK
    counter.desk.reset()
    for _ in range(5):
        view = counter.step(0.3)
    assert view.subject is None
    counter.lane.picture = holding("bukan siapa-siapa")
    assert counter.step(0.3).refused is Nothing.NO_NIK
    blank = holding("x") * 0 + 110
    counter.lane.picture = blank
    counter.step(2.5)
    counter.lane.picture = holding(NIK)
    assert counter.step(0.3).subject.nik == NIK

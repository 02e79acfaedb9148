"""A case in words: what was erased is said to be gone, and not shown as nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from edge_app.desk.cases.codes import TYPED
from edge_app.desk.cases.desk import CasesView
from edge_app.store.cases import KeptCase, KeptStep
from edge_app.ui.cases import presenter
from edge_app.ui.text.language import Language
from tests.edge_app.store.store_fixtures import NOW, WATCH_LIST


@pytest.mark.parametrize(
    ("language", "gone", "who"),
    [
        (Language.ID, "isi catatan sudah dihapus", "Nama sudah dihapus"),
        (Language.EN, "the words of this note were erased", "Name was erased"),
    ],
)
def test_a_note_of_whoever_was_erased_says_that_its_words_are_gone(
    language: Language, gone: str, who: str
) -> None:
    steps = tuple(KeptStep("note", NOW, "1001", TYPED, None, text) for text in ("Bersama adik", ""))
    case = KeptCase(("a" * 32,), NOW, WATCH_LIST, "", ("1001",), "", NOW, steps)
    page = presenter.page(case, CasesView(allowed=True), "1001", language, datetime.now(UTC))
    assert page.name == who
    erased, kept = (fact for fact in page.facts if "1001: " in fact)
    assert erased.endswith(f"1001: {gone}")
    assert "Bersama adik" in kept

"""An alert as a row of the store, also one that an older version wrote."""

from __future__ import annotations

import json

import pytest

from edge_app.domain import NO_LABEL, Phrase
from edge_app.store import alert_facts
from tests.edge_app.store.store_fixtures import WATCH_LIST, alert


def stored(**changes: object) -> str:
    """The facts of an alert, with some fields of its list as another version wrote them."""
    facts = json.loads(alert_facts.to_row(alert(), b"")["facts"])
    return json.dumps(facts | {"watch_list": facts["watch_list"] | changes})


def test_the_list_of_an_alert_is_read_as_it_was() -> None:
    assert alert_facts.watch_list(stored()) == WATCH_LIST


@pytest.mark.parametrize(
    ("category", "read"), [("wanted", Phrase(id="wanted", en="wanted")), ("", NO_LABEL)]
)
def test_a_category_in_one_language_is_read_as_both(category: str, read: Phrase) -> None:
    """Versions before 0.2.0 wrote one text, empty for a list without a category."""
    assert alert_facts.watch_list(stored(category=category)).category == read

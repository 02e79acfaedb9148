"""A list's settings: one profile for the registry and the wire, and rows of older versions."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sync.central.registry.lists import ListSettings, settings_of
from sync.central.registry.schema import WatchList
from sync.protocol.content import ListDescription, ListProfile, Phrase
from sync.protocol.errors import PackageError

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def row(settings: ListSettings, **changes: object) -> WatchList:
    described = settings.model_dump(mode="json") | changes
    return WatchList(list_id="dpo", described=described, model_id="sface", changes=1)


def test_a_category_in_one_language_is_read_as_both(described: ListSettings) -> None:
    """Versions before 0.2.0 wrote one text."""
    read = settings_of(row(described, category="wanted"))
    assert read.category == Phrase(id="wanted", en="wanted")
    assert read == described.model_copy(update={"category": Phrase(id="wanted", en="wanted")})


@pytest.mark.parametrize("category", ["", {"id": "Buron", "en": ""}, {"id": "Buron"}, None])
def test_a_category_without_words_is_refused(described: ListSettings, category: object) -> None:
    with pytest.raises(PackageError, match="category"):
        settings_of(row(described, category=category))


def test_every_field_of_the_profile_reaches_the_terminal(described: ListSettings) -> None:
    description = ListDescription(
        **described.profile(),
        list_id="dpo",
        agreement=described.agreement,
        expires_at=described.until,
        published_at=NOW,
        trees=0,
        recall=None,
    )
    sent = json.loads(description.to_json())
    kept = described.model_dump(mode="json")
    assert {name: sent[name] for name in ListProfile.model_fields} == {
        name: kept[name] for name in ListProfile.model_fields
    }

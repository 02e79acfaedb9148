"""How a kiosk looks is kept, and who set it can be read on the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from edge_app.desk.session.preferences import Name, Preferences, PreferencesDesk
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import verify
from edge_app.store.database import StoreDatabase
from edge_app.store.settings import Settings
from edge_app.store.throwaway import throwaway_store
from edge_app.store.writer import StoreWriter

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[StoreDatabase]:
    with throwaway_store() as opened:
        yield opened


@pytest.fixture
def parts(database: StoreDatabase) -> Iterator[tuple[PreferencesDesk, Any, Settings]]:
    journal = AuditLog(database, lambda: NOW)
    writer = StoreWriter()
    writer.start()
    settings = Settings(database, journal)
    yield PreferencesDesk(settings, writer.queue("settings").submit), writer, settings
    writer.close()


def test_a_new_kiosk_has_its_first_look(parts: tuple[PreferencesDesk, Any, Settings]) -> None:
    assert parts[0].view() == Preferences()


def test_what_is_set_counts_at_once_and_is_kept(
    parts: tuple[PreferencesDesk, Any, Settings], database: StoreDatabase
) -> None:
    desk, writer, settings = parts
    desk.put("look", "light", "A-1042", for_terminal=True)
    desk.put("text", "150", "A-1042")
    assert (desk.view().look, desk.view().text) == ("light", "150")
    writer.close()
    again = PreferencesDesk(settings, writer.queue("settings").submit)
    assert (again.view().look, again.view().text, again.view().language) == ("light", "100", "id")
    again.follow("A-1042")
    assert (again.view().look, again.view().text, again.view().language) == ("light", "150", "id")
    rows = database.rows("SELECT actor, action, subject FROM chain ORDER BY sequence")
    assert [(row["actor"], row["subject"]) for row in rows] == [
        ("A-1042", "look"),
        ("A-1042", "text/A-1042"),
    ]
    assert verify(database).broken is None


def test_what_is_an_officers_own_comes_and_goes_with_them(
    parts: tuple[PreferencesDesk, Any, Settings],
) -> None:
    desk, _, _ = parts
    before = desk.view()
    desk.follow("1001")
    own: dict[Name, str] = {"language": "en", "look": "light", "text": "200", "side": "left"}
    for name, value in own.items():
        desk.put(name, value, "1001")
    assert desk.view() == replace(before, **own)
    desk.follow("")  # locked, or handed over
    assert desk.view() == before
    desk.follow("1002")
    assert desk.view() == before
    desk.follow("1001")
    assert desk.view() == replace(before, **own)


def test_what_is_the_terminals_stays_whoever_set_it(
    parts: tuple[PreferencesDesk, Any, Settings],
) -> None:
    desk, _, _ = parts
    desk.follow("1001")
    desk.put("volume", "40", "1001")
    desk.put("visitor", "half", "1001")
    desk.follow("")
    assert (desk.view().volume, desk.view().visitor) == ("40", "half")


def test_what_is_no_choice_is_refused_and_changes_nothing(
    parts: tuple[PreferencesDesk, Any, Settings],
) -> None:
    with pytest.raises(ValueError, match="dark, light"):
        parts[0].put("look", "purple", "A-1042")
    assert parts[0].view() == Preferences()


def test_a_kept_value_that_nobody_knows_any_more_is_as_if_not_set(
    parts: tuple[PreferencesDesk, Any, Settings],
) -> None:
    _, writer, settings = parts
    settings.put("text", "900", "kiosk")
    assert PreferencesDesk(settings, writer.queue("settings").submit).view().text == "100"


def test_the_same_again_is_no_row(
    parts: tuple[PreferencesDesk, Any, Settings], database: StoreDatabase
) -> None:
    desk, writer, _ = parts
    desk.put("volume", "70", "A-1042")
    writer.close()
    assert verify(database).rows == 0

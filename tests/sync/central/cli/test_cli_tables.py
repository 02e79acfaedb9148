"""`gapura central`'s tables: every list command on a screen; no word of others moves the cursor."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.registry.schema import Terminal
from sync.protocol.signs import plain
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("operator", "list"), ["operator", "sari", "active"]),
        (("checkpoint", "list"), ["checkpoint", "gate-1", "Gerbang 1", "7 days"]),
        (("proposals",), ["no", "dpo", "sari", "waiting"]),
        (("list", "show"), ["list", "persons"]),
        (("terminals",), ["terminal", "trouble"]),
        (("results", "list"), ["alert", "help wanted"]),
        (("verifications", "list"), ["verification", "let in"]),
        (("officers", "list", "--checkpoint", "gate-1"), ["number", "role"]),
    ],
)
def test_a_list_fits_the_screen_with_its_headings(
    founded: Desk, tmp_path: Path, command: Any, expected: Any
) -> None:
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    text = founded(*command)
    assert all(word in text for word in expected)
    assert all(len(line) <= 120 for line in text.splitlines())


def test_one_text_for_a_category_stands_for_both_languages(founded: Desk, tmp_path: Path) -> None:
    both = '[category]                      # in the two languages of the terminals\nid = "Buron"\n'
    assert both in EXAMPLE
    older = EXAMPLE.replace(both + 'en = "Wanted"\n', "").replace(
        "priority", 'category = "DPO"\npriority'
    )
    (tmp_path / "dpo.toml").write_text(older)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    founded("approve", 1, by="budi")
    (shown,) = founded.json("list", "show")["lists"]
    assert shown["category"] == {"id": "DPO", "en": "DPO"}


def test_a_terminals_word_is_shown_as_it_is(founded: Desk) -> None:
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        own = add_terminal(session, datetime.now(UTC))
        session.get_one(Terminal, own).lane = "[bold]1[/] \x1b[2J"
    text = founded("terminals")
    assert "[bold]1[/] ?[2J" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\r", "\x00", "\u202e", "\u2028"])
def test_a_sign_that_moves_the_cursor_is_a_question_mark(sign: str) -> None:
    assert plain(f"a{sign}b") == "a?b"

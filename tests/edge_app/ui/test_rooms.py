"""To change a feature one opens its folder: what others may import of it is little."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from edge_app import ui

UI = Path(ui.__file__).parent
FEATURES = (
    *("alert", "cases", "help", "lane", "lanes", "practice", "records", "session"),
    *("technician", "verify", "visitors"),
)
GROUND = ("kit", "look", "text")
# What a feature lends to another: what it decides, and the lane its picture.
LENT = re.compile(r"\w*presenter|live_view|sign_in_words|camera_words")
# What the window puts up: screens with the labels of their buttons, and what lies over them.
SHOWN = re.compile(
    r"\w*presenter|\w*screen|\w*words|banner|case_strip|discreet_mark|take_over_page|undo_bar|strip"
    r"|photograph_page|revealed_page|visitor_view"
)


def imported(path: Path) -> set[tuple[str, str]]:
    """Room and module of everything in `ui` that a file imports."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        of = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        if isinstance(node, ast.ImportFrom) and of.startswith("edge_app.ui."):
            room, _, module = of.removeprefix("edge_app.ui.").partition(".")
            found.update((room, module or alias.name) for alias in node.names)
    return found


def arrows(room: str) -> set[tuple[str, str]]:
    files = list((UI / room).glob("*.py"))
    assert files
    return {arrow for path in files for arrow in imported(path) if arrow[0] != room}


@pytest.mark.parametrize("room", GROUND)
def test_what_all_share_knows_no_feature(room: Any) -> None:
    assert {of for of, _ in arrows(room)} <= set(GROUND)


@pytest.mark.parametrize("room", FEATURES)
def test_a_feature_takes_little_of_another_and_nothing_of_the_window(room: Any) -> None:
    taken = {arrow for arrow in arrows(room) if arrow[0] not in GROUND}
    assert {of for of, _ in taken} <= set(FEATURES)
    assert {module for _, module in taken if not LENT.fullmatch(module)} == set()


def test_the_window_takes_screens_and_what_lies_over_them() -> None:
    taken = {arrow for arrow in arrows("window") if arrow[0] not in GROUND}
    assert {of for of, _ in taken} == set(FEATURES)
    assert {module for _, module in taken if not SHOWN.fullmatch(module)} == set()


def test_an_import_of_a_part_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "screen.py"
    file.write_text(
        "from edge_app.ui.alert.head import AlertHead\nfrom edge_app.ui.alert import words"
    )
    assert imported(file) == {("alert", "head"), ("alert", "words")}

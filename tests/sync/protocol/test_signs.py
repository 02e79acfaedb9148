"""No sign steers a screen or hides in a name; every other sign of every script is let through."""

from __future__ import annotations

import json

import pytest

from sync.protocol.signs import escaped, folded, hidden_sign, is_latin, plain

HIDDEN = [
    "\x1b",  # what moves the cursor
    "\x7f",
    "\x9b",  # the same in one sign
    "\u00ad",  # soft hyphen
    "\u061c",
    "\u115f",  # a letter that prints nothing
    "\u200b",
    "\u200d",
    "\u200e",
    "\u202e",  # right to left from here on
    "\u2028",
    "\u2066",
    "\u2800",
    "\u3164",
    "\ufe0f",
    "\ufeff",
    "\U000e0041",  # a tag
    "\U000f0000",
]
NAMES = ["Siti Nurhaliza", "Ni Luh Putu Ayu", "José", "Муса", "محمد", "王小明", "O'Brien-Smith Jr."]


@pytest.mark.parametrize("sign", HIDDEN)
def test_a_sign_that_does_not_show_is_found_and_never_printed(sign: str) -> None:
    name = f"Budi{sign}Santoso"
    assert (hidden_sign(name) or "").startswith(f"U+{ord(sign):04X}")
    assert plain(name) == "Budi?Santoso"
    line = json.dumps({"name": name}, ensure_ascii=False)
    assert sign not in escaped(line)
    assert json.loads(escaped(line)) == {"name": name}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_script_is_whole(name: str) -> None:
    assert hidden_sign(name) is None
    assert plain(name) == name
    assert escaped(name) == name


def test_several_lines_are_allowed_where_they_are_expected() -> None:
    assert hidden_sign("satu\ndua") == "U+000A a control character"
    assert hidden_sign("satu\ndua", lines=True) is None
    assert hidden_sign("satu\r\ndua", lines=True) == "U+000D a control character"


def test_a_folded_name_keeps_what_makes_it_another() -> None:
    assert folded("  Jose\u0301  MARIA ") == folded("jos\u00e9 Maria")
    assert folded("Jos\u00e9") != folded("Jose")


@pytest.mark.parametrize("name", NAMES)
def test_which_names_are_in_latin_letters(name: str) -> None:
    assert is_latin(name) is (name not in {"Муса", "محمد", "王小明"})


@pytest.mark.parametrize("name", ["", "Nguyễn Văn An", "J. K. 2", "Kaʻahumanu", "e\u0301"])
def test_marks_and_digits_are_no_other_letters(name: str) -> None:
    assert is_latin(name)

"""What a person reads of a time names its zone, and comes from one place."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.protocol.jakarta import jakarta_text
from sync.protocol.zones import gate_text

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "sync" / "protocol" / "zones.py"
# A day written out by a format of its own, and a time that calls itself UTC in a text.
DAY_FORMAT = re.compile(r"%Y-%m-%d|%d[./-]%m[./-]%Y|%F\b")
UTC_TEXT = re.compile(r"""%M(?::%S)? ?(?:UTC|Z)\b|\} UTC\b""")
SOURCES = [
    path
    for folder in ("sync", "edge_app", "models")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != PLACE
]


def found(text: str) -> list[str]:
    return [each.group() for form in (DAY_FORMAT, UTC_TEXT) for each in form.finditer(text)]


def test_no_other_module_formats_a_day() -> None:
    told = {str(path.relative_to(ROOT)): found(path.read_text("utf-8")) for path in SOURCES}
    assert {name: texts for name, texts in told.items() if texts} == {}


@pytest.mark.parametrize(
    "text",
    ['f"{at:%Y-%m-%d %H:%M} UTC"', 'at.strftime("%d.%m.%Y")', 'f"since {at} UTC"', '"%H:%M UTC"'],
)
def test_such_a_format_would_be_found(text: str) -> None:
    assert found(text)


def test_a_time_is_told_with_its_zone() -> None:
    at = datetime(2026, 11, 26, 3, 43, 5, tzinfo=UTC)
    assert jakarta_text(at) == "2026-11-26 10:43 WIB"
    assert jakarta_text(at, seconds=True) == "2026-11-26 10:43:05 WIB"
    assert gate_text(at, "WITA") == "2026-11-26 11:43 WITA"

"""Rows of the audit log as a SIEM takes them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from sync.central.registry.audit_export import json_line, syslog_line
from sync.central.registry.schema import AuditEntry
from tests.sync.central.cli.conftest import Desk, desk, foundation, founded

__all__ = ["desk", "foundation", "founded"]
HEADER = re.compile(
    r"<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([!-~]{1,255}) gapura - ([!-~]{1,32}) "
    r"\[gapura@32473((?: [a-z]+=\"(?:[^\"\\\]]|\\[\"\\\]])*\")+)\] (\{.*\})"
)


def entry(action: str = "operator-refused", subject: str = 'a"]\\b') -> AuditEntry:
    return AuditEntry(
        sequence=7,
        at=datetime(2026, 11, 25, 3, 4, 5, 678, tzinfo=UTC),
        actor="sari",
        action=action,
        subject=subject,
        details={"reason": "naïve\n"},
        hash="a" * 64,
    )


def test_a_syslog_line_is_one_message_of_rfc_5424() -> None:
    line = syslog_line(entry(), "pusat-1")
    found = HEADER.fullmatch(line)
    assert found is not None
    assert line.isascii()
    assert (found[1], found[3], found[4]) == ("108", "pusat-1", "operator-refused")
    assert 'subject="a\\"\\]\\\\b"' in found[5]
    assert json.loads(found[6]) == {"reason": "naïve\n"}
    assert syslog_line(entry("person-enrolled"), "x").startswith("<109>1 ")
    long = HEADER.fullmatch(syslog_line(entry("x" * 64), "x"))
    assert long is not None


def test_a_json_line_is_the_row() -> None:
    line = json_line(entry(), "pusat-1")
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["details"] == {"reason": "naïve\n"}


def test_the_log_is_exported_and_filtered(founded: Desk, tmp_path: Path) -> None:
    out = tmp_path / "audit.jsonl"
    founded("audit", "export", out)
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    lines = founded("audit", "export", "-", "--syslog", "--after", rows[-1]["sequence"] - 1)
    (line,) = lines.splitlines()
    assert HEADER.fullmatch(line)
    assert f'hash="{rows[-1]["hash"]}"' in line

    def listed(*arguments: object) -> list[str]:
        found = founded("audit", "list", *arguments, "--json").splitlines()
        return [json.loads(each)["action"] for each in found]

    assert listed("--operator", "sari", "--object", "gate") == ["checkpoint-added"]
    assert listed("--object", "bud") == ["operator-added"]
    assert listed("--day", "2020-01-01") == []
    today = datetime.now(UTC).astimezone().strftime("%Y-%m-%d")
    assert set(listed()) >= set(listed("--day", today))

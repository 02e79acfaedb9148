"""What a check found, in both languages; in English as the command says it."""

from __future__ import annotations

import pytest

from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.ui.kit.marks import Severity
from edge_app.ui.technician.check_presenter import present_check, present_findings
from edge_app.ui.text.language import Language
from sync.protocol.finding_table import TOLD, FindingCode
from sync.protocol.findings import Finding, found, of_json, to_json

NAMES = (
    *("before", "free", "host", "issuer", "least", "name", "ours", "places", "port", "problem"),
    *("program", "rate", "since", "source", "status", "terminal", "theirs", "what", "why"),
)
VALUES = {name: f"<{name}>" for name in NAMES}


def whole(code: FindingCode) -> Finding:
    """The finding with all values that its row asks for."""
    read = of_json({"code": code.value, "about": VALUES})
    assert read is not None
    return read


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("code", FindingCode)
def test_the_glass_says_in_english_what_the_command_says(code: FindingCode) -> None:
    finding = whole(code)
    (english,) = present_findings((finding,), Language.EN)
    assert (english.sentence, english.step) == (finding.sentence, finding.step)
    assert english.severity.value == TOLD[code].severity.value
    (indonesian,) = present_findings((finding,), Language.ID)
    assert indonesian.sentence != english.sentence
    assert indonesian.step != english.step
    assert "internet" not in (indonesian.sentence + indonesian.step).lower()
    assert of_json(to_json(finding)) == finding


def test_the_row_tells_how_many_and_as_bad_as_the_worst() -> None:
    two = (found(FindingCode.AGENT_OFF), found(FindingCode.DISK_FULL, free=3, least=512))
    text, severity = present_check(CheckView(CheckState.DONE, two), Language.ID)
    assert (text, severity) == ("Yang perlu dibenahi: 2.", Severity.FAULT)
    text, severity = present_check(CheckView(CheckState.DONE), Language.ID)
    assert (text, severity) == ("Semuanya baik.", Severity.GOOD)

"""The technician's page of findings says what the program says."""

from __future__ import annotations

from pathlib import Path

from sync.protocol.finding_table import TOLD, FindingCode

PLACE = Path(__file__).resolve().parents[3] / "edge_app/docs/findings.md"
HEAD = """\
# What `gapura provision check` finds
Each finding has a code, which stays, and two sentences: what is wrong, and what to do.
At the glass they stand in Indonesian and English, under **Pengujian**.
`fault`: something does not work. `attention`: it works, and not as it should, or not for long.
`note`: nothing is wrong. A word in braces is a name, an address, a time or a figure.

"""


def page() -> str:
    rows = (
        f"- `{code.value}` ({TOLD[code].severity.value}): {TOLD[code].sentence}\n"
        f"  *{TOLD[code].step}*\n"
        for code in FindingCode
    )
    return HEAD + "".join(rows)


def test_the_page_of_findings_is_up_to_date() -> None:
    assert PLACE.read_text("utf-8") == page(), f"python {Path(__file__).name} is due"


def test_every_code_has_its_row_whose_sentences_are_whole() -> None:
    assert set(TOLD) == set(FindingCode)
    for told in TOLD.values():
        assert told.sentence.endswith((".", ": {why}"))
        assert told.step.endswith(".")
        assert "internet" not in (told.sentence + told.step).lower()


if __name__ == "__main__":
    PLACE.write_text(page(), "utf-8")

"""What is covered by name is there, and a line that no test came to is told."""

from __future__ import annotations

from tests.coverage_by_name import COVERED, ROOT, missed


def test_every_name_is_a_file_or_a_folder() -> None:
    named = {*COVERED, *(test for tests in COVERED.values() for test in tests)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_what_was_not_run_is_told_by_line_and_branch() -> None:
    found = {"missing_lines": [7], "missing_branches": [[3, 7], [9, -1]]}
    assert missed("models/liveness.py", found) == [
        "models/liveness.py:7: not run",
        "models/liveness.py:3: never went on to line 7",
        "models/liveness.py:9: never went on to its end",
    ]
    assert missed("models/liveness.py", {"missing_lines": [], "missing_branches": []}) == []
    assert missed("models/liveness.py", None) == ["models/liveness.py: its tests did not import it"]

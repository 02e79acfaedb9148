"""When a new version of the image counts as good: the script itself, and what systemd tells it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

CAME_UP = Path(__file__).resolve().parents[1] / "packaging/image/root/usr/lib/gapura/came-up"
# No systemd runs here that has these units: a table says how they stand from which pause on.
SYSTEMCTL = """#!/bin/sh
pauses=$(wc -l <"$TABLE.pauses")
awk -v pauses="$pauses" -v unit="$4" -v wanted="$2" '
    $2 == unit && $1 <= pauses { said = wanted ~ /NRestarts/ ? $4 : $3 }
    END { print said }' "$TABLE"
"""
SLEEP = """#!/bin/sh
echo "$1" >>"$TABLE.pauses"
[ "$(wc -l <"$TABLE.pauses")" -lt 40 ] || kill -TERM "$PPID"
"""


def judged(folder: Path, *rows: str) -> tuple[int, int, str]:
    """Return the script's status, seconds that it waited, and its last word."""
    for name, text in (("systemctl", SYSTEMCTL), ("sleep", SLEEP)):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    table = folder / "table"
    table.write_text("".join(f"{row}\n" for row in rows))
    pauses = folder / "table.pauses"
    pauses.touch()
    done = subprocess.run(
        [str(CAME_UP)],
        env={"PATH": f"{folder}:/usr/bin:/bin", "TABLE": str(table)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, sum(map(int, pauses.read_text().split())), done.stdout + done.stderr


def test_what_runs_for_a_minute_has_come_up(tmp_path: Path) -> None:
    status, seconds, said = judged(tmp_path, "0 gapura-kiosk active 0", "0 gapura-agent active 0")
    assert (status, said) == (0, "this version has come up\n")
    assert seconds >= 60


@pytest.mark.parametrize("unit", ["gapura-kiosk", "gapura-agent"])
def test_what_begins_again_and_again_does_not_come_up(tmp_path: Path, unit: str) -> None:
    rows = [f"{4 * number} {unit} active {number}" for number in range(9)]
    others = {"gapura-kiosk", "gapura-agent"} - {unit}
    status, _, said = judged(tmp_path, *rows, *(f"0 {other} active 0" for other in others))
    assert status == 1
    assert f"{unit} was started 5 times" in said


def test_the_minute_begins_with_the_last_start(tmp_path: Path) -> None:
    status, seconds, _ = judged(
        tmp_path,
        "0 gapura-agent active 0",
        "0 gapura-kiosk activating 0",
        "5 gapura-kiosk active 0",
        "15 gapura-kiosk active 1",
    )
    assert status == 0
    assert seconds >= 15 * 5 + 60


@pytest.mark.parametrize("state", ["inactive", "activating", "failed"])
def test_what_never_runs_is_waited_for_until_systemd_ends_it(tmp_path: Path, state: str) -> None:
    status, _, said = judged(tmp_path, f"0 gapura-kiosk {state} 0", "0 gapura-agent active 0")
    assert status != 0
    assert "come up" not in said

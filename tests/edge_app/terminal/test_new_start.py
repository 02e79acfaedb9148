"""A new start is the same command under the same number, with nothing left open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, sys
from pathlib import Path
from edge_app.terminal.new_start import start_anew
told = Path(sys.argv[1])
before = told.read_text().splitlines() if told.exists() else []
told.write_text("\\n".join([*before, f"{os.getpid()} {sys.argv[2:]}"]))
if not before:
    left = os.open(__file__ if "__file__" in globals() else sys.executable, os.O_RDONLY)
    os.dup2(left, 17)
    os.set_inheritable(17, True)
    start_anew()
print(Path("/proc/self/fd/17").exists())
"""


def test_it_is_the_same_command_under_the_same_number(tmp_path: Path) -> None:
    told = tmp_path / "told"
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(told), "--rotate", "90"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = told.read_text().splitlines()
    assert first == second
    assert first.endswith("['--rotate', '90']")
    assert ran.stdout.strip() == "False"

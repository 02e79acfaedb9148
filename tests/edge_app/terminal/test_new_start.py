"""A new start is the same command under the same number, with nothing left open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


GIVEN = """
import os, sys
from edge_app.terminal.new_start import start_anew
if "AGAIN" in os.environ:
    os.write(1, b"again")
    sys.stdin.read()
    sys.exit()
os.environ["AGAIN"] = "yes"
start_anew()
"""


def test_what_it_was_given_stays_open_until_it_ends() -> None:
    """Cage waits for its window's process where the end of this pipe closes: its screen stands."""
    reads, given = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", GIVEN],
        pass_fds=(given,),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    os.close(given)
    os.set_blocking(reads, False)
    with process:
        assert process.stdout is not None
        assert process.stdout.read(5) == b"again"
        with pytest.raises(BlockingIOError):  # nothing to read, and open
            os.read(reads, 1)
        process.communicate()
    assert os.read(reads, 1) == b""
    os.close(reads)

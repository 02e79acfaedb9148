"""What is measured of a terminal is measured without what a data centre installs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from edge_app.bench.terminal_process import command

MODULE = """
import sys
import sqlite_utils
print(sys.argv[1:], __name__, "pandas.core" in sys.modules)
"""


def test_a_library_of_the_data_centre_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "measured_part.py").write_text(MODULE)
    done = subprocess.run(
        command("measured_part", tmp_path, 4.0),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == f"['{tmp_path}', '4.0'] __main__ False\n"

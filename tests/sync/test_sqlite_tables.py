"""What a terminal's process loads with its database."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["sync.terminal.agent_state", "edge_app.store.database"])
def test_a_database_brings_neither_numpy_nor_pandas_and_both_can_be_had_later(module: str) -> None:
    said = f"import sys, {module}; print({{'numpy', 'pandas'}} & {{*sys.modules}}); import numpy"
    done = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.stdout, done.stderr, done.returncode) == ("set()\n", "", 0)

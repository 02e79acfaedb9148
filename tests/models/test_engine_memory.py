"""An engine that is open holds its networks, and not what reading them took."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEFT = """
import ctypes
from pathlib import Path
from models.engine import FaceEngine, open_detector

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

detector, engine = open_detector(), FaceEngine()
before = resident()
ctypes.CDLL(None).malloc_trim(0)
print(before - resident())
"""


@pytest.mark.usefixtures("weights")
def test_memory_that_opening_the_networks_freed_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEFT], capture_output=True, text=True, check=True, timeout=120
    )
    assert int(done.stdout.split()[-1]) < 16 * 2**20

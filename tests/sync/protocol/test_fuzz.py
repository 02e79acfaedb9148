"""A short run of the coverage-guided fuzzer; a long one is `tests/fuzz/protocol.py`'s own."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
RUNS, FEW = 20_000, 2_000


@pytest.mark.fuzz
def test_the_fuzzer_finds_no_input_that_is_neither_read_nor_refused(
    tmp_path: Path, draw: Callable[[int, int], int]
) -> None:
    runs = draw(RUNS, FEW)
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("Atheris has no wheel for this platform")
    fuzzer = ROOT / "tests" / "fuzz" / "protocol.py"
    ended = subprocess.run(
        [
            sys.executable,
            str(fuzzer),
            f"-runs={runs}",
            "-max_len=8192",
            "-seed=1",
            "-rss_limit_mb=0",  # it would count the most that pytest, which started it, ever had
            f"-artifact_prefix={tmp_path}/",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert f"Done {runs} runs" in ended.stderr

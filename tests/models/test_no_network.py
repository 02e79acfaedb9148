"""The face engine phones nobody: not a socket of a network family, and no need for a network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MEASURE = """
import sys
from pathlib import Path
from models.engine import FaceEngine, open_detector
from models.images import read_image

image = read_image(Path(sys.argv[1]))
detector, engine = open_detector(), FaceEngine()
(face,) = detector.detect(image)
sample = engine.sample(image, face.box)
print(f"{len(sample.template)} values, quality {sample.quality.score:.1f}")
engine.close()
detector.close()
"""
MEASURED = "128 values, quality 0.9\n"
AT_WORK = """
import sys
from edge_app.demo.verdict import demo_list
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.demo.scene import SceneSource

scene = SceneSource(seconds=float(sys.argv[1]))
live = LiveLane(open_lane((demo_list(),)), lambda: scene)
live.start()
while not live.ended:
    live.wait(0.2)
print(live.view().counts.alerts)
live.stop()
"""
PHONE = """
import contextlib, socket, sys
with contextlib.suppress(OSError):  # asking is enough to be caught
    with socket.socket(getattr(socket, sys.argv[1]), socket.SOCK_DGRAM) as phone:
        phone.sendto(b"hello", ("localhost", 9))
"""


# ONNX Runtime reports some ten seconds after its import, and not where CI is set.
WORK_S = 15


def run(command: list[str], env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def traced(
    tmp_path: Path, *arguments: str, env: dict[str, str] | None = None
) -> tuple[str, list[str]]:
    """What Python with `arguments` printed, and every system call that concerns a network."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing; run `make setup`")
    trace = tmp_path / "trace"
    options = ["--seccomp-bpf", "-f", "-e", "trace=network", "-o", str(trace)]
    printed = run(["strace", *options, sys.executable, *arguments], env)
    lines = trace.read_text().splitlines()
    assert any("exited with 0" in line for line in lines)  # it was traced to the end
    return printed, [line for line in lines if concerns_a_network(line)]


def concerns_a_network(line: str) -> bool:
    """It names AF_INET, AF_INET6, AF_PACKET or whatever else is not a socket of this machine."""
    return re.search(r"\b[AP]F_(?!UNIX\b|LOCAL\b)\w+", line) is not None


def test_finding_and_measuring_a_face_opens_no_network_socket(
    tmp_path: Path, portraits: dict[str, Path]
) -> None:
    printed, calls = traced(tmp_path, "-c", MEASURE, str(portraits["astronaut.png"]))
    assert printed == MEASURED
    assert calls == []


@pytest.fixture
def home() -> Iterator[Path]:
    """To leave things in. Its path is short: the keeper's socket lies below it, and has 107 bytes.

    pytest's own folders are named after the test, in full.
    """
    with tempfile.TemporaryDirectory(prefix="home-", dir="/tmp") as folder:
        yield Path(folder)


def bare(home: Path, weights: Path) -> dict[str, str]:
    """An environment in which a library would phone."""
    kept = {k: v for k, v in os.environ.items() if k != "CI" and not k.startswith("ORT_")}
    kept.pop("XDG_CACHE_HOME", None)
    return kept | {"HOME": str(home), "TMPDIR": str(home), "GAPURA_WEIGHTS": str(weights)}


def left(home: Path) -> list[Path]:
    return [p for p in home.rglob("*") if p.is_file()]


@pytest.mark.slow
def test_the_terminal_at_work_opens_no_network_socket_and_keeps_no_device_id(
    tmp_path: Path, home: Path, weights: Path
) -> None:
    printed, calls = traced(tmp_path, "-c", AT_WORK, str(WORK_S), env=bare(home, weights))
    assert int(printed) > 0  # alerts: it was at work
    assert calls == []
    assert left(home) == []


@pytest.mark.slow
def test_the_whole_system_speaks_to_this_machine_alone(
    tmp_path: Path, home: Path, weights: Path
) -> None:
    demo = ["-m", "edge_app.cli", "demo", "--headless", "--json", "--seconds", str(WORK_S)]
    printed, calls = traced(tmp_path, *demo, env=bare(home, weights))
    assert json.loads(printed)["delivered"] > 0
    text = "\n".join(calls)
    assert set(re.findall(r'inet_addr\("([^"]+)"\)', text)) == {"127.0.0.1"}
    assert set(re.findall(r'inet_pton\(AF_INET6, "([^"]+)"', text)) <= {"::1", "::"}
    assert "AF_PACKET" not in text
    assert left(home) == []


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_a_program_that_phones_is_caught(tmp_path: Path, family: str) -> None:
    _, calls = traced(tmp_path, "-c", PHONE, family)
    assert any(f"socket({family}, SOCK_DGRAM" in call for call in calls)


def test_a_face_is_found_and_measured_where_there_is_no_network(portraits: dict[str, Path]) -> None:
    alone = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this kernel lets no program have a network namespace of its own")
    routes = run([*alone, "cat", "/proc/net/route", "/proc/net/ipv6_route"])
    assert [line for line in routes.splitlines()[1:] if not line.endswith(" lo")] == []
    command = [*alone, sys.executable, "-c", MEASURE, str(portraits["astronaut.png"])]
    assert run(command) == MEASURED

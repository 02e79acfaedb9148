"""A process that is killed leaves no core file with keys and names in it."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.private_memory import swap
from sync.terminal.spool import Spool
from tests.end_to_end.system import GAPURA, DataCentre, environment
from tests.waiting import until

PATTERN = Path("/proc/sys/kernel/core_pattern")
HOLDS = "import time; keys = 'x' * 1000; print('ready', flush=True); time.sleep(600)"


def with_core_dumps() -> None:
    """As on a machine where somebody turned them on."""
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def aborted(command: list[str], folder: Path, ready: Callable[[], object]) -> list[Path]:
    """Abort a process that is `ready`; the core files that it left."""
    log = folder / "log"
    with log.open("wb") as told:
        running = subprocess.Popen(
            command,
            stdout=told,
            stderr=told,
            cwd=folder,
            env=environment(),
            preexec_fn=with_core_dumps,
        )
    try:
        until(lambda: ready() or running.poll() is not None, log.read_text)
        assert running.poll() is None, log.read_text()
    finally:
        running.send_signal(signal.SIGABRT)
    assert running.wait() == -signal.SIGABRT
    return sorted(folder.glob("core*"))


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A folder in which an ordinary process does leave a core file."""
    folder = tmp_path / "work"
    folder.mkdir()
    if PATTERN.read_text().strip().startswith(("|", "/")):
        pytest.skip("core files go elsewhere on this machine")
    try:
        said = folder / "log"
        cores = aborted([sys.executable, "-c", HOLDS], folder, lambda: "ready" in said.read_text())
    except (OSError, ValueError):
        pytest.skip("core dumps cannot be turned on here")
    if not cores:
        pytest.skip("this machine leaves no core files")
    for each in cores:
        each.unlink()
    return folder


def test_agent_and_kiosk_leave_no_core_file(
    dumps: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as centre:
        centre.publish()
        centre.start()
        state = centre.provision(tmp_path / "terminal")

        def status(of: str) -> dict[str, object]:
            with Spool(state.spool) as spool:
                found = spool.status(of)
            return {} if found is None else dict(found.value)

        agent = [*GAPURA, "agent", "--state", str(state.root)]
        assert aborted(agent, dumps, lambda: status("agent").get("connected")) == []
        kiosk = [*GAPURA, "kiosk", "--state", str(state.root), "--source", "scene", "--headless"]
        assert aborted([*kiosk, "--seconds", "600"], dumps, lambda: status("kiosk")) == []


@pytest.mark.parametrize(
    ("swaps", "uuid", "words"),
    [
        ("", "", "none"),
        ("/dev/sda2 partition 1 0 -2", "", "in the clear: /dev/sda2; turn it off, or encrypt it"),
        ("/dev/zram0 partition 1 0 -2", "", "encrypted, or in memory"),
        ("/dev/dm-1 partition 1 0 -2", "CRYPT-PLAIN-swap", "encrypted, or in memory"),
        ("/dev/dm-1 partition 1 0 -2", "LVM-abc", "in the clear: /dev/dm-1; turn it off, or encr"),
    ],
)
def test_a_technician_is_told_where_the_machine_swaps_to(
    tmp_path: Path, swaps: str, uuid: str, words: str
) -> None:
    listed = tmp_path / "swaps"
    listed.write_text(f"Filename Type Size Used Priority\n{swaps}\n")
    if uuid:
        (tmp_path / "block" / "dm-1" / "dm").mkdir(parents=True)
        (tmp_path / "block" / "dm-1" / "dm" / "uuid").write_text(uuid)
    assert swap(listed, tmp_path / "block").words.startswith(words)

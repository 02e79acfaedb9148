"""A process that is killed leaves no core file with keys and names in it; nobody looks inside."""

from __future__ import annotations

import logging
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.central.gateway_files import keeper_socket
from sync.private_memory import exposure, swap, warn_of_exposure
from sync.terminal.spool import Spool
from tests.end_to_end.system import GAPURA, DataCentre, environment
from tests.waiting import until

HOLDS = "import time; keys = 'x' * 1000; print('ready', flush=True); time.sleep(600)"
PATTERN = Path("/proc/sys/kernel/core_pattern").read_text().strip()
HARD = resource.getrlimit(resource.RLIMIT_CORE)[1]
# Elsewhere the kernel puts core files where this test may not look, or hands them to a program.
LEAVES_CORES = HARD != 0 and PATTERN != "" and not PATTERN.startswith(("|", "/"))
# Root may look into any process while it holds this capability; every other user has none.
UNPRIVILEGED = ["setpriv", "--inh-caps=-sys_ptrace", "--bounding-set=-sys_ptrace"]
PREFIX = UNPRIVILEGED if os.geteuid() == 0 else []


@dataclass(frozen=True, slots=True)
class Aborted:
    """What there was to learn from a process, and what it left."""

    limit: str  # of a core file: soft and hard
    readable: bool  # by another process of its user
    cores: list[Path]


def with_core_dumps() -> None:
    """As on a machine where somebody turned them on."""
    resource.setrlimit(resource.RLIMIT_CORE, (HARD, HARD))


def aborted(command: list[str], folder: Path, ready: Callable[[], object]) -> Aborted:
    """Look into a process that is `ready`, and abort it."""
    folder.mkdir()
    log = folder / "log"
    with log.open("wb") as told:
        running = subprocess.Popen(
            [*PREFIX, *command],
            stdout=told,
            stderr=told,
            cwd=folder,
            env=environment(),
            preexec_fn=with_core_dumps,
        )
    try:
        until(lambda: ready() or running.poll() is not None, log.read_text)
        assert running.poll() is None, log.read_text()
        of = Path(f"/proc/{running.pid}")
        (line,) = re.findall("^Max core file size +(.+?) +bytes", (of / "limits").read_text(), re.M)
        # The kernel lets those follow this link who may read the process' memory.
        look = subprocess.run(
            [*PREFIX, "readlink", "-v", of / "exe"], capture_output=True, check=False
        )
        assert look.returncode == 0 or b"Permission denied" in look.stderr, look.stderr
    finally:
        running.send_signal(signal.SIGABRT)
    assert running.wait() == -signal.SIGABRT
    return Aborted(" ".join(line.split()), look.returncode == 0, sorted(folder.glob("core*")))


PRIVATE = Aborted("0 0", readable=False, cores=[])


def test_the_keeper_leaves_no_core_file_and_nobody_looks_into_it(tmp_path: Path) -> None:
    """It holds every key of the data centre, and the templates of everybody."""
    with DataCentre(tmp_path) as centre:
        keeper = [*GAPURA, *centre.as_keeper()]
        answers = keeper_socket(centre.home).exists
        assert aborted(keeper, tmp_path / "keeper", answers) == PRIVATE


@pytest.mark.slow
def test_agent_and_kiosk_leave_no_core_file_and_nobody_looks_into_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    said = tmp_path / "any" / "log"
    ordinary = [sys.executable, "-c", HOLDS]
    found = aborted(ordinary, tmp_path / "any", lambda: "ready" in said.read_text())
    assert found.readable, "so that the others are not for want of a way to look"
    assert (found.limit == "0 0") == (HARD == 0)
    assert bool(found.cores) == LEAVES_CORES
    with DataCentre(tmp_path) as centre:
        centre.publish()
        centre.start()
        state = centre.provision(tmp_path / "terminal")

        def status(of: str) -> dict[str, object]:
            with Spool(state.spool) as spool:
                found = spool.status(of)
            return {} if found is None else dict(found.value)

        agent = [*GAPURA, "agent", "--state", str(state.root)]
        found = aborted(agent, tmp_path / "agent", lambda: status("agent").get("connected"))
        assert found == PRIVATE
        kiosk = [*GAPURA, "kiosk", "--state", str(state.root), "--source", "scene", "--headless"]
        kiosk += ["--seconds", "600"]
        assert aborted(kiosk, tmp_path / "kiosk", lambda: status("kiosk")) == PRIVATE


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


@pytest.mark.parametrize(
    ("locked", "place", "exposed"),
    [(0, "/dev/sda2", True), (5120, "/dev/sda2", False), (0, "/dev/zram0", False), (0, "", False)],
)
def test_memory_that_may_be_swapped_out_in_the_clear_is_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, locked: int, place: str, exposed: bool
) -> None:
    status, swaps = tmp_path / "status", tmp_path / "swaps"
    status.write_text(f"Name: kiosk\nVmLck:\t{locked} kB\n")
    swaps.write_text(f"Filename Type\n{place} partition 1 0 -2\n" if place else "Filename Type\n")
    why = exposure(status, swaps)
    assert bool(why) == exposed
    assert not why or place in why
    warn_of_exposure(logging.getLogger("test"), why)
    assert len(caplog.records) == exposed
    caplog.clear()


def test_the_kernel_says_whether_memory_is_locked() -> None:
    code = (
        "from sync.private_memory import _STATUS, _is_locked, keep_memory_private\n"
        "before = _is_locked(_STATUS)\n"
        "print(before, keep_memory_private() == _is_locked(_STATUS))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout.split() == ["False", "True"]

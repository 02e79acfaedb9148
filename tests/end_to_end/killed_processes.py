"""Processes that are killed at any moment, and start again: forked, so that they start at once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.end_to_end.system import GAPURA, ROOT, environment
from tests.present import present
from tests.waiting import PATIENCE_S


@dataclass
class Child:
    """A process that is started again whenever it has ended; `publish` when it is to be killed."""

    name: str
    arguments: list[str]
    log: Path
    pid: int = 0  # 0: it does not run
    kills: int = 0  # that ended it
    runs: int = 0
    ends: list[int] = field(default_factory=list)  # statuses of ends that nobody asked for
    asked: int | None = None  # the signal that was sent to it


def has_process(child: Child) -> bool:
    return child.pid != 0


def has_none(child: Child) -> bool:
    return child.pid == 0


class ForkServer:
    """Starts children, starts them again, kills them, counts. A context manager."""

    def __init__(self, children: dict[str, Child], log: Path) -> None:
        self.children, self._log = children, log
        self._whole: dict[str, subprocess.Popen[bytes]] = {}
        self._changed = threading.Condition()
        self._again = True

    def __enter__(self) -> ForkServer:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.end_to_end.forkserver"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env=environment(OPENBLAS_NUM_THREADS="1"),
            )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    def start(self, name: str) -> None:
        child = self.children[name]
        with self._changed:
            child.asked, child.runs = None, child.runs + 1
            if name != "kiosk":
                asked = {"key": name, "arguments": child.arguments, "log": str(child.log)}
                assert self._process.stdin is not None
                self._process.stdin.write(json.dumps(asked).encode() + b"\n")
                self._process.stdin.flush()
                return
            with child.log.open("ab") as log:
                process = subprocess.Popen(
                    [*GAPURA, *child.arguments], stdout=log, stderr=log, env=environment()
                )
            child.pid = process.pid
        threading.Thread(target=self._await, args=(name, process)).start()

    def _await(self, name: str, process: subprocess.Popen[bytes]) -> None:
        with process:
            status = process.wait()
        self._ended(name, status)

    def _read(self) -> None:
        for line in present(self._process.stdout):
            said = json.loads(line)
            if "status" in said:
                self._ended(said["key"], said["status"])
            elif said["key"]:
                with self._changed:
                    self.children[said["key"]].pid = said["pid"]
                    self._changed.notify_all()

    def _ended(self, name: str, status: int) -> None:
        child = self.children[name]
        with self._changed:
            child.pid = 0
            if child.asked == signal.SIGKILL and status == -signal.SIGKILL:
                child.kills += 1
            else:
                child.ends.append(status)
            again = self._again
            self._changed.notify_all()
        if again and name != "publish":
            self.start(name)

    def kill(self, name: str) -> None:
        """If it runs; and wait until it is dead."""
        child = self.children[name]
        with self._changed:
            if not self._changed.wait_for(lambda: child.pid, 30):  # it may have ended
                return
            pid, child.asked = child.pid, signal.SIGKILL
            with contextlib.suppress(ProcessLookupError):  # it came to its end by itself
                os.kill(pid, signal.SIGKILL)
            self._changed.wait_for(lambda: child.pid != pid, PATIENCE_S)

    def stop(self, *names: str) -> None:
        """Ends them in order, for good."""
        with self._changed:
            self._again = False
            for name in names:
                child = self.children[name]
                if self._changed.wait_for(partial(has_process, child), PATIENCE_S):
                    child.asked = signal.SIGTERM
                    os.kill(child.pid, signal.SIGTERM)
                assert self._changed.wait_for(partial(has_none, child), PATIENCE_S), name

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._again = False
            pid = self.children["kiosk"].pid
            if pid:
                os.kill(pid, signal.SIGKILL)
        present(self._process.stdin).close()  # it takes its children along
        self._reader.join()
        with self._process:
            pass

"""A process that has imported everything, and forks one that does its work at once.

A process that is killed every second must not spend that second on imports. Reads a line of JSON
for each child on stdin: `{"key", "arguments", "log"}`; tells on stdout of its pid, and of its end:
`{"key", "pid"}`, `{"key", "status"}` (as `os.waitstatus_to_exitcode` has it).
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys

import edge_app.cli
import edge_app.commands.agent
import edge_app.terminal.agent
import edge_app.terminal.sync_thread
import sync.central.cli.gateway
import sync.central.cli.keeper
import sync.central.cli.publish
import sync.central.gateway.server
import sync.central.keeper.process
import sync.central.releases.publish  # noqa: F401  imported for the children
from tests.end_to_end import light_kiosk


def work(arguments: list[str]) -> int:
    if arguments[0] == "light-kiosk":
        light_kiosk.main(*arguments[1:])
        return 0
    return edge_app.cli.main(arguments)


def born(arguments: list[str], log: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        told = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, handle in enumerate((nothing, told, told)):
            os.dup2(handle, number)
        status = work(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def say(**what: object) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


def main() -> None:
    waking, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken)
    keys: dict[int, str] = {}
    buffer = b""
    say(key="", pid=os.getpid())
    while True:
        ready, _, _ = select.select([0, waking], [], [])
        if waking in ready:
            os.read(waking, 4096)
        while keys:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            say(key=keys.pop(pid), status=os.waitstatus_to_exitcode(status))
        if 0 in ready:
            piece = os.read(0, 65536)
            if not piece:
                for pid in keys:
                    os.kill(pid, signal.SIGKILL)
                return
            *lines, buffer = (buffer + piece).split(b"\n")
            for line in lines:
                asked = json.loads(line)
                pid = born(asked["arguments"], asked["log"])
                keys[pid] = asked["key"]
                say(key=asked["key"], pid=pid)


if __name__ == "__main__":
    main()

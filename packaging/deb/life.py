"""Live a terminal's life in a chroot that has its package: a line a step, 1 at the first failure.

A data centre of this checkout answers on loopback. In the chroot are the real users, and what the
units start: agent and kiosk, started anew when they end and when another version is chosen. The
timer's command is given by hand. `try.sh` calls it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
STATE = "/var/lib/gapura"
CLEAN = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
WAIT_S = 300.0  # at most, for what must come


class StepFailedError(Exception):
    """A step did not come out as it must."""


class Place:
    """The chroot, the data centre's home, and a folder for the rest."""

    def __init__(self, root: Path, work: Path) -> None:
        """Make nothing yet."""
        self.root, self.work, self.home = root, work, work / "centre"
        self.secret = work / "passphrase.txt"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.environment = {
            **os.environ,
            "GAPURA_HOME": str(self.home),
            "GAPURA_PASSPHRASE_FILE": str(self.secret),
            "GAPURA_NEW_PASSPHRASE_FILE": str(self.secret),
            "GAPURA_OFFLINE_PASSPHRASE_FILE": str(self.secret),
            "PYTHONPATH": str(ROOT),
        }

    def centre(self, *arguments: object) -> str:
        """Return what a command of the data centre says."""
        command = [sys.executable, "-m", "edge_app.cli", "central", *map(str, arguments)]
        return run(command, self.environment, self.work)

    def inside(self, *arguments: object, user: str = "") -> list[str]:
        """Return a command for the chroot: with this machine's network, processes of its own."""
        whose = (
            [
                *("setpriv", f"--reuid={user}", f"--regid={user}", "--groups=gapura-terminal"),
                *("sh", "-c", 'umask 0007; exec "$@"', "unit"),  # UMask= of both units
            ]
            if user
            else []
        )
        return [
            *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
            f"--mount-proc={self.root}/proc",
            *("chroot", str(self.root), *whose, *map(str, arguments)),
        ]

    def terminal(self, *arguments: object) -> str:
        """Return what a command in the chroot says, given by root."""
        return run(self.inside(*arguments), CLEAN, self.work)

    @property
    def chosen(self) -> str:
        """Return the version that runs."""
        return (self.root / "opt/gapura/current").readlink().name


def run(command: list[str], environment: dict[str, str], folder: Path) -> str:
    """Return what a command says. Raise StepFailedError with its last lines."""
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise StepFailedError(f"{' '.join(command[-6:])}: {(done.stderr or done.stdout)[-600:]}")
    return done.stdout


class Unit:
    """What systemd does with a unit: start it, anew when it ends or another version is chosen."""

    def __init__(self, place: Place, user: str, command: list[str]) -> None:
        """Start it."""
        self._place, self._user, self.command = place, user, command
        self._ended = threading.Event()
        self.log = place.work / f"{user}.log"
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.is_set():
            version = self._place.chosen
            with self.log.open("ab") as log:
                process = subprocess.Popen(
                    self._place.inside(*self.command, user=self._user),
                    env=CLEAN | {"HOME": "/nonexistent"},
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
                while process.poll() is None:
                    if self._ended.wait(0.2) or self._place.chosen != version:
                        os.killpg(process.pid, signal.SIGTERM)
                        try:
                            process.wait(20)
                        except subprocess.TimeoutExpired:
                            os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self._ended.wait(1.0)


def say(line: str) -> None:
    """Print a line now."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print a line when it is done."""
    begun = time.monotonic()
    try:
        yield
    except (StepFailedError, OSError, KeyError, ValueError) as error:
        say(f"FAILED: {name}\n{error}")
        raise SystemExit(1) from error
    say(f"ok {time.monotonic() - begun:.1f} s: {name}")


def until(state: Callable[[], bool], what: str) -> None:
    """Wait for it. Raise StepFailedError."""
    end = time.monotonic() + WAIT_S
    while not state():
        if time.monotonic() > end:
            raise StepFailedError(f"it never came: {what}")
        time.sleep(0.5)


def film(place: Path, face: Path | None, seconds: int, stays: int = 10, a_second: int = 5) -> None:
    """Write a hall through which one person comes again and again, or nobody.

    `stays`: seconds, of twice as many. `a_second`: pictures.
    """
    rng = np.random.default_rng(0)
    hall = cv2.GaussianBlur(rng.integers(60, 200, (480, 640, 3), np.uint8), (0, 0), 9)
    for left, top, wide, high in rng.integers(20, 400, (40, 4)).tolist():  # doors, signs, edges
        corner = (left + wide, top + high)
        cv2.rectangle(hall, (left, top), corner, rng.integers(0, 256, 3).tolist(), 3)
    writer = cv2.VideoWriter(str(place), cv2.VideoWriter.fourcc(*"MJPG"), a_second, (640, 480))
    portrait = None if face is None else cv2.imread(str(face))
    if portrait is not None:
        portrait = cv2.resize(
            portrait, None, fx=320 / portrait.shape[0], fy=320 / portrait.shape[0]
        )
    for number in range(a_second * seconds):
        noise = rng.integers(0, 6, hall.shape, np.uint8)
        picture = cv2.add(hall, noise)
        at = number % (2 * stays * a_second) - 2 * a_second
        if portrait is not None and 0 <= at < stays * a_second:
            left, top = 110 + at, 80
            high, wide = portrait.shape[:2]
            picture[top : top + high, left : left + wide] = portrait
        writer.write(picture)
    writer.release()


def found(place: Place) -> None:
    """Make a data centre with one listed person, and release keys."""
    place.secret.write_text("kunci untuk sekali coba\n")
    place.secret.chmod(0o600)
    stick = place.work / "stick"
    place.centre(
        "init",
        "--home",
        place.home,
        "--one-stick",
        "--no-ntp",
        "--offline",
        stick,
        "--host",
        "127.0.0.1",
        "--port",
        place.port,
    )
    for name in ("sari", "budi"):
        place.centre("operator", "add", name)
    place.centre("checkpoint", "add", "gate-1", "--name", "Gerbang 1", "--operator", "sari")
    described = place.work / "dpo.toml"
    described.write_text(place.centre("list", "example"))
    place.centre("list", "create", "dpo", "--from", described, "--operator", "sari")
    place.centre("approve", 1, "--operator", "budi")
    photographs = place.work / "photographs"
    photographs.mkdir()
    shutil.copy(place.root / "opt/gapura/current/weights/obama.jpg", photographs)
    (photographs / "persons.csv").write_text("photo,name\nobama.jpg,Orang Uji\n")
    place.centre("import", photographs, "--list", "dpo", "--operator", "sari")
    place.centre("approve", 2, "--operator", "budi")
    place.centre("delegate", "--offline", stick)
    made: list[object] = []
    for name in "abc":
        medium = place.work / name
        medium.mkdir()
        out = place.work / f"{name}.json"
        place.centre("keys", "make", "software", "--offline", medium, "--out", out)
        made += ["--key", out]
    place.centre("release", "keys", *made, "--offline", stick, "--operator", "sari")


def provision(place: Place) -> str:
    """Let the terminal be provisioned with a ticket; return its number."""
    ticket = place.root / "ticket.json"
    place.centre("token", "gate-1", "--lane", "Lajur 1", "--out", ticket, "--operator", "sari")
    command = place.inside(
        "gapura",
        "provision",
        "init",
        "--state",
        STATE,
        "--ticket",
        "/ticket.json",
        "--wait",
        "--json",
    )
    waiting = subprocess.Popen(
        command, env=CLEAN, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    enrolled = place.root / STATE.lstrip("/") / "terminal.json"
    try:
        until(lambda: enrolled.exists() or waiting.poll() is not None, "the terminal's keys")
        if waiting.poll() is not None:
            raise StepFailedError(waiting.communicate()[1][-600:])
        status = json.loads(
            place.terminal("gapura", "provision", "status", "--state", STATE, "--json")
        )
        number = str(status["terminal_id"])
        place.centre(
            "terminal", "approve", number[:8], "--words", status["words"], "--operator", "budi"
        )
        _, said = waiting.communicate(timeout=WAIT_S)
    finally:
        waiting.kill()
    if waiting.returncode != 0:
        raise StepFailedError(said[-600:])
    place.terminal("gapura", "provision", "owners", "--state", STATE)
    return number


def release(place: Place, packages: list[Path], version: str) -> None:
    """Release a version, and let it run everywhere."""
    request = place.work / "r.json"
    place.centre("release", "request", *packages, "--out", request, "--operator", "sari")
    signatures = []
    for name in "ab":
        out = place.work / f"{name}.sig.json"
        place.centre(
            "release", "sign", request, "--yes", "--offline", place.work / name, "--out", out
        )
        signatures.append(out)
    place.centre("release", "combine", request, *signatures, "--operator", "sari")
    place.centre("release", "roll-out", version, "--operator", "sari")
    waiting = json.loads(place.centre("proposals", "--json"))
    number = max(
        each["proposal"]
        for each in (waiting if isinstance(waiting, list) else waiting["proposals"])
    )
    place.centre("approve", number, "--operator", "budi")


def main() -> int:
    """Live it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, required=True, help="A chroot with the package.")
    parser.add_argument("--higher", type=Path, required=True, help="Packages of a higher version.")
    parser.add_argument("--version", required=True, help="The higher version.")
    parser.add_argument("--work", type=Path, required=True, help="An empty folder.")
    given = parser.parse_args()
    place = Place(given.root.resolve(), given.work.resolve())
    before = place.chosen
    seen = place.root / "film"
    seen.mkdir()
    film(seen / "hall.avi", None, 900)
    film(seen / "person.avi", place.root / "opt/gapura/current/weights/obama2.jpg", 120)
    units: list[Unit] = []
    centre: subprocess.Popen[bytes] | None = None
    try:
        with step("a data centre with a listed person and release keys"):
            found(place)
            with (place.work / "serve.log").open("wb") as log:
                centre = subprocess.Popen(
                    [sys.executable, "-m", "edge_app.cli", "central", "serve"],
                    env=place.environment,
                    cwd=place.work,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            serving = centre

            def answers() -> bool:
                if serving.poll() is not None:
                    raise StepFailedError((place.work / "serve.log").read_text()[-600:])
                with socket.socket() as asked:
                    return asked.connect_ex(("127.0.0.1", place.port)) == 0

            until(answers, "the data centre")
        with step("the terminal is provisioned by a ticket, and given to its users"):
            number = provision(place)
        kiosk = ["gapura", "kiosk", "--headless", "--state", STATE, "--source", "/film/hall.avi"]
        units = [
            Unit(place, "gapura-agent", ["gapura", "agent", "--state", STATE]),
            Unit(place, "gapura-kiosk", kiosk),
        ]
        health = place.root / STATE.lstrip("/") / "kiosk/health.json"

        def serves(version: str) -> bool:
            if not health.exists():
                return False
            told = json.loads(health.read_text())
            return bool(
                told["software"] == f"gapura {version}" and told["lists"] and told["camera"]
            )

        with step("its lists are served"):
            until(lambda: serves(before), "a list that is served")
        with step(f"{given.version} is released by two custodians, and planned by two operators"):
            release(place, sorted(given.higher.glob("*.deb")), given.version)
        with step("the agent brings it, and it is taken at a quiet minute"):
            said = ""

            def taken() -> bool:
                nonlocal said
                said = place.terminal("gapura", "provision", "update", "--state", STATE, "--json")
                return bool(json.loads(said)["state"] == "installed")

            until(taken, "an update")
            if place.chosen != given.version or not serves(given.version):
                raise StepFailedError(f"{place.chosen} runs: {said}")
        with step("the data centre sees what runs"):
            until(
                lambda: f"gapura {given.version}" in place.centre("release", "list"),
                "the terminal's word on its software",
            )
        with step("a listed person is recognised, and the alert comes to the data centre"):
            units[1].stop()
            units[1] = Unit(place, "gapura-kiosk", [*kiosk[:-1], "/film/person.avi"])
            until(lambda: "dpo" in place.centre("results", "list"), "a result")
        with step("revoked, it serves nothing"):
            place.centre("terminal", "revoke", number[:8], "--yes", "--operator", "sari")
            until(lambda: not json.loads(health.read_text())["lists"], "lists that are gone")
        with step("wiped, its keys are gone"):
            for unit in units:
                unit.stop()
            units = []
            place.terminal("gapura", "provision", "wipe", "--state", STATE, "--yes")
            left = list((place.root / STATE.lstrip("/")).rglob("*.key"))
            if left:
                raise StepFailedError(f"left: {left}")
    finally:
        for unit in units:
            unit.stop()
        if centre is not None:
            os.killpg(centre.pid, signal.SIGTERM)
            centre.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

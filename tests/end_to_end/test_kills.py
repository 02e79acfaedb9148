"""kill -9, at random moments, two hundred times: nothing is lost, doubled or half-applied.

One data centre and two terminals. Lists are changed with four eyes and published all the time, and
alerts are raised all the time, while processes are killed on a seeded schedule:
- `gateway`: `gapura central gateway`, which answers the network;
- `keeper`: `gapura central keeper`, which has the keys, and publishes by itself;
- `publish`: `gapura central publish`, started again and again;
- `agent 1`, `agent 2`: `gapura agent`;
- `light kiosk` of terminal 1: the kiosk's real store, outbox and activation, with no camera and no
  models, which raises alerts at a high rate (light_kiosk.py);
- `kiosk` of terminal 2: the whole `gapura kiosk --headless` on a video of a listed person.
All but the whole kiosk are forked from a process that has imported everything (forkserver.py).
"""

from __future__ import annotations

import bisect
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from edge_app.terminal.terminal import Terminal
from sync.central.registry.schema import AuditEntry, PublishedPackage
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.end_to_end.killed_processes import Child, ForkServer
from tests.end_to_end.light_kiosk import digest
from tests.end_to_end.system import COLLECTION, DataCentre, served
from tests.present import present
from tests.waiting import until

SEED = int(os.environ.get("GAPURA_SEED", "1"))
KILLS, FEW = 200, 12
PUBLISHING_S = 0.3  # it takes about so long
PAUSE_S = 0.3  # between two kills, on average
# What is killed, and how often of a hundred.
TARGETS = {
    "light kiosk": 33,
    "agent 1": 20,
    "agent 2": 11,
    "gateway": 9,
    "keeper": 10,
    "publish": 14,
    "kiosk": 4,
}


class Operators:
    """Two operators who change the list all the time; knows who was on it after each change."""

    def __init__(
        self, data_centre: DataCentre, always: list[str], pool: list[str], seed: int
    ) -> None:
        self.watched: TerminalState | None = None
        self._centre, self._pool = data_centre, pool
        self._random = random.Random(seed)  # noqa: S311
        self._on = set(always)
        self._always = frozenset(always)
        self.states: dict[int, frozenset[str]] = {data_centre.add(always): frozenset(always)}
        self.changes_of: dict[int, int] = {}  # version -> the change its package names
        self.seen: set[tuple[int, int]] = set()  # version, persons: as the whole kiosk says
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.fault: BaseException | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()
        assert self.fault is None, repr(self.fault)

    def _run(self) -> None:
        try:
            while not self._ending.wait(self._random.uniform(0.05, 0.5)):
                self._change()
                self.look()
        except BaseException as error:  # noqa: BLE001  shown by the test's own thread
            self.fault = error

    def _change(self) -> None:
        on = sorted(self._on - self._always)
        off = sorted(set(self._pool) - self._on)
        some = self._random.randint(1, 4)
        if off and (not on or self._random.random() < 0.55):
            chosen = self._random.sample(off, min(some, len(off)))
            number = self._centre.add(chosen)
            self._on |= set(chosen)
        else:
            chosen = self._random.sample(on, min(some, len(on)))
            number = self._centre.remove(chosen)
            self._on -= set(chosen)
        self.states[number] = frozenset(self._on)

    def look(self) -> None:
        """What versions there are: rows of packages go when a head no longer names them."""
        with self._centre.centre.registry.session() as session:
            for row in session.query(PublishedPackage).filter_by(collection=COLLECTION):
                self.changes_of[row.version] = row.change
        found = served(self.watched) if self.watched is not None else None
        if found is not None and found.references:
            self.seen.add((found.version, found.references))


def journal(path: Path) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {"served": [], "alert": [], "answer": []}
    for line in path.read_text().splitlines():
        kind, *rest = line.split()
        found[kind].append(rest)
    return found


@pytest.fixture
def walk(tmp_path: Path, portraits: dict[str, Path]) -> Path:
    """A video of the man of obama2.jpg, who walks by; 4 s."""
    face = np.asarray(Image.open(portraits["obama2.jpg"]).convert("RGB").resize((250, 480)))
    path = tmp_path / "walk.avi"
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, (250, 480)
    )
    for number in range(40):
        writer.write(np.roll(face, 2 * number, axis=1)[:, :, ::-1])
    writer.release()
    return path


@pytest.fixture
def captured(tmp_path: Path, portraits: dict[str, Path]) -> list[str]:
    """Faces, cut out as the lane does."""
    found = []
    for name in ("obama2.jpg", "biden.jpg", "astronaut.png"):
        place = tmp_path / f"captured-{name}.png"
        Image.open(portraits[name]).convert("RGB").resize((160, 200)).save(place)
        found.append(str(place))
    return found


@pytest.mark.kills
def test_two_hundred_kills_lose_double_and_halve_nothing(
    tmp_path: Path,
    portraits: dict[str, Path],
    walk: Path,
    captured: list[str],
    draw: Callable[[int, int], int],
) -> None:
    begun, kills = time.monotonic(), draw(KILLS, FEW)
    with DataCentre(tmp_path) as centre:
        always = centre.enrol({"Barack Obama": portraits["obama.jpg"]})
        office = Operators(centre, always, centre.people(range(60)), SEED)
        centre.publish()
        centre.start()
        states = [centre.provision(tmp_path / f"terminal{n}") for n in (1, 2)]
        office.watched = states[1]
        centre.stop()
        told = tmp_path / "journal"
        arguments = {
            "gateway": centre.as_gateway(),
            "keeper": centre.as_keeper(),
            "publish": ["central", "publish", "--home", str(centre.home)],
            "agent 1": ["agent", "--state", str(states[0].root)],
            "agent 2": ["agent", "--state", str(states[1].root)],
            "light kiosk": ["light-kiosk", str(states[0].root), str(told), *captured],
            "kiosk": ["kiosk", "--state", str(states[1].root), "--source", str(walk), "--headless"],
        }
        children = {
            name: Child(name, given, tmp_path / f"{name}.log") for name, given in arguments.items()
        }
        with ForkServer(children, tmp_path / "forkserver.log") as forkserver:
            for name in children.keys() - {"publish"}:
                forkserver.start(name)
            until(lambda: told.exists() and journal(told)["alert"], "the first alert")
            office.start()
            schedule = random.Random(SEED)  # noqa: S311
            while True:
                spared = {
                    name: share for name, share in TARGETS.items() if not children[name].kills
                }
                if not spared and sum(child.kills for child in children.values()) >= kills:
                    break
                time.sleep(schedule.expovariate(1 / PAUSE_S))
                shares = spared or TARGETS  # each once, before any twice
                (name,) = schedule.choices(list(shares), list(shares.values()))
                if name == "publish":
                    forkserver.start(name)
                    time.sleep(schedule.uniform(0, PUBLISHING_S))
                forkserver.kill(name)
            disturbed = time.monotonic() - begun

            # From here on nobody disturbs them: the last version arrives, and every result.
            office.stop()
            last = office.states[max(office.states)]
            until(lambda: journal(told)["served"][-1][2] == digest(last), "the last version")
            wanted = centre.version()
            until(lambda: is_served(states[1], wanted), "the last version there")
            last_version = present(served(states[1])).version
            forkserver.stop("light kiosk", "kiosk")
            kept = [store_ids(state) for state in states]
            for state in states:
                until(partial(is_delivered, state), "the last result")
            forkserver.stop("agent 1", "agent 2", "gateway", "keeper")
        office.look()
        # Nobody fell by himself.
        for name, child in children.items():
            own = [status for status in child.ends if status not in (0, -signal.SIGTERM)]
            assert own == [], f"{name} ended with {own}: {child.log.read_text()[-2000:]}"

        # 1. Every alert and answer that was said to be written is at the data centre, once.
        alerts, answers = centre.received("alert"), centre.received("answer")
        said = journal(told)
        written = [line[0] for line in said["alert"]]
        assert not set(written) - alerts.keys()
        assert not {line[0] for line in said["answer"]} - answers.keys()
        twice = [each for found in (alerts, answers) for each, count in found.items() if count > 1]
        assert twice == []
        # 2. So is every alert of both stores, and nothing else is there.
        assert set().union(*kept) == alerts.keys()
        assert kept[1], "the whole kiosk raised no alert"

        # 3. Each list that was ever served was an approved state, whole; a version is one state.
        approved = sorted(office.states)
        of_version: dict[int, tuple[int, str]] = {}
        for version, count, digested in said["served"]:
            seen = of_version.setdefault(int(version), (int(count), digested))
            assert seen == (int(count), digested), f"version {version} was two lists"
        for number, seen in of_version.items():
            first = bisect.bisect_left(approved, office.changes_of[number])
            whole = [office.states[change] for change in approved[first : first + 2]]
            assert seen in [(len(each), digest(each)) for each in whole], f"version {number}"
        for number, members in office.seen:
            first = bisect.bisect_left(approved, office.changes_of[number])
            assert members in [len(office.states[each]) for each in approved[first : first + 2]]
        # 4. The last version arrived.
        assert max(of_version) == last_version
        assert sum(child.kills for child in children.values()) >= kills
        assert all(child.kills for child in children.values())
        table(children, office, of_version, len(alerts), len(answers))
        finished, forgotten = interrupted(centre)
        sys.stdout.write(f"publications cut: {finished} finished later, {forgotten} forgotten\n")
        sys.stdout.write(
            f"seed {SEED}: {disturbed:.0f} s of kills, {time.monotonic() - begun:.0f} s in all\n"
        )


def is_served(state: TerminalState, version: int) -> bool:
    found = served(state)
    return found is not None and (found.version, found.state) == (version, "serving")


def is_delivered(state: TerminalState) -> bool:
    return not waiting(state)


def waiting(state: TerminalState) -> int:
    with Spool(state.spool) as spool:
        return spool.counts().waiting


def interrupted(centre: DataCentre) -> tuple[int, int]:
    """Publications that a kill cut: finished by a later run, and forgotten (nobody saw them)."""
    with centre.centre.registry.session() as session:
        rows = session.query(AuditEntry).filter_by(action="publication-finished")
        details = [row.details for row in rows]
    return sum(len(each["finished"]) for each in details), sum(e["forgotten"] for e in details)


def store_ids(state: TerminalState) -> set[str]:
    """The alerts in the kiosk's store; what a kill left in it is handed over first."""
    terminal = Terminal(state)
    try:
        terminal.store.hand_over()
        return {row["alert_id"] for row in terminal.database.rows("SELECT alert_id FROM alerts")}
    finally:
        terminal.stop()


def table(
    children: dict[str, Child],
    office: Operators,
    of_version: dict[int, tuple[int, str]],
    alerts: int,
    answers: int,
) -> None:
    """For `pytest -s`."""
    lines = [f"{'':14}{'kills':>6}{'runs':>6}"]
    for name, child in children.items():
        lines.append(f"{name:14}{child.kills:6}{child.runs:6}")
    lines.append(f"{'all':14}{sum(child.kills for child in children.values()):6}")
    lines.append(
        f"{len(office.states)} changes, {len(office.changes_of)} versions published,"
        f" {len(of_version)} served by the light kiosk, {len(office.seen)} seen at the whole one;"
        f" {alerts} alerts and {answers} answers, each once"
    )
    sys.stdout.write("\n" + "\n".join(lines) + "\n")

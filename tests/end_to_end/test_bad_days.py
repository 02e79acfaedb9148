"""Bad days of a terminal: no room, a wrong clock, another model, a data centre that floods it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import psutil
import pytest

from edge_app.domain import Answer, Decision
from edge_app.terminal.terminal import Terminal
from models.embedder import unit_rows
from models.template_model import PublishedModel
from sync.central.publisher import TargetSource
from sync.central.registry.list_changes import ChangeList
from sync.central.releases.publish import publish_due
from sync.central.releases.template_models import known_models
from sync.protocol.roles import Collection
from sync.protocol.wire import Head
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.disks import SmallDisk, fill
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import (
    COLLECTION,
    LIST,
    MODEL,
    PROPOSES,
    ListedCentre,
    agent,
    described,
    held,
    members,
    process,
)
from tests.present import present
from tests.waiting import until

DAY = timedelta(days=1)


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListedCentre]:
    """Served; a list of three."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with ListedCentre(tmp_path) as made:
        made.persons = made.people(range(3))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


@contextmanager
def kiosk(state: TerminalState, **more: Any) -> Iterator[Terminal]:
    terminal = Terminal(state, **more)
    try:
        yield terminal
    finally:
        terminal.stop()


def serves(terminal: Terminal, version: int = 1) -> bool:
    found = held(terminal)
    return found is not None and (found.version, found.state) == (version, "serving")


# ---- no room -------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path, small_disk: SmallDisk) -> Path:
    return small_disk(tmp_path / "disk", "40m")


@pytest.mark.slow
def test_a_full_disk_stops_no_alert_and_loses_none(
    centre: ListedCentre, disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(disk / "terminal")
    lane = FakeLane()
    terminal = Terminal(state)
    noise = np.random.default_rng(4)
    raised: list[str] = []

    def alert(answered: bool) -> None:
        (one,) = lane.lists
        captured = noise.integers(0, 255, (260, 260, 1)).repeat(3, 2).astype(np.uint8)
        made = alert_of(one, centre.persons[0], captured)
        terminal.store.raised(made)
        if answered:
            terminal.store.answered(Decision(made.alert_id, Answer.CONFIRMED, datetime.now(UTC)))
        raised.append(made.alert_id)

    def kept() -> list[str]:
        rows = terminal.database.rows("SELECT alert_id FROM alerts ORDER BY number")
        return [row["alert_id"] for row in rows]

    def gone() -> set[str]:
        return set(delivered) - set(kept())

    terminal.start(cast("Any", lane))
    try:
        with agent(state):
            until(lambda: lane.lists, "the list")
            for _ in range(60):
                alert(answered=True)
            until(lambda: len(centre.received("answer")) == 60, "the first results")
            until(lambda: not terminal.spool.counts().waiting, "their receipts")
        delivered = list(raised)
        # No network, and something fills the disk, again and again.
        for _ in range(4):
            fill(disk / "others.log")
            for _ in range(30):
                alert(answered=False)
            # All is written, or room was made: before the next filling, which would take the room
            # that the store gives up for a deletion.
            until(lambda: not terminal.store.unwritten or gone(), "a decision")
        until(lambda: "full" in terminal.store.fault and len(kept()) < len(raised), "the end")
        until(gone, "room made by the old")
        assert lane.lists  # and it goes on to serve
        assert terminal.store.unwritten  # it says how much waits in memory
        waits = raised[len(delivered) :]
        here = kept()
        written = [each for each in here if each not in delivered]
        assert written == waits[: len(written)]
        assert len(written) + terminal.store.unwritten >= len(waits)  # nothing unsent was given up
        left = [each for each in here if each in delivered]
        assert left == delivered[len(delivered) - len(left) :]  # the oldest went first
        caplog.clear()
        handed_over = terminal.spool.counts().waiting
        with ExitStack() as opened:
            try:  # the network comes back before there is room
                opened.enter_context(agent(state))
                if handed_over:  # of the rest as much as the disk took for the agent
                    until(
                        lambda: len(centre.received()) > len(delivered),
                        lambda: (terminal.spool.counts(), terminal.store.fault),
                    )
            except StateError as error:  # not one page for it: it is started again once there is
                if error.kind != "full":
                    raise
                (disk / "others.log").unlink()
                opened.enter_context(agent(state))
            (disk / "others.log").unlink(missing_ok=True)
            until(lambda: not terminal.store.unwritten, "room")
            until(lambda: centre.received().keys() == set(raised), "the last alert")
    finally:
        terminal.stop()
    assert set(centre.received().values()) == {1}
    caplog.clear()


# ---- clocks --------------------------------------------------------------------------------


def system_clock(offset: timedelta) -> Callable[..., Any]:
    return lambda: datetime.now(UTC) + offset


@pytest.mark.slow
def test_a_clock_set_back_revives_no_expired_list_and_stops_no_tls(
    centre: ListedCentre, tmp_path: Path
) -> None:
    ends = datetime.now(UTC) + timedelta(hours=2)
    changed = described().model_copy(update={"expires_at": ends})
    centre.change(ChangeList(list_id=LIST, described=changed))
    assert centre.publish() == 2
    state = centre.provision(tmp_path / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal, 2), "the list")
    with kiosk(state, system=system_clock(timedelta(hours=3))) as terminal:
        assert present(held(terminal)).state == "expired"
        assert not members(terminal)
    for back in (timedelta(hours=-3), -400 * DAY):
        with kiosk(state, system=system_clock(back)) as terminal:
            assert present(held(terminal)).state == "expired"
            assert not members(terminal)
    # The data centre is reached with a clock before its certificate began, and sets all right.
    with kiosk(state, system=system_clock(-4000 * DAY)) as terminal:
        with agent(state, system=system_clock(-4000 * DAY)):
            until(lambda: serves(terminal, 2), "the lease")
        assert abs(terminal.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_far_ahead_is_over_with_the_next_lease(
    centre: ListedCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(tmp_path / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal), "the list")
    ahead = system_clock(4000 * DAY)
    with kiosk(state, system=ahead) as terminal:
        terminal.sync.poll()
        assert not members(terminal)  # its lease is over, as far as it knows
        with agent(state, system=ahead):
            until(lambda: serves(terminal), "the lease")
            assert members(terminal) == frozenset(centre.persons)
    with kiosk(state) as terminal:  # and the right clock is believed again
        assert serves(terminal)
    caplog.clear()


# ---- another model -------------------------------------------------------------------------


OTHER_MODEL = "adaface-2026"  # that this terminal does not have


@pytest.mark.slow
def test_templates_of_another_model_are_refused_and_the_running_ones_serve_on(
    centre: ListedCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(tmp_path / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal), "the list")
        centre.stop()  # its timer knows the models of this software only
        move_to(centre, OTHER_MODEL)
        models = {**known_models(), OTHER_MODEL: PublishedModel(OTHER_MODEL, "ab" * 32, 128)}
        assert publish_due(centre.centre, datetime.now(UTC), models=models).collections
        centre.start()
        until(lambda: (found := held(terminal)) and found.state == "failed", "the refusal")
        found = present(held(terminal))
        assert found.version == 1
        assert "adaface-2026" in found.error
        assert "gapura central reenrol" in found.error
        assert members(terminal) == frozenset(centre.persons)
        until(lambda: "adaface-2026" in fleet(centre), "the data centre's knowledge")
        # Back to the model that the terminal has.
        move_to(centre, MODEL.model_id)
        until(lambda: serves(terminal, 3), "the old model")
    caplog.clear()


def move_to(centre: ListedCentre, model_id: str) -> None:
    """Every reference has a template of it, and the list is switched."""
    from sync.central.registry import reenrolment
    from sync.central.registry.persons import sealed_template
    from sync.central.registry.schema import Reference

    now = datetime.now(UTC)
    with centre.centre.registry.transaction() as session:
        rows = [
            sealed_template(
                centre.centre.vault,
                one.reference_id,
                model_id,
                unit_rows(np.ones((1, 128), np.float32))[0],
            )
            for one in session.query(Reference)
        ]
        reenrolment.keep_templates(session, rows)
        assert reenrolment.switch_model(session, LIST, model_id, PROPOSES, now)


def fleet(centre: ListedCentre) -> str:
    """What `gapura central terminals` says."""
    from click.testing import CliRunner

    from edge_app.cli import cli

    asked = ["central", "terminals", "--troubled", "--home", str(centre.home), "--json"]
    said = CliRunner().invoke(cli, asked)
    assert said.exit_code == 0, said.output
    return json.dumps([row["troubles"] for row in json.loads(said.stdout)["terminals"]])


# ---- a flood -------------------------------------------------------------------------------


def used(folder: Path) -> int:
    """Bytes of the disk under `folder`, where files come and go."""
    total = 0
    for place in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += place.lstat().st_blocks * 512
    return total


@pytest.mark.slow
def test_ten_gigabytes_where_ten_megabytes_were_promised(
    centre: ListedCentre, tmp_path: Path
) -> None:
    """The data centre's own storage is made to lie, behind its real TLS: no mirror could."""
    state = centre.provision(tmp_path / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal), "the list")
    promised = 10 * 2**20
    with pausing(centre):
        replace_package(centre, 2, promised)
    log = tmp_path / "agent.log"
    running = process("agent", "--state", state.root, log=log)
    try:
        most = disk = 0
        refusals: set[datetime] = set()
        of_process = psutil.Process(running.pid)

        def tidied() -> bool:
            return not list(state.targets.rglob("*2.snapshot*"))

        def refused_again() -> bool:
            nonlocal most, disk
            most = max(most, of_process.memory_info().rss)
            disk = max(disk, used(state.root))
            with Spool(state.spool) as spool:
                said = present(spool.status("agent"))
            if "longer than" in said.value["update_error"]:
                refusals.add(said.at)
            return len(refusals) > 1 and tidied()  # between two attempts nothing is left

        until(refused_again, "a second refusal")
    finally:
        running.terminate()
        running.wait()
    assert disk < promised + 24 * 2**20  # the promise, the spool and its reserve
    assert most < 300 * 2**20
    assert not list(state.targets.rglob("2.snapshot"))
    assert list(state.targets.rglob("1.snapshot"))  # the running version's photographs lie there


@pytest.mark.slow
def test_more_than_the_limit_that_was_signed_for_is_not_even_begun(
    centre: ListedCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(tmp_path / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal), "the list")
        with pausing(centre):
            replace_package(centre, 2, 20 * 2**30)
        until(lambda: "too-large" in update_error(state), "the refusal")
        assert used(state.root) < 24 * 2**20
        assert members(terminal) == frozenset(centre.persons)
        assert present(held(terminal)).version == 1
    caplog.clear()


@pytest.mark.slow
def test_a_package_larger_than_the_room_is_not_begun(
    centre: ListedCentre, disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(disk / "terminal")
    with kiosk(state) as terminal, agent(state):
        until(lambda: serves(terminal), "the list")
        with pausing(centre):
            replace_package(centre, 2, 30 * 2**20)
        until(lambda: "full" in agent_error(state), "the refusal")
        begun = list(state.targets.rglob("*2.snapshot*"))
        assert sum(each.stat().st_size for each in begun) == 0
        assert members(terminal) == frozenset(centre.persons)
    caplog.clear()


def agent_error(state: TerminalState) -> str:
    with Spool(state.spool) as spool:
        value = present(spool.status("agent")).value
    return f"{value['error']} {value['text']} {value['update_error']}"


def update_error(state: TerminalState) -> str:
    with Spool(state.spool) as spool:
        return str(present(spool.status("agent")).value["update_error"])


@contextmanager
def pausing(centre: ListedCentre) -> Iterator[None]:
    """The data centre's processes stand still."""
    centre.stop()
    yield
    centre.start()


def replace_package(centre: ListedCentre, version: int, length: int) -> None:
    """Sign for a package of `length` bytes, whose blob has 10 GB (most of them a hole)."""
    publisher = centre.publisher
    name = Collection.parse(COLLECTION)
    sources = publisher.targets(COLLECTION)
    old = Head.from_json(centre.centre.blobs.get(sources[name.head].blob, 2**20))
    path = f"{COLLECTION}/{version}.snapshot"
    package = old.packages[0].model_copy(
        update={"version": version, "path": path, "package_id": "d" * 32}
    )
    head = Head(collection=COLLECTION, version=version, packages=(package,))
    source = TargetSource(path, length, "e" * 64)
    blob = centre.home / "blobs" / source.blob
    with blob.open("wb") as file:
        file.truncate(10 * 2**30)
    publisher.publish({COLLECTION: {path: source, name.head: head.to_json()}}, datetime.now(UTC))

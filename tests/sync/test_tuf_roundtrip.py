"""What the publisher signs, a terminal takes over: whole, in order, on the terminal's own clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from sync.central.errors import PublisherError
from sync.central.publisher import VERSIONS_KEPT, create
from sync.terminal.errors import TargetMissing, UpdateRefused
from sync.terminal.updater import FolderFetch
from sync.terminal.updater.updater import Updater
from tests.fakes.offline_acts import renew, replace_online_keys, undelegate
from tests.fakes.published import NOW, FakePublished, altered, expiring, list_changes

ROOT = Path(__file__).resolve().parents[2]
BIG = os.urandom(3 << 20)


@pytest.fixture
def centre(tmp_path: Path) -> Any:
    return FakePublished(tmp_path)


def served(terminal: Updater, version: int, collection: str = "list-a") -> None:
    """A refreshed terminal has `version` of the collection, and all that belongs to it."""
    head = terminal.head(collection)
    assert head is not None
    assert head.version == version
    for package in head.packages:
        assert terminal.fetch_target(package.path) == terminal.local_target(package.path)


# ---- the way down ----------------------------------------------------------------------------


def test_a_terminal_receives_what_its_checkpoint_holds(centre: Any) -> None:
    terminal = centre.terminal()
    terminal.refresh()
    assert terminal.checkpoint("gate").collections == ("list-a",)
    served(terminal, 1)
    assert terminal.versions() == centre.publisher.versions()
    assert terminal.stale is False


def test_it_says_before_it_asks_what_it_holds(centre: Any) -> None:
    assert centre.terminal().versions() == {}
    first = centre.terminal()
    first.refresh()
    first.head("list-a")
    centre.put(2)
    held = centre.terminal().versions()
    assert held["list-a"] == centre.publisher.versions()["list-a"] - 1


def test_the_kiosk_checks_again_what_its_agent_mirrored(centre: Any) -> None:
    agent = centre.terminal("mirror")
    agent.refresh()
    agent.checkpoint("gate")
    served(agent, 1)
    kiosk = centre.terminal("kiosk", FolderFetch(centre.folder / "mirror"))
    kiosk.refresh()
    assert kiosk.checkpoint("gate").checkpoint_id == "gate"
    served(kiosk, 1)


def test_a_copy_of_the_repository_on_a_stick_is_a_mirror_too(centre: Any) -> None:
    (centre.folder / "usb").symlink_to(centre.folder / "blobs/tuf")
    terminal = centre.terminal("kiosk", FolderFetch(centre.folder / "usb"))
    terminal.refresh()
    served(terminal, 1)


def test_over_http_a_download_goes_on_where_it_broke(centre: Any) -> None:
    centre.put(2, BIG)
    asked = []
    with http_server(centre.folder / "blobs/tuf") as address:
        over_http = partial(http_fetch, address)

        def breaking(path: Any, offset: Any) -> Iterator[Any]:
            asked.append((path, offset))
            for number, piece in enumerate(over_http(path, offset)):
                if number == 20:
                    raise ConnectionResetError("cut")
                yield piece

        terminal = centre.terminal(fetch=breaking)
        terminal.refresh()
        with pytest.raises(UpdateRefused) as refused:
            terminal.fetch_target("list-a/2.snapshot")
        assert refused.value.kind == "unreachable"
        assert terminal.local_target("list-a/2.snapshot") is None
        again = centre.terminal(fetch=over_http)
        again.refresh()
        steps = []
        place = again.fetch_target("list-a/2.snapshot", lambda *step: steps.append(step))
    assert place.read_bytes() == BIG
    assert steps[0][0] > 20 * 65536
    assert steps[-1] == (len(BIG), len(BIG))
    assert not list(place.parent.glob("*.part"))
    assert again.fetch_target("list-a/2.snapshot", pytest.fail) == place


def test_a_withdrawn_list_has_no_head(centre: Any) -> None:
    centre.publisher.publish({"list-a": {"list-a/head.json": None}}, centre.now)
    terminal = centre.terminal()
    terminal.refresh()
    assert terminal.head("list-a") is None
    undelegate(centre.publisher, "list-a", centre.stick, centre.now)
    terminal = centre.terminal()
    terminal.refresh()
    assert terminal.head("list-a") is None
    assert terminal.head("list-never") is None


def test_a_list_that_comes_back_goes_on_counting(centre: Any) -> None:
    before = centre.publisher.versions()["list-a"]
    terminal = centre.terminal()
    terminal.refresh()
    terminal.head("list-a")
    undelegate(centre.publisher, "list-a", centre.stick, centre.now)
    centre.publisher.sweep()
    centre.publisher.delegate("list-a", centre.stick, centre.now)
    centre.put(7)
    assert centre.publisher.versions()["list-a"] > before
    terminal = centre.terminal()
    terminal.refresh()
    served(terminal, 7)


# ---- all or nothing --------------------------------------------------------------------------


def test_a_refresh_cut_anywhere_leaves_the_old_state_whole(centre: Any) -> None:
    first = centre.terminal()
    first.refresh()
    first.checkpoint("gate")
    served(first, 1)
    centre.put(2)
    for allowed in range(20):
        left = [allowed]

        def cut(path: Any, offset: Any, left: Any = left) -> Iterator[Any]:
            left[0] -= 1
            if left[0] < 0:
                raise ConnectionResetError("cut")
            yield from centre.fetch(path, offset)

        kind = outcome(centre.terminal(fetch=cut))
        if kind is None:
            break
        assert kind == "unreachable"
        alone = centre.terminal(fetch=cut, accepted=NOW)
        alone.refresh()  # no network at all: what is held
        assert not alone.stale
        assert "connection" in str(alone.refused)
        assert alone.checkpoint("gate").collections == ("list-a",)
        served(alone, 1)
    assert allowed > 3
    after = centre.terminal(fetch=lost, accepted=NOW)
    after.refresh()
    head = after.head("list-a")
    assert head is not None
    assert head.version == 2


def outcome(terminal: Updater) -> str | None:
    """The kind of the refusal that a refresh ends in; None: it succeeds."""
    try:
        terminal.refresh()
    except UpdateRefused as refused:
        return refused.kind
    return None


def lost(path: str, _offset: int) -> Iterator[Any]:
    """A fetch without a network."""
    yield from cut(path)


def cut(path: str) -> Iterator[bytes]:
    raise ConnectionResetError(path)


def test_one_bad_role_does_not_keep_the_others_old(centre: Any) -> None:
    centre.publisher.delegate("list-b", centre.stick, centre.now)
    centre.put(1, role="list-b")
    first = centre.terminal()
    first.refresh()
    first.head("list-a")
    first.head("list-b")
    centre.put(2)
    centre.put(2, role="list-b")
    damage = {f"metadata/{centre.current('list-b')}": b"<html>proxy</html>"}
    terminal = centre.terminal(fetch=altered(centre.fetch, damage))
    terminal.refresh()
    served(terminal, 2)
    with pytest.raises(UpdateRefused):
        terminal.head("list-b")


def test_the_old_state_is_there_until_the_new_one_is_complete_then_it_goes(centre: Any) -> None:
    for version in range(2, 8):
        terminal = centre.terminal()
        terminal.refresh()
        terminal.head("list-a")
        centre.put(version)
    names = [place.name for place in (centre.folder / "terminal/metadata").glob("*.list-a.json")]
    assert len(names) == 2
    heads = list((centre.folder / "terminal/metadata/targets/list-a").iterdir())
    assert len(heads) == 2


# ---- without a network -----------------------------------------------------------------------


def test_a_kiosk_that_starts_offline_serves_what_it_accepted_and_says_stale(centre: Any) -> None:
    agent = centre.terminal("mirror")
    agent.refresh()
    agent.checkpoint("gate")
    served(agent, 1)
    mirror = FolderFetch(centre.folder / "mirror")
    later = NOW + timedelta(days=9)
    with pytest.raises(UpdateRefused) as refused:
        centre.terminal("kiosk", mirror, now=later).refresh()
    assert refused.value.kind == "expired"
    assert "older" in str(refused.value)
    kiosk = centre.terminal("kiosk", mirror, now=later, accepted=NOW)
    kiosk.refresh()
    assert kiosk.stale
    assert "expired" in str(kiosk.refused)
    served(kiosk, 1)


def test_a_kiosk_without_any_mirror_serves_its_own_metadata(centre: Any) -> None:
    kiosk = centre.terminal()
    kiosk.refresh()
    served(kiosk, 1)
    alone = centre.terminal(fetch=lost, now=NOW + timedelta(days=400), accepted=NOW)
    alone.refresh()
    assert alone.stale
    served(alone, 1)


def test_a_cut_between_two_sets_of_keys_leaves_what_was_held(centre: Any) -> None:
    kiosk = centre.terminal()
    kiosk.refresh()
    kiosk.head("list-a")
    replace_online_keys(centre.publisher, centre.stick, NOW)
    centre.publisher.rotate_targets_keys(centre.stick, NOW)

    def roots_only(path: Any, offset: Any) -> Iterator[Any]:
        if "root" not in path:
            raise ConnectionResetError(path)
        yield from centre.fetch(path, offset)

    assert outcome(centre.terminal(fetch=roots_only)) == "unreachable"
    alone = centre.terminal(fetch=lost, accepted=NOW)
    alone.refresh()
    assert alone.head("list-a") is not None
    assert alone.versions()["root"] == 1


def test_stale_is_no_way_back(centre: Any) -> None:
    old = {
        "metadata/timestamp.json": centre.metadata("timestamp.json"),
    }
    centre.put(2)
    kiosk = centre.terminal()
    kiosk.refresh()
    kiosk.head("list-a")
    later = NOW + timedelta(days=9)
    frozen = centre.terminal(fetch=altered(centre.fetch, old), now=later, accepted=NOW)
    frozen.refresh()
    head = frozen.head("list-a")
    assert head is not None
    assert head.version == 2


# ---- the clock -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "list-a", "targets", "root"])
def test_every_expiry_is_judged_by_the_time_that_is_given(centre: Any, role: str) -> None:
    end = NOW + timedelta(hours=1)
    fetch = altered(centre.fetch, expiring(centre, role, end))
    terminal = centre.terminal("before", fetch, now=end - timedelta(seconds=1))
    terminal.refresh()
    served(terminal, 1)
    terminal = centre.terminal("after", fetch, now=end)
    with pytest.raises(UpdateRefused) as refused:
        refresh_and_ask(terminal)
    assert refused.value.kind == "expired"
    assert role in str(refused.value)


def refresh_and_ask(terminal: Updater) -> None:
    terminal.refresh()
    terminal.head("list-a")


def test_the_system_s_clock_has_no_say(tmp_path: Path) -> None:
    centre = FakePublished(tmp_path, datetime(2001, 1, 1, tzinfo=UTC))
    terminal = centre.terminal()
    terminal.refresh()
    served(terminal, 1)


def test_the_timer_keeps_everything_alive_without_the_stick(centre: Any) -> None:
    now = NOW
    for _ in range(24):  # 168 days, in weeks
        now += timedelta(days=7)
        centre.publisher.refresh_timestamp(now)
    terminal = centre.terminal(now=now)
    terminal.refresh()
    served(terminal, 1)
    ends = centre.publisher.offline_expiries()
    assert ends["targets"] < now + timedelta(days=30)
    renew(centre.publisher, centre.stick, now)
    assert centre.publisher.offline_expiries()["targets"] > now + timedelta(days=170)
    terminal = centre.terminal(now=now)
    terminal.refresh()
    served(terminal, 1)


# ---- the publisher ---------------------------------------------------------------------------


def test_a_ceremony_overwrites_nothing(centre: Any) -> None:
    before = {path: path.read_bytes() for path in centre.folder.rglob("*") if path.is_file()}
    with pytest.raises(PublisherError, match="there is a repository"):
        create(centre.blobs, centre.stick, centre.secrets, NOW)
    assert before == {
        path: path.read_bytes() for path in centre.folder.rglob("*") if path.is_file()
    }


def test_keys_are_their_owner_s_alone(centre: Any) -> None:
    keys = [*centre.stick.glob("*.pem"), *(centre.secrets / "roles").glob("*.pem")]
    assert len(keys) == 3 + 2 + 2 + 2
    assert {place.stat().st_mode & 0o777 for place in keys} == {0o600}


@pytest.mark.parametrize(
    "path", ["list-b/1.snapshot", "list-a/../x", "list-a/..", "list-a/.x", "list-a", "list-a/a/b"]
)
def test_a_role_signs_its_own_paths_only(centre: Any, path: str) -> None:
    with pytest.raises(PublisherError, match="may not sign"):
        centre.publisher.publish({"list-a": {path: b"x"}}, NOW)


def test_what_is_missing_is_named(centre: Any, tmp_path: Path) -> None:
    with pytest.raises(PublisherError, match="delegate it first"):
        centre.publisher.publish(list_changes(1, role="list-b"), NOW)
    with pytest.raises(PublisherError, match="bring the folder or the stick"):
        centre.publisher.delegate("list-b", tmp_path / "another", NOW)
    source = centre.publisher.put_target("list-a/9.snapshot", iter([b"a", b"b"]))
    centre.blobs.delete(f"tuf/targets/list-a/{source.sha256}.9.snapshot")
    with pytest.raises(PublisherError, match="put_target comes before publish"):
        centre.publisher.publish({"list-a": {source.path: source}}, NOW)


@pytest.mark.parametrize(
    "damage", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_damaged_key_is_named_and_not_shown(centre: Any, damage: bytes) -> None:
    (place,) = (centre.secrets / "roles").glob("list-a.*.pem")
    place.write_bytes(damage)
    with pytest.raises(PublisherError, match=r"list-a\.[0-9a-f]{16}\.pem is no PKCS #8 file"):
        centre.put(2)


def test_damaged_metadata_is_named(centre: Any) -> None:
    name = centre.current("list-a")
    centre.blobs.put(f"tuf/metadata/{name}", b"{}")
    with pytest.raises(PublisherError, match=f"{name} is damaged"):
        centre.put(2)


def test_a_large_package_is_put_once_and_published_by_its_hash(centre: Any) -> None:
    source = centre.publisher.put_target("list-a/2.snapshot", (BIG[i:] for i in [len(BIG) - 9, 0]))
    assert source.length == 9 + len(BIG)
    centre.publisher.publish({"list-a": {source.path: source}}, NOW)
    terminal = centre.terminal()
    terminal.refresh()
    assert terminal.fetch_target(source.path).read_bytes() == BIG[-9:] + BIG


def test_old_versions_go_and_what_slow_terminals_need_stays(centre: Any) -> None:
    for version in range(2, 2 * VERSIONS_KEPT):
        path = f"list-a/{version - 1}.snapshot"
        changes = list_changes(version)
        changes["list-a"][path] = None
        centre.publisher.publish(changes, NOW)
    names = list(centre.blobs.names("tuf/metadata"))
    for role in ("list-a", "snapshot"):
        kept = [name for name in names if name.endswith(f".{role}.json")]
        assert len(kept) == VERSIONS_KEPT
    packages = [name for name in centre.blobs.names("tuf/targets") if name.endswith("snapshot")]
    assert len(packages) == VERSIONS_KEPT
    assert centre.publisher.sweep() == 0
    terminal = centre.terminal()
    terminal.refresh()
    served(terminal, 2 * VERSIONS_KEPT - 1)


PUBLISH = """
import sys
from datetime import datetime
from pathlib import Path
from sync.central.storage.blob_folder import FolderBlobs
from sync.central.publisher import Publisher
from tests.fakes.published import list_changes, NOW
folder, version = Path(sys.argv[1]), int(sys.argv[2])
publisher = Publisher(FolderBlobs(folder / "blobs"), folder / "secrets")
print("ready", flush=True)
while True:
    publisher.publish({**list_changes(version), **list_changes(version, role="list-b")}, NOW)
    print(version, flush=True)
    version += 1
"""


@pytest.mark.kills
def test_a_publisher_killed_anywhere_leaves_a_state_that_is_whole(centre: Any) -> None:
    centre.publisher.delegate("list-b", centre.stick, NOW)
    changes = {**list_changes(2), **list_changes(2, role="list-b")}
    centre.publisher.publish(changes, NOW)
    version = 2
    for kill in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH, str(centre.folder), str(version + 1)],
            env={
                **os.environ,
                "PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{os.environ['PYTHONPATH']}",
            },
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        with process.stdout:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(kill * 0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
            said = process.stdout.read().split()
        told = int(said[-1]) if said else version
        terminal = centre.terminal(f"terminal{kill}")
        terminal.refresh()
        heads = [terminal.head(role) for role in ("list-a", "list-b")]
        assert heads[0] is not None
        assert heads[1] is not None
        version = heads[0].version
        assert told <= version <= told + 1
        served(terminal, version, "list-a")
        served(terminal, version, "list-b")
    centre.publisher.sweep()
    centre.publisher.publish({**list_changes(999), **list_changes(999, role="list-b")}, NOW)
    terminal = centre.terminal("terminal0")
    terminal.refresh()
    served(terminal, 999)


# ---- a real server ---------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: HTTPStatus | str) -> None:
        pass

    def send_head(self) -> BinaryIO | None:
        found = super().send_head()
        begins = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-")
        if found is not None and hasattr(found, "seek"):
            found.seek(int(begins))
        return found

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Content-Length":
            super().send_header(keyword, value)


@contextmanager
def http_server(folder: Any) -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def http_fetch(address: tuple[str, int], path: str, offset: int) -> Iterator[Any]:
    connection = HTTPConnection(*address)
    try:
        connection.request("GET", f"/{path}", headers={"Range": f"bytes={offset}-"})
        with connection.getresponse() as answer:
            if answer.status == 404:
                raise TargetMissing(path)
            while piece := answer.read(65536):
                yield piece
    finally:
        connection.close()

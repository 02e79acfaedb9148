"""The process that answers the network holds no key; the one that holds them has no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from sync.central.centre_config import BLOBS, DATABASE, SECRETS
from sync.central.gateway_files import keeper_socket, tls_folder
from sync.central.serving.owners import Owners, give_home
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.wire import RefreshRequest, ResultsBatch
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import ROOT, House, founded, running
from tests.sync.central.gateway.test_results import alert
from tests.sync.central.keeper import key_search, two_users
from tests.sync.central.keeper.evil_gateway import connected
from tests.waiting import until


@pytest.fixture(scope="module")
def apart() -> Iterator[House]:
    """A data centre whose keeper and gateway are two users', after some work."""
    two_users.needs_root()
    folder = Path(tempfile.mkdtemp(prefix="gapura-users-"))  # others cannot enter pytest's
    folder.chmod(0o711)
    try:
        options = ["--keeper-user", two_users.KEEPER, "--gateway-user", two_users.GATEWAY]
        with (
            founded(folder) as centre,
            running(
                centre, folder / "offline", options=options, prefix=two_users.reachable()
            ) as house,
        ):
            worked(house)
            yield house
    finally:
        shutil.rmtree(folder)


def worked(house: House) -> None:
    """Every kind of key is used."""
    gate = house.gate()
    until(lambda: house.head("cekal") is not None)
    assert gate.post("/v1/heartbeat", heartbeat()).status_code == 200
    batch = ResultsBatch(results=(gate.sealed(alert()),))
    assert gate.post("/v1/results", batch).status_code == 200
    refresh = RefreshRequest(metadata={}, packages=())
    assert gate.post("/v1/refresh", refresh).status_code == 200


def children(house: House) -> tuple[psutil.Process, psutil.Process]:
    """The keeper and the gateway: who listens on the network is the gateway."""
    path = str(keeper_socket(house.centre.home))
    found: dict[bool, psutil.Process] = {}
    for child in psutil.Process(house.process.pid).children(recursive=True):
        if "spawn_main" in " ".join(child.cmdline()):
            named = {str(c.laddr) for c in child.net_connections("unix") if c.status == "NONE"}
            found[path in named] = child
    return found[True], found[False]


@pytest.mark.slow
def test_no_key_is_in_the_gateways_memory_and_the_keepers_holds_them(apart: House) -> None:
    keeper, gateway = children(apart)
    wanted = key_search.forms(apart.centre)
    roles = {name for name in wanted if name.startswith("roles/")}
    assert {"vault.key", "sealing.key", "statements.key"} < wanted.keys()
    assert roles
    assert key_search.keys_in_memory(gateway.pid, wanted) == set()
    held = key_search.keys_in_memory(keeper.pid, wanted)
    assert {key_search.INDEX, "sealing.key", "statements.key"} <= held


def test_the_gateway_has_none_of_the_homes_files_open_and_the_keeper_no_network(
    apart: House,
) -> None:
    keeper, gateway = children(apart)
    home = str(apart.centre.home)
    assert [name for name in key_search.open_files(gateway.pid) if name.startswith(home)] == []
    assert any(name.endswith(DATABASE) for name in key_search.open_files(keeper.pid))
    assert keeper.net_connections("inet") == []
    assert [c.status for c in gateway.net_connections("inet")].count("LISTEN") == 1
    assert key_search.environment(gateway.pid).count(b"GAPURA_DATABASE") == 0


def test_they_are_two_users_neither_of_them_root(apart: House) -> None:
    keeper, gateway = children(apart)
    names = [process.username() for process in (keeper, gateway)]
    assert names == [two_users.KEEPER, two_users.GATEWAY]
    for process in (keeper, gateway):
        assert 0 not in (*process.uids(), *process.gids())
        status = Path(f"/proc/{process.pid}/status").read_text()
        assert "Groups:\t \n" in status or "Groups:\t\n" in status
        assert "CapEff:\t0000000000000000\n" in status


def test_the_gateways_user_can_read_the_tls_key_and_nothing_else_of_the_home(apart: House) -> None:
    home = apart.centre.home
    script = f"""
import os
home, readable = {str(home)!r}, []
for place in {sorted(str(path) for path in home.rglob("*") if path.is_file())!r}:
    try:
        open(place, "rb").close()
        readable.append(os.path.relpath(place, home))
    except PermissionError:
        pass
for folder in (home, *({[str(home / name) for name in (SECRETS, BLOBS)]!r})):
    try:
        os.listdir(folder)
        readable.append(folder)
    except PermissionError:
        pass
    try:
        open(os.path.join(folder, "planted"), "w").close()
        readable.append("planted in " + folder)
    except PermissionError:
        pass
print(sorted(readable))
"""
    done = two_users.as_user(two_users.GATEWAY, script)
    tls = [f"{tls_folder(home).name}/{name}" for name in ("ca.pem", "server.key", "server.pem")]
    assert done.stdout.strip() == str(sorted(tls)), done.stderr


def test_the_gateways_user_cannot_look_into_the_keeper(apart: House) -> None:
    keeper, _ = children(apart)
    script = f"""
for name in ("mem", "maps", "environ"):
    try:
        open("/proc/{keeper.pid}/" + name, "rb").read(1)
        print(name)
    except PermissionError:
        pass
"""
    done = two_users.as_user(two_users.GATEWAY, script)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_no_other_user_is_answered_at_the_socket_not_even_root(apart: House) -> None:
    path = keeper_socket(apart.centre.home)
    assert path.stat().st_mode & 0o777 == 0o660
    with connected(path, greet=False) as stranger, pytest.raises((EOFError, ConnectionError)):
        stranger.read()
    until(lambda: any("asked the keeper: refused" in line for line in apart.lines))
    apart.lines[:] = [line for line in apart.lines if "asked the keeper: refused" not in line]
    script = f"""
import socket
s = socket.socket(socket.AF_UNIX)
try:
    s.connect({str(path)!r})
    print("connected")
except PermissionError:
    pass
"""
    done = two_users.as_user("nobody", script)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_a_terminal_is_served_by_the_two_of_them(apart: House) -> None:
    gate = apart.gate()
    assert gate.post("/v1/heartbeat", heartbeat()).status_code == 200
    data = os.urandom(700_000)
    path = f"list-cekal/{fingerprint(data)}.7.snapshot"
    apart.centre.blobs.put(f"tuf/targets/{path}", data)
    place = apart.centre.blobs.path(f"tuf/targets/{path}")
    assert place is not None
    shutil.chown(place, two_users.KEEPER)
    assert gate.get(f"/v1/tuf/targets/{path}").content == data


def test_a_command_of_root_in_the_keepers_home_is_refused_in_one_line(apart: House) -> None:
    command = [sys.executable, "-m", "edge_app.cli", "central", "status"]
    command += ["--home", str(apart.centre.home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    (line,) = done.stderr.strip().splitlines()
    assert f"runuser -u {two_users.KEEPER} -- gapura" in line
    assert done.returncode == 2


@pytest.mark.slow
def test_the_search_finds_every_key_in_a_process_that_has_read_it(house: House) -> None:
    script = f"""
from pathlib import Path
held = [path.read_bytes() for path in Path({str(house.centre.secrets)!r}).rglob("*.*")]
print(len(held), flush=True)
input()
"""
    wanted = key_search.forms(house.centre)
    in_files = {name for name in wanted if not name.startswith("vault ")}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) >= len(in_files)
        assert key_search.keys_in_memory(process.pid, wanted) == in_files
        process.communicate(b"\n")


@contextmanager
def started(user: str, home: Path, *given: str) -> Iterator[str]:
    """What a unit starts, as its user; yield the first line that it prints."""
    become = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    command = [*two_users.reachable(), *become, sys.executable, "-m", "edge_app.cli", "central"]
    with subprocess.Popen(
        [*command, *given],
        env={**os.environ, "GAPURA_HOME": str(home)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield next((line for line in process.stdout or () if " INFO " not in line), "")
        finally:
            process.terminate()


@pytest.mark.slow
def test_what_the_units_start_answers_as_their_users() -> None:
    """`serve` makes both of one process of root's; a unit's command begins as its user."""
    two_users.needs_root()
    folder = Path(tempfile.mkdtemp(prefix="gapura-units-"))
    folder.chmod(0o711)
    keeper, gateway = two_users.KEEPER, two_users.GATEWAY
    try:
        with founded(folder) as centre:
            home = centre.home
        give_home(home, Owners.named(keeper, gateway))
        with (
            started(keeper, home, "keeper", "--gateway-user", gateway) as answering,
            started(gateway, home, "gateway", "--bind", "127.0.0.1:0") as serving,
        ):
            assert answering.startswith("answering at ")
            assert serving.startswith("serving on https://127.0.0.1:")
    finally:
        shutil.rmtree(folder)

"""`gapura central init --service`: one command from the package to a data centre that serves."""

from __future__ import annotations

import json
import os
import pwd
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from edge_app import cli
from sync.central.errors import CentralError
from sync.central.services_env import FILE, keep_services, read_services
from sync.central.serving import keeper_unit, machine
from sync.central.serving.keeper_unit import Reached, reached, write_reached
from sync.protocol.envelope.random_values import random_id
from tests.sync.central.keeper.two_users import GATEWAY, KEEPER
from tests.sync.central.storage.test_blobs import endpoint as endpoint

SYSTEMCTL = """#!/bin/sh
echo "$*" >>"$0.said"
[ ! -e "$0.fails" ] || { echo "Job for gapura-keeper.service failed."; exit 1; } >&2
"""
Init = Callable[..., int]


@pytest.fixture(autouse=True)
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for systemd, which runs no machine here: writes down what it is asked."""
    program = tmp_path / "bin" / "systemctl"
    program.parent.mkdir()
    program.write_text(SYSTEMCTL)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return program


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Init]:
    """The command on a machine with the package, but for its users' names and its folders."""
    units = tmp_path / "units"
    units.mkdir()
    monkeypatch.setattr("sync.central.cli.init.HOME", tmp_path / "srv" / "gapura")
    monkeypatch.setattr("sync.command_line.units.RUNS", units)
    for name, value in {
        "KEEPER": KEEPER,
        "GATEWAY": GATEWAY,
        "UNITS": units,
    }.items():
        monkeypatch.setattr(machine, name, value)
    before = dict(os.environ)

    def run(*more: str) -> int:
        given = ["central", "init", "--service", "--one-stick", "--no-ntp", "--host", "127.0.0.1"]
        return cli.main([*given, "--offline", str(tmp_path / "stick"), *more])

    yield run
    for name in set(os.environ) - set(before):  # what `use_services` let this process know
        del os.environ[name]


def nothing_is_left(tmp_path: Path) -> bool:
    return not (tmp_path / "srv" / "gapura").exists() and not list((tmp_path / "stick").glob("*"))


@pytest.fixture
def port() -> int:
    """One that is free."""
    with socket.create_server(("127.0.0.1", 0)) as asked:
        return int(asked.getsockname()[1])


only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")


@only_root
def test_one_command_makes_a_data_centre_that_serves(
    init: Init, tmp_path: Path, systemctl: Path, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init("--port", str(port)) == 0
    home, said = tmp_path / "srv" / "gapura", capsys.readouterr().out
    assert {pwd.getpwuid(each.stat().st_uid).pw_name for each in home.rglob("*")} == {KEEPER}
    told = (tmp_path / "units" / "gapura-gateway.service.d" / "port.conf").read_text()
    assert f"--bind [::]:{port} " in told
    asked = Path(f"{systemctl}.said").read_text().splitlines()
    assert asked == [
        "--quiet daemon-reload",
        f"--quiet enable --now {KEEPER}.service {GATEWAY}.service",
    ]
    assert not (tmp_path / "units" / keeper_unit.DROP_IN).exists(), "it needs no network"
    assert f"{KEEPER} and {GATEWAY} run, and start with the machine" in said
    assert "gapura central operator add" in said


@only_root
def test_what_does_not_start_is_said_with_where_to_look(
    init: Init, systemctl: Path, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(f"{systemctl}.fails").touch()
    assert init("--port", str(port)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "does not run: systemctl " in line
    assert "Job for gapura-keeper.service failed" in line


@only_root
@pytest.mark.slow
def test_a_database_with_a_password_is_known_to_every_later_command(
    init: Init,
    tmp_path: Path,
    port: int,
    postgresql: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name = f"t{random_id()}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    address = postgresql.replace("/postgres?", f"/{name}?").replace("gapura@", "gapura:geheim@")
    monkeypatch.setenv("GAPURA_DATABASE", address)
    assert init("--port", str(port)) == 0
    home = tmp_path / "srv" / "gapura"
    assert (home / FILE).stat().st_mode & 0o777 == 0o600
    holding = [
        each.name for each in home.rglob("*") if each.is_file() and b"geheim" in each.read_bytes()
    ]
    assert holding == [FILE]
    monkeypatch.delenv("GAPURA_DATABASE")
    for each in (home, *home.rglob("*")):
        os.chown(each, 0, 0, follow_symlinks=False)  # else root is sent to the keeper
    capsys.readouterr()
    assert cli.main(["central", "status", "--home", str(home), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["operators"]["active"] == 0


@pytest.mark.parametrize(
    ("environment", "given", "said"),
    [
        ({"GAPURA_DATABASE": "postgresql"}, (), "postgresql://USER@HOST/DATABASE"),
        ({"GAPURA_DATABASE": "postgresql://gapura:geheim@127.0.0.1:1/g"}, (), "127.0.0.1"),
        (
            {"GAPURA_DATABASE": "postgresql://gapura:geheim@nowhere.invalid/g"},
            (),
            "nowhere.invalid",
        ),
        ({"GAPURA_MILVUS": "10.0.0.9:19530"}, (), "GAPURA_MILVUS: an address is as https://"),
        ({}, ("--blobs", "s3://"), "s3://bucket/prefix"),
        ({"AWS_ENDPOINT_URL": "store:9000"}, ("--blobs", "s3://g/a"), "AWS_ENDPOINT_URL: an"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, ("--blobs", "s3://g/a"), "AWS_ENDPOINT_URL"),
    ],
)
@pytest.mark.slow
def test_a_bad_address_is_one_line_before_anything_is_made(
    environment: dict[str, str],
    given: tuple[str, ...],
    said: str,
    init: Init,
    tmp_path: Path,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "geheim", "AWS_REGION": "r"}
    for name, value in (keys | environment).items():
        monkeypatch.setenv(name, value)
    assert init("--port", str(port), *given) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "geheim" not in line
    assert len(line) < 200
    assert nothing_is_left(tmp_path)


@pytest.mark.slow
def test_a_wrong_secret_of_the_store_is_one_line(
    init: Init,
    tmp_path: Path,
    port: int,
    endpoint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "AKIA0000000000000000",
        "AWS_SECRET_ACCESS_KEY": "geheim",
    }.items():
        monkeypatch.setenv(name, value)

    from moto import settings  # it takes a second

    monkeypatch.setattr(settings, "INITIAL_NO_AUTH_ACTION_COUNT", 0.0)  # it asks for proof
    assert init("--port", str(port), "--blobs", "s3://gapura/a") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "s3://gapura/a" in line
    assert "check the bucket, its rights and AWS_ENDPOINT_URL" in line
    assert "geheim" not in line
    assert nothing_is_left(tmp_path)


@only_root
def test_a_port_that_is_taken_is_told_before_anything_is_made(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert init("--port", str(port)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"gapura: port {port}: Address already in use; take another one with --port"
    assert nothing_is_left(tmp_path)


@only_root
def test_without_the_package_its_name_is_told(
    init: Init,
    tmp_path: Path,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(machine, "KEEPER", "nobody-here")
    assert init("--port", str(port)) == 2
    assert "nobody-here: this machine has no such user; the Debian package" in (
        capsys.readouterr().err
    )
    assert nothing_is_left(tmp_path)


def test_a_home_beside_the_units_own_is_refused(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init("--home", str(tmp_path / "elsewhere")) == 2
    assert "--service makes the home that its units have" in capsys.readouterr().err


# ---- what is kept ----------------------------------------------------------------------------


def test_what_is_kept_stays_until_something_else_is_said(tmp_path: Path) -> None:
    assert keep_services(tmp_path, {"PATH": "/bin", "AWS_PROFILE": ""}) is None
    first = {"GAPURA_DATABASE": "postgresql://a:b=c@db/g", "AWS_REGION": "x", "GAPURA_HOME": "/"}
    keep_services(tmp_path, first)
    keep_services(tmp_path, {"AWS_REGION": "y"})
    assert read_services(tmp_path) == {
        "GAPURA_DATABASE": "postgresql://a:b=c@db/g",
        "AWS_REGION": "y",
    }


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("GAPURA_DATABASE=x\n", 0o640, "others may read it"),
        ("# one\nLD_PRELOAD=/tmp/x.so\n", 0o600, "line 2 is none like"),
        ("GAPURA_DATABASE\n", 0o600, "line 1 is none like"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_refused(
    tmp_path: Path, text: str, mode: int, said: str
) -> None:
    (tmp_path / FILE).write_text(text)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(CentralError, match=said):
        read_services(tmp_path)


def test_a_line_break_in_a_secret_is_told_and_not_written(tmp_path: Path) -> None:
    with pytest.raises(CentralError, match="AWS_REGION: signs"):
        keep_services(tmp_path, {"AWS_REGION": "a\nLD_PRELOAD=b"})
    assert not (tmp_path / FILE).exists()


# ---- whom the keeper may reach -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("database", "hosts"),
    [
        ("sqlite:////srv/gapura/registry.sqlite3", ()),
        ("postgresql:///gapura?host=/run/postgresql", ()),
        ("postgresql://gapura:x@10.0.0.5:5433/gapura", ("10.0.0.5",)),
        ("postgresql://gapura@[fd00::5]/gapura", ("fd00::5",)),
        ("postgresql://gapura@/g?host=10.0.0.5:5432&host=10.0.0.6:5432", ("10.0.0.5", "10.0.0.6")),
    ],
)
def test_the_keeper_reaches_the_database_where_it_has_an_address(
    database: str, hosts: tuple[str, ...]
) -> None:
    assert reached(database, None, {}) == Reached(hosts, anywhere=False)


def test_the_unit_names_every_service_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolvers = tmp_path / "resolv.conf"
    resolvers.write_text("search ikn\nnameserver 10.0.0.53\nnameserver\n")
    monkeypatch.setattr(keeper_unit, "RESOLVERS", resolvers)
    services = {"AWS_ENDPOINT_URL": "https://10.0.0.7:9000", "GAPURA_MILVUS": "http://localhost:1"}
    whom = reached("postgresql://gapura@10.0.0.5/g", "s3://g/a", services)
    place = write_reached(tmp_path, whom)
    assert place == tmp_path / "gapura-keeper.service.d" / "services.conf"
    lines = place.read_text().splitlines()
    (allowed,) = [each.partition("=")[2].split() for each in lines if "IPAddressAllow" in each]
    assert {"10.0.0.5", "10.0.0.7", "10.0.0.53"} <= set(allowed)
    assert set(allowed) - {"10.0.0.5", "10.0.0.7", "10.0.0.53"} <= {"127.0.0.1", "::1"}
    assert {"PrivateNetwork=no", "IPAddressDeny=any"} <= set(lines)
    assert write_reached(tmp_path, reached(None, None, {})) is None
    assert not place.exists()


def test_a_store_whose_addresses_change_is_reached_all_the_same(tmp_path: Path) -> None:
    place = write_reached(tmp_path, reached(None, "s3://g/a", {}))
    assert place is not None
    assert "IPAddressDeny=\n" in place.read_text()
    assert "Amazon" in place.read_text()


def test_the_home_of_the_service_counts_where_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sync.central.cli import options

    monkeypatch.delenv("GAPURA_HOME", raising=False)
    monkeypatch.setattr(options, "HOME", tmp_path / "nowhere")
    assert cli.main(["central", "status"]) == 2
    assert "Missing option '--home'" in capsys.readouterr().err
    monkeypatch.setattr(options, "HOME", tmp_path)
    assert cli.main(["central", "status"]) == 2
    assert f"{tmp_path}: no data centre here" in capsys.readouterr().err

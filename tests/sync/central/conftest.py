"""Two databases to run on: SQLite in a file, and a PostgreSQL of our own on a Unix socket."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sync.protocol.envelope.random_values import random_id
from tests.waiting import PATIENCE_S, until


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a private cluster's database `postgres`, without a port on any network."""
    programs = _programs()
    if programs is None:
        pytest.skip("Debian's postgresql is not installed: packaging/debian-packages.txt")
    root = os.geteuid() == 0
    who: dict[str, Any] = (
        {"user": "postgres", "group": "postgres", "extra_groups": []} if root else {}
    )
    folder = Path(tempfile.mkdtemp(prefix="gapura-pg-"))  # the user postgres cannot enter pytest's
    try:
        if root:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        made = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "gapura",
            "-A",
            "trust",
            "--no-sync",
        ]
        subprocess.run(
            [*made, "-E", "UTF8", "--locale=C"], check=True, capture_output=True, cwd=folder, **who
        )
        settings = ("listen_addresses=", "fsync=off", "shared_buffers=32MB", "max_connections=60")
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    str(programs / "postgres"),
                    *("-D", str(data), "-k", str(folder)),
                    *(part for setting in settings for part in ("-c", setting)),
                ],
                stdout=log,
                stderr=log,
                cwd=folder,
                **who,
            )
        try:
            url = f"postgresql://gapura@/postgres?host={folder}"
            _await_start(server, url, folder / "log")
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _await_start(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    def started() -> bool:
        if server.poll() is not None:
            pytest.fail(f"PostgreSQL did not start: {log.read_text('utf-8', 'replace')[-500:]}")
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return False
        return True

    until(started, "PostgreSQL")


# `make test` tries the one that needs no server.
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; each test that takes it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'registry.sqlite3'}"
    cluster: str = request.getfixturevalue("postgresql")
    name = f"t{random_id()}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return cluster.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def milvus() -> Iterator[str]:
    """The address of a real Milvus server of our own; it starts in half a minute."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("Milvus' server has no wheel for this platform")
    from milvus import MilvusServer, MilvusServerConfig  # only there

    class Config(MilvusServerConfig):  # type: ignore[misc]  # the package has no types
        """Looks for ports that are free, and leaves no socket open where one is not."""

        def try_bind_port(self, port: int) -> socket.socket | None:
            try:
                return socket.create_server(("127.0.0.1", port))
            except OSError:
                return None

    folder = Path(tempfile.mkdtemp(prefix="gapura-milvus-"))
    config = Config(data_dir=str(folder))
    # Its own, 53100, is one that connections of other tests leave from.
    config.set("root_coord_port", 23100)
    server = MilvusServer(config, wait_for_started=False)
    server.show_startup_banner = False
    try:
        server.start()
        port = server.listen_port
        until(lambda: _answers(port, server.server_proc), "a Milvus server")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    from pymilvus import MilvusClient  # it takes a second, and few tests need it
    from pymilvus.exceptions import MilvusException

    assert server.poll() is None, "the Milvus server ended"
    with suppress(MilvusException):
        client = MilvusClient(f"http://127.0.0.1:{port}", timeout=2.0)
        client.list_collections(timeout=2.0)
        client.close()
        return True
    return False

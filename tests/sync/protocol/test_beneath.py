"""Nothing on a stick leads out of it, hangs whoever reads it, or goes that is not ours."""

from __future__ import annotations

import os
import re
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.protocol.beneath import Beneath
from sync.protocol.errors import StickRefused
from tests.disks import SmallDisk

JSON = re.compile("[a-z]+[.]json")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    (folder / "ours").mkdir(parents=True)
    return folder


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside of the stick, in a folder of its own."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / "vault.json").write_bytes(b"key")
    return folder / "vault.json"


def link(place: Path, secret: Path) -> None:
    place.symlink_to(secret)


def fifo(place: Path, _: Path) -> None:
    os.mkfifo(place)


def listening(place: Path, _: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(place))


def device(place: Path, _: Path) -> None:
    try:
        os.mknod(place, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero, without end
    except PermissionError:
        pytest.skip("only root makes a device")


def folder(place: Path, _: Path) -> None:
    place.mkdir()


def names_in(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir())


NO_FILES = [link, fifo, listening, device, folder]


@pytest.mark.parametrize("make", NO_FILES)
def test_what_is_no_regular_file_is_neither_read_nor_replaced_nor_removed(
    stick: Path, secret: Path, make: Callable[[Path, Path], None]
) -> None:
    make(stick / "ours" / "a.json", secret)
    with Beneath(stick) as beneath:
        for act in (
            lambda: beneath.read("ours/a.json", 100),
            lambda: beneath.size("ours/a.json"),
            lambda: beneath.write("ours/a.json", b"new"),
            lambda: beneath.remove("ours/a.json"),
            lambda: beneath.files("ours", JSON),
        ):
            with pytest.raises(StickRefused, match=r"ours/a[.]json: no regular file"):
                act()
    assert secret.read_bytes() == b"key"
    assert os.path.lexists(stick / "ours" / "a.json")


@pytest.mark.parametrize("where", ["..", "absolute", "relative", "loop"])
def test_no_folder_is_a_way_out(stick: Path, secret: Path, where: str) -> None:
    to = {
        "absolute": secret.parent,
        "relative": Path("..") / secret.parent.name,
        "loop": Path("way"),
    }
    name = ".." if where == ".." else "way"
    if where != "..":
        (stick / name).symlink_to(to[where])
    with Beneath(stick) as beneath:
        for act in (
            lambda: beneath.read(f"{name}/secrets/vault.json", 100),
            lambda: beneath.read(f"{name}/vault.json", 100),
            lambda: beneath.write(f"{name}/vault.json", b"new"),
            lambda: beneath.remove(f"{name}/vault.json"),
            lambda: beneath.files(name, JSON),
            lambda: beneath.make_folder(f"{name}/more"),
            lambda: beneath.is_folder(name),
        ):
            with pytest.raises(StickRefused):
                act()
    assert names_in(secret.parent) == ["vault.json"]
    assert secret.read_bytes() == b"key"


def test_another_file_system_below_the_root_is_another_medium(
    stick: Path, small_disk: SmallDisk
) -> None:
    small_disk(stick / "ours", "64k")
    with Beneath(stick) as beneath, pytest.raises(StickRefused, match="another file system"):
        beneath.write("ours/a.json", b"x")


def test_a_hard_link_of_another_file_is_replaced_and_the_file_stays(
    stick: Path, secret: Path
) -> None:
    (stick / "ours" / "a.json").hardlink_to(secret)
    with Beneath(stick) as beneath:
        beneath.write("ours/a.json", b"new")
        assert beneath.read("ours/a.json", 100) == b"new"
        (stick / "ours" / "b.json").hardlink_to(secret)
        beneath.remove("ours/b.json")
    assert secret.read_bytes() == b"key"


def test_a_file_without_end_is_not_read_into_memory(stick: Path) -> None:
    with (stick / "ours" / "a.json").open("wb") as file:
        file.truncate(1 << 42)
    with Beneath(stick) as beneath, pytest.raises(StickRefused, match="over the limit"):
        beneath.read("ours/a.json", 1000)


def test_names_in_another_encoding_are_left_alone_and_can_be_told(stick: Path) -> None:
    (stick / "ours" / os.fsdecode(b"caf\xe9")).mkdir()
    (stick / "ours" / "a.json").write_bytes(b"")
    (stick / os.fsdecode(b"b\xe9\x1b[2J")).symlink_to("..")
    with Beneath(stick) as beneath:
        assert beneath.files("ours", JSON) == ["a.json"]
        with pytest.raises(StickRefused) as refused:
            beneath.read(os.fsdecode(b"b\xe9\x1b[2J/x"), 100)
    assert str(refused.value).isprintable()
    assert str(refused.value).encode()


def test_too_many_entries_are_not_listed(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.protocol.beneath.MAX_ENTRIES", 3)
    for number in range(4):
        (stick / "ours" / str(number)).touch()
    with Beneath(stick) as beneath, pytest.raises(StickRefused, match="over 3 entries"):
        beneath.files("ours", JSON)


def test_a_full_stick_is_told_beforehand_and_holds_nothing_half_written(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    small = small_disk(tmp_path / "small", "64k")
    with Beneath(small) as beneath:
        beneath.require(1000)
        with pytest.raises(StickRefused, match=r"0\.2 MB are needed and 0\.1 MB are free"):
            beneath.require(200_000)
        beneath.write("a.json", b"old")
        with pytest.raises(StickRefused, match="No space left"):
            beneath.write("a.json", bytes(200_000))
    assert names_in(small) == ["a.json"]
    assert (small / "a.json").read_bytes() == b"old"


def test_what_an_interrupted_write_left_goes(stick: Path) -> None:
    (stick / "ours" / ".gapura-0123456789abcdef").touch()
    (stick / "ours" / ".gapura-notes").touch()
    with Beneath(stick) as beneath:
        beneath.sweep("ours")
    assert names_in(stick / "ours") == [".gapura-notes"]

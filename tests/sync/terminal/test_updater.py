"""What a terminal keeps, refuses and begins anew of what it fetches."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sync.protocol.wire import CheckpointConfig
from sync.terminal.errors import TargetMissing, UpdateRefused
from sync.terminal.updater import FolderFetch, Updater
from sync.terminal.updater.fetcher import Fetcher
from tests.fakes.published import FakePublished, altered, list_changes

PACKAGE = "list-a/1.snapshot"


@pytest.fixture
def centre(tmp_path: Path) -> FakePublished:
    return FakePublished(tmp_path)


def refreshed(
    centre: FakePublished, fetch: Callable[[str, int], Iterator[bytes]] | None = None
) -> Updater:
    terminal = centre.terminal(fetch=fetch)
    terminal.refresh()
    return terminal


@pytest.fixture
def terminal(centre: FakePublished) -> Updater:
    return refreshed(centre)


@pytest.fixture
def folder(centre: FakePublished) -> Path:
    """Where the terminal keeps the packages of the list."""
    made = centre.folder / "terminal/targets/list-a"
    made.mkdir(parents=True)
    return made


def whole(terminal: Updater, centre: FakePublished) -> bytes:
    """The package as it is published."""
    vouched = terminal.target_info(PACKAGE)
    assert vouched is not None
    length, digest = vouched
    content = b"".join(centre.fetch(f"targets/list-a/{digest}.1.snapshot", 0))
    assert (len(content), hashlib.sha256(content).hexdigest()) == vouched
    assert length
    return content


def part_of(folder: Path, content: bytes) -> Path:
    """Where a download of `content` is kept until it is proven."""
    return folder / f"1.snapshot.{hashlib.sha256(content).hexdigest()[:16]}.part"


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UpdateRefused) as refused:
        act()
    return refused.value.kind


# ---- a download --------------------------------------------------------------------------------


def test_a_part_that_was_whole_when_it_was_cut_needs_nothing_more(
    centre: FakePublished, terminal: Updater, folder: Path
) -> None:
    content = whole(terminal, centre)
    part_of(folder, content).write_bytes(content)
    terminal._fetch = lambda path, _offset: pytest.fail(path)
    assert terminal.fetch_target(PACKAGE).read_bytes() == content
    assert [each.name for each in folder.iterdir()] == ["1.snapshot"]


def test_a_part_that_is_longer_than_the_whole_is_begun_anew(
    centre: FakePublished, terminal: Updater, folder: Path
) -> None:
    content = whole(terminal, centre)
    part_of(folder, content).write_bytes(content + b"x")
    assert terminal.fetch_target(PACKAGE).read_bytes() == content


def test_parts_of_what_was_promised_before_go(terminal: Updater, folder: Path) -> None:
    (folder / f"1.snapshot.{'0' * 16}.part").write_bytes(b"another promise")
    (folder / f"2.snapshot.{'0' * 16}.part").write_bytes(b"another package")
    terminal.fetch_target(PACKAGE)
    assert sorted(each.name for each in folder.iterdir()) == [
        "1.snapshot",
        f"2.snapshot.{'0' * 16}.part",
    ]


@pytest.mark.parametrize(
    ("change", "kind", "kept"),
    [
        (lambda content: content + b"x", "too-large", False),
        (lambda content: content[:-1], "unreachable", True),
        (lambda content: content[:-1] + b"x", "mismatch", False),
    ],
    ids=["longer", "shorter", "other"],
)
def test_what_is_not_as_vouched_for_never_has_the_name(
    centre: FakePublished, folder: Path, change: Any, kind: Any, kept: Any
) -> None:
    content = whole(refreshed(centre), centre)
    digest = hashlib.sha256(content).hexdigest()
    attack = altered(centre.fetch, {f"targets/list-a/{digest}.1.snapshot": change(content)})
    terminal = refreshed(centre, attack)
    assert refusal(lambda: terminal.fetch_target(PACKAGE)) == kind
    assert terminal.local_target(PACKAGE) is None
    assert part_of(folder, content).exists() is kept  # what may still be right is gone on with
    assert refreshed(centre).fetch_target(PACKAGE).read_bytes() == content


def test_what_the_disk_cannot_hold_is_not_begun(
    terminal: Updater, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: SimpleNamespace(f_bavail=0, f_frsize=4096))
    assert refusal(lambda: terminal.fetch_target(PACKAGE)) == "disk"
    assert list(folder.iterdir()) == []


def test_what_a_failing_disk_has_of_a_package_is_gone_on_with(
    centre: FakePublished, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = whole(refreshed(centre), centre)
    terminal = refreshed(centre)

    def fails(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("sync.terminal.updater.download.os.fsync", fails)
        assert refusal(lambda: terminal.fetch_target(PACKAGE)) == "disk"
    assert part_of(folder, content).read_bytes() == content
    assert terminal.fetch_target(PACKAGE).read_bytes() == content


def test_a_full_disk_is_told_with_the_file_in_words(
    terminal: Updater, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sync.terminal.updater.download.os.fsync", full)
    with pytest.raises(UpdateRefused) as refused:
        terminal.fetch_target(PACKAGE)
    said = str(refused.value)
    assert re.fullmatch(r"the terminal's disk is full: /\S+: No space left on device", said)


def test_a_package_beyond_any_size_is_not_begun(
    terminal: Updater, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.terminal.updater.updater.MAX_PACKAGE", 10)
    assert refusal(lambda: terminal.fetch_target(PACKAGE)) == "too-large"
    assert not list(folder.iterdir())


@pytest.mark.parametrize("hashes", [{"sha512": "0" * 128}, {"sha256": "0" * 63}, {}])
def test_what_another_hash_vouches_for_is_refused(
    terminal: Updater, monkeypatch: pytest.MonkeyPatch, hashes: Any
) -> None:
    info = SimpleNamespace(path=PACKAGE, length=10, hashes=hashes)
    monkeypatch.setattr(terminal, "_info", lambda _: info)
    assert refusal(lambda: terminal.target_info(PACKAGE)) == "mismatch"
    assert refusal(lambda: terminal.fetch_target(PACKAGE)) == "mismatch"


def test_nobody_vouches_for_what_is_not_published(terminal: Updater) -> None:
    assert terminal.target_info("list-a/9.snapshot") is None
    assert terminal.local_target("list-a/9.snapshot") is None
    assert refusal(lambda: terminal.fetch_target("list-a/9.snapshot")) == "missing"


@pytest.mark.parametrize("path", ["../config.json", "list-a/../../x", "/etc/passwd", "LIST/x", ""])
def test_no_path_leads_out_of_the_folder(
    terminal: Updater, centre: FakePublished, path: Any
) -> None:
    assert refusal(lambda: terminal.fetch_target(path)) == "mismatch"
    with pytest.raises(TargetMissing):
        list(centre.fetch(f"targets/{path}", 0))


def test_a_folder_s_fetch_leaves_it_for_nobody(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    (mirror / "targets").mkdir(parents=True)
    (tmp_path / "secret").write_text("the terminal's key")
    (mirror / "targets/inside").write_text("a package")
    assert b"".join(FolderFetch(mirror)("targets/inside", 2)) == b"package"
    for path in ("targets/../../secret", "targets/./inside", "targets//inside", "metadata/.."):
        with pytest.raises(TargetMissing):
            list(FolderFetch(mirror)(path, 0))


def test_who_holds_nothing_is_told_that_the_network_is_lost(centre: FakePublished) -> None:
    def lost(_path: str, _offset: int) -> Iterator[bytes]:
        raise OSError("no network")

    terminal = centre.terminal(fetch=lost, accepted=centre.now)
    assert refusal(terminal.refresh) == "unreachable"
    assert (terminal.stale, terminal.refused) == (False, None)


# ---- heads and configurations ------------------------------------------------------------------


def test_a_checkpoint_that_is_none_is_missing(terminal: Updater) -> None:
    assert refusal(lambda: terminal.checkpoint("nowhere")) == "missing"


def test_a_configuration_of_another_checkpoint_is_refused(centre: FakePublished) -> None:
    other = CheckpointConfig(
        checkpoint_id="other",
        collections=(),
        lease_days=30,
        stale_after_hours=24,
        outdated_after_hours=48,
        centre=bytes(1216),
    )
    centre.publisher.publish(
        {"checkpoints": {"checkpoints/gate.json": other.to_json()}}, centre.now
    )
    assert refusal(lambda: refreshed(centre).checkpoint("gate")) == "mismatch"


def test_a_head_that_speaks_of_another_collection_is_refused(centre: FakePublished) -> None:
    (changes,) = list_changes(2, role="list-b").values()
    centre.publisher.publish(
        {"list-a": {"list-a/head.json": changes["list-b/head.json"]}}, centre.now
    )
    assert refusal(lambda: refreshed(centre).head("list-a")) == "mismatch"


def test_asking_before_the_refresh_is_a_fault_of_ours(centre: FakePublished) -> None:
    with pytest.raises(RuntimeError, match="refresh"):
        centre.terminal().head("list-a")


def test_what_a_killed_writer_left_among_the_metadata_goes(
    centre: FakePublished, terminal: Updater
) -> None:
    terminal.head("list-a")
    left = centre.folder / "terminal/metadata/.timestamp.json.x"
    left.write_bytes(b"{")
    (centre.folder / "terminal/metadata/.folder").mkdir()
    refreshed(centre)
    assert not left.exists()
    assert (centre.folder / "terminal/metadata/.folder").exists()


# ---- the fetcher under tuf ---------------------------------------------------------------------


def test_tuf_is_given_the_same_bytes_by_either_of_its_ways(centre: FakePublished) -> None:
    fetcher = Fetcher(centre.fetch)
    url = "metadata/timestamp.json"
    content = centre.metadata("timestamp.json")
    assert b"".join(fetcher.fetch(url)) == content
    assert fetcher.download_bytes(url, len(content)) == content


def test_a_source_that_is_no_generator_needs_no_closing() -> None:
    assert list(Fetcher(lambda _path, _offset: iter((b"a", b"b"))).pieces("x", 0)) == [b"a", b"b"]


def test_an_older_data_centre_publishes_no_keys_of_its_own(centre: FakePublished) -> None:
    terminal = centre.terminal()
    terminal.refresh()
    assert terminal.centre_keys() is None

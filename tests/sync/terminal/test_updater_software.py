"""Which software may run: what a terminal believes of the role that release keys sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sync.central.publisher.targets import TargetSource
from sync.protocol.software_releases import SoftwareRelease
from sync.terminal.errors import TargetMissing, UpdateRefused
from sync.terminal.updater import Updater, fetch_onto, is_root, updater
from tests.fakes.published import NOW, FakePublished, altered
from tests.fakes.releases import FakeReleases

CONTENT = b"a package" * 1000


@pytest.fixture
def centre(tmp_path: Path) -> FakePublished:
    return FakePublished(tmp_path)


@pytest.fixture
def releases(centre: FakePublished) -> FakeReleases:
    return FakeReleases(centre)


def released(releases: FakeReleases) -> TargetSource:
    """One package, that release keys vouch for."""
    source = releases.put("gapura-1.deb", CONTENT)
    release = SoftwareRelease(
        version="0.4.0", distribution="bookworm", architecture="amd64", packages=(source.path,)
    )
    releases.release({release: [source]})
    return source


def refreshed(centre: FakePublished) -> Updater:
    terminal = centre.terminal()
    terminal.refresh()
    return terminal


def refusal(terminal: Updater, path: str) -> str:
    with pytest.raises(UpdateRefused) as refused:
        terminal.software_files([path])
    return refused.value.kind


def test_where_no_release_keys_are_named_nothing_may_run(centre: FakePublished) -> None:
    terminal = refreshed(centre)
    assert terminal.software() is None
    assert terminal.software_ended() is None


def test_release_keys_that_signed_nothing_let_nothing_run(
    centre: FakePublished, releases: FakeReleases
) -> None:
    assert releases
    assert refreshed(centre).software() is None


def test_what_two_of_three_signed_may_run(centre: FakePublished, releases: FakeReleases) -> None:
    source = released(releases)
    terminal = refreshed(centre)
    may_run = terminal.software()
    assert may_run is not None
    assert may_run.find("0.4.0", "bookworm", "amd64") is not None
    assert terminal.software_ended() is None
    (info,) = terminal.software_files([source.path])
    assert (info.length, info.hashes["sha256"]) == (source.length, source.sha256)
    place = centre.folder / "here.deb"
    assert fetch_onto(centre.fetch, info, place)
    assert place.read_bytes() == CONTENT
    assert not fetch_onto(lambda path, _offset: pytest.fail(path), info, place)


def test_other_bytes_than_the_signed_ones_never_have_the_name(
    centre: FakePublished, releases: FakeReleases
) -> None:
    source = released(releases)
    (info,) = refreshed(centre).software_files([source.path])
    place = centre.folder / "here.deb"
    evil = {f"targets/software/{source.sha256}.gapura-1.deb": CONTENT[:-1] + b"X"}
    with pytest.raises(UpdateRefused) as refused:
        fetch_onto(altered(centre.fetch, evil), info, place)
    assert refused.value.kind == "mismatch"
    assert not place.exists()


def test_a_package_that_nobody_signed_is_refused(
    centre: FakePublished, releases: FakeReleases, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = released(releases)
    terminal = refreshed(centre)
    assert refusal(terminal, "software/gapura-2.deb") == "missing"
    monkeypatch.setattr(updater, "MAX_PACKAGE", source.length - 1)
    assert refusal(terminal, source.path) == "missing"


def test_a_role_that_is_named_and_not_there_lets_nothing_run(
    centre: FakePublished, releases: FakeReleases
) -> None:
    released(releases)
    role = f"metadata/{centre.current('software')}"

    def without(path: str, offset: int) -> Iterator[bytes]:
        if path == role:
            raise TargetMissing(path)
        return centre.fetch(path, offset)

    terminal = centre.terminal(fetch=without)
    terminal.refresh()
    assert terminal.software() is None


def test_a_role_that_is_damaged_is_refused(centre: FakePublished, releases: FakeReleases) -> None:
    released(releases)
    role = f"metadata/{centre.current('software')}"
    terminal = centre.terminal(fetch=altered(centre.fetch, {role: b"{}"}))
    terminal.refresh()
    with pytest.raises(UpdateRefused) as refused:
        terminal.software()
    assert refused.value.kind == "mismatch"


def test_what_ended_meanwhile_is_told_with_its_end(
    centre: FakePublished, releases: FakeReleases
) -> None:
    released(releases)
    terminal = centre.terminal(now=NOW + timedelta(days=2000), accepted=NOW)
    terminal.refresh()
    assert terminal.stale
    assert terminal.software() is not None
    ended = terminal.software_ended()
    assert ended is not None
    assert NOW < ended < NOW + timedelta(days=2000)


def test_trust_starts_at_a_root_and_at_nothing_else(centre: FakePublished) -> None:
    assert is_root(centre.root)
    assert not is_root(centre.metadata("timestamp.json"))
    assert not is_root(b"paper")

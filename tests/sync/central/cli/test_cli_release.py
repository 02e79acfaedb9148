"""Release keys: what no two custodians signed runs nowhere; what they signed runs where planned."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.protocol.wire import SoftwarePlan
from sync.terminal.errors import TargetMissing, UpdateRefused
from sync.terminal.updater import Updater
from tests.disks import SmallDisk
from tests.present import present
from tests.sync.central.cli.conftest import SECRETS, Desk

PASSPHRASE = "kunci rilis di lemari besi"  # noqa: S105


def debian_package(folder: Path, name: str, version: str, content: str = "") -> Path:
    """A package as dpkg-deb makes it, with one file."""
    tree = folder / f"tree-{name}-{version}"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        f"Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: U <u@localhost>\n"
        f"Description: uji\n"
    )
    (tree / "opt").mkdir()
    (tree / "opt" / name).write_text(content or f"{name} {version}\n")
    place = folder / f"{name}_{version}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(place)],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(tree)
    return place


def release_packages(folder: Path, version: str, content: str = "") -> list[Path]:
    return [
        debian_package(folder, f"gapura-terminal-{version}", f"{version}+deb12", content),
        debian_package(folder, "gapura-terminal", f"{version}+deb12"),
    ]


class Custody:
    """A data centre with two operators, and three release custodians elsewhere."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        patch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.desk, self.folder, self._capsys = desk, folder, capsys
        file = folder / "custodians.txt"
        file.write_text(PASSPHRASE + "\n")
        file.chmod(0o600)
        patch.setenv("GAPURA_OFFLINE_PASSPHRASE_FILE", str(file))
        desk(
            "init", "--one-stick", "--offline", folder / "stick", "--no-ntp", "--host", "localhost"
        )
        for name in SECRETS:
            patch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(folder / f"{name}.txt"))
            desk("operator", "add", name)
        desk("checkpoint", "add", "gate-1", "--name", "Gerbang 1", by="sari")

    def elsewhere(self, *arguments: object, status: int = 0) -> str:
        """A command on a machine that has no data centre."""
        assert cli.main(["central", *map(str, arguments)]) == status, self._capsys.readouterr().err
        shown = self._capsys.readouterr()
        return shown.err if status else shown.out

    def name_keys(self) -> None:
        made = []
        for name in "abc":
            (self.folder / name).mkdir(exist_ok=True)
            out = self.folder / f"{name}.pub.json"
            self.elsewhere(
                "keys", "make", "software", "--offline", self.folder / name, "--out", out
            )
            made += ["--key", out]
        self.desk("release", "keys", *made, "--offline", self.folder / "stick", by="sari")

    def requested(self, *given: object) -> tuple[Path, str]:
        out = self.folder / "r.json"
        return out, self.desk("release", "request", *given, "--out", out, by="sari")

    def signed(self, request: Path, who: str) -> Path:
        out = self.folder / f"{who}.sig.json"
        medium = self.folder / who
        self.elsewhere("release", "sign", request, "--yes", "--offline", medium, "--out", out)
        return out

    def release(self, *given: object) -> None:
        request, _ = self.requested(*given)
        signatures = [self.signed(request, who) for who in "ab"]
        self.desk("release", "combine", request, *signatures, by="sari")

    def look(self) -> Updater:
        """What a terminal believes, from the repository itself."""
        with Centre.open(self.desk.home) as centre:
            publisher = Publisher(centre.blobs, centre.secrets)
            root, blobs = publisher.root_bytes(), centre.blobs
            contents = {name: blobs.get(name, 1 << 24) for name in blobs.names("tuf")}

        def fetch(path: str, offset: int) -> Iterator[bytes]:
            if f"tuf/{path}" not in contents:
                raise TargetMissing(path)
            yield contents[f"tuf/{path}"][offset:]

        folder = self.folder / "terminal"
        now = datetime.now(UTC) + timedelta(seconds=1)
        updater = Updater(folder / "metadata", folder / "targets", root, fetch, now)
        updater.refresh()
        return updater

    def planned(self) -> SoftwarePlan | None:
        self.desk("publish")
        return self.look().checkpoint("gate-1").software


@pytest.fixture
def custody(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Custody:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("dpkg-deb is Debian's")
    return Custody(desk, tmp_path, monkeypatch, capsys)


def test_two_custodians_release_what_terminals_then_fetch(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    assert custody.look().software() is None
    request, said = custody.requested(*release_packages(tmp_path, "0.4.0"))
    assert "0.4.0 for bookworm, amd64: NEW" in said
    one = custody.signed(request, "a")
    refused = custody.desk("release", "combine", request, one, by="sari", status=2)
    assert "signed by 1 of its keys, needed are 2" in refused
    assert custody.look().software() is None
    custody.desk("release", "combine", request, one, custody.signed(request, "c"), by="sari")

    updater = custody.look()
    release = present(present(updater.software()).find("0.4.0", "bookworm", "amd64"))
    files = updater.software_files(release.packages)
    assert [updater.fetch_target(each.path).stat().st_size for each in files] == [
        each.length for each in files
    ]
    assert "may run: 0.4.0 on bookworm, amd64" in custody.desk("release", "list")
    assert "software     until" in custody.desk("keys", "show")


def test_no_key_of_the_data_centre_signs_software(custody: Custody, tmp_path: Path) -> None:
    """Who has the whole machine, and the stick, has no release key: other ones must be named."""
    custody.name_keys()
    request, _ = custody.requested(*release_packages(tmp_path, "0.4.0"))
    out, stick = tmp_path / "x.json", tmp_path / "stick"
    refused = custody.elsewhere(
        "release", "sign", request, "--yes", "--offline", stick, "--out", out, status=2
    )
    assert "holds no release key that this request asks for" in refused
    assert not out.exists()
    refused = custody.desk("keys", "replace", "software", "--offline", stick, by="sari", status=2)
    assert "no key of this machine signs software" in refused


def test_a_signature_does_not_take_the_requests_place(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    request, _ = custody.requested(*release_packages(tmp_path, "0.4.0"))
    before, medium = request.read_bytes(), tmp_path / "a"
    refused = custody.elsewhere(
        "release", "sign", request, "--yes", "--offline", medium, "--out", request, status=2
    )
    assert "--out is the request itself" in refused
    assert request.read_bytes() == before


def test_an_altered_request_is_signed_by_nobody(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    request, _ = custody.requested(*release_packages(tmp_path, "0.4.0"))
    signatures = [custody.signed(request, who) for who in "ab"]
    other, _ = custody.requested(*release_packages(tmp_path, "0.4.1"))
    refused = custody.desk("release", "combine", other, *signatures, by="sari", status=2)
    assert "a signature belongs to another request" in refused
    assert custody.look().software() is None


def test_other_bytes_under_a_released_version_are_shouted(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    custody.release(*release_packages(tmp_path, "0.4.0"))
    _, said = custody.requested(*release_packages(tmp_path, "0.4.0", "something else"))
    assert "ANOTHER CONTENT THAN BEFORE" in said


def test_a_withdrawn_version_is_gone_with_its_bytes(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    custody.release(*release_packages(tmp_path, "0.4.0"))
    custody.release(*release_packages(tmp_path, "0.4.1"))
    custody.release("--withdraw", "0.4.0")
    assert [each.version for each in present(custody.look().software()).releases] == ["0.4.1"]
    with Centre.open(custody.desk.home) as centre:
        held = list(centre.blobs.names("tuf/targets/software"))
    assert not [name for name in held if "0.4.0" in name]
    _, _ = custody.requested(*release_packages(tmp_path, "0.4.2"))
    unknown = custody.desk(
        "release", "request", "--withdraw", "0.9", "--out", tmp_path / "o", by="sari", status=2
    )
    assert "0.9: no such version is released" in unknown


def test_new_release_keys_void_what_the_old_ones_signed(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    custody.release(*release_packages(tmp_path, "0.4.0"))
    for name in "abc":
        shutil.rmtree(tmp_path / name)
    custody.name_keys()
    with pytest.raises(UpdateRefused):
        custody.look().software()
    custody.desk("publish")  # lists go on
    custody.release(*release_packages(tmp_path, "0.4.1"))
    versions = [each.version for each in present(custody.look().software()).releases]
    assert versions == ["0.4.0", "0.4.1"]


def test_what_runs_where_needs_two_operators_and_stops_with_one(
    custody: Custody, tmp_path: Path
) -> None:
    custody.name_keys()
    unreleased = custody.desk("release", "roll-out", "0.4.0", by="sari", status=2)
    assert "no such version is released" in unreleased
    custody.release(*release_packages(tmp_path, "0.4.0"))
    said = custody.desk(
        "release", "roll-out", "0.4.0", "--percent", "10", "--from", "1", "--until", "4", by="sari"
    )
    assert "waits for another operator" in said
    assert custody.planned() is None
    custody.desk("approve", "1", by="sari", status=2)
    custody.desk("approve", "1", by="budi")
    assert custody.planned() == SoftwarePlan(
        version="0.4.0", percent=10, from_hour=1, until_hour=4, put_off_hours=24
    )
    assert "gate-1: 0.4.0 for 10 of 100 terminals, from 01:00" in custody.desk("release", "list")
    custody.desk("release", "stop", by="sari")
    assert custody.planned() is None


def test_a_change_of_settings_proposed_before_a_stop_starts_nothing_again(
    custody: Custody, tmp_path: Path
) -> None:
    custody.name_keys()
    custody.release(*release_packages(tmp_path, "0.4.0"))
    custody.desk("release", "roll-out", "0.4.0", by="sari")
    custody.desk("approve", "1", by="budi")
    custody.desk("checkpoint", "change", "gate-1", "--lease-days", "3", by="sari")
    custody.desk("release", "stop", by="budi")
    custody.desk("approve", "2", by="budi")
    assert custody.planned() is None
    assert custody.look().checkpoint("gate-1").lease_days == 3


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("gapura-central-0.4.0", "0.4.0+deb12"),
        ("gapura-terminal-0.4.0", "0.4.1+deb12"),
        ("gapura-terminal", "0.4.0+deb9"),
        ("gapura-terminal", "0.4.0"),
    ],
)
def test_what_is_no_package_of_a_terminal_is_refused(
    custody: Custody, tmp_path: Path, name: str, version: str
) -> None:
    custody.name_keys()
    place = debian_package(tmp_path, name, version)
    out = tmp_path / "r.json"
    refused = custody.desk("release", "request", place, "--out", out, by="sari", status=2)
    assert "is no package of a terminal" in refused
    assert not out.exists()


def test_half_a_release_is_refused(custody: Custody, tmp_path: Path) -> None:
    custody.name_keys()
    whole, _ = release_packages(tmp_path, "0.4.0")
    out = tmp_path / "r.json"
    refused = custody.desk("release", "request", whole, "--out", out, by="sari", status=2)
    assert "give both its packages once; missing: gapura-terminal" in refused
    refused = custody.desk("release", "request", __file__, "--out", out, by="sari", status=2)
    assert "no Debian package that dpkg-deb can read" in refused


def test_without_release_keys_nothing_can_be_asked_for(custody: Custody, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    given = release_packages(tmp_path, "0.4.0")
    refused = custody.desk("release", "request", *given, "--out", out, by="sari", status=2)
    assert "no release keys are named" in refused
    assert "`gapura central release keys`" in refused


def test_two_keys_of_one_custodian_are_not_three(custody: Custody, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    out = tmp_path / "a.json"
    custody.elsewhere("keys", "make", "software", "--offline", tmp_path / "a", "--out", out)
    stick = tmp_path / "stick"
    refused = custody.desk(
        "release",
        "keys",
        "--key",
        out,
        "--key",
        out,
        "--key",
        out,
        "--offline",
        stick,
        by="sari",
        status=2,
    )
    assert "give 3 different ones" in refused


def test_no_backup_carries_software_and_a_restore_says_that_it_is_due(
    custody: Custody, tmp_path: Path
) -> None:
    """A version has 480 MB, and after a restore nothing of it holds."""
    custody.name_keys()
    (key,) = (tmp_path / "stick").glob("gapura-recovery-*.key")
    custody.desk("backup", "make", tmp_path / "before")
    custody.release(*release_packages(tmp_path, "0.4.0", os.urandom(1 << 20).hex()))
    custody.look()
    custody.desk("backup", "make", tmp_path / "after")
    assert (tmp_path / "after").stat().st_size < (tmp_path / "before").stat().st_size + 100_000
    where = ["--home", tmp_path / "again", "--journal", custody.desk.home / "journal"]
    media = ["--key", key, "--offline", tmp_path / "stick"]
    said = custody.elsewhere("restore", tmp_path / "after", *where, *media)
    assert "no other software until it is released anew" in said
    custody.desk.home = tmp_path / "again"
    assert custody.look().software() is None
    custody.release(*release_packages(tmp_path, "0.4.1"))
    assert [each.version for each in present(custody.look().software()).releases] == ["0.4.1"]


def test_a_full_temporary_folder_is_named(
    custody: Custody, tmp_path: Path, small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    custody.name_keys()
    given = release_packages(tmp_path, "0.4.0", os.urandom(1 << 20).hex())
    folder = small_disk(tmp_path / "temporary", "1m")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    out = tmp_path / "r.json"
    refused = custody.desk("release", "request", *given, "--out", out, by="sari", status=2)
    assert f"{folder}: No space left on device" in refused
    assert not out.exists()


def test_custodians_sign_what_an_image_measures(custody: Custody) -> None:
    custody.name_keys()
    boot = custody.folder / "gapura_0.4.0.boot.json"
    text = (
        '{"version": "0.4.0", "distribution": "bookworm", "architecture": "amd64", "boot": ['
        f'{{"pcr": 11, "values": ["{"a" * 64}"]}}, {{"pcr": 12, "values": ["{"0" * 64}"]}}]}}'
    )
    boot.write_text(text)
    asked = ("release", "request", "--boot", boot, "--out", custody.folder / "r.json")
    told = custody.desk(*asked, by="sari", status=2)
    assert "0.4.0 for bookworm, amd64: an image of it is measured" in told
    packages = release_packages(custody.folder, "0.4.0")
    _, shown = custody.requested(*packages, "--boot", boot)
    assert f"  {'a' * 64}  PCR 11 of its image" in shown
    custody.release(*packages, "--boot", boot)
    (released,) = present(custody.look().software()).releases
    assert [each.pcr for each in released.boot] == [11, 12]
    # An image that was measured later, of a version that is released already.
    boot.write_text(text.replace("a" * 64, "b" * 64))
    custody.release("--boot", boot)
    (released,) = present(custody.look().software()).releases
    assert released.boot[0].values == ("b" * 64,)
    boot.write_text(text.replace('"pcr": 11', '"pcr": 99'))
    told = custody.desk(*asked, by="sari", status=2)
    assert told.startswith(f"gapura: {boot}: this is no gapura_VERSION.boot.json")
    assert told.count("\n") == 1

"""The image's update from a stick: the script itself, in a machine that is laid together."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UPDATE = ROOT / "packaging/image/root/usr/lib/gapura/update-from-stick"
RUNS, NEWER = "1.0.9", "1.0.10"
# This machine's root under a copy that is thrown away. Of the stick it has a folder, and `mount`
# takes that: many a kernel has no vfat.
MACHINE = """
mount -t tmpfs over "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay over -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
root=$1/root
mount --rbind /proc "$root/proc"
mount -t tmpfs run "$root/run"
mount --bind /dev "$root/dev"
mkdir -p "$root/usr/lib/gapura" "$root/efi" "$root/stick" "$root/usr/local/sbin"
cp "$2"/stick/* "$root/stick/"
printf '#!/bin/sh\nexec /bin/mount --bind /stick /run/gapura-stick\n' >"$root/usr/local/sbin/mount"
chmod 0755 "$root/usr/local/sbin/mount"
cp "$2/update-from-stick" "$2/release.pub" "$root/usr/lib/gapura/"
rm "$root/usr/lib/os-release"
cp "$2/os-release" "$root/usr/lib/os-release"
mkdir -p "$root/var/lib/gapura-stick" "$root/efi/EFI/Linux"
for kernel in "$2"/kernels/*; do [ ! -e "$kernel" ] || cp "$kernel" "$root/efi/EFI/Linux/"; done
status=0
PATH=/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin
chroot "$root" /usr/lib/gapura/update-from-stick || status=$?
ls -A "$root/var/lib/gapura-stick" | sed "s/^/left: /"
exit "$status"
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts"),
]


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


class Stick:
    """What lies on it, and the machine that it comes to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kernels = folder, folder / "kernels"
        self.kernels.mkdir()
        self.key = folder / "release.key"
        run("openssl", "genpkey", "-quiet", "-algorithm", "RSA", "-out", self.key)
        run("openssl", "pkey", "-in", self.key, "-pubout", "-out", folder / "release.pub")
        (folder / "os-release").write_text(f"IMAGE_ID=gapura\nIMAGE_VERSION={RUNS}\n")
        shutil.copy(UPDATE, folder)

    def holds(self, version: str) -> dict[str, bytes]:
        """Return its files, signed."""
        part = "0" * 8 + "-0000-0000-0000-" + "0" * 12
        names = (f"_{part}.root", f"_{part}.verity", ".efi")
        files = {f"gapura_{version}{name}": name.encode() for name in names}
        sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {n}\n" for n, data in files.items())
        (self.folder / "sums").write_text(sums)
        signature = self.folder / "sums.sig"
        run("openssl", "dgst", "-sign", self.key, "-out", signature, self.folder / "sums")
        return files | {"SHA256SUMS": sums.encode(), "SHA256SUMS.sig": signature.read_bytes()}

    def comes(self, files: dict[str, bytes]) -> tuple[int, str]:
        """Return how the script ends, and what it says; it leaves nothing behind."""
        medium = self.folder / "stick"
        medium.mkdir()
        for name, data in files.items():
            (medium / name).write_bytes(data)
        machine = self.folder / "machine"
        machine.mkdir()
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-euc", MACHINE, "sh", machine, self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = (done.stdout + done.stderr).splitlines()
        said = [line for line in lines if line.startswith("update from a stick: ")]
        assert len(said) == 1, lines
        assert not [line for line in lines if line.startswith("left: ")]
        return done.returncode, said[0]


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


@pytest.mark.parametrize("version", ["1.0.8", RUNS, "1.0"])
def test_a_version_that_is_not_newer_is_refused(stick: Stick, version: str) -> None:
    status, said = stick.comes(stick.holds(version))
    assert (status, f"it holds version {version}, and {RUNS} runs" in said) == (1, True), said


def test_a_list_that_was_altered_is_refused(stick: Stick) -> None:
    files = stick.holds(NEWER)
    status, said = stick.comes(files | {"SHA256SUMS": files["SHA256SUMS"][:-1]})
    assert (status, "not signed by the key of releases" in said) == (1, True), said


def test_a_file_that_was_altered_is_refused(stick: Stick) -> None:
    files = stick.holds(NEWER)
    status, said = stick.comes(files | {f"gapura_{NEWER}.efi": b".EFI"})
    assert (status, "a file is damaged" in said) == (1, True), said


def test_a_file_that_is_missing_is_named(stick: Stick) -> None:
    files = stick.holds(NEWER)
    del files[f"gapura_{NEWER}.efi"]
    status, said = stick.comes(files)
    assert (status, f"gapura_{NEWER}.efi is missing" in said) == (1, True), said


def test_a_version_that_did_not_come_up_is_not_brought_again(stick: Stick) -> None:
    (stick.kernels / f"gapura_{NEWER}+0-3.efi").touch()
    status, said = stick.comes(stick.holds(NEWER))
    assert (status, "did not come up here in three starts" in said) == (1, True), said


@pytest.mark.parametrize("counted", ["", "+3", "+2-1"])
def test_a_version_that_is_here_is_not_copied_again(stick: Stick, counted: str) -> None:
    (stick.kernels / f"gapura_{NEWER}{counted}.efi").touch()
    status, said = stick.comes(stick.holds(NEWER))
    assert (status, f"version {NEWER} is here" in said) == (0, True), said


def test_another_version_that_begins_alike_is_not_taken_for_it(stick: Stick) -> None:
    (stick.kernels / f"gapura_{NEWER}.1+0-3.efi").touch()
    files = stick.holds(NEWER)
    del files[f"gapura_{NEWER}.efi"]
    assert "is missing" in stick.comes(files)[1]

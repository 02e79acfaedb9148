"""The image of a terminal: what its files say to each other; the whole in a virtual machine."""

from __future__ import annotations

import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
import uuid
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from models.weights import weights_dir

ROOT = Path(__file__).resolve().parents[1]
IMAGE = ROOT / "packaging" / "image"
LAID = IMAGE / "root"
UPDATE = LAID / "usr/lib/gapura/update-from-stick"
SCRIPTS = (
    *IMAGE.glob("*.sh"),
    ROOT / "packaging" / "boot.sh",
    UPDATE,
)
SECTOR = 512
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_shell_understands_every_script(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text("utf-8").splitlines()[0] else "sh"
    shell = "bash" if script.name == "make.sh" else shell
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_word_of_the_partitions_is_filled_in() -> None:
    words = {
        word
        for place in (IMAGE / "repart.d").glob("*.conf")
        for word in re.findall(r"@([A-Z]+)@", place.read_text("utf-8"))
    }
    filled = set(re.findall(r"s/@([A-Z]+)@/", (IMAGE / "make.sh").read_text("utf-8")))
    assert words == filled


def test_both_slots_are_alike() -> None:
    """Else an update would not fit into the other."""

    def sizes(slot: str) -> list[list[str]]:
        found = []
        for place in sorted((IMAGE / "repart.d").glob(f"*-{slot}.conf")):
            text = place.read_text("utf-8")
            found.append(re.findall(r"^(?:Type|Size\w+)=.*$", text, re.MULTILINE))
        return found

    assert sizes("a") == sizes("b") != []


def test_nothing_runs_from_var() -> None:
    (line,) = [
        line
        for line in (LAID / "etc/fstab").read_text("utf-8").splitlines()
        if line.split()[1:2] == ["/var"]
    ]
    assert {"nodev", "nosuid", "noexec"} <= set(line.split()[3].split(","))


def test_what_opens_var_is_bound_to_secure_boot_and_the_command_line() -> None:
    place = LAID / "usr/lib/systemd/system/systemd-repart.service.d/gapura.conf"
    starts = re.findall(r"^ExecStart=(.+)$", place.read_text("utf-8"), re.MULTILINE)
    assert len(starts) == 1
    assert {"--tpm2-pcrs=7+12", "--tpm2-public-key-pcrs=11"} <= set(starts[0].split())


def test_a_kernel_that_reads_a_wrong_bit_stops() -> None:
    line = (IMAGE / "make.sh").read_text("utf-8").replace("\\\n", "")
    command_line = re.search(r'--cmdline="([^"]+)"', line)
    assert command_line is not None
    words = command_line[1].split()
    assert {"roothash=$hash", "systemd.verity_root_options=panic-on-corruption"} <= set(words)
    assert "rd.shell=0" in words


def test_what_shows_a_bare_machine_waits_for_what_the_lane_wants() -> None:
    """One of the two starts, never both."""
    wanted = "ConditionPathExists="
    lane = (ROOT / "packaging/systemd/gapura-kiosk.service").read_text("utf-8")
    (place,) = re.findall(rf"^{wanted}(.+)$", lane, re.MULTILINE)
    bare = (LAID / "usr/lib/systemd/system/gapura-technician.service.d/bare.conf").read_text(
        "utf-8"
    )
    assert re.findall(rf"^{wanted}(.*)$", bare, re.MULTILINE) == ["", f"!{place}"]


def test_a_bad_stick_keeps_no_version_from_being_good() -> None:
    """A version counts as good where no unit has failed."""
    unit = (LAID / "usr/lib/systemd/system/gapura-stick.service").read_text("utf-8")
    assert re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE) == [f"-/{UPDATE.relative_to(LAID)}"]


def test_a_stick_is_taken_where_its_files_are_copied_to() -> None:
    (place,) = re.findall(r"^place=(\S+)$", UPDATE.read_text("utf-8"), re.MULTILINE)
    sources = [
        re.findall(r"^Path=(/\S*)$", each.read_text("utf-8"), re.MULTILINE)[0]
        for each in (LAID / "usr/lib/sysupdate.d").glob("*.transfer")
    ]
    made = (LAID / "usr/lib/tmpfiles.d/gapura-image.conf").read_text("utf-8")
    assert set(sources) == {place}
    assert f"d {place} 0700 root" in made


def table(tmp_path: Path, *labels: str) -> Path:
    """A disk of 1 MB whose partitions begin at sector 100, 200, …"""
    entries = b"".join(
        struct.pack("<16s16sQQQ72s", uuid.uuid4().bytes, uuid.uuid4().bytes, at, at + 9, 0, name)
        for at, name in (
            (100 * number, label.encode("utf-16-le")) for number, label in enumerate(labels, 1)
        )
    )
    header = struct.pack("<8s64xQII", b"EFI PART", 2, len(labels), 128).ljust(SECTOR, b"\0")
    disk = tmp_path / "disk.raw"
    disk.write_bytes((bytes(SECTOR) + header + entries).ljust(1 << 20, b"\0"))
    return disk


def test_a_partition_is_found_by_its_label(tmp_path: Path) -> None:
    disk = table(tmp_path, "gapura-esp", "gapura_1.2")
    program = [sys.executable, str(IMAGE / "partition.py"), str(disk)]
    done = subprocess.run([*program, "gapura_1.2"], capture_output=True, text=True, check=True)
    assert int(done.stdout) == 200 * SECTOR
    assert subprocess.run([*program, "none"], capture_output=True, check=False).returncode != 0


@pytest.mark.appliance
@pytest.mark.skipif(os.geteuid() != 0, reason="chroots are for root")
@pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed")
@pytest.mark.skipif(shutil.which("swtpm") is None, reason="swtpm is not installed")
def test_it_starts_seals_is_updated_and_refuses_what_was_altered() -> None:
    """In a virtual machine with Secure Boot and a TPM: many minutes."""
    settings = {"PYTHON": sys.executable, "GAPURA_WEIGHTS": str(weights_dir())}
    build = [str(IMAGE / "build.sh")]
    newer = {"GAPURA_IMAGE_VERSION": f"{VERSION}.1", "GAPURA_IMAGE_OUT": "dist/next"}
    images = [f"dist/gapura_{VERSION}.raw", "dist/next"]
    scripts = [build, ["env", *(f"{key}={value}" for key, value in newer.items()), *build]]
    scripts.append([str(ROOT / "packaging" / "boot.sh"), *images])
    if not list((ROOT / "dist").glob("gapura-terminal_*+deb13_*.deb")):
        scripts.insert(0, [str(ROOT / "packaging/deb/build.sh"), "trixie"])
    for script in scripts:
        done = subprocess.run(
            script, env={**os.environ, **settings}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "all steps passed" in done.stdout
    screen = QImage(str(ROOT / "dist" / "boot.png"))
    assert (screen.width(), screen.height()) == (1280, 800)
    # The key of the lane, chosen, in the rail at the left: not a splash, and no black screen.
    key = screen.pixelColor(40, 190)
    assert key.blue() > 2 * key.red() > 0, key.name()

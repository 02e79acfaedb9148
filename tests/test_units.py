"""The units of systemd: understood by it, closed, and of commands that there are."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from sync.central.centre import PORT
from sync.central.serving.gateway_unit import METRICS, write_port

UNITS = Path(__file__).resolve().parents[1] / "packaging" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
MAX_EXPOSURE = "20"  # tenths, of 100; a plain service has 96


def settings(unit: Path) -> dict[str, list[str]]:
    """Every setting of a unit, in order."""
    found = defaultdict(list)
    for line in unit.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, mark, value = line.partition("=")
            assert mark, line
            found[name].append(value)
    return found


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    """All but the program, which is not installed here: /bin/true stands for it."""
    text = unit.read_text("utf-8").replace("/usr/bin/gapura", "/bin/true")
    copy = tmp_path / unit.name
    copy.write_text(text, "utf-8")
    done = analyze("verify", "--recursive-errors=no", "--man=no", str(copy))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_systemd_calls_it_closed(unit: Path) -> None:
    done = analyze("security", "--offline=true", f"--threshold={MAX_EXPOSURE}", str(unit))
    assert done.returncode == 0, done.stdout[-300:]


def test_an_open_unit_is_told_from_a_closed_one(tmp_path: Path) -> None:
    unit = tmp_path / "open.service"
    unit.write_text("[Service]\nExecStart=/bin/true\n", "utf-8")
    done = analyze("security", "--offline=true", f"--threshold={MAX_EXPOSURE}", str(unit))
    assert done.returncode != 0
    unit.write_text("[Service]\nExecStart=/bin/true\nProtectSytem=strict\n", "utf-8")
    assert "ProtectSytem" in analyze("verify", "--man=no", str(unit)).stderr


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_it_starts_a_command_with_options_that_there_are(unit: Path) -> None:
    from edge_app.cli import cli

    (line,) = settings(unit)["ExecStart"]
    program, *arguments = line.split()
    assert program == "/usr/bin/gapura"
    group, name, *options = arguments
    shown = CliRunner().invoke(cli, [group, name, "--help"])
    assert shown.exit_code == 0
    for option in options:
        assert not option.startswith("--") or option in shown.output


def test_the_gateway_listens_on_the_port_that_terminals_are_told(tmp_path: Path) -> None:
    """Its user cannot read the home; `owners` writes the port, and metrics stay on."""
    unit = tmp_path / "gapura-gateway.service"
    text = (UNITS / unit.name).read_text("utf-8")
    unit.write_text(text.replace("/usr/bin/gapura", "/bin/true"), "utf-8")
    (shipped,) = settings(UNITS / unit.name)["ExecStart"]
    assert shipped.endswith(f"--bind [::]:{PORT} --metrics {METRICS}")
    place = write_port(tmp_path, 9443)
    assert settings(place)["ExecStart"] == ["", shipped.replace(str(PORT), "9443")]
    assert place.stat().st_mode & 0o777 == 0o644
    place.write_text(place.read_text("utf-8").replace("/usr/bin/gapura", "/bin/true"), "utf-8")
    done = analyze("verify", "--recursive-errors=no", "--man=no", str(unit))
    assert (done.returncode, done.stderr) == (0, "")


def test_what_prometheus_is_told_to_ask_is_where_the_unit_answers() -> None:
    told = (UNITS.parent / "monitoring" / "README.md").read_text("utf-8")
    assert f'targets: ["{METRICS}"]' in told


def test_the_keeper_may_ask_the_kernel_whether_ntp_keeps_the_clock_and_may_not_set_it() -> None:
    """Without NTP's word nothing is signed; systemd's own protection would forbid to ask."""
    keeper = settings(UNITS / "gapura-keeper.service")
    assert keeper["ProtectClock"] == ["no"]
    assert keeper["SystemCallFilter"][-1] == "adjtimex"
    assert keeper["CapabilityBoundingSet"] == [""]


def test_keeper_and_gateway_are_two_users_and_the_keeper_has_no_network() -> None:
    keeper, gateway = (settings(UNITS / f"gapura-{name}.service") for name in ("keeper", "gateway"))
    assert keeper["User"] != gateway["User"]
    assert keeper["Group"] != gateway["Group"]
    assert (keeper["PrivateNetwork"], keeper["RestrictAddressFamilies"]) == (["yes"], ["AF_UNIX"])
    assert gateway["User"][0] in keeper["ExecStart"][0].split()
    assert "ReadWritePaths" not in gateway
    users = (UNITS / "gapura-sysusers.conf").read_text("utf-8").split()
    assert {keeper["User"][0], gateway["User"][0]} <= set(users)

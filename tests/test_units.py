"""The units of systemd: understood by it, closed, and of commands that there are."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from edge_app.pipeline.capture import LAST_RETRY_S
from edge_app.pipeline.video_source import OPEN_TIMEOUT_MS, READ_TIMEOUT_MS
from edge_app.terminal.kiosk_unit import camera_address, write_camera_address
from sync.central.centre import PORT
from sync.central.serving.gateway_unit import METRICS, write_port
from sync.service_notice import SEND_INTERVAL_S
from sync.terminal.errors import StateError
from sync.terminal.sealed_keys import PREFIX, STORE
from sync.terminal.state import CREDENTIALS, SPOOL_FILE, TerminalState
from tests.present import present

UNITS = Path(__file__).resolve().parents[1] / "packaging" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
PROGRAMS = ("/usr/bin/gapura", "/usr/bin/cage")
TERMINAL = "/var/lib/gapura"
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
    done = analyze("verify", "--recursive-errors=no", "--man=no", str(standing(unit, tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")


def standing(unit: Path, folder: Path) -> Path:
    """A copy whose programs are there."""
    text = unit.read_text("utf-8")
    for program in PROGRAMS:
        text = text.replace(program, "/bin/true")
    copy = folder / unit.name
    copy.write_text(text, "utf-8")
    return copy


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
    program, *arguments = line.removeprefix("/usr/bin/cage -d -- ").split()
    assert program == "/usr/bin/gapura"
    options = [each for each in arguments if each.startswith("--")]
    words = arguments[: arguments.index(options[0])]
    shown = CliRunner().invoke(cli, [*words, "--help"])
    assert shown.exit_code == 0
    for option in options:
        assert option in shown.output


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


# ---- a terminal ------------------------------------------------------------------------------


def terminal(name: str) -> dict[str, list[str]]:
    return settings(UNITS / f"gapura-{name}.service")


def test_kiosk_and_agent_are_two_users_with_one_group_between_them() -> None:
    kiosk, agent = terminal("kiosk"), terminal("agent")
    assert (kiosk["User"], agent["User"]) == (["gapura-kiosk"], ["gapura-agent"])
    assert (kiosk["Group"], agent["Group"]) == (kiosk["User"], agent["User"])
    users = (UNITS / "gapura-terminal-sysusers.conf").read_text("utf-8").splitlines()
    made = {tuple(line.split()[:2]) for line in users if line and not line.startswith("#")}
    assert {("u", "gapura-kiosk"), ("u", "gapura-agent"), ("g", "gapura-terminal")} <= made
    for unit in (kiosk, agent):
        assert "gapura-terminal" in unit["SupplementaryGroups"][0].split()
        assert unit["UMask"] == ["0007"]  # what is made in a shared folder is its group's


def test_the_owners_command_means_the_units_users() -> None:
    from edge_app.commands.provision_owners import owners_command

    names = {option.name: option.default for option in owners_command.params}
    (kiosk,), (agent,) = terminal("kiosk")["User"], terminal("agent")["User"]
    assert (names["kiosk"], names["agent"], names["group"]) == (kiosk, agent, "gapura-terminal")


def test_who_sees_faces_has_no_network_and_who_has_it_no_camera() -> None:
    kiosk, agent = terminal("kiosk"), terminal("agent")
    assert not {"AF_INET", "AF_INET6"} & set(kiosk["RestrictAddressFamilies"][0].split())
    assert kiosk["IPAddressDeny"] == ["any"]
    allowed = {one.split()[0] for one in kiosk["DeviceAllow"]}
    assert (kiosk["DevicePolicy"], allowed) == (
        ["closed"],
        {"char-video4linux", "char-drm", "char-alsa"},
    )
    assert (agent["DevicePolicy"], agent["DeviceAllow"]) == (["closed"], ["/dev/tpmrm0 rw"])
    assert agent["SupplementaryGroups"] == ["gapura-terminal tss"]


def test_the_agent_writes_what_it_shares_its_lock_and_its_key_alone() -> None:
    state, agent = TerminalState(Path(TERMINAL)), terminal("agent")
    places = {Path(each.removeprefix("-")) for each in agent["ReadWritePaths"][0].split()}
    shared = {state.mirror, Path(TERMINAL) / SPOOL_FILE.parent, state.agent_socket.parent}
    assert places == shared | {state.agent_lock, state.credentials / "agent.key"}
    for unit in (agent, terminal("kiosk")):  # a folder that was given away, bare or not
        assert unit["ConditionPathExists"] == [str(state.agent_lock)]
    hidden = {Path(each.removeprefix("-")) for each in agent["InaccessiblePaths"][0].split()}
    assert hidden == {state.kiosk_store.parent, state.reports}
    assert "ReadWritePaths" in terminal("kiosk")


LASTING = [unit for unit in SERVICES if settings(unit)["Type"] != ["oneshot"]]


@pytest.mark.parametrize("unit", sorted(set(SERVICES) - set(LASTING)), ids=lambda unit: unit.name)
def test_what_ends_by_itself_has_no_network(unit: Path) -> None:
    found = settings(unit)
    assert (found["PrivateNetwork"], found["RestrictAddressFamilies"]) == (["yes"], ["AF_UNIX"])
    assert (found["LimitCORE"], found["MemorySwapMax"]) == (["0"], ["0"])


def test_an_update_is_begun_by_a_timer_and_writes_nothing_of_the_terminal() -> None:
    unit = UNITS / "gapura-update.service"
    timer = settings(unit.with_suffix(".timer"))
    assert int(timer["OnUnitInactiveSec"][0].removesuffix("min")) == 1
    assert f"ReadOnlyPaths={TERMINAL}" in unit.read_text("utf-8")


def test_keys_are_sealed_once_a_start_of_the_machine_where_it_has_a_tpm() -> None:
    seal = settings(UNITS / "gapura-seal.service")
    assert seal["RemainAfterExit"] == ["yes"]
    assert set(seal["ConditionPathExists"]) == {f"{TERMINAL}/terminal.json", "/dev/tpmrm0"}
    for name in ("kiosk", "agent"):
        assert "gapura-seal.service" in " ".join(terminal(name)["Wants"])
        assert "Requires" not in terminal(name), "a lane that stays dark is the worst of ends"


@pytest.mark.parametrize("unit", LASTING, ids=lambda unit: unit.name)
def test_a_service_is_started_again_without_end_and_says_when_it_is_ready(unit: Path) -> None:
    found = settings(unit)
    assert (found["Restart"], found["RestartSec"]) == (["always"], ["1"])
    assert (found["StartLimitIntervalSec"], found["Type"]) == (["0"], ["notify"])
    assert (found["LimitCORE"], found["MemorySwapMax"]) == (["0"], ["0"])
    later = settings(UNITS / "from-254" / f"{unit.name}.d" / "backoff.conf")
    assert int(later["RestartMaxDelaySec"][0]) <= 30


@pytest.mark.parametrize("name", ["kiosk", "agent"])
def test_a_terminals_service_that_hangs_is_ended_at_once(name: str) -> None:
    unit = terminal(name)
    assert unit["WatchdogSignal"] == ["SIGKILL"]
    assert unit["MemoryMax"]
    assert int(terminal("kiosk")["CPUWeight"][0]) > 100 > int(terminal("agent")["CPUWeight"][0])


def test_a_watchdog_is_more_patient_than_what_it_watches() -> None:
    """A camera that does not answer is given up sooner, and a word comes each second."""
    (seconds,) = map(int, terminal("kiosk")["WatchdogSec"])
    assert seconds > 2 * (OPEN_TIMEOUT_MS + READ_TIMEOUT_MS) / 1000 + LAST_RETRY_S
    assert int(terminal("agent")["WatchdogSec"][0]) > 10 * SEND_INTERVAL_S


def test_a_camera_of_the_network_gets_its_one_address(tmp_path: Path) -> None:
    unit = standing(UNITS / "gapura-kiosk.service", tmp_path)
    place = write_camera_address(tmp_path, "rtsp://admin:r4hasia@10.0.0.7:554/main?x=y")
    assert place is not None
    told = settings(place)
    assert told == {"RestrictAddressFamilies": ["AF_INET"], "IPAddressAllow": ["10.0.0.7"]}
    assert "r4hasia" not in place.read_text("utf-8")
    done = analyze("verify", "--recursive-errors=no", "--man=no", str(unit))
    assert (done.returncode, done.stderr) == (0, "")
    assert settings(present(write_camera_address(tmp_path, "rtsp://[fd00::7]/main"))) == {
        "RestrictAddressFamilies": ["AF_INET6"],
        "IPAddressAllow": ["fd00::7"],
    }
    assert write_camera_address(tmp_path, "/dev/video0") is None
    assert not place.exists()


@pytest.mark.parametrize("source", ["rtsp://u:secret@camera.lane2/main", "rtsp:///main"])
def test_a_camera_by_a_name_is_refused_without_its_password(source: str) -> None:
    with pytest.raises(StateError, match="no name server") as refused:
        camera_address(source)
    assert "secret" not in str(refused.value)


DROP_INS = sorted(UNITS.rglob("*.d/*.conf"))


@pytest.mark.parametrize("drop_in", DROP_INS, ids=lambda place: str(place.relative_to(UNITS)))
def test_a_drop_in_is_understood_by_the_systemd_that_it_is_for(
    drop_in: Path, tmp_path: Path
) -> None:
    unit = standing(UNITS / drop_in.parent.name.removesuffix(".d"), tmp_path)
    folder = tmp_path / drop_in.parent.name
    folder.mkdir()
    (folder / drop_in.name).write_text(drop_in.read_text("utf-8"), "utf-8")
    done = analyze("verify", "--recursive-errors=no", "--man=no", str(unit))
    version = int(analyze("--version").stdout.split()[1])
    if version < 254 and drop_in.parent.parent.name == "from-254":
        told = [line for line in done.stderr.splitlines() if not line.endswith(", ignoring.")]
        assert told == []
        return
    assert (done.returncode, done.stderr) == (0, "")


def test_each_unit_is_handed_the_keys_that_it_needs_under_the_names_of_the_seal() -> None:
    """By a name alone, and no path: where nothing was sealed, a unit starts without."""
    for name, keys in (
        ("kiosk", {"kiosk.key", "kiosk-signing.key", "store.key"}),
        ("agent", {"agent.key"}),
    ):
        unit = terminal(name)
        assert keys <= CREDENTIALS.keys()
        assert set(unit["LoadCredentialEncrypted"]) == {f"{key}:{PREFIX}{key}" for key in keys}
        assert "gapura-seal.service" in " ".join(unit["After"])
    (folder,) = settings(UNITS / "gapura-seal.service")["RuntimeDirectory"]
    assert Path("/run", folder) == STORE


def test_nobody_speaks_with_the_kernel_at_the_glass() -> None:
    lines = (UNITS / "gapura-terminal-sysctl.conf").read_text("utf-8").splitlines()
    told = dict(line.split(" = ") for line in lines if line and not line.startswith("#"))
    assert (told["kernel.sysrq"], told["fs.protected_hardlinks"]) == ("0", "1")
    (line,) = terminal("kiosk")["ExecStart"]
    assert "-s" not in line.partition(" -- ")[0].split()  # by which cage lets keys change it


@pytest.mark.parametrize(
    "source", sorted(UNITS.parent.rglob("*sysusers*")), ids=lambda source: source.name
)
def test_systemd_makes_the_users(source: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-sysusers")
    if program is None or os.geteuid() != 0:
        pytest.skip("systemd-sysusers is not installed, or not for this user")
    (tmp_path / "etc").mkdir()
    command = [program, f"--root={tmp_path}", "-"]
    text = source.read_text("utf-8")
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = (tmp_path / "etc" / "passwd").read_text("utf-8")
    wanted = {line.split()[1] for line in text.splitlines() if line.startswith("u ")}
    assert {line.partition(":")[0] for line in made.splitlines()} == wanted

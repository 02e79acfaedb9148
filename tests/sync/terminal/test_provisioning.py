"""A bare device becomes a terminal, once, and can be made bare again."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from sync.protocol.envelope.digests import fingerprint, key_digits
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.enrolment import enrol, read_ticket
from sync.terminal.erasure import KEY_FILE
from sync.terminal.errors import StateError, Unreachable
from sync.terminal.kiosk_status import KioskStatus, write_kiosk_status
from sync.terminal.lock import only_one
from sync.terminal.spool import Spool
from sync.terminal.state import CREDENTIALS, TerminalState
from sync.terminal.wiping import wipe
from tests.disks import SmallDisk, fill, remount
from tests.end_to_end.system import GAPURA
from tests.present import present
from tests.rights import ANOTHER_USER, UNPRIVILEGED
from tests.sync.terminal.fake_centre import Answer, Asked, FakeCentre
from tests.sync.terminal.whole_centre import WholeCentre

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def whole(centre: FakeCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WholeCentre:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return WholeCentre(centre, tmp_path / "centre")


@pytest.fixture
def state(tmp_path: Path) -> TerminalState:
    return TerminalState(tmp_path / "terminal")


@pytest.fixture
def ticket_file(whole: WholeCentre, tmp_path: Path) -> Path:
    place = tmp_path / "ticket.json"
    place.write_bytes(whole.ticket().to_json())
    return place


def waits_for_a_ticket(state: TerminalState) -> None:
    """An agent on a folder that is bare says what it waits for, and ends when it is told to."""
    command = [sys.executable, "-m", "edge_app.cli", "agent", "--state", str(state.root)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as agent:
        said = present(agent.stderr).readline()
        agent.terminate()
    assert "no terminal yet" in said
    assert "gapura provision init" in said
    assert agent.returncode == 0


def gapura(*arguments: Path | str, **settings: Any) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_app.cli", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        **settings,
    )


def test_a_ticket_makes_a_terminal(whole: WholeCentre, state: TerminalState) -> None:
    reply = enrol(state, whole.ticket(), "Jalur 2")
    key = SigningKey(state.credential("agent.key"))
    assert reply.terminal_id == fingerprint(key.public)[:32] == state.config().terminal_id
    assert whole.server.terminals == {reply.terminal_id: key.public}
    assert not reply.approved
    SealingKey(state.credential("kiosk.key"))
    kiosk = state.kiosk_signing_key()
    assert kiosk is not None
    assert kiosk.public == state.config().kiosk_key != key.public
    for name in CREDENTIALS:
        assert (state.credentials / name).stat().st_mode & 0o777 == 0o600
    assert state.trusted_root.read_bytes() == whole.published.root
    assert whole.token not in state.config_file.read_text()


def test_a_terminal_is_not_made_twice(whole: WholeCentre, state: TerminalState) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    with pytest.raises(StateError, match="holds terminal"):
        enrol(state, whole.ticket(), "Jalur 2")


def test_an_enrolment_that_was_cut_is_repeated_with_the_same_keys(
    whole: WholeCentre, state: TerminalState, centre: FakeCentre
) -> None:
    def cut(asked: Asked) -> Answer:
        whole(asked)  # the data centre has it, and its answer is lost
        raise ConnectionResetError("cut")

    centre.answer = cut
    with pytest.raises(Unreachable):
        enrol(state, whole.ticket(), "Jalur 2")
    assert not state.config_file.exists()
    first = dict(whole.server.terminals)
    centre.answer = whole
    enrol(state, whole.ticket(), "Jalur 2")
    assert whole.server.terminals == first


def test_a_ticket_that_was_used_says_so(whole: WholeCentre, state: TerminalState) -> None:
    whole.token = "b" * 26
    ticket = whole.ticket()
    whole.token = "c" * 26
    with pytest.raises(StateError, match="ask the data centre for a new one") as used:
        enrol(state, ticket, "Jalur 2")
    assert "b" * 26 not in str(used.value)
    assert not state.config_file.exists()


@pytest.mark.parametrize("days", [-3000, 3000])
def test_a_device_whose_clock_was_never_set_can_enrol(
    whole: WholeCentre, state: TerminalState, days: int
) -> None:
    whole.skew = timedelta(days=days)  # the same, seen from the data centre
    assert enrol(state, whole.ticket(), "Jalur 2").checkpoint_id == "gate"


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"x" * 300_000])
def test_what_is_no_ticket_says_so(data: bytes) -> None:
    with pytest.raises(StateError, match=r"^ticket.json is no ticket"):
        read_ticket(data, "ticket.json")


@pytest.mark.parametrize("url", ["https://gapura:99999", "https://gapura:0", "https://:8443"])
def test_a_ticket_with_an_address_of_nobody_says_so(whole: WholeCentre, url: str) -> None:
    ticket = whole.ticket().to_json()
    written = ticket.replace(whole.ticket().url.encode(), url.encode())
    assert written != ticket
    with pytest.raises(StateError, match=r"^ticket.json is no ticket.*url"):
        read_ticket(written, "ticket.json")


def test_the_folder_of_something_else_becomes_no_terminal(
    whole: WholeCentre, state: TerminalState
) -> None:
    """A clumsy hand names the data centre's home, or its own; a wipe would take `mirror/` there."""
    (state.root / "blobs").mkdir(parents=True)
    with pytest.raises(StateError, match="holds other folders"):
        enrol(state, whole.ticket(), "Jalur 2")
    assert [place.name for place in state.root.iterdir()] == ["blobs"]


def test_a_wipe_leaves_nothing_of_ours_and_all_of_others(
    whole: WholeCentre, state: TerminalState
) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    (state.root / "holiday.jpg").write_bytes(b"x")
    wipe(state)
    wipe(state)
    assert [place.name for place in state.root.iterdir()] == ["holiday.jpg"]


def test_a_revocation_on_a_full_disk_destroys_the_key_that_opens_at_once(
    whole: WholeCentre, tmp_path: Path, small_disk: SmallDisk
) -> None:
    state = TerminalState(small_disk(tmp_path / "disk", "1m") / "terminal")
    enrol(state, whole.ticket(), "Jalur 2")
    opens, signs = state.credential("kiosk.key"), state.credential("kiosk-signing.key")
    others = tmp_path / "disk" / "others.log"
    fill(others)
    with pytest.raises(OSError, match="No space"):
        state.destroy_kiosk_keys()
    assert state.credential("kiosk.key") != opens
    assert present(state.kiosk_signing_key()).raw == signs  # a kiosk that starts says what is so
    others.unlink()
    state.destroy_kiosk_keys()
    assert state.credential("kiosk-signing.key") != signs


@pytest.mark.slow
@pytest.mark.parametrize("which", ["spool", "kiosk_socket", "kiosk_metadata"])
def test_a_kiosk_that_may_not_write_one_place_makes_none(
    whole: WholeCentre, state: TerminalState, which: str
) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    place: Path = getattr(state, which)
    if which == "spool":
        place.touch()
    elif which == "kiosk_socket":
        place = place.parent
    place.chmod(0o500)
    os.chown(place, ANOTHER_USER, ANOTHER_USER)
    before = sorted(state.root.rglob("*"))
    run = ("kiosk", "--headless", "--seconds", "1", "--source", "none", "--state", str(state.root))
    done = subprocess.run(
        [*UNPRIVILEGED, *GAPURA, *run], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = f"gapura: {place} cannot be written: check its owner\n"
    assert (done.returncode, done.stderr.endswith(said)) == (2, True), done.stderr
    assert sorted(state.root.rglob("*")) == before


def test_a_wipe_takes_shift_reports_that_no_stick_took(
    whole: WholeCentre, state: TerminalState
) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    state.reports.mkdir()
    for name in ("laporan-jalur-2-20261127-0400.pdf", "laporan-jalur-2-20261127-0400.csv"):
        (state.reports / name).write_bytes(b"Sari")
    wipe(state)
    assert not list(state.root.iterdir())


def test_a_wipe_without_rights_says_how_much_is_left_of_what_and_takes_all_else(
    whole: WholeCentre, state: TerminalState
) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    (state.content_keys / "1.key").write_bytes(b"k")
    state.kiosk_store.write_bytes(b"s")
    with Spool(state.spool):
        pass
    state.agent_lock.touch(mode=0o600)
    for place in (state.content_keys, state.agent_lock, *state.credentials.iterdir()):
        os.chown(place, ANOTHER_USER, ANOTHER_USER)
    wipe_it = (*GAPURA, "provision", "wipe", "--yes", "--state", str(state.root))
    done = subprocess.run([*UNPRIVILEGED, *wipe_it], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "gapura: 5 files are not wiped: 4 of keys, 1 of lists "
        f"({state.credentials / 'agent.key'}: Permission denied); all else is; "
        "wipe again, as root\n"
    )
    left = {file.name for file in state.root.rglob("*") if file.is_file()}
    assert left == {*CREDENTIALS, "1.key", "terminal.json"}
    assert gapura(*wipe_of(state)).stdout.startswith("wiped; the proof is on ")
    assert not list(state.root.iterdir())


def wipe_of(state: TerminalState) -> tuple[Path | str, ...]:
    """The words of a wipe whose proof goes on a stick beside the folder."""
    stick = state.root.with_name("stick")
    stick.mkdir()
    return ("provision", "wipe", "--state", state.root, "--yes", "--stick", stick)


def test_a_wipe_of_a_disk_that_takes_no_writing_claims_nothing(
    whole: WholeCentre, state: TerminalState, small_disk: SmallDisk
) -> None:
    small_disk(state.root, "8m").chmod(0o700)
    enrol(state, whole.ticket(), "Jalur 2")
    remount(state.root, "ro")
    done = gapura("provision", "wipe", "--state", state.root, "--yes")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is yet; wipe again, once the disk can be written to\n" in done.stderr
    remount(state.root, "rw")
    assert gapura(*wipe_of(state)).stdout.startswith("wiped; the proof is on ")


def test_no_terminal_is_wiped_whose_kiosk_runs(whole: WholeCentre, state: TerminalState) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    with only_one(state.kiosk_lock, "a kiosk"):
        done = gapura("provision", "wipe", "--state", state.root, "--yes")
    assert (done.returncode, "a kiosk runs on" in done.stderr) == (2, True)
    assert state.credential("kiosk.key")


def test_the_technicians_commands(state: TerminalState, ticket_file: Path) -> None:
    made = gapura(
        "provision", "init", "--state", state.root, "--ticket", ticket_file, "--lane", "2", "--json"
    )
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    assert said["terminal_id"] == state.config().terminal_id
    assert said["kiosk_key"] == key_digits(state.config().kiosk_key or b"")
    again = gapura(
        "provision", "init", "--state", state.root, "--ticket", "-", "--lane", "2",
        input=ticket_file.read_text(),
    )  # fmt: skip
    assert again.returncode == 2
    assert "holds terminal" in again.stderr
    status = gapura("provision", "status", "--state", state.root, "--json")
    assert json.loads(status.stdout)["credentials"] == dict.fromkeys(CREDENTIALS, "ok")
    asked = gapura("provision", "wipe", "--state", state.root, stdin=subprocess.DEVNULL)
    assert asked.returncode == 2
    assert state.config_file.exists()
    assert gapura("provision", "wipe", "--state", state.root, "--yes").returncode == 0
    assert not state.credentials.exists()
    waits_for_a_ticket(state)
    empty = gapura("provision", "status", "--state", state.root, "--json")
    assert (empty.returncode, json.loads(empty.stdout)) == (0, {"provisioned": False})
    mistyped = gapura("provision", "status", "--state", state.root.with_name("nowhere"), "--json")
    assert (mistyped.returncode, mistyped.stdout) == (2, "")
    assert "holds no provisioned terminal" in mistyped.stderr


@pytest.mark.parametrize(
    ("option", "value", "word"),
    [
        ("--proxy", "127.0.0.1:3128", "begins with http://"),
        pytest.param(
            *("--proxy", "socks5://127.0.0.1:1080", "socks5 is spoken to no proxy"),
            marks=pytest.mark.slow,
        ),
        ("--proxy", "https://sandi:rahasia@127.0.0.1:3128", "https is spoken to no proxy"),
        ("--proxy", "http://", "http://host:port"),
        pytest.param(*("--proxy", "http://host:99999", "http://host:port"), marks=pytest.mark.slow),
        pytest.param(
            *("--proxy", "http://host name:3128", "http://host:port"), marks=pytest.mark.slow
        ),
        ("--lane", "", "1 to 200 signs"),
        pytest.param(*("--lane", "2\x1b[2J", "1 to 200 signs"), marks=pytest.mark.slow),
    ],
)
def test_what_cannot_be_a_setting_is_one_line_and_leaves_nothing(
    state: TerminalState, ticket_file: Path, option: str, value: str, word: str
) -> None:
    made = gapura(
        "provision", "init", "--state", state.root, "--ticket", ticket_file,
        *(("--lane", "2") if option != "--lane" else ()), option, value,
    )  # fmt: skip
    assert (made.returncode, made.stderr.count("\n")) == (2, 1)
    assert word in made.stderr
    assert "rahasia" not in made.stderr
    assert not state.root.exists()


def test_init_waits_for_the_operator(
    whole: WholeCentre, state: TerminalState, ticket_file: Path
) -> None:
    approving = threading.Timer(2.0, lambda: setattr(whole, "standing", "active"))
    approving.start()
    made = gapura(
        "provision", "init", "--state", state.root, "--ticket", ticket_file,
        "--lane", "2", "--wait", "--json",
    )  # fmt: skip
    approving.join()
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["approved"] is True


@pytest.mark.slow
def test_a_wait_that_was_cut_off_is_gone_on_with_by_the_same_command(
    whole: WholeCentre, state: TerminalState, ticket_file: Path
) -> None:
    given = ("provision", "init", "--state", state.root, "--ticket", ticket_file, "--wait")
    command = [sys.executable, "-m", "edge_app.cli", *map(str, given), "--lane", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as waiting:
        assert "waits for an operator's approval" in present(waiting.stderr).readline()
        other = gapura(*given, "--lane", "2")
        assert (other.returncode, other.stderr.count("runs on")) == (2, 1), "one waits at a time"
        waiting.send_signal(signal.SIGKILL)
    known = dict(whole.server.terminals)
    assert state.config().lane == "2"
    another = gapura(*given, "--lane", "3")
    assert another.returncode == 2
    assert "lane 2, already" in another.stderr
    approving = threading.Timer(2.0, lambda: setattr(whole, "standing", "active"))
    approving.start()
    again = gapura(*given, "--lane", "2", "--json")
    approving.join()
    assert again.returncode == 0, again.stderr
    said = json.loads(again.stdout)
    assert (said["approved"], said["terminal_id"]) == (True, state.config().terminal_id)
    assert whole.server.terminals == known, "the same terminal"


def test_the_agents_process_runs_alone_and_ends_when_told(
    whole: WholeCentre, state: TerminalState
) -> None:
    enrol(state, whole.ticket(), "Jalur 2")
    whole.standing = "active"
    command = [sys.executable, "-m", "edge_app.cli", "agent", "--state", str(state.root), "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in present(process.stdout):
            if json.loads(line)["standing"] == "active":
                break
        other = gapura("agent", "--state", state.root)
        assert other.returncode == 2
        assert "runs on" in other.stderr
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate()
    assert process.returncode == 0, log
    assert "Traceback" not in log
    assert not state.agent_socket.exists()


@pytest.mark.slow
def test_what_a_broken_in_agent_left_steers_no_screen_and_stops_no_wipe(
    state: TerminalState, ticket_file: Path, tmp_path: Path
) -> None:
    made = gapura(
        "provision", "init", "--state", state.root, "--ticket", ticket_file, "--lane", "2", "--json"
    )
    assert made.returncode == 0, made.stderr
    others = tmp_path / "others"
    others.mkdir()
    (others / "file").touch()
    with Spool(state.spool) as spool:
        hidden = {"standing": "\x1b[2Jactive", "last_contact": "yesterday\u202e"}
        spool.put_status("agent", hidden, datetime.now(UTC))
        spool.put_facts({"revoked": "\x1b[1A"})
        key = "the key of store.db waits: 44 MB must be free"
        said = KioskStatus(store_fault="the disk is full", fault=key)
        write_kiosk_status(spool, said, datetime.now(UTC))
    status = gapura("provision", "status", "--state", state.root)
    assert status.returncode == 0, status.stderr
    assert "?[2Jactive" in status.stdout
    assert re.search(rf"kiosk faults +the disk is full\n +{key}\n", status.stdout)
    assert not {"\x1b", "\u202e"} & set(status.stdout)
    (state.mirror / KEY_FILE).unlink(missing_ok=True)
    os.mkfifo(state.mirror / KEY_FILE)
    state.targets.rmdir()
    state.targets.symlink_to(others)
    state.agent_lock.unlink(missing_ok=True)
    os.mkfifo(state.agent_lock)
    done = gapura(*wipe_of(state))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("wiped; the proof is on ")
    assert list(state.root.iterdir()) == []
    assert (others / "file").exists()

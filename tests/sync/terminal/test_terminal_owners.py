"""A terminal of two users: the agent reads nothing of the kiosk's, and both do their work."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.bare_agent import BareAgent
from sync.terminal.enrolment import make_credentials
from sync.terminal.erasure import KEY_FILE, ErasableKeys
from sync.terminal.errors import StateError
from sync.terminal.lock import only_one
from sync.terminal.owners import TerminalOwners, give_terminal
from sync.terminal.spool import Spool
from sync.terminal.state import CREDENTIALS, TerminalConfig, TerminalState
from sync.terminal.wake import Listener, Waker
from sync.terminal.wiping import wipe

KIOSK, AGENT, BOTH = 61001, 61002, 61003  # of nobody
OWNERS = TerminalOwners((KIOSK, KIOSK), (AGENT, AGENT), BOTH)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")


@pytest.fixture
def state() -> Iterator[TerminalState]:
    """A terminal of root's, in a folder that others can enter; pytest's they cannot."""
    folder = Path(tempfile.mkdtemp(prefix="gapura-owners-"))
    folder.chmod(0o711)
    try:
        made = TerminalState(folder / "terminal")
        made.prepare()
        make_credentials(made)
        made.trusted_root.write_bytes(b"root")
        made.kiosk_store.write_bytes(b"store")
        made.write_config(
            TerminalConfig(
                terminal_id="0" * 32,
                checkpoint_id="gate",
                lane="Lajur 2",
                centre_id="centre",
                url="https://localhost:8443",
                statements_key=SigningKey(bytes(32)).public,
            )
        )
        yield made
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def given(state: TerminalState) -> TerminalState:
    give_terminal(state, OWNERS)
    return state


def as_user(user: int, step: Callable[[], object]) -> int:
    """Run `step` in a child of that user, with the units' umask; 0: it raised nothing."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([BOTH])
            os.setresgid(user, user, user)
            os.setresuid(user, user, user)
            os.umask(0o007)
            step()
            status = 0
        except PermissionError:
            status = 13
        except BaseException as error:  # noqa: BLE001  told by the parent
            sys.stderr.write(f"{error!r}\n")
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def agent(step: Callable[[], object]) -> int:
    return as_user(AGENT, step)


def kiosk(step: Callable[[], object]) -> int:
    return as_user(KIOSK, step)


DENIED = 13


def test_the_agent_reads_its_own_key_and_no_other(given: TerminalState) -> None:
    assert agent(lambda: given.credential("agent.key")) == 0
    for name in CREDENTIALS.keys() - {"agent.key"}:
        path = given.credentials / name
        assert agent(path.read_bytes) == DENIED
        assert kiosk(path.read_bytes) == 0
    assert agent(lambda: list(given.credentials.iterdir())) == DENIED


def test_a_replacement_of_the_stores_key_goes_on(state: TerminalState) -> None:
    state.make_next_store_key()
    give_terminal(state, OWNERS)
    assert kiosk(state.take_next_store_key) == 0


def test_the_agent_sees_nothing_of_store_and_reports_and_renames_nothing(
    given: TerminalState,
) -> None:
    for folder in (given.kiosk_store.parent, given.reports):
        assert agent(partial(os.listdir, folder)) == DENIED
        assert agent(partial(folder.rename, folder.with_name("moved"))) == DENIED
    assert agent(given.kiosk_store.read_bytes) == DENIED
    assert agent(given.config_file.unlink) == DENIED
    assert agent((given.root / "planted").touch) == DENIED


def test_others_may_not_even_enter(given: TerminalState) -> None:
    assert stat.S_IMODE(given.root.stat().st_mode) == 0o2750
    assert (given.root.stat().st_uid, given.root.stat().st_gid) == (KIOSK, BOTH)


def put(state: TerminalState, number: int) -> None:
    with Spool(state.spool) as spool:
        spool.put_facts({f"fact {number}": "yes"})
        assert spool.fact(f"fact {number}") == "yes"


@pytest.mark.parametrize("first", [KIOSK, AGENT])
def test_both_write_the_spool_whoever_opened_it_first(given: TerminalState, first: int) -> None:
    second = KIOSK + AGENT - first
    held = Spool(given.spool)  # its log stays
    held.close()
    for number, user in enumerate((first, second, first)):
        assert as_user(user, partial(put, given, number)) == 0


def test_the_agent_makes_removes_and_renames_nothing_beside_the_spool(
    given: TerminalState,
) -> None:
    put(given, 1)
    for place in given.spool.parent.iterdir():
        assert agent(place.unlink) == DENIED
        assert agent(partial(place.rename, place.with_name("away"))) == DENIED
    for end in ("-journal", "-wal2", ".new"):
        planted = given.spool.with_name(f"{given.spool.name}{end}")
        assert agent(planted.touch) == DENIED
        assert agent(partial(planted.symlink_to, given.kiosk_store)) == DENIED


def journal_that_names(victim: Path, spool: Path) -> bytes:
    """A rollback journal of SQLite's; whoever finds it beside a database deletes what it names."""
    magic, page, sector = bytes.fromhex("d9d505f920a163d7"), 4096, 512
    head = struct.pack(">5I", 0, 0, spool.stat().st_size // page, sector, page)
    name = bytes(victim)
    named = struct.pack(">2I", len(name), sum(name))
    return (
        (magic + head).ljust(sector, b"\0")
        + struct.pack(">I", 2**30 // page + 1)
        + (name + named + magic)
    )


@pytest.mark.parametrize("opens", [KIOSK, 0])
def test_no_file_is_deleted_that_a_journal_beside_the_spool_names(
    given: TerminalState, opens: int
) -> None:
    """Planted by an agent while the folder was its own, too: a terminal of one user."""
    victim = given.credentials / "kiosk.key"
    planted = given.spool.with_name(f"{given.spool.name}-journal")
    planted.write_bytes(journal_that_names(victim, given.spool))
    os.chown(planted, AGENT, AGENT)
    assert as_user(opens, partial(put, given, 1)) == 0
    assert victim.exists()
    assert not planted.exists()


def test_what_an_agent_left_beside_the_spool_goes_before_root_opens_it(
    given: TerminalState,
) -> None:
    folder, victim = given.spool.parent, given.root.parent / "passwd"
    victim.write_bytes(b"root")
    given.spool.unlink()
    given.spool.symlink_to(victim)
    (folder / "spool.db-journal").write_bytes(journal_that_names(victim, victim))
    os.mkfifo(folder / "pipe")
    (folder / "deep" / "er").mkdir(parents=True)
    give_terminal(given, OWNERS)
    assert victim.read_bytes() == b"root"
    assert {each.name for each in folder.iterdir()} == {
        f"spool.db{end}" for end in ("", "-wal", "-shm", ".lock", ".reserve")
    }
    for user in (AGENT, KIOSK):
        assert as_user(user, partial(put, given, user)) == 0


def test_a_spool_that_the_agent_emptied_is_made_anew_where_it_sees_no_piece_of_it(
    given: TerminalState,
) -> None:
    put(given, 1)
    assert agent(partial(os.truncate, given.spool, 0)) == 0
    assert agent(partial(put, given, 2)) != 0
    for user in (KIOSK, AGENT):
        assert as_user(user, partial(put, given, user)) == 0


def test_the_kiosk_makes_no_journal_for_a_spool_that_the_agent_turned_to_another_log(
    given: TerminalState,
) -> None:
    put(given, 1)

    def turn() -> None:
        with given.spool.open("r+b") as file:
            file.seek(18)  # SQLite: versions to read and to write by; 1: a rollback journal
            file.write(b"\1\1")

    def opened() -> None:
        with pytest.raises(StateError, match="damaged"):
            put(given, 2)

    assert agent(turn) == 0
    assert kiosk(opened) == 0


def test_the_agent_gives_up_the_reserve_on_a_full_disk_and_takes_it_again(
    given: TerminalState,
) -> None:
    reserve = given.spool.with_name("spool.db.reserve")
    size = reserve.stat().st_size

    def given_up() -> None:
        with Spool(given.spool) as spool:
            spool._open_reserve()
            assert reserve.stat().st_size == 0

    assert size
    assert agent(given_up) == 0
    assert agent(partial(put, given, 1)) == 0
    assert reserve.stat().st_size == size


def test_what_waited_in_the_spool_moves_with_it(state: TerminalState) -> None:
    put(state, 1)
    beside = state.spool
    give_terminal(state, OWNERS)
    assert state.spool != beside
    assert list(state.root.glob("spool.db*")) == []
    with Spool(state.spool) as spool:
        assert spool.fact("fact 1") == "yes"


def test_cut_off_before_the_old_spool_was_gone_it_is_done_again(state: TerminalState) -> None:
    put(state, 1)
    old = state.spool
    kept = old.read_bytes()
    give_terminal(state, OWNERS)
    put(state, 2)
    old.write_bytes(kept)
    (state.root / ".spool").mkdir()
    give_terminal(state, OWNERS)
    with Spool(state.spool) as spool:
        assert (spool.fact("fact 1"), spool.fact("fact 2")) == ("yes", "yes")
    assert not old.exists()


def test_the_kiosk_wipes_what_the_agent_brought(given: TerminalState) -> None:
    package = "a" * 32

    def bring() -> None:
        given.prepare_agent()
        given.require_agent_places()
        (given.targets / "list-dpo").mkdir(exist_ok=True)
        (given.targets / "list-dpo" / "1.package").write_bytes(b"sealed")
        ErasableKeys(given.content_keys).write(package, b"sealed key")

    assert agent(bring) == 0
    assert kiosk(lambda: ErasableKeys(given.content_keys).read(package)) == 0
    before = given.content_keys.with_name(KEY_FILE).read_bytes()
    assert kiosk(given.wipe_lists) == 0
    assert given.content_keys.with_name(KEY_FILE).read_bytes() != before
    assert list(given.content_keys.iterdir()) == []
    assert list(given.targets.iterdir()) == []
    assert agent(bring) == 0


def heard(path: Path, ready: int, told: int) -> None:
    with Listener(path) as listener:
        os.write(ready, b"!")
        os.read(told, 1)
        assert listener.wait(10.0)


def woken(path: Path, ready: int, told: int) -> None:
    os.read(ready, 1)
    done = Waker(path).send()
    os.write(told, b"!")
    assert done


def test_each_wakes_the_other(given: TerminalState) -> None:
    for listens, path, wakes in (
        (KIOSK, given.kiosk_socket, AGENT),
        (AGENT, given.agent_socket, KIOSK),
    ):
        ready, told = os.pipe(), os.pipe()
        hear, wake = (
            partial(heard, path, ready[1], told[0]),
            partial(woken, path, ready[0], told[1]),
        )
        child = os.fork()
        if child == 0:
            os._exit(as_user(listens, hear))
        assert as_user(wakes, wake) == 0
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_each_has_its_lock_and_its_places(given: TerminalState) -> None:
    def at_work(lock: Path) -> None:
        with only_one(lock, "one"):
            pass

    assert agent(lambda: at_work(given.agent_lock)) == 0
    assert kiosk(lambda: at_work(given.kiosk_lock)) == 0
    assert kiosk(given.require_kiosk_places) == 0
    assert kiosk(given.prepare) == 0
    assert kiosk(lambda: given.write_config(given.config())) == 0
    assert agent(given.config) == 0


def test_while_one_runs_a_terminal_of_one_user_stays_whole(state: TerminalState) -> None:
    before = state.spool
    with only_one(state.agent_lock, "an agent"), pytest.raises(StateError, match="an agent runs"):
        give_terminal(state, OWNERS)
    assert state.spool == before


def test_a_second_name_of_anothers_file_is_given_to_nobody(given: TerminalState) -> None:
    """An agent that was broken into links the kiosk's store into its own folder, where it can."""
    os.link(given.kiosk_store, given.mirror / "mine")
    give_terminal(given, OWNERS)
    assert given.kiosk_store.stat().st_uid == KIOSK
    assert agent((given.mirror / "mine").read_bytes) == DENIED


def test_what_reads_may_be_asked_as_root_while_both_work(given: TerminalState) -> None:
    """`provision status`, for one; what it opens stays the others'."""
    before = {each: each.stat().st_uid for each in given.spool.parent.iterdir()}
    for user in (KIOSK, AGENT):
        put(given, user)  # root's
        assert as_user(user, partial(put, given, user + 10)) == 0
    assert {each: each.stat().st_uid for each in before} == before


def test_a_wipe_leaves_nothing_of_two_users(given: TerminalState) -> None:
    put(given, 1)
    wipe(given)
    assert sorted(each.name for each in given.root.iterdir()) == []


def test_two_names_for_one_user_are_refused() -> None:
    with pytest.raises(StateError, match="share user or group"):
        TerminalOwners.named("root", "root", "root")
    with pytest.raises(StateError, match="no such user"):
        TerminalOwners.named("nobody-here", "root", "root")
    with pytest.raises(StateError, match="no such group"):
        TerminalOwners.named("root", "backup", "nobody-here")


@pytest.fixture
def bare(state: TerminalState) -> TerminalState:
    """A folder that holds nothing yet, given to the two."""
    shutil.rmtree(state.root)
    state.root.mkdir()
    give_terminal(state, OWNERS)
    return state


def test_in_a_bare_folder_each_of_the_two_makes_its_own_keys(bare: TerminalState) -> None:
    assert agent(lambda: BareAgent(bare)) == 0
    key = bare.credentials / "agent.key"
    assert len(key.read_bytes()) == 32
    assert kiosk(lambda: make_credentials(bare, ("kiosk.key", "kiosk-signing.key"))) == 0
    assert kiosk(key.read_bytes) == DENIED
    assert agent((bare.credentials / "kiosk.key").read_bytes) == DENIED
    before = key.read_bytes()
    give_terminal(bare, OWNERS)  # again: what is there stays
    assert agent(lambda: BareAgent(bare)) == 0
    assert key.read_bytes() == before


def test_the_agent_reads_what_the_kiosk_made_of_a_bare_folder(bare: TerminalState) -> None:
    config = TerminalConfig(
        terminal_id="0" * 32,
        checkpoint_id="gate",
        lane="Lajur 2",
        centre_id="centre",
        url="https://localhost:8443",
        statements_key=SigningKey(bytes(32)).public,
    )

    def made() -> None:
        bare.trusted_root.write_bytes(b"root")
        bare.authority.write_bytes(b"ca")
        bare.approval_awaited.touch(0o660)
        bare.write_config(config)

    assert kiosk(made) == 0
    assert agent(lambda: (bare.config(), bare.trusted_root.read_bytes())) == 0
    assert agent(lambda: bare.config_file.write_bytes(b"{}")) == DENIED


def test_a_folder_of_something_else_is_given_to_nobody(state: TerminalState) -> None:
    shutil.rmtree(state.root)
    (state.root / "blobs").mkdir(parents=True)
    with pytest.raises(StateError, match="holds other folders"):
        give_terminal(state, OWNERS)
    assert (state.root / "blobs").stat().st_uid == 0

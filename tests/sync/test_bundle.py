"""A stick between a data centre and a terminal that has no network; both ends are the real ones."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.keeper.figures import figures
from sync.central.publisher import Publisher
from sync.central.registry.bundled import SticksBack, sticks_back
from sync.central.registry.schema import ReceivedResult, Terminal
from sync.central.registry.terminals import fleet
from sync.central.releases.publish import publish_due
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import SignedBatch, SignedVisit, Stick, Visit
from sync.protocol.content import ListDescription, ReferenceEntry
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import StickRefused, SyncError
from sync.protocol.package import DESCRIPTION, REFERENCES, Package
from sync.protocol.result_content import AlertAnswered, ResultContent
from sync.protocol.wire import ResultsBatch, SealedResult
from sync.terminal.bundle import StickExchange, exchange
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.erasure import ErasableKeys
from sync.terminal.errors import UpdateRefused
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.updater import FolderFetch, Updater
from tests.disks import SmallDisk
from tests.sync.central.releases.registry_rows import (
    NOW,
    add_checkpoint,
    add_list,
    delegate,
    enrol,
    person_id,
    put_on,
)


@dataclass
class Gate:
    """A terminal at gate-a, with real keys and a real spool."""

    state: TerminalState
    signing: SigningKey
    sealing: SealingKey
    centre_key: bytes  # public
    at: datetime = NOW

    @property
    def terminal_id(self) -> str:
        return fingerprint(self.signing.public)[:32]

    def carry(self, stick: Path) -> StickExchange:
        with Spool(self.state.spool) as spool:
            clock = TrustedClock(
                ClockState.of_facts(spool.fact),
                lambda kept: spool.put_facts(kept.facts()),
                lambda: self.at,
            )
            return exchange(self.state, stick, spool, clock)

    def decide(self) -> str:
        """A result that waits; its id."""
        result_id = random_id()
        body = AlertAnswered(alert_id=random_id(), at=self.at, answer="confirmed")
        sealed = seal(
            ResultContent(body=body).to_json(),
            self.centre_key,
            f"result {result_id} {self.terminal_id}",
        )
        with Spool(self.state.spool) as spool:
            spool.put_results(
                [SealedResult(result_id=result_id, created_at=self.at, sealed=sealed)]
            )
        return result_id

    def waiting(self) -> int:
        with Spool(self.state.spool) as spool:
            return spool.counts().waiting

    def persons(self) -> set[str]:
        """On the list, as the kiosk would read it: through TUF, with its own key."""
        own = Updater(
            self.state.kiosk_metadata,
            self.state.targets,
            self.state.trusted_root.read_bytes(),
            FolderFetch(self.state.mirror, self.state.metadata),
            self.at,
            NOW,
        )
        own.refresh()
        head = own.head("list-cekal")
        assert head is not None
        found: set[str] = set()
        for ref in head.packages:
            sealed = ErasableKeys(self.state.content_keys).read(ref.package_id)
            context = f"content-key {ref.package_id} {self.terminal_id}"
            place = own.local_target(ref.path)
            assert place is not None
            package = Package(
                place.open("rb"), self.sealing.unseal(sealed, context), "list-cekal", ref
            )
            assert package.json(DESCRIPTION, ListDescription).list_id == "cekal"
            found |= {entry.reference_id for entry in package.lines(REFERENCES, ReferenceEntry)}
            package.close()
        return found


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    offline = tmp_path / "offline"
    with create(tmp_path / "home", offline, "Uji", ["localhost"], None, None, NOW) as centre:
        add_checkpoint(centre, "gate-a")
        add_list(centre, "cekal")
        delegate(centre, offline, "list-cekal")
        enrol(centre, range(6), size=300)
        put_on(centre, "cekal", range(5))
        publish_due(centre, NOW)
        yield centre


@pytest.fixture
def gate(tmp_path: Path, centre: Centre) -> Gate:
    return enrolled(tmp_path / "state", centre)


def enrolled(folder: Path, centre: Centre) -> Gate:
    state = TerminalState(folder)
    state.prepare()
    signing, sealing = SigningKey.generate(), SealingKey.generate()
    gate = Gate(state, signing, sealing, centre.sealing.public)
    key = state.credentials / "agent.key"
    key.write_bytes(signing.raw)
    key.chmod(0o600)
    state.trusted_root.write_bytes(Publisher(centre.blobs, centre.secrets).root_bytes())
    state.write_config(
        TerminalConfig(
            terminal_id=gate.terminal_id,
            checkpoint_id="gate-a",
            lane="2",
            centre_id=centre.centre_id,
            url="https://localhost:8443",
            statements_key=centre.statements.public,
        )
    )
    with centre.registry.transaction() as session:
        session.add(
            Terminal(
                terminal_id=gate.terminal_id,
                checkpoint_id="gate-a",
                lane="2",
                signing_key=signing.public,
                sealing_key=sealing.public,
                state="active",
                enrolled_at=NOW,
            )
        )
    return gate


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def results(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return list(session.scalars(select(ReceivedResult.result_id)))


def test_lists_go_out_results_come_home_and_receipts_come_back(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    done = gate.carry(stick)
    assert done.changed
    assert done.lease_until == NOW + timedelta(days=7)
    assert gate.persons() == {person_id(number) for number in range(5)}
    ids = [gate.decide() for _ in range(3)]
    assert gate.carry(stick).exported == 3
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {gate.terminal_id: 3}
    assert sorted(results(centre)) == sorted(ids)
    assert gate.waiting() == 3  # until the receipt is back
    assert gate.carry(stick).acknowledged == 3
    assert gate.waiting() == 0


def test_a_terminal_that_is_heard_of_by_stick_is_not_called_silent(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    def told(at: datetime) -> list[tuple[str, str]]:
        with centre.registry.session() as session:
            (row,) = fleet(session, at)
        return [(each.code, each.text) for each in row.troubles if each.code != "unsigned"]

    def ages(at: datetime) -> dict[str, float]:
        samples = figures(centre, at).decode().splitlines()
        found = (line.rpartition(" ") for line in samples if not line.startswith("#"))
        return {name.partition("{")[0]: float(value) for name, _, value in found if "_age_" in name}

    assert told(NOW) == [("never-seen", "has never been heard of")]
    assert ages(NOW) == {"gapura_terminal_heartbeat_age_seconds": 0}
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    assert told(NOW + timedelta(days=6)) == []  # the stick is on its way
    ended = ("lease-ended", "its lease has ended: it serves nothing; ")
    lost = told(NOW + timedelta(days=8))
    assert lost == [(ended[0], ended[1] + "no stick of it has come back yet")]
    gate.decide()
    gate.carry(stick)
    read_bundle(centre, stick, "sari", NOW + timedelta(days=6))
    assert told(NOW + timedelta(days=6, hours=20)) == []
    late = NOW + timedelta(days=8)
    assert told(late) == [(ended[0], ended[1] + "its stick came back 2 days ago")]
    assert ages(late) == {"gapura_terminal_stick_age_seconds": 2 * 86_400}
    assert b"gapura_oldest_heartbeat_seconds 0.0" in figures(centre, late)
    with centre.registry.transaction() as session:  # it gets a network
        session.get_one(Terminal, gate.terminal_id).seen_at = late
    assert ("silent", "not heard of for 1 h") in told(late + timedelta(hours=1))


def test_a_stick_that_was_where_no_result_waited_says_so(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    other = enrolled(tmp_path / "other", centre)

    def back() -> SticksBack:
        with centre.registry.session() as session:
            return sticks_back(session)

    write_bundle(centre, "gate-a", stick, "sari", NOW)
    nowhere = read_bundle(centre, stick, "sari", NOW)
    assert (nowhere.received, nowhere.brought_nothing) == ({}, True)
    assert set(nowhere.absent) == {gate.terminal_id, other.terminal_id}
    assert back() == SticksBack({}, {"gate-a": NOW})

    first = gate.carry(stick)
    assert (first.exported, first.idle) == (0, False), "lists came"
    again = gate.carry(stick)
    assert (again.exported, again.idle) == (0, True), "nothing came, nothing goes"
    later = NOW + timedelta(hours=1)
    read = read_bundle(centre, stick, "sari", later)
    assert (read.received, read.absent) == ({gate.terminal_id: 0}, (other.terminal_id,))
    assert read.brought_nothing
    assert back() == SticksBack({gate.terminal_id: 0}, {})
    with centre.registry.session() as session:
        assert session.get_one(Terminal, gate.terminal_id).bundle_at == later
        assert session.get_one(Terminal, other.terminal_id).bundle_at is None

    gate.decide()
    gate.carry(stick)
    assert read_bundle(centre, stick, "sari", later).received == {gate.terminal_id: 1}
    assert back().results == {gate.terminal_id: 1}


def test_results_that_are_gone_from_a_stick_are_missed(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    shutil.rmtree(stick / Stick(centre.centre_id).results / gate.terminal_id)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {}
    (told,) = read.refused
    assert "it put 1 results on the stick, and they are not there" in told


def test_a_visit_is_the_terminal_s_own_word(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    place = stick / Stick(centre.centre_id).visit_of(gate.terminal_id)
    own = place.read_bytes()
    visit = Visit(at=NOW, results=0)
    for forged in (
        SignedVisit.signed(SigningKey.generate(), gate.terminal_id, visit).to_json(),
        SignedVisit.signed(gate.signing, "f" * 32, visit).to_json(),
        b"{}",
    ):
        place.write_bytes(forged)
        read = read_bundle(centre, stick, "sari", NOW)
        assert (read.received, len(read.refused)) == ({}, 1)
    place.write_bytes(own)
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 0}


def test_a_copy_of_a_visit_is_no_other_one(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    place = stick / Stick(centre.centre_id).visit_of(gate.terminal_id)
    own = place.read_bytes()
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 0}
    later = NOW + timedelta(days=7)
    write_bundle(centre, "gate-a", stick, "sari", later)
    place.write_bytes(own)
    read = read_bundle(centre, stick, "sari", later)
    assert read.received == {}
    assert "it was here before" in read.refused[0]


def test_one_stick_carries_all_that_waits(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.terminal.bundle.MAX_BATCH", 4)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    ids = [gate.decide() for _ in range(11)]
    assert gate.carry(stick).exported == 11
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 11}
    assert sorted(results(centre)) == sorted(ids)
    assert gate.carry(stick).acknowledged == 11


def test_a_stick_full_of_files_is_read_in_several_goes(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal in wrong hands fills a stick; each file is a row on the audit log."""
    monkeypatch.setattr("sync.terminal.bundle.MAX_BATCH", 1)
    monkeypatch.setattr("sync.central.exchange.bundle_back.MAX_FILES", 2)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    for _ in range(3):
        gate.decide()
    gate.carry(stick)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {gate.terminal_id: 2}
    assert read.refused == (f"{gate.terminal_id}: 1 more files wait; read the stick again",)
    assert gate.carry(stick).acknowledged == 2
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 1}
    assert gate.carry(stick).acknowledged == 1


def test_the_next_stick_brings_the_delta_only(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    put_on(centre, "cekal", [5])
    later = NOW + timedelta(hours=2)
    publish_due(centre, later)
    gate.at = later
    assert write_bundle(centre, "gate-a", stick, "sari", later).bytes < 20_000
    gate.carry(stick)
    assert gate.persons() == {person_id(number) for number in range(6)}


def test_a_stick_may_travel_for_days(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.at = NOW + timedelta(days=5)
    assert gate.carry(stick).changed
    assert len(gate.persons()) == 5


def test_a_stick_whose_lease_has_ended_brings_nothing(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.at = NOW + timedelta(days=8)
    with pytest.raises(UpdateRefused, match="lease has ended"):
        gate.carry(stick)


def test_an_old_stick_revives_no_revoked_terminal(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    with Spool(gate.state.spool) as spool:
        spool.put_facts({"revoked": (NOW + timedelta(hours=1)).isoformat()})
    gate.at = NOW + timedelta(hours=2)
    with pytest.raises(UpdateRefused, match="revocation"):
        gate.carry(stick)


def test_a_stick_read_twice_counts_once(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    own = stick / Stick(centre.centre_id).results / gate.terminal_id / "000000.json"
    data = own.read_bytes()
    read_bundle(centre, stick, "sari", NOW)
    own.write_bytes(data)
    assert read_bundle(centre, stick, "sari", NOW).received == {gate.terminal_id: 1}
    assert len(results(centre)) == 1


def test_forged_results_are_refused_and_the_others_taken(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    other = enrolled(tmp_path / "other", centre)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    for each in (gate, other):
        each.decide()
        each.carry(stick)
    place = stick / Stick(centre.centre_id).results
    forged = place / gate.terminal_id / "000000.json"
    batch = SignedBatch.from_json(forged.read_bytes())
    stolen = ResultsBatch.from_json(batch.batch)
    forged.write_bytes(
        SignedBatch.signed(SigningKey.generate(), gate.terminal_id, stolen).to_json()
    )
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {other.terminal_id: 1}
    assert len(read.refused) == 1
    assert "not signed by the terminal" in read.refused[0]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 10_000])
def test_rubbish_on_a_stick_is_refused_in_one_line(
    centre: Centre, gate: Gate, stick: Path, content: bytes
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    own = stick / Stick(centre.centre_id).results / gate.terminal_id
    own.mkdir(parents=True)
    (own / "000000.json").write_bytes(content)
    read = read_bundle(centre, stick, "sari", NOW)
    assert read.received == {}
    assert len(read.refused) == 1


def test_a_forged_lease_or_receipt_is_refused(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    lease = stick / Stick(centre.centre_id).lease_of(gate.terminal_id)
    lease.write_bytes(lease.read_bytes().replace(b"2026-11-29", b"2036-11-29"))
    with pytest.raises(SyncError, match="not the data centre's"):
        gate.carry(stick)


def test_another_data_centres_stick_is_refused_by_both(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    (stick / "gapura" / ("0" * 32)).mkdir(parents=True)
    with pytest.raises(UpdateRefused, match="data centre"):
        gate.carry(stick)
    with pytest.raises(CentralError, match="belongs to this data centre"):
        read_bundle(centre, stick, "sari", NOW)


def test_damaged_lists_are_refused(
    centre: Centre, gate: Gate, stick: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    place = stick / Stick(centre.centre_id).metadata / "timestamp.json"
    place.write_bytes(place.read_bytes().replace(b'"version": 1', b'"version": 9'))
    damaged = stick / Stick(centre.centre_id).targets / "list-cekal"
    for path in damaged.iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    refused = ""
    try:
        refused = gate.carry(stick).update_error
    except SyncError as error:
        refused = str(error)
    assert refused
    caplog.clear()
    assert list(gate.state.targets.rglob("*.snapshot")) == []


def test_pulled_out_while_it_is_written_the_old_state_stays_whole(
    centre: Centre, gate: Gate, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    put_on(centre, "cekal", [5])
    publish_due(centre, NOW + timedelta(minutes=1))
    whole = Beneath.write
    allowed, pulled_out = 0, True
    while pulled_out:
        left = iter(range(allowed))

        def pulled(medium: Any, name: Any, data: Any, left: Any = left) -> int:
            if next(left, None) is None:
                raise StickRefused("pulled out")
            return whole(medium, name, data)

        with monkeypatch.context() as patched:
            patched.setattr(Beneath, "write", pulled)
            try:
                write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(minutes=2))
            except StickRefused:
                pulled_out = True
            else:
                pulled_out = False
        assert version_on(gate, stick / Stick(centre.centre_id).root, allowed) == 1 + (
            not pulled_out
        )
        allowed += 1
    assert allowed >= 4
    write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(minutes=3))
    gate.carry(stick)
    assert len(gate.persons()) == 6


def version_on(gate: Gate, root: Path, trial: int) -> int:
    """What a terminal that has never seen a list finds on the stick."""
    folder = gate.state.root / f"fresh{trial}"
    folder.mkdir()
    trusted = gate.state.trusted_root.read_bytes()
    fresh = Updater(folder, gate.state.targets, trusted, FolderFetch(root), NOW)
    fresh.refresh()
    head = fresh.head("list-cekal")
    assert head is not None
    for package in head.packages:
        fresh.fetch_target(package.path)
    return head.version


# ---- a stick that somebody prepared ------------------------------------------------------------


def links_of_finding_4(centre: Centre, stick: Path) -> list[Path]:
    """Places whose folders the data centre cleared, links and all."""
    root = stick / Stick(centre.centre_id).root
    return [root / name for name in ("metadata", "keys", "leases", "targets/list-cekal", "targets")]


@pytest.mark.parametrize("number", range(5))
def test_a_link_on_a_stick_deletes_no_key_of_the_data_centre(
    centre: Centre, gate: Gate, stick: Path, number: int
) -> None:
    assert gate.terminal_id
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    place = links_of_finding_4(centre, stick)[number]
    shutil.rmtree(place)
    place.symlink_to(centre.secrets)
    before = {path: path.read_bytes() for path in centre.secrets.rglob("*") if path.is_file()}
    with pytest.raises(StickRefused, match="a link, or no folder"):
        write_bundle(centre, "gate-a", stick, "sari", NOW)
    after = {path: path.read_bytes() for path in centre.secrets.rglob("*") if path.is_file()}
    assert after == before


def test_a_link_on_a_stick_deletes_no_key_of_a_terminal(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    results_of = stick / Stick(centre.centre_id).results_of(gate.terminal_id)
    results_of.symlink_to(gate.state.credentials)
    before = sorted(gate.state.credentials.iterdir())
    with pytest.raises(StickRefused, match="a link, or no folder"):
        gate.carry(stick)
    assert sorted(gate.state.credentials.iterdir()) == before


def test_a_fifo_on_a_stick_holds_no_data_centre_up(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    os.mkfifo(stick / Stick(centre.centre_id).results_of(gate.terminal_id) / "000001.json")
    read = read_bundle(centre, stick, "sari", NOW)
    assert len(read.refused) == 1
    assert "no regular file" in read.refused[0]


@pytest.mark.parametrize("place", ["lease", "receipt", "keys", "timestamp", "result"])
def test_a_fifo_on_a_stick_holds_no_terminal_up(
    centre: Centre, gate: Gate, stick: Path, place: str
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names, own = Stick(centre.centre_id), gate.terminal_id
    name = {
        "lease": names.lease_of(own),
        "receipt": names.receipt_of(own),
        "keys": names.keys_of(own),
        "timestamp": f"{names.metadata}/timestamp.json",
        "result": f"{names.results_of(own)}/000000.json",
    }[place]
    (stick / name).unlink(missing_ok=True)
    (stick / name).parent.mkdir(exist_ok=True)
    os.mkfifo(stick / name)
    gate.decide()
    with pytest.raises(StickRefused, match="no regular file"):
        gate.carry(stick)


def test_what_is_not_ours_on_a_stick_stays(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names = Stick(centre.centre_id)
    others = [
        stick / "holiday.jpg",
        stick / names.root / "notes.txt",
        stick / names.metadata / "notes.json",
        stick / names.keys / "spare.json",
        stick / names.targets / "list-cekal" / "mine.pdf",
        stick / names.results_of(gate.terminal_id) / "read me.txt",
    ]
    gate.carry(stick)
    for path in others:
        path.write_text("mine")
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    read_bundle(centre, stick, "sari", NOW)
    assert [path.read_text() for path in others] == ["mine"] * len(others)


def test_a_stick_of_another_checkpoint_is_told_and_takes_nothing(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    add_checkpoint(centre, "gate-b")
    publish_due(centre, NOW)
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    config = gate.state.config()
    gate.state.write_config(config.model_copy(update={"checkpoint_id": "gate-b"}))
    lease = stick / Stick(centre.centre_id).lease_of(gate.terminal_id)
    lease.unlink()
    with pytest.raises(UpdateRefused, match="is for gate-a; this terminal is at gate-b"):
        gate.carry(stick)
    assert not (stick / Stick(centre.centre_id).results_of(gate.terminal_id)).exists()
    with pytest.raises(CentralError, match="gate-b: none of its terminals is active"):
        write_bundle(centre, "gate-b", stick, "sari", NOW)


def test_a_full_stick_is_told_before_a_byte_is_written(
    centre: Centre, gate: Gate, tmp_path: Path, small_disk: SmallDisk
) -> None:
    small = small_disk(tmp_path / "small", "64k")
    with pytest.raises(StickRefused, match=r"MB are needed and 0\.1 MB are free"):
        write_bundle(centre, "gate-a", small, "sari", NOW)
    assert list(small.iterdir()) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names = Stick(centre.centre_id)
    for name in (names.root, names.leases):
        (small / name).mkdir(parents=True, exist_ok=True)
    own = names.lease_of(gate.terminal_id)
    (small / own).write_bytes((stick / own).read_bytes())
    for _ in range(40):
        gate.decide()
    with pytest.raises(StickRefused, match="are needed"):
        gate.carry(small)
    assert list((small / names.results_of(gate.terminal_id)).iterdir()) == []

"""A USB stick at the terminal: lists and a lease come in, results go out, receipts come back.

In that order: the data centre's keys, receipts, lease, lists, results, a planned release. Each is
whole or not there, so that a stick may be pulled out at any moment and put in again. What is on it
is believed as what comes over the network is: TUF vouches for keys, lists and software, a signature
for leases and receipts.

A stick may travel for days, and TUF's timestamp lasts one. So when it has expired, it is judged at
the time of the lease that came with it, which the data centre signed when it wrote the stick; the
lease's own end still counts against the trusted time.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from sync.protocol.beneath import Beneath
from sync.protocol.bundle import (
    FILE_LIMIT,
    METADATA_FILE,
    RESULTS_FILE,
    SignedBatch,
    SignedVisit,
    Stick,
    Visit,
)
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.roles import CHECKPOINTS, SOFTWARE
from sync.protocol.wire import (
    MAX_BATCH,
    KeysReply,
    KeysRequest,
    Lease,
    Receipt,
    RefreshReply,
    RefreshRequest,
    ResultsBatch,
    SealedResult,
    Statement,
    Wire,
)
from sync.software import running_version
from sync.terminal.agent_state import AgentStatus
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import EARLIEST, TrustedClock
from sync.terminal.connection import Connection, Reply
from sync.terminal.errors import StateError, TargetMissing, Unreachable, UpdateRefused
from sync.terminal.refresh import Mirror, RefreshOutcome, packages_in_use
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.software_plan import here
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import (
    REVOKED_EPOCH,
    HeldLease,
    kept_lease,
    lease_facts,
    verify_statement,
)
from sync.terminal.updater import Updater
from sync.terminal.wake import Waker

BATCH_BYTES = 8 * 2**20  # of sealed results in one file
ON_THE_STICK = 1.4  # bytes on the stick for one of a sealed result: base64, ids, JSON
_VISIT_BYTES = 4_096  # of what is said of this visit, and its last block
_PIECE = 1 << 16  # bytes
_ROOT = re.compile(r"(\d{1,16})\.root\.json")
_CONFIG = re.compile(r"[0-9a-f]{64}\.[a-z0-9-]{1,48}\.json")

Model = TypeVar("Model", bound=Wire)
Signed = TypeVar("Signed", Lease, Receipt)


@dataclass(frozen=True, slots=True)
class StickExchange:
    """What a stick brought and takes away."""

    acknowledged: int  # results that the data centre holds
    refused: int  # results set aside
    lease_until: datetime | None  # of a lease that was new
    changed: bool  # the kiosk has something to look at
    update_error: str  # of collections that could not be brought up to date
    exported: int  # results that lie on the stick now
    software: bool = False  # packages of the planned release came

    @property
    def idle(self) -> bool:
        """Return whether nothing came of it, in either direction."""
        came = self.changed or self.lease_until or self.acknowledged or self.refused
        came = came or self.software
        return not (came or self.exported or self.update_error)


def exchange(
    state: TerminalState, folder: Path, spool: Spool, clock: TrustedClock
) -> StickExchange:
    """Read all of a stick mounted at `folder` and write results to it; no agent may run.

    Raise UpdateRefused (also where it carries nothing for this terminal), Unreachable (a forged
    statement), StateError, PackageError, StickRefused, OSError.
    """
    config = state.config()
    stick = Stick(config.centre_id)
    own = config.terminal_id
    with Beneath(folder) as medium:
        if not medium.is_folder(stick.root):
            raise UpdateRefused(
                f"{folder}: nothing on it is of this terminal's data centre", "missing"
            )
        keyring = CentreKeyring(config, spool.fact, spool.put_facts)
        _take_keys(state, stick, medium, keyring, clock)
        clock.forget(keyring.time_epoch)
        lease = _read(config, keyring, medium, stick.lease_of(own), Lease)
        if lease is None:
            raise UpdateRefused(f"{folder}: {_whose(config, stick, medium)}", "missing")
        acknowledged, refused = _apply_receipt(config, keyring, stick, medium, spool)
        until = _apply_lease(config, keyring, lease, spool, clock)
        changed, error, came, software = False, "", False, None
        if medium.size(f"{stick.metadata}/timestamp.json") and spool.fact("revoked") is None:
            placed = config.moved_by(lease[1])  # the kiosk, which is told too, writes it down
            source = _StickSource(stick, medium, own)
            software = _software(state, own, source) if source.has_software() else None
            changed, error = _apply_lists(state, placed, source, lease, spool, clock, software)
        if changed or until is not None:
            Waker(state.kiosk_socket).send()
        exported = _export(state, config, stick, medium, spool, clock.now())
        if software is not None:  # last: it takes minutes, and somebody may pull the stick out
            came, why = _bring_software(software)
            error = error or why
    said = {"stick.at": clock.now().isoformat(), "stick.exported": str(exported)}
    spool.put_facts({**said, "stick.acknowledged": str(acknowledged)})
    return StickExchange(acknowledged, refused, until, changed, error, exported, came)


def _take_keys(
    state: TerminalState,
    stick: Stick,
    medium: Beneath,
    keyring: CentreKeyring,
    clock: TrustedClock,
) -> None:
    """Go by the keys that the stick brings: what it says next may be signed with a new one.

    Whether they are fresh is not judged here, as the time that is trusted may come with them: no
    version of TUF's goes back. The metadata are looked at in a copy, so that a stick that is too
    old for lists changes nothing of what is held.
    """
    root, source = state.trusted_root.read_bytes(), _StickSource(stick, medium, "")
    with tempfile.TemporaryDirectory(dir=state.mirror) as beside:
        copy = Path(beside) / "metadata"
        shutil.copytree(state.metadata, copy)
        updater = Updater(copy, state.targets, root, source.fetch, clock.now(), EARLIEST)
        with contextlib.suppress(UpdateRefused, PackageError):
            updater.refresh()
            keyring.take(updater.centre_keys())


def _whose(config: TerminalConfig, stick: Stick, medium: Beneath) -> str:
    """Return why the stick carries nothing for this terminal."""
    named = medium.files(f"{stick.targets}/{CHECKPOINTS}", _CONFIG)
    found = sorted(name.split(".")[1] for name in named)
    if found and config.checkpoint_id not in found:
        return f"this stick is for {', '.join(found)}; this terminal is at {config.checkpoint_id}"
    return (
        "nothing on it is for this terminal: it was written before the terminal was approved, or "
        "after it was revoked; have it written again"
    )


def _read(
    config: TerminalConfig,
    keyring: CentreKeyring,
    medium: Beneath,
    name: str,
    body: type[Signed],
) -> tuple[Statement, Signed] | None:
    """Return a statement for this terminal.

    Its nonce is the stick's: time tells whether it is new.
    """
    data = medium.read(name, FILE_LIMIT)
    if data is None:
        return None
    statement = Statement.from_json(data)
    nonce = body.from_json(statement.body).nonce
    return statement, verify_statement(
        statement, body, keyring.statements, config.terminal_id, nonce
    )


def _apply_receipt(
    config: TerminalConfig,
    keyring: CentreKeyring,
    stick: Stick,
    medium: Beneath,
    spool: Spool,
) -> tuple[int, int]:
    name = stick.receipt_of(config.terminal_id)
    found = _read(config, keyring, medium, name, Receipt)
    if found is None:
        return 0, 0
    statement, receipt = found
    spool.take_receipt(statement, receipt)
    medium.remove(name)
    return len(receipt.received), len(receipt.refused)


def _apply_lease(
    config: TerminalConfig,
    keyring: CentreKeyring,
    found: tuple[Statement, Lease],
    spool: Spool,
    clock: TrustedClock,
) -> datetime | None:
    """Keep a lease that is newer than what is known; an old stick brings none back to life."""
    statement, lease = found
    held = kept_lease(spool.fact, keyring.statements, config.terminal_id)
    revoked, epoch = spool.fact("revoked"), int(spool.fact(REVOKED_EPOCH) or 0)
    if lease.epoch < keyring.time_epoch:
        text = "this stick is of before the data centre set its time right: have a new one written"
        raise UpdateRefused(text, "expired")
    carried = HeldLease(lease, min(lease.at, clock.now()))
    # One that was taken later than now was so in an earlier epoch of the time.
    if held is not None and held.taken <= clock.now() and carried.ends <= held.ends:
        return None
    at_most = revoked is not None and lease.at <= datetime.fromisoformat(revoked)
    if at_most and lease.epoch <= epoch:
        raise UpdateRefused("this stick is older than the terminal's revocation", "expired")
    clock.adopt(lease.at, fresh=False)
    if clock.now() >= carried.ends:
        raise UpdateRefused("the stick's lease has ended: have a new one written", "expired")
    spool.put_facts(lease_facts(statement, lease.nonce, carried.taken))
    if revoked is not None:
        spool.drop_fact("revoked")
    before = spool.status("agent")
    status = AgentStatus() if before is None else AgentStatus.of_json(before.value)
    spool.put_status("agent", asdict(replace(status, standing="active")), clock.now())
    return carried.ends


def _apply_lists(
    state: TerminalState,
    config: TerminalConfig,
    source: _StickSource,
    lease: tuple[Statement, Lease],
    spool: Spool,
    clock: TrustedClock,
    software: SoftwareDownload | None,
) -> tuple[bool, str]:
    now = clock.now()

    def mirrored(at: datetime) -> RefreshOutcome:
        mirror = Mirror(
            state,
            config.checkpoint_id,
            cast("Connection", source),  # what Mirror needs of it
            lambda: at,
            partial(packages_in_use, spool),
            software=software,
        )
        return mirror.refresh()

    try:
        done = mirrored(now)
    except UpdateRefused as error:
        if error.kind != "expired" or not lease[1].at <= now < lease[1].until:
            raise
        written = lease[1].at
        done = mirrored(written)
    return done.changed, done.error


def _software(state: TerminalState, terminal_id: str, source: _StickSource) -> SoftwareDownload:
    return SoftwareDownload(state, terminal_id, source.fetch, here(), running_version())


def _bring_software(software: SoftwareDownload) -> tuple[bool, str]:
    """Copy the planned release; return whether any of it came, and what was in the way."""
    try:
        return software.step(), ""
    except (UpdateRefused, StateError) as error:
        # Where the stick had no room for it, the next one, or a network, brings it.
        return False, "" if getattr(error, "kind", "") == "missing" else f"{SOFTWARE}: {error}"


class _StickSource:
    """Answers as the data centre would, from the stick."""

    def __init__(self, stick: Stick, medium: Beneath, terminal_id: str) -> None:
        self._stick, self._medium = stick, medium
        self._terminal_id = terminal_id

    def has_software(self) -> bool:
        """Return whether the stick says which software may run."""
        names = self._medium.files(self._stick.metadata, METADATA_FILE)
        return any(name.endswith(f".{SOFTWARE}.json") for name in names)

    def fetch(self, path: str, offset: int) -> Iterator[bytes]:
        file = self._medium.open_file(f"{self._stick.root}/{path}")
        if file is None:
            raise TargetMissing(f"{path} is not on the stick")
        with file:
            file.seek(offset)
            while piece := file.read(_PIECE):
                yield piece

    def post(self, path: str, body: Wire, reply_type: type[Model]) -> Reply[Model]:  # noqa: ARG002
        if isinstance(body, RefreshRequest):
            names = self._medium.files(self._stick.metadata, METADATA_FILE)
            roots = (_ROOT.fullmatch(name) for name in names)
            newest = max((int(found[1]) for found in roots if found), default=1)
            return Reply(cast("Model", RefreshReply(root_version=newest, files=(), keys={})), "")
        if isinstance(body, KeysRequest):
            data = self._medium.read(self._stick.keys_of(self._terminal_id), FILE_LIMIT)
            keys = KeysReply(keys={}) if data is None else KeysReply.from_json(data)
            return Reply(cast("Model", keys), "")
        raise Unreachable(f"a stick does not answer {path}")


def _export(
    state: TerminalState,
    config: TerminalConfig,
    stick: Stick,
    medium: Beneath,
    spool: Spool,
    now: datetime,
) -> int:
    """Write what waits in place of what lay there; here it waits on until a receipt comes.

    Last of all, and also where nothing waits, the stick is told that it was here.
    """
    folder = stick.results_of(config.terminal_id)
    medium.make_folder(folder)
    medium.sweep(folder)
    old = medium.files(folder, RESULTS_FILE)
    sizes = [medium.size(f"{folder}/{name}") or 0 for name in old]
    # What lay there goes file by file, after the one that takes its place is written beside it.
    more = int(spool.waiting_bytes() * ON_THE_STICK) - sum(sizes)
    medium.require(max(0, more) + max(sizes, default=0) + _VISIT_BYTES)
    key = SigningKey(state.credential("agent.key"))
    written: set[str] = set()
    exported = 0
    for number, batch in enumerate(batches(spool)):
        name = f"{number:06}.json"
        signed = SignedBatch.signed(key, config.terminal_id, ResultsBatch(results=batch))
        medium.write(f"{folder}/{name}", signed.to_json())
        written.add(name)
        exported += len(batch)
    for name in old:
        if name not in written:
            medium.remove(f"{folder}/{name}")
    medium.make_folder(stick.visits)
    medium.sweep(stick.visits)
    visit = SignedVisit.signed(key, config.terminal_id, Visit(at=now, results=exported))
    medium.write(stick.visit_of(config.terminal_id), visit.to_json())
    return exported


def batches(spool: Spool) -> Iterator[tuple[SealedResult, ...]]:
    """Yield all that waits, a batch in memory at a time; what comes meanwhile comes last."""
    taken = 0
    while rows := spool.waiting(MAX_BATCH, BATCH_BYTES, taken):
        taken += len(rows)
        yield tuple(
            SealedResult.model_validate(
                {
                    "result_id": row.result_id,
                    "created_at": row.created_at,
                    "sealed": row.sealed,
                    "signature": row.signature,
                }
            )
            for row in rows
        )

"""USB bundles for a checkpoint without a network: lists, keys and leases out, results home.

What is on the stick already stays usable until the new state is whole: files with new names come
first, `timestamp.json`, which leads to them, last, and only then the old ones go.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from models.whole_file import write_whole
from sync.central import ingest, statements
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry import audit, bundled, callers, published, received
from sync.central.registry.errors import OperationRefused
from sync.central.registry.published import PackageRow
from sync.central.releases.publish import LOCK
from sync.protocol.bundle import SignedBatch, Stick, read_small
from sync.protocol.envelope import random_id, seal
from sync.protocol.errors import PackageError
from sync.protocol.roles import CHECKPOINTS, checkpoint_target
from sync.protocol.wire import CheckpointConfig, KeysReply, RefusedResult

_METADATA = "tuf/metadata"
_SMALL = 4 * 2**20  # bytes of a metadata file
_FOLDERS = ("keys", "leases", "receipts", "results")
_PRIVATE = 0o600  # the only mode that media without modes take

Advance = Callable[[int, int, str], None]  # files done, in all, what comes next


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """What `write_bundle` put on the stick."""

    checkpoint_id: str
    collections: tuple[str, ...]
    terminals: tuple[str, ...]
    files: int
    bytes: int  # newly written


@dataclass(frozen=True, slots=True)
class BundleRead:
    """What `read_bundle` took from the stick."""

    received: dict[str, int]  # terminal -> results that the data centre holds now
    refused: tuple[str, ...]  # why; a file or a result each


@dataclass(frozen=True)
class _State:
    """One state of the repository, as far as a checkpoint's terminals need it."""

    timestamp: bytes
    metadata: tuple[str, ...]  # names of files but the timestamp
    sources: tuple[TargetSource, ...]
    packages: tuple[PackageRow, ...]
    config: CheckpointConfig


def write_bundle(
    centre: Centre,
    checkpoint_id: str,
    folder: Path,
    now: datetime,
    advance: Advance = lambda *_: None,
) -> BundleWritten:
    """Put the checkpoint's present state on the stick mounted at `folder`.

    Raise CentralError, OperationRefused for an unknown checkpoint, OSError.
    """
    stick = Stick.of(folder, centre.centre_id)
    with centre.registry.lock(LOCK):
        state = _state(centre, checkpoint_id)
    with centre.registry.session() as session:
        terminals = bundled.active_terminals(session, checkpoint_id)
    until = now + timedelta(days=state.config.lease_days)
    for place in (stick.metadata, stick.targets, *(stick.root / n for n in _FOLDERS)):
        place.mkdir(parents=True, exist_ok=True)
    total, written = len(state.sources) + len(state.metadata), 0
    for done, source in enumerate(state.sources):
        advance(done, total, source.path)
        place = _place(stick, source)
        if not place.is_file() or place.stat().st_size != source.length:
            place.parent.mkdir(exist_ok=True)
            _copy(centre.blobs.chunks(source.blob), place)
            written += source.length
    for done, name in enumerate(state.metadata, len(state.sources)):
        advance(done, total, name)
        if not (stick.metadata / name).is_file():
            data = centre.blobs.get(f"{_METADATA}/{name}", _SMALL)
            write_whole(stick.metadata / name, data, _PRIVATE)
            written += len(data)
    opened = {
        row.package_id: centre.vault.unseal(row.content_key, PackageRow.context(row.package_id))
        for row in state.packages
    }
    bundle_id = random_id()
    for terminal in terminals:
        own = terminal.terminal_id
        keys = {
            package_id: seal(key, terminal.sealing_key, f"content-key {package_id} {own}")
            for package_id, key in opened.items()
        }
        lease = statements.lease(centre.statements, own, bundle_id, now, until)
        write_whole(stick.keys(own), KeysReply(keys=keys).to_json(), _PRIVATE)
        write_whole(stick.lease(own), lease.to_json(), _PRIVATE)
    write_whole(stick.metadata / "timestamp.json", state.timestamp, _PRIVATE)
    _forget(stick, state, {terminal.terminal_id for terminal in terminals})
    with centre.registry.transaction() as session:
        ids = [terminal.terminal_id for terminal in terminals]
        bundled.extend_leases(session, ids, until)
        details = {"bundle": bundle_id, "terminals": len(ids), "until": until.isoformat()}
        audit.append(session, now, audit.CENTRE, "bundle-written", checkpoint_id, details)
    return BundleWritten(checkpoint_id, state.config.collections, tuple(ids), total + 1, written)


def read_bundle(centre: Centre, folder: Path, now: datetime) -> BundleRead:
    """Keep the results on the stick, and leave receipts there. May be repeated.

    A file that is forged, damaged, or a terminal's that is not active is refused and left; the
    others are taken. Raise CentralError where the stick holds nothing of this data centre.
    """
    stick = Stick.of(folder, centre.centre_id)
    if not stick.root.is_dir():
        raise CentralError(f"{folder}: nothing on it belongs to this data centre")
    received_of: dict[str, int] = {}
    refused: list[str] = []
    for own in sorted(stick.results.iterdir()) if stick.results.is_dir() else []:
        taken = [path for path in sorted(own.glob("*.json")) if not path.name.startswith(".")]
        ids: list[str] = []
        set_aside: list[RefusedResult] = []
        good: list[Path] = []
        for path in taken:
            try:
                mine, others = _ingest_file(centre, own.name, path, now)
            except (PackageError, OperationRefused) as error:
                refused.append(f"{own.name}/{path.name}: {error}")
                continue
            ids += mine
            set_aside += others
            good.append(path)
        if not good:
            continue
        refused += [f"result {each.result_id}: {each.reason}" for each in set_aside]
        statement = statements.receipt(
            centre.statements, own.name, random_id(), now, ids, set_aside
        )
        stick.receipt(own.name).parent.mkdir(exist_ok=True)
        write_whole(stick.receipt(own.name), statement.to_json(), _PRIVATE)
        for path in good:
            path.unlink()
        received_of[own.name] = len(ids)
    return BundleRead(received_of, tuple(refused))


def _ingest_file(
    centre: Centre, terminal_id: str, path: Path, now: datetime
) -> tuple[list[str], list[RefusedResult]]:
    """Keep a file's results durably; return the ids received, and those refused for good."""
    data = read_small(path)
    batch = SignedBatch.from_json(data or b"")
    if batch.terminal_id != terminal_id:
        raise PackageError("it lies in another terminal's folder")
    with centre.registry.session() as session:
        terminal = callers.caller(session, terminal_id)
    if terminal is None:
        raise OperationRefused("no terminal of that id is enrolled here")
    if terminal.state != "active":
        raise OperationRefused(f"the terminal is {terminal.state}")
    results = batch.opened(terminal.signing_key).results
    ingested = ingest.open_batch(centre, terminal_id, results)
    with centre.registry.transaction() as session:
        owners = received.keep(session, ingested.results, now)
        details = {"results": len(ingested.results), "refused": len(ingested.refused)}
        audit.append(session, now, audit.CENTRE, "bundle-read", terminal_id, details)
    return ingest.settle(ingested, terminal_id, owners)


def _state(centre: Centre, checkpoint_id: str) -> _State:
    """Return the repository's state, read under the lock `publishing`."""
    publisher = Publisher(centre.blobs, centre.secrets)
    versions = publisher.versions()
    configured = publisher.targets(CHECKPOINTS).get(checkpoint_target(checkpoint_id))
    if configured is None:
        raise CentralError(f"{checkpoint_id}: nothing is published for such a checkpoint")
    config = CheckpointConfig.from_json(centre.blobs.get(configured.blob, _SMALL))
    roles = [name for name in config.collections if name in versions]
    sources = [configured]
    for name in roles:
        sources += publisher.targets(name).values()
    with centre.registry.session() as session:
        releases = published.releases(session)
    metadata = [f"{number}.root.json" for number in range(1, versions["root"] + 1)]
    metadata += [
        f"{versions[role]}.{role}.json" for role in ("snapshot", "targets", CHECKPOINTS, *roles)
    ]
    return _State(
        centre.blobs.get(f"{_METADATA}/timestamp.json", _SMALL),
        tuple(metadata),
        tuple(sources),
        tuple(row for name in roles for row in releases[name].packages),
        config,
    )


def _place(stick: Stick, source: TargetSource) -> Path:
    role, _, name = source.path.partition("/")
    return stick.targets / role / f"{source.sha256}.{name}"


def _copy(chunks: Iterable[bytes], place: Path) -> None:
    """Copy a blob: written beside its place, flushed, moved. Raise BlobError, OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _forget(stick: Stick, state: _State, terminals: set[str]) -> None:
    """Remove what this state does not need: keys of terminals that lost theirs first of all."""
    for folder in (stick.root / "keys", stick.root / "leases"):
        for path in folder.glob("*.json"):
            if path.stem not in terminals:
                path.unlink()
    kept = {stick.metadata / name for name in (*state.metadata, "timestamp.json")}
    kept.update(_place(stick, source) for source in state.sources)
    for path in (*stick.metadata.iterdir(), *stick.targets.glob("*/*")):
        if path not in kept and path.is_file():
            path.unlink()

"""USB bundles for a checkpoint without a network: lists, keys and leases go out on them.

The stick is opened beneath its root (`Beneath`): a stranger may have prepared it. What is on it
already stays usable until the new state is whole: files with new names come first,
`timestamp.json`, which leads to them, last, and only then the old ones go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange import statements
from sync.central.publisher import Publisher, TargetSource, present_software
from sync.central.registry import attestations, audit, bundled, checkpoints, published
from sync.central.registry.locks import PUBLISHING
from sync.central.registry.published import PackageRow
from sync.central.releases.centre_keys import present_keys
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import (
    METADATA_FILE,
    ROLE,
    TARGET_FILE,
    TERMINAL_FILE,
    Stick,
)
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.roles import (
    CENTRE_KEYS,
    CHECKPOINTS,
    SOFTWARE,
    SOFTWARE_RELEASES,
    checkpoint_target,
)
from sync.protocol.software_releases import SoftwareRelease
from sync.protocol.wire import CheckpointConfig, KeysReply, LeasePlace, SoftwarePlan

_METADATA = "tuf/metadata"
_SMALL = 4 * 2**20  # bytes of a metadata file
_TIMESTAMP = "timestamp.json"
# For the room that is asked for beforehand: a sealed content key as JSON; a terminal's lease, and
# the last blocks of its two files.
_KEY_BYTES, _TERMINAL_BYTES = 1_700, 70_000

Advance = Callable[[int, int, str], None]  # files done, in all, what comes next


@dataclass(frozen=True, slots=True)
class BundleWritten:
    """What `write_bundle` put on the stick."""

    checkpoint_id: str
    collections: tuple[str, ...]
    terminals: tuple[str, ...]
    files: int
    bytes: int  # newly written
    software: str | None = None  # the planned version, where its packages are on the stick
    software_left: str | None = None  # the same, where the stick has no room for them
    withheld: tuple[str, ...] = ()  # terminals whose keys are not on it, each with why


@dataclass(frozen=True)
class _State:
    """One state of the repository, as far as a checkpoint's terminals need it."""

    timestamp: bytes
    metadata: tuple[str, ...]  # names of files but the timestamp
    sources: tuple[TargetSource, ...]
    packages: tuple[PackageRow, ...]
    config: CheckpointConfig
    software: tuple[TargetSource, ...] = ()  # packages of the planned release


def write_bundle(
    centre: Centre,
    checkpoint_id: str,
    folder: Path,
    operator_id: str,
    now: datetime,
    advance: Advance = lambda *_: None,
) -> BundleWritten:
    """Put the checkpoint's present state on the stick mounted at `folder`.

    Raise CentralError (also where no terminal could read it), OperationRefused for an unknown
    checkpoint, StickRefused, before anything is written where there is no room.
    """
    stick = Stick(centre.centre_id)
    with centre.registry.lock(PUBLISHING):
        state = _state(centre, checkpoint_id)
    term = timedelta(days=state.config.lease_days)
    with centre.registry.session() as session:
        terminals = bundled.active_terminals(session, checkpoint_id)
        active = [each.terminal_id for each in terminals]
        kept = attestations.kept_from_stick(session, active, now, term)
    terminals = [each for each in terminals if each.terminal_id not in kept]
    withheld = tuple(f"terminal {each[:8]} gets no new keys: {why}" for each, why in kept.items())
    if withheld and not terminals:
        raise CentralError(f"{checkpoint_id}: nobody could read the stick: {'; '.join(withheld)}")
    if not terminals:
        raise CentralError(
            f"{checkpoint_id}: none of its terminals is active, so nobody could read the stick"
        )
    until, epoch = now + term, present_keys(centre).time_epoch
    with Beneath(folder) as medium:
        own = len(terminals) * (_KEY_BYTES * len(state.packages) + _TERMINAL_BYTES)
        missing, metadata, needed = _missing(centre, stick, medium, state)
        left = False
        if state.software and needed + own > medium.free():  # lists before software
            left, state = True, replace(state, software=())
            missing, metadata, needed = _missing(centre, stick, medium, state)
        medium.require(needed + own)
        for name in (stick.keys, stick.leases, stick.receipts, stick.results, stick.metadata):
            medium.make_folder(name)
            medium.sweep(name)
        total, written = len(missing) + len(metadata) + len(terminals), 0
        for done, source in enumerate(missing):
            advance(done, total, source.path)
            name = _place(stick, source)
            medium.make_folder(name.rpartition("/")[0])
            medium.sweep(name.rpartition("/")[0])
            written += medium.write(name, centre.blobs.chunks(source.blob))
        for done, name in enumerate(metadata, len(missing)):
            advance(done, total, name)
            data = centre.blobs.get(f"{_METADATA}/{name}", _SMALL)
            written += medium.write(f"{stick.metadata}/{name}", data)
        opened = {
            row.package_id: centre.vault.unseal(row.content_key, PackageRow.context(row.package_id))
            for row in state.packages
        }
        bundle_id = random_id()
        for done, terminal in enumerate(terminals, len(missing) + len(metadata)):
            terminal_id = terminal.terminal_id
            advance(done, total, f"terminal {terminal_id[:8]}")
            keys = {
                package_id: seal(
                    key, terminal.sealing_key, f"content-key {package_id} {terminal_id}"
                )
                for package_id, key in opened.items()
            }
            lease = statements.lease(
                centre.statements,
                terminal_id,
                bundle_id,
                now,
                until,
                carried=True,
                epoch=epoch,
                resend=terminal.resend,
                place=LeasePlace(checkpoint_id=terminal.checkpoint_id, lane=terminal.lane),
            )
            medium.write(stick.keys_of(terminal_id), KeysReply(keys=keys).to_json())
            medium.write(stick.lease_of(terminal_id), lease.to_json())
        medium.write(f"{stick.metadata}/{_TIMESTAMP}", state.timestamp)
        _forget(stick, medium, state, {terminal.terminal_id for terminal in terminals})
    with centre.registry.transaction() as session:
        ids = [terminal.terminal_id for terminal in terminals]
        bundled.extend_leases(session, ids, until)
        details = {"bundle": bundle_id, "terminals": len(ids), "until": until.isoformat()}
        audit.append(session, now, operator_id, "bundle-written", checkpoint_id, details)
    files = len(state.sources) + len(state.software) + len(state.metadata) + 1
    planned = state.config.software.version if state.config.software is not None else None
    return BundleWritten(
        checkpoint_id,
        state.config.collections,
        tuple(ids),
        files,
        written,
        planned if state.software else None,
        planned if left else None,
        withheld,
    )


def _state(centre: Centre, checkpoint_id: str) -> _State:
    """Return the repository's state, read under the lock `publishing`."""
    publisher = Publisher(centre.blobs, centre.secrets)
    versions = publisher.versions()
    configured = publisher.targets(CHECKPOINTS).get(checkpoint_target(checkpoint_id))
    if configured is None:
        with centre.registry.session() as session:
            checkpoints.settings_of(session, checkpoint_id)  # one that is not there was mistyped
        raise CentralError(
            f"{checkpoint_id}: nothing is published for it yet; `gapura central publish` does it"
        )
    config = CheckpointConfig.from_json(centre.blobs.get(configured.blob, _SMALL))
    roles = [name for name in config.collections if name in versions]
    offline = publisher.offline_targets()
    sources = [configured, *(offline[path] for path in (CENTRE_KEYS,) if path in offline)]
    for name in roles:
        sources += publisher.targets(name).values()
    with centre.registry.session() as session:
        releases = published.releases(session)
    metadata = [f"{number}.root.json" for number in range(1, versions["root"] + 1)]
    metadata += [
        f"{versions[role]}.{role}.json" for role in ("snapshot", "targets", CHECKPOINTS, *roles)
    ]
    packages: tuple[TargetSource, ...] = ()
    if config.software is not None and SOFTWARE in versions:
        present = present_software(centre.blobs, centre.secrets)
        planned = [each for each in present.releases.releases if _is(each, config.software)]
        packages = tuple(present.packages[path] for each in planned for path in each.packages)
        sources.append(publisher.targets(SOFTWARE)[SOFTWARE_RELEASES])
        metadata.append(f"{versions[SOFTWARE]}.{SOFTWARE}.json")
    return _State(
        centre.blobs.get(f"{_METADATA}/{_TIMESTAMP}", _SMALL),
        tuple(metadata),
        tuple(sources),
        tuple(row for name in roles for row in releases[name].packages),
        config,
        tuple(dict.fromkeys(packages)),
    )


def _is(release: SoftwareRelease, plan: SoftwarePlan) -> bool:
    """Return whether it is what terminals shall run, on whatever machine."""
    return release.version == plan.version


def _place(stick: Stick, source: TargetSource) -> str:
    role, _, name = source.path.partition("/")
    return f"{stick.targets}/{role}/{source.sha256}.{name}"


def _missing(
    centre: Centre, stick: Stick, medium: Beneath, state: _State
) -> tuple[list[TargetSource], list[str], int]:
    """Return targets and names of metadata that are not on the stick yet, and their bytes."""
    targets = [
        source
        for source in (*state.sources, *state.software)
        if medium.size(_place(stick, source)) != source.length
    ]
    sizes = {name: centre.blobs.size(f"{_METADATA}/{name}") for name in state.metadata}
    metadata = [
        name for name, size in sizes.items() if medium.size(f"{stick.metadata}/{name}") != size
    ]
    needed = sum(source.length for source in targets) + sum(sizes[name] for name in metadata)
    return targets, metadata, needed


def _forget(stick: Stick, medium: Beneath, state: _State, terminals: set[str]) -> None:
    """Remove what this state does not need: keys of terminals that lost theirs first of all."""
    for folder in (stick.keys, stick.leases):
        for name in medium.files(folder, TERMINAL_FILE):
            if name.removesuffix(".json") not in terminals:
                medium.remove(f"{folder}/{name}")
    kept = {f"{stick.metadata}/{name}" for name in (*state.metadata, _TIMESTAMP)}
    kept.update(_place(stick, source) for source in (*state.sources, *state.software))
    places = [f"{stick.metadata}/{name}" for name in medium.files(stick.metadata, METADATA_FILE)]
    for role in medium.folders(stick.targets, ROLE):
        folder = f"{stick.targets}/{role}"
        places += [f"{folder}/{name}" for name in medium.files(folder, TARGET_FILE)]
    for place in places:
        if place not in kept:
            medium.remove(place)

"""Publish what is due: a release of all that changed, in one step that terminals see.

1. Under the registry's lock `publishing`: what was begun before and not recorded is finished, or
   deleted where no published head names it.
2. What is due: lists with approved changes, agreements that began or ended, visitors whose day is
   over, officers, configurations of checkpoints.
3. Packages are composed and put among the blobs; no published head names them yet.
4. A transaction keeps their content keys.
5. TUF's timestamp is written: from here on terminals see all of it.
6. A transaction records it, with the row that wakes the terminals.
7. Packages that held an erased person, and are replaced now, are erased with their keys.

Killed before 5, nothing happened, and 1 forgets the keys. Killed after 5, 1 finds the packages in
what TUF vouches for, reads them, and does 6. What 7 has not done, it does the next time.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from models.errors import FaceEngineError
from sync.central.centre import Centre
from sync.central.centre_config import read_config
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry import audit, package_erasure, published
from sync.central.registry.database import Registry
from sync.central.registry.locks import PUBLISHING
from sync.central.registry.published import AuditedAction
from sync.central.releases.agreements import days_of, next_turn
from sync.central.releases.checkpoints import checkpoint_config, entitled_collections
from sync.central.releases.due import DueWork, Hints, find_due
from sync.central.releases.lists import Progress, prepare
from sync.central.releases.packing import Prepared
from sync.central.releases.recovery import finish
from sync.central.releases.template_models import Models, known_models
from sync.central.releases.whole import prepare_whole
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import SyncError
from sync.protocol.roles import CHECKPOINTS, Collection, checkpoint_target
from sync.protocol.wire import MAX_COLLECTIONS

RETRY_AFTER = timedelta(seconds=30)  # after a failure
# What this module notes itself.
_OWN = frozenset({"published", "publication-finished", package_erasure.ERASED})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PublishRun:
    """What a run did; all fields empty where there was nothing to do."""

    collections: dict[str, int] = field(default_factory=dict)  # name -> version, new releases
    withdrawn: tuple[str, ...] = ()
    configured: tuple[str, ...] = ()  # targets of checkpoints that changed
    finished: tuple[str, ...] = ()  # begun by a run that did not end
    waiting: tuple[str, ...] = ()  # collections without a role: `gapura central delegate`
    failed: dict[str, str] = field(default_factory=dict)  # collection -> why; tried again
    left_out: dict[str, int] = field(default_factory=dict)  # persons without a template
    bytes: int = 0  # of the new packages, sealed

    @property
    def anything(self) -> bool:
        """Return whether terminals see something new."""
        return bool(self.collections or self.withdrawn or self.configured or self.finished)


@dataclass(frozen=True, slots=True)
class _LastRun:
    """What the last run in this process found; while it is true, one statement is enough."""

    audit: int
    at: datetime
    until: datetime  # then something begins or ends by itself
    unchanged: Hints  # visitors and officers that are published as they are


_last_runs: WeakKeyDictionary[Registry, _LastRun] = WeakKeyDictionary()


def publish_due(
    centre: Centre,
    now: datetime,
    *,
    models: Models | None = None,
    progress: Progress | None = None,
) -> PublishRun:
    """Publish all that is due at `now`. Cheap when nothing is: call it as often as you like.

    `models`: those whose templates may be published; the manifest's by default. A collection that
    fails is reported and stops no other. Raise SyncError when nothing can be published at all.
    """
    registry = centre.registry
    last_run = _last_runs.get(registry)
    with registry.session() as session:
        state = published.publication_state(session)
        if last_run is not None and not state.unfinished and last_run.at <= now < last_run.until:
            if state.audit == last_run.audit:
                return PublishRun()
            if not any(map(_matters, published.actions_since(session, last_run.audit))):
                _last_runs[registry] = replace(last_run, audit=state.audit)
                return PublishRun()
    with registry.lock(PUBLISHING):
        return _publish(centre, now, models or known_models(), last_run, progress)


def _matters(action: AuditedAction) -> bool:
    """Return whether an action may change what is published: not a terminal's, nor our own."""
    return action.action not in _OWN and not action.by_terminal


def _publish(
    centre: Centre,
    now: datetime,
    models: Models,
    last_run: _LastRun | None,
    progress: Progress | None,
) -> PublishRun:
    registry = centre.registry
    publisher = Publisher(centre.blobs, centre.secrets)
    with registry.session() as session:
        state = published.publication_state(session)
        actions = published.actions_since(session, last_run.audit) if last_run else None
    finished = finish(centre, publisher, now) if state.unfinished else ()  # 1
    if last_run is None or days_of(last_run.at) != days_of(now):
        actions = None
    delegated = publisher.versions()
    due = find_due(
        centre, models, actions, now, delegated, last_run.unchanged if last_run else {}
    )  # 2
    composed = _compose(centre, publisher, due, delegated, now, progress)  # 3
    packages, configurations = composed.packages, _configurations(centre, publisher, due, composed)
    changes = _changes(publisher, due, composed, delegated, configurations)
    if changes:
        with registry.transaction() as session:  # 4
            published.begin(session, [each.package for each in packages], now)
        publisher.publish(changes, now)  # 5
    version = publisher.versions()[CHECKPOINTS]
    with registry.session() as session:
        announced = published.last_announced(session, CHECKPOINTS)
    done = PublishRun(
        {each.name: each.release.version for each in packages},
        due.over,
        tuple(sorted(configurations)),
        finished,
        tuple(name for name in due.wanted if name not in delegated),
        {**due.failed, **composed.failed},
        {each.name: each.left_out for each in packages if each.left_out},
        sum(each.package.size for each in packages),
    )
    news = bool(changes) or bool(finished) or version != announced
    if news or composed.invisible or due.over:
        with registry.transaction() as session:  # 6
            for each in packages:
                published.record(session, each.name, each.release, each.members)
            for name in due.over:
                published.withdraw(session, name)
            for name, change in composed.invisible.items():
                published.change_is_done(session, name, Collection.parse(name).owner, change)
            if news:
                releases = {**done.collections, CHECKPOINTS: version}
                sequence = published.announce(session, releases, now)
                details = {
                    "collections": done.collections,
                    "withdrawn": list(done.withdrawn),
                    "configured": len(done.configured),
                    "bytes": done.bytes,
                }
                audit.append(session, now, audit.CENTRE, "published", str(sequence), details)
    _erase_replaced(centre, publisher, now)  # 7
    until = next_turn(now, due.turns)
    if done.failed:
        until = min(until, now + RETRY_AFTER)
    unchanged = {
        name: hinted
        for name, hinted in due.hints.items()
        if name in delegated and name not in composed.failed
    }
    _last_runs[registry] = _LastRun(state.audit, now, until, unchanged)
    return done


def _erase_replaced(centre: Centre, publisher: Publisher, now: datetime) -> None:
    with centre.registry.session() as session:
        names = package_erasure.replaced(session)
    if not names:
        return
    for name in names:
        publisher.erase_unnamed_targets(name)
    with centre.registry.transaction() as session:
        package_erasure.erase_replaced(session, names, now)
    centre.registry.erase_log()


@dataclass(frozen=True, slots=True)
class _Composed:
    packages: tuple[Prepared, ...]
    failed: dict[str, str]
    invisible: dict[str, int]  # lists whose changes nobody would see -> WatchList.changes


def _compose(
    centre: Centre,
    publisher: Publisher,
    due: DueWork,
    delegated: Mapping[str, int],
    now: datetime,
    progress: Progress | None,
) -> _Composed:
    packages: list[Prepared] = []
    failed: dict[str, str] = {}
    invisible: dict[str, int] = {}
    for state, before in due.lists:
        if state.name not in delegated:
            continue
        try:
            prepared = prepare(centre, publisher, state, before, now, progress)
        except (SyncError, FaceEngineError) as error:
            failed[state.name] = _failure(state.name, error)
            continue
        if prepared is None:
            invisible[state.name] = state.change
        else:
            packages.append(prepared)
    for content, before in due.contents:
        if content.name not in delegated:
            continue
        try:
            found = prepare_whole(centre, publisher, content, due.model, before, now)
        except SyncError as error:
            failed[content.name] = _failure(content.name, error)
            continue
        packages += [found] if found else []
    return _Composed(tuple(packages), failed, invisible)


def _failure(name: str, error: Exception) -> str:
    _log.warning("%s is not published: %s", name, error)
    return str(error)


def _configurations(
    centre: Centre, publisher: Publisher, due: DueWork, composed: _Composed
) -> dict[str, bytes | None]:
    """Return the configurations that changed; None for a checkpoint that is gone."""
    there = (due.published | {each.name for each in composed.packages}) - set(due.over)
    present = publisher.targets(CHECKPOINTS)
    wanted: dict[str, bytes] = {}
    addresses = read_config(centre.home).addresses  # an operator may have changed them since
    for row in due.checkpoints:
        collections = entitled_collections(row.checkpoint_id, due.agreed, there)
        if len(collections) > MAX_COLLECTIONS:
            _log.warning(
                "checkpoint %s may hold %d collections; terminals take %d: end or merge lists",
                row.checkpoint_id,
                len(collections),
                MAX_COLLECTIONS,
            )
        config = checkpoint_config(
            row,
            collections,
            centre.sealing.public,
            addresses,
            due.erased,
            due.lanes.get(row.checkpoint_id, ()),
        )
        wanted[checkpoint_target(row.checkpoint_id)] = config.to_json()
    changed: dict[str, bytes | None] = {
        path: data
        for path, data in wanted.items()
        if path not in present or present[path].sha256 != fingerprint(data)
    }
    return changed | dict.fromkeys(present.keys() - wanted.keys())


def _changes(
    publisher: Publisher,
    due: DueWork,
    composed: _Composed,
    delegated: Mapping[str, int],
    configurations: Mapping[str, bytes | None],
) -> dict[str, Mapping[str, bytes | TargetSource | None]]:
    """Return the changes for TUF, by role; nothing for a role that stays as it is."""
    changes: dict[str, Mapping[str, bytes | TargetSource | None]] = {}
    for each in composed.packages:
        kept = {package.path for package in each.release.packages}
        old = dict.fromkeys(publisher.targets(each.name).keys() - kept)
        head = Collection.parse(each.name).head
        changes[each.name] = {**old, each.package.path: each.source, head: each.head}
    for name in due.over:
        if name in delegated and (old := dict.fromkeys(publisher.targets(name))):
            changes[name] = old
    if configurations:
        changes[CHECKPOINTS] = configurations
    return changes

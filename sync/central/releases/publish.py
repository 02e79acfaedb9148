"""Publish what is due: one edition of all that changed, in one step that terminals see.

1. Under the registry's lock `publishing`: what was begun before and not recorded is finished, or
   forgotten where no terminal was ever led to it.
2. What is due: lists with approved changes, agreements that began or ended, visitors whose day is
   over, officers, configurations of checkpoints.
3. Packages are composed and put among the blobs; nobody is led to them.
4. A transaction keeps their content keys.
5. TUF's timestamp is written: from here on terminals see all of it.
6. A transaction records it, with the row that wakes the terminals.

Killed before 5, nothing happened, and 1 forgets the keys. Killed after 5, 1 finds the packages in
what TUF vouches for, reads them, and does 6.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from models.errors import FaceEngineError
from sync.central.centre import Centre
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry import audit, published
from sync.central.registry.database import Registry
from sync.central.registry.published import AuditedAction
from sync.central.releases.agreements import next_turn
from sync.central.releases.checkpoints import configured, entitled
from sync.central.releases.due import Due, Hints, find
from sync.central.releases.lists import Progress, prepare
from sync.central.releases.packing import Prepared
from sync.central.releases.recovery import finish
from sync.central.releases.whole import prepare_whole
from sync.central.template_models import Models, known_models
from sync.protocol.envelope import fingerprint
from sync.protocol.errors import SyncError
from sync.protocol.jakarta import jakarta_day
from sync.protocol.roles import CHECKPOINTS, Collection, checkpoint_target
from sync.protocol.wire import MAX_COLLECTIONS

LOCK = "publishing"
AGAIN = timedelta(seconds=30)  # after a failure
_OWN = frozenset({"published", "publication-finished"})  # what this module notes itself
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did; nothing of it: there was nothing to do."""

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
        """Whether terminals see something new."""
        return bool(self.collections or self.withdrawn or self.configured or self.finished)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the last run in this process knew: while it holds, one statement answers."""

    audit: int
    at: datetime
    until: datetime  # then something begins or ends by itself
    settled: Hints  # visitors and officers that are published as they are


_seen: WeakKeyDictionary[Registry, _Seen] = WeakKeyDictionary()


def publish_due(
    centre: Centre,
    now: datetime,
    *,
    models: Models | None = None,
    progress: Progress | None = None,
) -> Published:
    """Publish all that is due at `now`. Cheap when nothing is: to be called as often as one likes.

    `models`: those whose templates may be published; the manifest's by default. A collection that
    fails is reported and holds up no other. Raises SyncError when nothing can be published at all.
    """
    registry = centre.registry
    seen = _seen.get(registry)
    with registry.session() as session:
        marks = published.publication_state(session)
        if seen is not None and not marks.unfinished and seen.at <= now < seen.until:
            if marks.audit == seen.audit:
                return Published()
            if not any(map(_matters, published.actions_since(session, seen.audit))):
                _seen[registry] = replace(seen, audit=marks.audit)
                return Published()
    with registry.lock(LOCK):
        return _publish(centre, now, models or known_models(), seen, progress)


def _matters(noted: AuditedAction) -> bool:
    """Whether it may change what is published: not what terminals do, nor what we did."""
    return noted.action not in _OWN and not noted.by_terminal


def _publish(
    centre: Centre, now: datetime, models: Models, seen: _Seen | None, progress: Progress | None
) -> Published:
    registry = centre.registry
    publisher = Publisher(centre.blobs, centre.secrets)
    with registry.session() as session:
        marks = published.publication_state(session)
        noted = published.actions_since(session, seen.audit) if seen else None
    finished = finish(centre, publisher, now) if marks.unfinished else ()  # 1
    if seen is None or jakarta_day(seen.at) != jakarta_day(now):
        noted = None
    delegated = publisher.versions()
    due = find(centre, models, noted, now, delegated, seen.settled if seen else {})  # 2
    composed = _compose(centre, publisher, due, delegated, now, progress)  # 3
    made, configurations = composed.made, _configurations(centre, publisher, due, composed)
    changes = _changes(publisher, due, composed, delegated, configurations)
    if changes:
        with registry.transaction() as session:  # 4
            published.begin(session, [each.package for each in made], now)
        publisher.publish(changes, now)  # 5
    version = publisher.versions()[CHECKPOINTS]
    with registry.session() as session:
        told = published.last_announced(session, CHECKPOINTS)
    done = Published(
        {each.name: each.edition.version for each in made},
        due.over,
        tuple(sorted(configurations)),
        finished,
        tuple(name for name in due.wanted if name not in delegated),
        {**due.failed, **composed.failed},
        {each.name: each.left_out for each in made if each.left_out},
        sum(each.package.size for each in made),
    )
    news = bool(changes) or bool(finished) or version != told
    if news or composed.quiet or due.over:
        with registry.transaction() as session:  # 6
            for each in made:
                published.record(session, each.name, each.edition, each.members)
            for name in due.over:
                published.withdraw(session, name)
            for name, change in composed.quiet.items():
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
    until = next_turn(now, due.turns)
    if done.failed:
        until = min(until, now + AGAIN)
    settled = {
        name: hinted
        for name, hinted in due.hints.items()
        if name in delegated and name not in composed.failed
    }
    _seen[registry] = _Seen(marks.audit, now, until, settled)
    return done


@dataclass(frozen=True, slots=True)
class _Composed:
    made: tuple[Prepared, ...]
    failed: dict[str, str]
    quiet: dict[str, int]  # lists whose changes nobody would see -> WatchList.changes


def _compose(
    centre: Centre,
    publisher: Publisher,
    due: Due,
    delegated: Mapping[str, int],
    now: datetime,
    progress: Progress | None,
) -> _Composed:
    made: list[Prepared] = []
    failed: dict[str, str] = {}
    quiet: dict[str, int] = {}
    for state, before in due.lists:
        if state.name not in delegated:
            continue
        try:
            prepared = prepare(centre, publisher, state, before, now, progress)
        except (SyncError, FaceEngineError) as error:
            failed[state.name] = _failure(state.name, error)
            continue
        if prepared is None:
            quiet[state.name] = state.change
        else:
            made.append(prepared)
    for content, before in due.contents:
        if content.name not in delegated:
            continue
        try:
            found = prepare_whole(centre, publisher, content, due.model, before, now)
        except SyncError as error:
            failed[content.name] = _failure(content.name, error)
            continue
        made += [found] if found else []
    return _Composed(tuple(made), failed, quiet)


def _failure(name: str, error: Exception) -> str:
    _log.warning("%s is not published: %s", name, error)
    return str(error)


def _configurations(
    centre: Centre, publisher: Publisher, due: Due, composed: _Composed
) -> dict[str, bytes | None]:
    """The configurations that are not as they are published; None: the checkpoint is gone."""
    there = (due.published | {each.name for each in composed.made}) - set(due.over)
    present = publisher.targets(CHECKPOINTS)
    wanted: dict[str, bytes] = {}
    for row in due.checkpoints:
        collections = entitled(row.checkpoint_id, due.agreed, there)
        if len(collections) > MAX_COLLECTIONS:
            _log.warning(
                "checkpoint %s may hold %d collections; terminals take %d: end or merge lists",
                row.checkpoint_id,
                len(collections),
                MAX_COLLECTIONS,
            )
        said = configured(row, collections, centre.sealing.public)
        wanted[checkpoint_target(row.checkpoint_id)] = said.to_json()
    changed: dict[str, bytes | None] = {
        path: data
        for path, data in wanted.items()
        if path not in present or present[path].sha256 != fingerprint(data)
    }
    return changed | dict.fromkeys(present.keys() - wanted.keys())


def _changes(
    publisher: Publisher,
    due: Due,
    composed: _Composed,
    delegated: Mapping[str, int],
    configurations: Mapping[str, bytes | None],
) -> dict[str, Mapping[str, bytes | TargetSource | None]]:
    """What TUF is told, by role; nothing for a role that stays as it is."""
    changes: dict[str, Mapping[str, bytes | TargetSource | None]] = {}
    for each in composed.made:
        kept = {package.path for package in each.edition.packages}
        old = dict.fromkeys(publisher.targets(each.name).keys() - kept)
        head = Collection.parse(each.name).head
        changes[each.name] = {**old, each.package.path: each.source, head: each.head}
    for name in due.over:
        if name in delegated and (old := dict.fromkeys(publisher.targets(name))):
            changes[name] = old
    if configurations:
        changes[CHECKPOINTS] = configurations
    return changes

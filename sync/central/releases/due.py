"""Find what is due: the approved state at a moment, compared with what is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.template_model import PublishedModel
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import approved_state, published
from sync.central.registry import checkpoints as checkpoint_rows
from sync.central.registry.approved_state import CheckpointRow
from sync.central.registry.families import with_listed_family
from sync.central.registry.published import NOTHING, AuditedAction, Release
from sync.central.releases.list_terms import ListTerms, terms_of
from sync.central.releases.lists import ListState, is_due
from sync.central.releases.officers import officers_content
from sync.central.releases.template_models import Models, named
from sync.central.releases.visitors import visitors_content
from sync.central.releases.whole import WholeContent
from sync.protocol.roles import Collection as Named
from sync.protocol.roles import CollectionKind
from sync.protocol.wire import MAX_ERASED

_NOBODY: frozenset[str] = frozenset()

# By collection, visitors who have a listed family member; officers have none.
Hints = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class DueWork:
    """Everything that is due."""

    lists: tuple[tuple[ListState, Release], ...]  # changed, in force
    contents: tuple[tuple[WholeContent, Release], ...]  # visitors and officers, perhaps changed
    hints: Hints  # of all visitors' and officers' collections that there should be, if looked at
    over: tuple[str, ...]  # published collections that must go
    wanted: tuple[str, ...]  # collections that need a role, by name
    published: frozenset[str]  # before
    agreed: dict[str, frozenset[str]]  # list in force -> checkpoints of its agreement
    checkpoints: tuple[CheckpointRow, ...]
    erased: tuple[str, ...]  # persons whom terminals erase from their alerts
    lanes: Mapping[str, tuple[str, ...]]  # of each checkpoint, in the order of their turns
    turns: tuple[datetime, ...]  # when a list begins or ends by itself
    failed: dict[str, str]  # collection -> why
    model: PublishedModel  # of visitors' templates


def find_due(
    centre: Centre,
    models: Models,
    actions: Collection[AuditedAction] | None,
    now: datetime,
    delegated: Collection[str] = (),
    unchanged: Hints | None = None,
) -> DueWork:
    """Return what is due. Raise SyncError.

    `actions`: those since the last run; None: read everything. `delegated`: collections with a
    role. `unchanged`: visitors and officers as the last run left them; None: do not read them.
    """
    with centre.registry.session() as session:
        terms = [terms_of(row, now) for row in approved_state.lists(session)]
        releases = published.releases(session)
        checkpoints = tuple(approved_state.checkpoints(session))
        days = checkpoint_rows.days(session, now)
        erased = approved_state.erased_persons(session, MAX_ERASED)
        lanes = approved_state.lanes(session)
        owners_by_kind = {
            CollectionKind.VISITORS: approved_state.with_visitors(session, days),
            CollectionKind.OFFICERS: approved_state.with_officers(session),
        }
    visible = {name for name, release in releases.items() if not release.withdrawn}
    in_force = {  # a list that no terminal may hold is asked about at the data centre alone
        each.name: each
        for each in terms
        if each.in_force(now) and (each.checkpoints or each.name in visible)
    }
    lists, failed = _lists(in_force.values(), releases, models)
    own = {
        Named(kind, checkpoint_id).name
        for kind, owners in owners_by_kind.items()
        for checkpoint_id in owners
    }
    agreed = {each.list_id: each.checkpoints for each in in_force.values()}
    holders = {
        each.list_id: each.checkpoints for each in in_force.values() if each.name in delegated
    }
    hints = {} if unchanged is None else _hints(centre, owners_by_kind, holders, days)
    touched = _touched(actions, checkpoints)
    current = next(iter(models.values()))
    contents = [
        (content, releases.get(content.name, NOTHING))
        for content in _contents(centre, hints, unchanged or {}, touched, days, current.model_id)
    ]
    return DueWork(
        tuple(lists),
        tuple(contents),
        hints,
        tuple(sorted(visible - own - in_force.keys())),
        tuple(sorted(own | in_force.keys())),
        frozenset(visible),
        agreed,
        checkpoints,
        erased,
        lanes,
        tuple(turn for each in terms for turn in (each.begins, each.ends)),
        failed,
        current,
    )


def _lists(
    in_force: Iterable[ListTerms], releases: dict[str, Release], models: Models
) -> tuple[list[tuple[ListState, Release]], dict[str, str]]:
    lists: list[tuple[ListState, Release]] = []
    failed: dict[str, str] = {}
    for each in in_force:
        try:
            model = named(models, each.model_id)
        except CentralError as error:
            failed[each.name] = str(error)
            continue
        state = ListState(each.description, model, each.change)
        before = releases.get(each.name, NOTHING)
        if is_due(state, before):
            lists.append((state, before))
    return lists, failed


def _hints(
    centre: Centre,
    owners_by_kind: Mapping[CollectionKind, set[str]],
    holders: Mapping[str, frozenset[str]],
    days: Mapping[str, date],
) -> Hints:
    """Return the hints of each collection. `holders`: list that is published -> its checkpoints.

    `days`: the day at each checkpoint.
    """
    hints = {
        Named(CollectionKind.OFFICERS, each).name: _NOBODY
        for each in owners_by_kind[CollectionKind.OFFICERS]
    }
    with centre.registry.session() as session:
        for checkpoint_id in owners_by_kind[CollectionKind.VISITORS]:
            lists = [list_id for list_id, places in holders.items() if checkpoint_id in places]
            hints[Named(CollectionKind.VISITORS, checkpoint_id).name] = with_listed_family(
                session, centre.vault, checkpoint_id, lists, days[checkpoint_id]
            )
    return hints


def _contents(
    centre: Centre,
    hints: Hints,
    unchanged: Hints,
    touched: Callable[[CollectionKind, str], bool],
    days: Mapping[str, date],
    model_id: str,
) -> Iterable[WholeContent]:
    for name, hinted in sorted(hints.items()):
        collection = Named.parse(name)
        if unchanged.get(name) == hinted and not touched(collection.kind, collection.owner):
            continue
        if collection.kind is CollectionKind.VISITORS:
            day = days[collection.owner]
            yield visitors_content(centre, collection.owner, day, hinted, model_id)
        else:
            yield officers_content(centre, collection.owner)


def _touched(
    actions: Collection[AuditedAction] | None, checkpoints: Iterable[CheckpointRow]
) -> Callable[[CollectionKind, str], bool]:
    """Return a function: whether a checkpoint's visitors or officers have to be read again."""
    known = {row.checkpoint_id for row in checkpoints}
    singular = {CollectionKind.VISITORS: "visitor", CollectionKind.OFFICERS: "officer"}

    def touched(kind: CollectionKind, checkpoint_id: str) -> bool:
        if actions is None:
            return True
        return any(
            (
                singular[kind] in each.action
                and (each.subject == checkpoint_id or each.subject not in known)
            )
            # Accounts that two operators agreed on: their checkpoint is the proposal's subject.
            or (each.action == "proposal-approved" and each.subject == checkpoint_id)
            for each in actions
        )

    return touched

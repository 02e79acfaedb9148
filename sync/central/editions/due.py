"""What there is to publish at a moment, beside what is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sync.central.centre import Centre
from sync.central.editions.agreements import today
from sync.central.editions.describing import Terms, described
from sync.central.editions.lists import ListState, is_due
from sync.central.editions.officers import accounts
from sync.central.editions.visitors import expected
from sync.central.editions.whole import WholeContent
from sync.central.errors import CentralError
from sync.central.registry import listed, published
from sync.central.registry.listed import CheckpointRow
from sync.central.registry.published import NOTHING, Edition, Noted
from sync.central.template_models import Models, PublishedModel, named
from sync.protocol.roles import Collection as Named
from sync.protocol.roles import Kind


@dataclass(frozen=True)
class Due:
    """All of it."""

    lists: tuple[tuple[ListState, Edition], ...]  # changed, in force
    contents: tuple[tuple[WholeContent, Edition], ...]  # visitors and officers, perhaps changed
    over: tuple[str, ...]  # published collections that must go
    wanted: tuple[str, ...]  # collections that need a role, by name
    published: frozenset[str]  # before
    agreed: dict[str, frozenset[str]]  # list in force -> checkpoints of its agreement
    checkpoints: tuple[CheckpointRow, ...]
    turns: tuple[datetime, ...]  # when a list begins or ends by itself
    failed: dict[str, str]  # collection -> why
    model: PublishedModel  # of visitors' templates


def find(centre: Centre, models: Models, noted: Collection[Noted] | None, now: datetime) -> Due:
    """`noted`: what was done since the last time; None: look at everything. Raises SyncError."""
    day = today(now)
    with centre.registry.session() as session:
        terms = [described(row, now) for row in listed.lists(session)]
        editions = published.editions(session)
        checkpoints = tuple(listed.checkpoints(session))
        having = {
            Kind.VISITORS: listed.with_visitors(session, day),
            Kind.OFFICERS: listed.with_officers(session),
        }
    standing = {name for name, edition in editions.items() if not edition.withdrawn}
    in_force = {each.name: each for each in terms if each.in_force(now)}
    lists, failed = _lists(in_force.values(), editions, models)
    own = {
        Named(kind, checkpoint_id).name
        for kind, owners in having.items()
        for checkpoint_id in owners
    }
    contents = [
        (content, editions.get(content.name, NOTHING))
        for content in _contents(centre, having, _touched(noted, checkpoints), day)
    ]
    return Due(
        tuple(lists),
        tuple(contents),
        tuple(sorted(standing - own - in_force.keys())),
        tuple(sorted(own | in_force.keys())),
        frozenset(standing),
        {each.list_id: each.checkpoints for each in in_force.values()},
        checkpoints,
        tuple(turn for each in terms for turn in (each.begins, each.ends)),
        failed,
        next(iter(models.values())),
    )


def _lists(
    in_force: Iterable[Terms], editions: dict[str, Edition], models: Models
) -> tuple[list[tuple[ListState, Edition]], dict[str, str]]:
    lists: list[tuple[ListState, Edition]] = []
    failed: dict[str, str] = {}
    for each in in_force:
        try:
            model = named(models, each.model_id)
        except CentralError as error:
            failed[each.name] = str(error)
            continue
        state = ListState(each.description, model, each.change)
        before = editions.get(each.name, NOTHING)
        if is_due(state, before):
            lists.append((state, before))
    return lists, failed


def _contents(
    centre: Centre, having: dict[Kind, set[str]], touched: Callable[[Kind, str], bool], day: date
) -> Iterable[WholeContent]:
    for checkpoint_id in sorted(having[Kind.VISITORS]):
        if touched(Kind.VISITORS, checkpoint_id):
            yield expected(centre, checkpoint_id, day)
    for checkpoint_id in sorted(having[Kind.OFFICERS]):
        if touched(Kind.OFFICERS, checkpoint_id):
            yield accounts(centre, checkpoint_id)


def _touched(
    noted: Collection[Noted] | None, checkpoints: Iterable[CheckpointRow]
) -> Callable[[Kind, str], bool]:
    """Whether a checkpoint's visitors or officers have to be read again."""
    known = {row.checkpoint_id for row in checkpoints}
    singular = {Kind.VISITORS: "visitor", Kind.OFFICERS: "officer"}

    def touched(kind: Kind, checkpoint_id: str) -> bool:
        if noted is None:
            return True
        return any(
            singular[kind] in each.action
            and (each.subject == checkpoint_id or each.subject not in known)
            for each in noted
        )

    return touched

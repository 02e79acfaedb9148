"""Decide whether the next package is a snapshot or a delta. Pure.

Terminals fetch a head's packages in order: a snapshot, then deltas. So a delta is the answer to a
change, until the deltas cost a new terminal too much (their share of the snapshot) or too many
requests (their number).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

MAX_DELTA_SHARE = 0.20  # of the snapshot's bytes that its deltas may have together
ALWAYS_ALLOWED = 256 * 1024  # bytes of deltas: one answer of the data centre, however small a list
MAX_CHAIN = 16  # deltas that a head may name: head and role come again with every change
PERSON_BYTES = 8_192  # of a delta: a thumbnail of some 6 kB, a template, a name
DELTA_BYTES = 4_096  # of a delta of nobody: header, description, archive


class PackagePlan(Enum):
    """What kind of package to make."""

    NOTHING = "nothing"
    SNAPSHOT = "snapshot"
    DELTA = "delta"  # from the version before
    MERGED = "merged"  # a delta from an earlier version to now, in place of those after it


@dataclass(frozen=True, slots=True)
class ChainPackage:
    """A package that the present head names."""

    version: int
    base: int | None  # None: the snapshot
    size: int  # bytes, sealed
    change: int  # of the list, that it leads to


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What has changed since the last release."""

    model: bool  # templates of another model are wanted
    description: bool
    added: int  # persons who are new, or changed
    removed: int  # persons who were published and are gone
    erased: bool = False  # a package of the present head holds a person who was erased


def plan(chain: Sequence[ChainPackage], due: ListChanges) -> PackagePlan:
    """Return what to make, given the packages of the present head in their order."""
    if not chain or due.model or due.erased:
        return PackagePlan.SNAPSHOT
    if not (due.description or due.added or due.removed):
        return PackagePlan.NOTHING
    snapshot, *deltas = chain
    bytes_then = sum(delta.size for delta in deltas) + DELTA_BYTES + due.added * PERSON_BYTES
    if bytes_then > max(ALWAYS_ALLOWED, MAX_DELTA_SHARE * snapshot.size):
        return PackagePlan.SNAPSHOT
    return PackagePlan.MERGED if len(deltas) >= MAX_CHAIN else PackagePlan.DELTA


def chain_after(
    chain: Sequence[ChainPackage], step: PackagePlan, made: ChainPackage
) -> tuple[ChainPackage, ...]:
    """Return the packages of the next head."""
    return (made,) if step is PackagePlan.SNAPSHOT else (*chain[: _kept(chain, step)], made)


def base_of(chain: Sequence[ChainPackage], step: PackagePlan) -> ChainPackage | None:
    """Return the package that the next one builds on; None for a snapshot."""
    if step is PackagePlan.SNAPSHOT:
        return None
    return chain[_kept(chain, step) - 1]


def replaced(chain: Sequence[ChainPackage], step: PackagePlan) -> Sequence[ChainPackage]:
    """Return the deltas that the next package replaces."""
    return chain[_kept(chain, step) :] if step is PackagePlan.MERGED else ()


def _kept(chain: Sequence[ChainPackage], step: PackagePlan) -> int:
    """Return how many packages of the head stay.

    Merged is the later half, and each delta before it that is no larger than what is merged
    already: so a large one is not sent again for a few persons.
    """
    if step is not PackagePlan.MERGED:
        return len(chain)
    kept = max(1, (len(chain) + 1) // 2)
    merged = sum(delta.size for delta in chain[kept:])
    while kept > 1 and chain[kept - 1].size <= merged:
        kept -= 1
        merged += chain[kept].size
    return kept


def removed_since(
    before: Iterable[Collection[str]], gone: Collection[str], present: Collection[str]
) -> list[str]:
    """Return the ids that a delta removes, in order.

    `before`: the removals of the deltas that it replaces (none unless merged); `gone`: published
    persons who left; `present`: those the delta adds, who may have left and come back.
    """
    return sorted(set().union(gone, *before).difference(present))

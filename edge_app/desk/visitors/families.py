"""Members of one family card (KK) on one day: adults first, children linked to them. Pure.

A card says who belongs together, not who is whose parent: a child is linked to every adult of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from edge_app.documents.typed_nik import age as age_on
from sync.protocol.content import Visitor
from sync.protocol.nik import Parsed, parse

# From 17 on a citizen holds an identity card of their own (KTP-el): law 23/2006 on the
# administration of the population, as changed by law 24/2013, article 63 (1).
ADULT_AT = 17


class Age(Enum):
    """Whether somebody is a child, as far as their NIK says."""

    ADULT = "adult"
    CHILD = "child"
    UNKNOWN = "unknown"  # no NIK, or none that can be


class ChildCompany(Enum):
    """Who is with a child."""

    ADULT_HERE = "adult_here"  # an adult of the family has come
    ADULT_DUE = "adult_due"  # one is expected today and has not come
    PERHAPS = "perhaps"  # somebody of the family whose age is not known
    NOBODY = "nobody"  # no adult of the family is expected today


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """Somebody of a family."""

    visitor: Visitor
    age: Age
    years: int | None  # full years; None: not known


@dataclass(frozen=True, slots=True)
class Family:
    """Everybody of one card on one day, adults first, then those of unknown age, then children."""

    members: tuple[FamilyMember, ...]

    @property
    def adults(self) -> tuple[FamilyMember, ...]:
        """Return those to whom the children are linked."""
        return tuple(member for member in self.members if member.age is Age.ADULT)

    @property
    def children(self) -> tuple[FamilyMember, ...]:
        """Return the children, the eldest first."""
        return tuple(member for member in self.members if member.age is Age.CHILD)

    def company(self, came: Mapping[str, object]) -> ChildCompany:
        """Return who is with this family's children; `came` holds the ids of who is here."""
        if any(member.visitor.visitor_id in came for member in self.adults):
            return ChildCompany.ADULT_HERE
        if self.adults:
            return ChildCompany.ADULT_DUE
        unknown = any(member.age is Age.UNKNOWN for member in self.members)
        return ChildCompany.PERHAPS if unknown else ChildCompany.NOBODY


def member(visitor: Visitor, today: date) -> FamilyMember:
    """Return `visitor` with the age on their day, by the birth date in the NIK.

    A NIK writes two digits of the year: it is taken for the latest that is not in the future, so
    that who is 100 or more counts as a child.
    """
    parsed = parse(visitor.nik, today) if visitor.nik else None
    if not isinstance(parsed, Parsed):
        return FamilyMember(visitor, Age.UNKNOWN, None)
    years = age_on(parsed.born, visitor.day)
    return FamilyMember(visitor, Age.ADULT if years >= ADULT_AT else Age.CHILD, years)


_ORDER = {Age.ADULT: 0, Age.UNKNOWN: 1, Age.CHILD: 2}


def family_of(visitors: Iterable[Visitor], today: date) -> Family:
    """Return the family that `visitors` (of one card and day, or one alone) make."""
    members = (member(visitor, today) for visitor in visitors)
    return Family(
        tuple(
            sorted(
                members,
                key=lambda one: (_ORDER[one.age], -(one.years or 0), one.visitor.name),
            )
        )
    )

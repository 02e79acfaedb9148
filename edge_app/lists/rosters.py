"""Expected visitors and officers: small collections, held whole in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np

from edge_app.domain import Template
from edge_app.errors import ActivationError
from edge_app.lists.pacing import paced
from edge_app.lists.package_chain import VerifyPackage, removed_ids, require_chain
from edge_app.lists.package_store import VerifiedPackage
from edge_app.lists.terminal_model import TerminalModel, TerminalModels
from models.comparison import require_templates
from models.errors import GalleryError
from sync.protocol.content import Officer, OfficerRole, PackageHeader, Visitor
from sync.protocol.package import OFFICERS, VISITORS
from sync.protocol.wire import Head, Wire

log = logging.getLogger(__name__)

Entry = TypeVar("Entry", bound=Wire)


@dataclass(frozen=True, slots=True)
class VisitorSource:
    """Which package a visitor came in."""

    package: VerifiedPackage = field(repr=False)
    model: TerminalModel | None  # of its templates; None: of no model that is in service here


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who is expected, in the order of the manifest."""

    head: Head
    visitors: tuple[Visitor, ...] = field(repr=False)
    sources: Mapping[str, VisitorSource] = field(default_factory=dict, repr=False)  # by visitor id

    def from_day(self, day: date) -> Visitors:
        """Return the visitors of `day` and later."""
        kept = tuple(visitor for visitor in self.visitors if visitor.day >= day)
        return self if len(kept) == len(self.visitors) else replace(self, visitors=kept)

    def template(self, visitor: Visitor) -> Template | None:
        """Return the template of the visitor's photograph: (f,) float32, unit length.

        None where this terminal has none that it can compare with.
        """
        data, model = visitor.template, self.model(visitor)
        if data is None or model is None or len(data) != 4 * model.dimension:
            return None
        row = np.frombuffer(data, "<f4").astype(np.float32)
        try:
            require_templates(row[None], model.dimension)
        except GalleryError:
            return None
        return row

    def model(self, visitor: Visitor) -> TerminalModel | None:
        """Return the model of the visitor's template; None: none that is in service here."""
        source = self.sources.get(visitor.visitor_id)
        return source.model if source else None

    def photograph(self, visitor: Visitor) -> bytes:
        """Return the photograph as JPEG, read and decrypted now; empty where there is none."""
        source = self.sources.get(visitor.visitor_id)
        return b"" if source is None else source.package.jpeg(visitor.thumbnail)


@dataclass(frozen=True, slots=True)
class Officers:
    """Who may log in."""

    head: Head
    officers: tuple[Officer, ...] = field(repr=False)


def read_visitors(head: Head, verify: VerifyPackage, models: TerminalModels) -> Visitors:
    """Return who is expected, on past days too. Raise ActivationError, SyncError, OSError."""
    opened, found = _entries(head, verify, VISITORS, Visitor, lambda one: one.visitor_id)
    packages = [VisitorSource(verified, _model(header, models)) for verified, header in opened]
    sources = {one.visitor_id: packages[number] for one, number in found}
    return Visitors(head, tuple(one for one, _ in found), sources)


def _model(header: PackageHeader, models: TerminalModels) -> TerminalModel | None:
    """Return the model of the templates; None for an unknown one: its visitors are expected too."""
    try:
        return models.require(header)
    except ActivationError:
        return None


def read_officers(head: Head, verify: VerifyPackage) -> Officers:
    """Return who may log in. Raise ActivationError, SyncError, OSError."""
    _, found = _entries(head, verify, OFFICERS, Officer, lambda one: one.number)
    known = tuple(one for one, _ in found if one.role is not OfficerRole.OTHER)
    if len(known) < len(found):  # nobody signs in with rights that this version cannot judge
        log.warning(
            "%s: %d accounts have a role that this version does not know: update Gapura",
            head.collection,
            len(found) - len(known),
        )
    return Officers(head, known)


def _entries(
    head: Head, verify: VerifyPackage, member: str, kind: type[Entry], name: Callable[[Entry], str]
) -> tuple[list[tuple[VerifiedPackage, PackageHeader]], tuple[tuple[Entry, int], ...]]:
    """Return the packages, and every entry with the number of the package that it came in."""
    require_chain(head)
    opened: list[tuple[VerifiedPackage, PackageHeader]] = []
    found: dict[str, tuple[Entry, int]] = {}
    for number in range(len(head.packages)):
        verified = verify(number)
        with closing(verified.open()) as package:
            opened.append((verified, package.header))
            for gone in removed_ids(package):
                found.pop(gone, None)
            if package.size(member):
                lines = package.lines(member, kind)
                found.update((name(entry), (entry, number)) for entry in paced(lines))
    return opened, tuple(found.values())

"""Who the references are: names and places of photographs, held small for 100,000 of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from edge_app.domain import Phrase, Reference
from edge_app.jpeg import from_jpeg
from edge_app.lists.package_store import VerifiedPackage
from models.comparison import MAX_REFERENCES
from sync.protocol.content import ReferenceEntry, Thumbnail
from sync.protocol.errors import PackageError
from sync.protocol.package import REFERENCES
from sync.protocol.signs import is_latin

# Name, number of the package, offset and size of the JPEG in it, own instruction. A plain tuple of
# texts and numbers is the smallest thing that Python has, and the garbage collector passes it by.
ReferenceRow = tuple[str, int, int, int, Phrase | None]


def read_rows(
    entries: Iterable[ReferenceEntry], package: int
) -> tuple[dict[str, ReferenceRow], list[str]]:
    """Return the rows by reference id, and the id of each template in order.

    `entries` are those of the package number `package` of the chain. Raise PackageError.
    """
    rows: dict[str, ReferenceRow] = {}
    ids: list[str] = []
    for entry in entries:
        if entry.reference_id in rows:
            raise PackageError(f"{REFERENCES}: a reference stands there twice")
        where, own = entry.thumbnail, entry.instruction
        rows[entry.reference_id] = (entry.name, package, where.offset, where.size, own)
        ids.extend([entry.reference_id] * entry.templates)
        if len(ids) > MAX_REFERENCES:
            raise PackageError(f"{REFERENCES}: more than {MAX_REFERENCES} templates")
    return rows, ids


@dataclass(frozen=True, slots=True)
class ReferenceBook:
    """The snapshot's rows, and over them those that deltas brought."""

    list_id: str
    packages: tuple[VerifiedPackage, ...]
    snapshot: Mapping[str, ReferenceRow] = field(repr=False)
    changed: Mapping[str, ReferenceRow] = field(default_factory=dict, repr=False)

    def with_rows(
        self, package: VerifiedPackage, rows: Mapping[str, ReferenceRow]
    ) -> ReferenceBook:
        """Return a book that also holds the `rows` of the next package of the chain."""
        packages = (*self.packages, package)
        return replace(self, packages=packages, changed={**self.changed, **rows})

    def without_deltas(self) -> ReferenceBook:
        """Return a book of the snapshot alone."""
        return replace(self, packages=self.packages[:1], changed={})

    def not_latin(self, reference_ids: Iterable[str]) -> int:
        """Return how many of these have a name in other than Latin letters."""
        rows = (self.changed.get(one) or self.snapshot.get(one) for one in reference_ids)
        return sum(row is not None and not is_latin(row[0]) for row in rows)

    def reference(self, reference_id: str) -> Reference:
        """Return the reference; its photograph is read, decrypted and decoded now.

        Where that fails, the photograph is a neutral one: an alert is shown in any case.
        """
        row = self.changed.get(reference_id) or self.snapshot.get(reference_id)
        if row is None:
            return Reference(reference_id, "", self.list_id, from_jpeg(b""))
        name, package, offset, size, instruction = row
        picture = from_jpeg(self.packages[package].jpeg(Thumbnail(offset=offset, size=size)))
        return Reference(reference_id, name, self.list_id, picture, instruction)

"""Who the references are: names and places of photographs, held small for 100,000 of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edge_app.domain import Phrase, Reference
from edge_app.jpeg import from_jpeg
from edge_app.lists.package_store import VerifiedPackage
from sync.protocol.content import ReferenceEntry, Thumbnail

# Name, number of the package, offset and size of the JPEG in it, own instruction. A plain tuple of
# texts and numbers is the smallest thing that Python has, and the garbage collector passes it by.
Line = tuple[str, int, int, int, Phrase | None]


def line_of(entry: ReferenceEntry, package: int) -> Line:
    """What is kept of an entry in the package of that number."""
    own, where = entry.instruction, entry.thumbnail
    instruction = None if own is None else Phrase(own.id, own.en)
    return (entry.name, package, where.offset, where.size, instruction)


@dataclass(frozen=True, slots=True)
class ReferenceBook:
    """The snapshot's lines, and over them those that deltas brought."""

    list_id: str
    packages: tuple[VerifiedPackage, ...]
    snapshot: Mapping[str, Line] = field(repr=False)
    changed: Mapping[str, Line] = field(repr=False)

    def reference(self, reference_id: str) -> Reference:
        """Its photograph is read, decrypted and decoded now; a neutral one where that fails."""
        line = self.changed.get(reference_id) or self.snapshot.get(reference_id)
        if line is None:
            return Reference(reference_id, "", self.list_id, from_jpeg(b""))
        name, package, offset, size, instruction = line
        picture = from_jpeg(self.packages[package].jpeg(Thumbnail(offset=offset, size=size)))
        return Reference(reference_id, name, self.list_id, picture, instruction)

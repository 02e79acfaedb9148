"""Texts that stand beside each other: none says its words louder than the others."""

from __future__ import annotations

from typing import Protocol


class SizedText(Protocol):
    """A text that can be set in less than the largest type that its place allows."""

    same: SameType | None

    def own_size(self) -> int | None:
        """Return the pixels of the largest type in which it fits; None: there is nothing to say."""

    def update(self) -> None:
        """Draw it anew."""


class SameType:
    """One size of type for all members: the largest in which each fits its place."""

    def __init__(self, members: tuple[SizedText, ...]) -> None:
        self.members = members
        self._size: int | None = None
        self._known = False  # every member asks with every repaint: they are measured once

    def size(self) -> int | None:
        """Return the pixels of the type of all; None: nobody says anything."""
        if not self._known:
            sizes = [member.own_size() for member in self.members]
            self._size = min((size for size in sizes if size is not None), default=None)
            self._known = True
        return self._size

    def changed(self) -> None:
        """Draw all anew: the text, place or type of a member is another."""
        self._known = False
        for member in self.members:
            member.update()


def share_type(*members: SizedText) -> None:
    """Set all of `members` in one size from now on, whatever they say and however large they are.

    What hides or says nothing has no part in it.
    """
    same = SameType(members)
    for member in members:
        member.same = same

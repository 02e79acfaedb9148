"""The errors of the registry, each with a text for the person who can act.

CentralError
└── RegistryError           the database is out of reach, locked, or not of this version
    ├── RegistryFull        its disk has no room
    └── OperationRefused    the registry's rules do not allow it; nothing was changed
        ├── Unknown         what it names is not here; the text says which command shows what is
        └── NotOne          nothing, or more than one, begins as it was typed
"""

from __future__ import annotations

from sync.central.errors import CentralError


class RegistryError(CentralError):
    """The registry cannot be opened or used; the text holds no value of any row."""


class RegistryFull(RegistryError):
    """The disk of the registry has no room for a write."""


class OperationRefused(RegistryError):
    """An operation that the registry's rules do not allow."""


_SHOWN_BY = {
    "alert": "results list",
    "checkpoint": "checkpoint list",
    "list": "list show",
    "proposal": "proposals --all",
    "terminal": "terminals --all",
    "ticket": "token list",
}


class Unknown(OperationRefused):
    """Something that was named, mistyped perhaps, is not here."""

    def __init__(self, kind: str, name: str) -> None:
        """`kind`: a checkpoint, a list, a proposal, a terminal."""
        super().__init__(f"{name}: there is no such {kind}; {_where(kind)}")


class NotOne(OperationRefused):
    """No id, or several, begin as it was typed."""

    def __init__(self, kind: str, start: str, found: int) -> None:
        """`kind`: an alert, a terminal, a ticket; `found`: how many begin so."""
        what = f"several {kind}s begin" if found else f"no {kind} begins"
        super().__init__(f"{start}: {what} so; {_where(kind)}")


def _where(kind: str) -> str:
    return f"`gapura central {_SHOWN_BY[kind]}` shows what there is"

"""The errors of the registry, each with a text for the person who can act.

CentralError
└── RegistryError           the database is out of reach, locked, or not of this version
    ├── RegistryFull        its disk has no room
    └── OperationRefused    the registry's rules do not allow it; nothing was changed
"""

from __future__ import annotations

from sync.central.errors import CentralError


class RegistryError(CentralError):
    """The registry cannot be opened or used; the text holds no value of any row."""


class RegistryFull(RegistryError):
    """The disk of the registry has no room for a write."""


class OperationRefused(RegistryError):
    """An operation that the registry's rules do not allow."""

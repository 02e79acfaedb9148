"""The errors of what travels, each with a text for the person who can act.

SyncError
├── EnvelopeError       something sealed or signed cannot be opened with this key, or was altered
├── PackageError        a package whose content is not what it says
├── SignatureRefused    a request whose signature, time or addressee is wrong
├── StickRefused        a USB stick that holds a link, a device, too much, or has no room
└── (sync.central.errors.CentralError, sync.terminal.errors.SyncTerminalError)
"""


class SyncError(Exception):
    """Root of the tree: `str(error)` is one line that says what is wrong, where, and what to do."""


class EnvelopeError(SyncError):
    """Sealed for somebody else, altered, truncated, or no envelope at all."""


class PackageError(SyncError):
    """A package that was opened, but does not hold what its header or its place promise."""


class SignatureRefused(SyncError):
    """A request that must not be answered."""

    def __init__(self, text: str, problem: str = "signature") -> None:
        """Take one of wire.Problem's codes: signature, clock, unknown, revoked, replay."""
        super().__init__(text)
        self.problem = problem


class StickRefused(SyncError):
    """A removable medium that cannot be used as it is."""

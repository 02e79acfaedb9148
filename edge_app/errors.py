"""The errors of the terminal, each with a text for the person who can act.

TerminalError
├── SourceError         the picture source cannot be opened or read
├── DisplayError        no window can be opened here
├── ReferencesError     the folder of references cannot be used
├── StoreError          the kiosk's own database cannot be opened or written
├── ActivationError     a published list cannot be served; the version that serves goes on
├── QuestionError       the data centre was asked in vain
└── CallError           other lanes cannot be called, or their calls cannot be received
"""

from __future__ import annotations

from typing import Literal


class TerminalError(Exception):
    """Root of the tree: `str(error)` is one line that says what is wrong, where, and what to do."""


class SourceError(TerminalError):
    """A camera, file, address or folder that gives no picture."""


class DisplayError(TerminalError):
    """No screen, or none that this process may use."""


class ReferencesError(TerminalError):
    """A folder of references without usable identities."""


class StoreError(TerminalError):
    """The store: another key, damaged, not writable, or no room for more."""

    def __init__(self, text: str, kind: Literal["unusable", "full"] = "unusable") -> None:
        """Take `kind` for programs; the text says what to do."""
        super().__init__(text)
        self.kind = kind


class ActivationError(TerminalError):
    """A published collection that does not hold what this terminal can serve."""


class QuestionError(TerminalError):
    """A question that could not be sent, or was not answered in a way to be believed."""


class CallError(TerminalError):
    """Other lanes of the checkpoint that cannot be called, or heard, at this moment."""

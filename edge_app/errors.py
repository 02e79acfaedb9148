"""The errors of the terminal, each with a text for the person who can act.

TerminalError
├── SourceError         the picture source cannot be opened or read
└── ReferencesError     the folder of references cannot be used
"""


class TerminalError(Exception):
    """Root of the tree: `str(error)` is one line that says what is wrong, where, and what to do."""


class SourceError(TerminalError):
    """A camera, file, address or folder that gives no picture."""


class ReferencesError(TerminalError):
    """A folder of references without usable identities."""

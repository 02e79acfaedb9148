"""Which terminals go first: both ends reckon the same, and nobody keeps a list."""

from __future__ import annotations

from sync.protocol.envelope.digests import fingerprint


def goes_first(terminal_id: str, version: str, percent: int) -> bool:
    """Return whether the terminal is among the first `percent` of 100 for that version.

    Whoever is among the first 1 is among the first 10; who they are differs between versions.
    """
    return int(fingerprint(f"{version} {terminal_id}".encode())[:8], 16) % 100 < percent

"""The data centre's public keys that this terminal goes by, and the epoch of its time.

The ticket brings the first ones. From then on the offline targets role says which count, through
TUF (`centre/keys.json`), so that each can be replaced: agent and kiosk read it with their own TUF
clients, and each keeps what it read where it keeps its other facts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import PackageError
from sync.protocol.wire import CentreKeys
from sync.terminal.state import TerminalConfig

KEPT = "centre.keys"  # the fact


class CentreKeyring:
    """May be used by several threads."""

    def __init__(
        self,
        config: TerminalConfig,
        fact: Callable[[str], str | None],
        keep: Callable[[Mapping[str, str]], object],
    ) -> None:
        """Read what was kept with `keep` as the fact KEPT; before that, the ticket's key counts."""
        self._lock = threading.Lock()
        self._ticket, self._keep = config.statements_key, keep
        kept = fact(KEPT)
        try:
            self._published = None if kept is None else CentreKeys.from_json(kept)
        except PackageError:  # damaged, or of a newer version that was taken back: read it anew
            self._published = None

    @property
    def statements(self) -> tuple[bytes, ...]:
        """Return the keys of which any may sign a statement, 32 bytes each."""
        published = self._published
        return (self._ticket,) if published is None else published.statements

    @property
    def digest(self) -> str | None:
        """Return the hash of what was published; None: nothing was."""
        published = self._published
        return None if published is None else fingerprint(published.to_json())

    @property
    def time_epoch(self) -> int:
        """Return the epoch of the data centre's time; 0 before the first."""
        published = self._published
        return 0 if published is None else published.time_epoch

    @property
    def sealing(self) -> bytes | None:
        """Return the key to seal to, 1216 bytes; None: CheckpointConfig says it."""
        published = self._published
        return None if published is None else published.sealing[0]

    @property
    def authorities(self) -> tuple[bytes, ...]:
        """Return the TLS authorities to pin, PEM; empty: the ticket's."""
        published = self._published
        return () if published is None else published.authorities

    def take(self, published: CentreKeys | None) -> bool:
        """Go by `published` from now on; return whether that changes anything. Raise StateError.

        None, of a data centre that publishes none, changes nothing: TUF lets no older state back,
        and what the offline role said once does not end with a server that forgot it.
        """
        with self._lock:
            if published is None or published == self._published:
                return False
            self._keep({KEPT: published.to_json().decode()})
            self._published = published
            return True

"""Where the data centre answers: what it publishes, the newest first, then what the ticket said.

The data centre signs its addresses in the checkpoint's configuration. That is no matter of trust:
whoever answers must prove itself by the pinned authority. A move has an overlap, in which a
terminal knows the new address and the old; one that fails is followed by the next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

FACT = "addresses"


class CentreAddresses:
    """The addresses that a terminal knows, remembered in its spool."""

    def __init__(
        self,
        provisioned: str,
        fact: Callable[[str], str | None],
        put_facts: Callable[[Mapping[str, str]], object],
    ) -> None:
        """Read what was remembered. `provisioned`: of terminal.json, which always counts too."""
        self._provisioned, self._put_facts = provisioned, put_facts
        kept = fact(FACT)
        self._published = tuple(map(str, json.loads(kept))) if kept else ()

    @property
    def known(self) -> tuple[str, ...]:
        """Return every address, in the order in which they are tried."""
        return tuple(dict.fromkeys((*self._published, self._provisioned)))

    def take(self, published: Sequence[str]) -> bool:
        """Go by what the data centre publishes now; return whether it is new."""
        if tuple(published) == self._published:
            return False
        self._published = tuple(published)
        self._put_facts({FACT: json.dumps(self._published)})
        return True

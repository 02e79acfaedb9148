"""Small facts in the kiosk's database: read once, changed in memory, written with each poll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edge_app.store.database import StoreDatabase


class Facts:
    """Texts by name. `get` and `update` from any thread, at once: no camera waits for a disk."""

    def __init__(self, database: StoreDatabase, names: Iterable[str]) -> None:
        """Read the facts called `names`. Raise StoreError."""
        self._database = database
        found = {name: database.fact(name) for name in names}
        self._values = {
            name: None if data is None else data.decode() for name, data in found.items()
        }
        self._written = dict(self._values)

    def get(self, name: str) -> str | None:
        """Return a fact; None: it was never told."""
        return self._values.get(name)

    def update(self, values: Mapping[str, str | None]) -> None:
        """Change facts; the disk has them after the next `write`."""
        self._values.update(values)

    def write(self) -> None:
        """Write what has changed. Raise StoreError."""
        for name, value in list(self._values.items()):
            if value is not None and value != self._written.get(name):
                self._database.put_fact(name, value.encode())
                self._written[name] = value

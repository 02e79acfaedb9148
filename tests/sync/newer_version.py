"""`gapura` of a version that does not exist yet: `python -m tests.sync.newer_version ARGUMENTS`.

Every message has one more field, at every level, in everything that it writes and reads; the data
centre names a collection of a kind that nobody knows. With the argument `light-kiosk`, the
kiosk of tests/end_to_end/light_kiosk.py instead of a command.
"""

from __future__ import annotations

import sys
from typing import Any

from sync.protocol import message

FIELD = "of_tomorrow"
KIND = "places-gerbang"


class _Newer(message.Wire):
    """The base of all messages, with one more field."""

    of_tomorrow: dict[str, Any] = {"since": "0.3.0", "more": [1, 2, None]}  # noqa: RUF012  frozen


def become_newer() -> None:
    """Change this process, before anything that makes a message of it."""
    message.Wire = _Newer  # type: ignore[misc]
    from sync.central.releases import checkpoints

    known = checkpoints.entitled_collections
    checkpoints.entitled_collections = lambda *given: (*known(*given), KIND)


def main(arguments: list[str]) -> int:
    """Return the exit status."""
    if arguments[0] == "light-kiosk":
        from tests.end_to_end import light_kiosk

        light_kiosk.main(*arguments[1:])
        return 0
    if arguments[0] == "seats":  # terminals of tests/sync/fleet_seats.py
        from tests.sync import fleet_seats

        fleet_seats.main(*arguments[1:])
        return 0
    from edge_app import cli

    return cli.main(arguments)


if __name__ in ("__main__", "__mp_main__"):  # also in the keeper and its gateways
    become_newer()

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A machine as a data centre's: a home given to two users, and units that are told of it.

`gapura central init --service` does all of it, `gapura central owners` again what may change.
"""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.services_env import keep_services, use_services
from sync.central.serving.gateway_unit import write_port
from sync.central.serving.keeper_unit import reached, require_names, write_reached
from sync.central.serving.owners import Owners, give_home, require_root
from sync.command_line.units import UnitsError, start_units

# As the package's units have them.
KEEPER, GATEWAY = "gapura-keeper", "gapura-gateway"
UNITS = Path("/etc/systemd/system")


@dataclass(frozen=True, slots=True)
class Installed:
    """What the units were told."""

    port: int
    written: tuple[Path, ...]  # their files; none where there is no systemd


def packaged_owners() -> Owners:
    """Return the package's two users, for a home of this machine. Raise CentralError."""
    require_root()
    try:
        return Owners.named(KEEPER, GATEWAY)
    except CentralError as error:
        raise CentralError(f"{error}; the Debian package gapura-central brings it") from error


def require_free_port(port: int) -> None:
    """Raise CentralError where another program listens on `port`."""
    try:
        if socket.has_dualstack_ipv6():
            socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True).close()
        else:
            socket.create_server(("", port)).close()
    except OSError as error:
        raise CentralError(
            f"port {port}: {os.strerror(error.errno or 0)}; take another one with --port"
        ) from error


def install(home: Path, owners: Owners, units: Path) -> Installed:
    """Give `home` to its users and tell the units in `units` of it. Raise CentralError, OSError."""
    require_root()
    keep_services(home)
    use_services(home)
    with Centre.open(home) as centre:
        port = centre.facts.ports[0]
        whom = reached(centre.database_url, centre.facts.blobs_address(home), os.environ)
    require_names(whom)
    give_home(home, owners)
    if not units.is_dir():
        return Installed(port, ())
    written = (write_port(units, port), write_reached(units, whom))
    return Installed(port, tuple(each for each in written if each is not None))


def start() -> bool:
    """Start keeper and gateway, now and with the machine; return whether systemd runs here.

    Raise CentralError.
    """
    try:
        return start_units(f"{KEEPER}.service", f"{GATEWAY}.service")
    except UnitsError as error:
        raise CentralError(f"the data centre is made, and does not run: {error}") from error

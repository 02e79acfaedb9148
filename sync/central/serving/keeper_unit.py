"""What the keeper's unit of systemd is told of services beside this machine: whom it may reach.

Without this it has no network at all. A service at a path of this machine needs none.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from models.whole_file import write_whole
from sync.central.errors import CentralError
from sync.central.registry.database import service_hosts

DROP_IN = Path("gapura-keeper.service.d") / "services.conf"
RESOLVERS = Path("/etc/resolv.conf")
_TEXT = """# Written by `gapura central owners`: {whom}. Given again, it looks their
# addresses up anew.
[Unit]
Wants=network-online.target
After=network-online.target

[Service]
PrivateNetwork=no
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
IPAddressDeny={denied}
IPAddressAllow={allowed}
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom the keeper asks over a network."""

    hosts: tuple[str, ...]  # names and addresses
    anywhere: bool  # a store whose addresses change from hour to hour


def reached(database: str | None, blobs: str | None, environment: Mapping[str, str]) -> Reached:
    """Return whom a keeper of these addresses asks; None: in the home. Raise CentralError."""
    hosts = list(service_hosts(database)) if database else []
    anywhere = False
    if blobs is not None and blobs.startswith("s3://"):
        endpoint = environment.get("AWS_ENDPOINT_URL")
        hosts += [_host("AWS_ENDPOINT_URL", endpoint)] if endpoint else []
        anywhere = not endpoint
    if index := environment.get("GAPURA_MILVUS"):
        hosts += [_host("GAPURA_MILVUS", index)]
    return Reached(tuple(dict.fromkeys(hosts)), anywhere)


def require_names(whom: Reached) -> None:
    """Raise CentralError where this machine finds no address of one of them."""
    for host in whom.hosts:
        _addresses(host)


def write_reached(units: Path, whom: Reached) -> Path | None:
    """Let the keeper's unit in `units` reach them; return the file, None where it needs no network.

    Raise CentralError, OSError.
    """
    place = units / DROP_IN
    if not whom.hosts and not whom.anywhere:
        place.unlink(missing_ok=True)
        return None
    names = [host for host in whom.hosts if not _is_address(host)]
    allowed = [address for host in whom.hosts for address in _addresses(host)]
    if names:
        allowed += _resolvers(RESOLVERS)
    place.parent.mkdir(mode=0o755, exist_ok=True)
    text = _TEXT.format(
        whom=", ".join([*whom.hosts, *(["Amazon's S3"] if whom.anywhere else [])]),
        denied="" if whom.anywhere else "any",
        allowed=" ".join(dict.fromkeys(allowed)),
    )
    write_whole(place, text.encode(), 0o644)
    return place


def _host(name: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise CentralError(f"{name}: an address is as https://store.example:9000")
    return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _addresses(host: str) -> Iterable[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise CentralError(f"{host}: this machine finds no address of it: {error.strerror}") from (
            error
        )
    return sorted({str(each[4][0]).partition("%")[0] for each in found})


def _resolvers(place: Path) -> list[str]:
    """Return the name servers that this machine asks."""
    try:
        lines = place.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    words = [line.split() for line in lines]
    named = [each[1].partition("%")[0] for each in words if each[:1] == ["nameserver"] and each[1:]]
    return [address for address in named if _is_address(address)]

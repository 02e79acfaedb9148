"""Addresses under which terminals find the data centre: changed with an overlap, in centre.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sync.central.centre import Centre
from sync.central.centre_config import CentreConfig, write_config
from sync.central.errors import CentralError
from sync.central.registry import audit, terminals
from sync.protocol.ticket import typed_address


def change(centre: Centre, urls: Sequence[str], operator_id: str, now: datetime) -> None:
    """Publish these addresses, the first one first. Raise CentralError, OSError."""
    try:
        facts = CentreConfig.model_validate({**centre.facts.model_dump(), "urls": tuple(urls)})
        for url in facts.urls:
            typed_address(url)
    except ValueError:  # pydantic's is one
        raise CentralError(
            "an address is https://HOST:PORT without a path, the port from 1 to 65535; up to 8 of"
            " them, each once"
        ) from None
    if not urls:
        raise CentralError("the last address stays: terminals would find nobody")
    must_be_certified(centre, urls[0])
    write_config(centre.home, facts)
    with centre.registry.transaction() as session:
        details = {"addresses": list(urls)}
        audit.append(session, now, operator_id, "addresses-changed", centre.centre_id, details)


def must_be_known(centre: Centre, url: str) -> None:
    """Raise CentralError unless `url` is one of the addresses."""
    if url not in centre.urls:
        raise CentralError(f"{url}: is no address of this data centre; `address show` lists them")


def must_be_certified(centre: Centre, url: str) -> None:
    """Raise CentralError unless the server's certificate is for `url`: none would talk to it."""
    if host_of(url) not in map(str.lower, centre.hosts):
        raise CentralError(
            f"{url}: the server's certificate is for {', '.join(centre.hosts)}; "
            "`certificate renew --host` names all that it is to be for"
        )


def used(centre: Centre) -> dict[str, int]:
    """Return how many active terminals used each address last; "" of whom nothing is known."""
    with centre.registry.session() as session:
        return dict(Counter(terminals.addresses(session).values()))


def stranded(centre: Centre, names: Sequence[str]) -> dict[str, str]:
    """Return active terminals that a certificate of these `names` would lock out, by address.

    One that told no address may use any name that the certificate has now. Raise CentralError.
    """
    lost = set(centre.hosts) - set(names)
    with centre.registry.session() as session:
        found = terminals.addresses(session)
    return {
        terminal_id: url
        for terminal_id, url in found.items()
        if (host_of(url) not in names if url else lost)
    }


def host_of(url: str) -> str:
    """Return the host of an address."""
    return urlsplit(url).hostname or ""

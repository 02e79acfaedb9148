"""Whether the keys of the home are there, and are those that its data was sealed with."""

from __future__ import annotations

from collections.abc import Callable

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import samples
from sync.protocol.errors import EnvelopeError


def require_keys(centre: Centre) -> None:
    """Raise CentralError where a key that opens or signs is missing, damaged or another one.

    Without it nobody could read the registry, nor a backup of it.
    """
    keys: dict[str, Callable[[], object]] = {
        "vault.key": lambda: centre.vault_file.keys(anew=True),
        "sealing.key": lambda: centre.sealing,
        "statements.key": lambda: centre.statements,
    }
    for name, read in keys.items():
        try:
            read()
        except (EnvelopeError, ValueError) as error:
            raise CentralError(f"{centre.secrets / name}: this is no key of the home") from error
    try:
        with centre.registry.session() as session:
            samples.open_some(session, centre.vault)
    except EnvelopeError as error:
        raise CentralError(
            f"{centre.secrets}: its vault.key and vault.keys do not open what is stored; bring "
            "back those that belong to this database"
        ) from error

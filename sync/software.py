"""Which Gapura runs here, in words that both ends compare."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def software() -> str:
    """Return `gapura` and its version."""
    found = running_version()
    return "gapura, not installed" if found is None else f"gapura {found}"


def running_version() -> str | None:
    """Return the version that runs here; None: a checkout that nobody installed."""
    try:
        return version("gapura")
    except PackageNotFoundError:
        return None

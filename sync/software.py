"""Which Gapura runs here, in words that both ends compare."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def software() -> str:
    """Return `gapura` and its version."""
    try:
        return f"gapura {version('gapura')}"
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return "gapura, not installed"

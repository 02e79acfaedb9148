"""What every source of pictures is, to those who read it."""

from __future__ import annotations

from typing import Protocol

from edge_app.domain import Image


class PictureSource(Protocol):
    """Pictures one after the other."""

    live: bool  # a camera: never ends, is opened again when lost, only the newest picture counts

    def read(self) -> tuple[float, Image | None] | None:
        """Return the next picture and its time in s; (time, None): unreadable; None: no more."""
        ...

    def close(self) -> None:
        """Release the device or file."""
        ...

"""A camera that a test works by hand: the one part that cannot run here."""

from __future__ import annotations

import queue
import threading

from edge_app.domain import Image


class FakeCamera:
    """A PictureSource: `show` gives it a picture, `unplug` ends it, `fail` makes its read raise.

    The clock of a camera is the reader's; the times given here are not used.
    """

    live = True

    def __init__(self) -> None:
        self._given: queue.Queue[Image | BaseException | type[EOFError] | None] = queue.Queue()
        self.closed = threading.Event()

    def show(self, image: Image | None) -> None:
        """The next picture; None: one that cannot be read."""
        self._given.put(image)

    def unplug(self) -> None:
        """No more pictures."""
        self._given.put(EOFError)

    def fail(self, error: BaseException) -> None:
        """The next read raises `error`."""
        self._given.put(error)

    def read(self) -> tuple[float, Image | None] | None:
        given = self._given.get()
        if given is EOFError:
            return None
        if isinstance(given, BaseException):
            raise given
        assert not isinstance(given, type)
        return 0.0, given

    def close(self) -> None:
        self.closed.set()


class Recording:
    """A PictureSource that plays what it is given, as a file would."""

    live = False

    def __init__(self, pictures: list[tuple[float, Image | None]]) -> None:
        self._pictures = iter(pictures)
        self.closed = threading.Event()

    def read(self) -> tuple[float, Image | None] | None:
        return next(self._pictures, None)

    def close(self) -> None:
        self.closed.set()

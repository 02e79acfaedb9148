"""A thread that reads a source and keeps its newest frame, and says what the source is doing.

A slow reader loses frames and never queues them. A live source that is lost is opened again and
again; a recording plays at its own pace, or, unpaced, as fast as its frames are taken.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing

from edge_app.domain import Frame, LaneFault, SourceState
from edge_app.errors import SourceError
from edge_app.pipeline.pace import Rate
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.picture_watch import PictureWatch
from sync.logs import describe_fault

FIRST_RETRY_S, LAST_RETRY_S = 0.5, 5.0

log = logging.getLogger(__name__)


class Capture:
    """Runs from `start` to `stop`; any thread may ask."""

    def __init__(self, open_source: Callable[[], PictureSource], paced: bool = True) -> None:
        """Read nothing yet. `open_source` may raise SourceError, which counts as a lost camera."""
        self._open = open_source
        self._paced = paced
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._frame: Frame | None = None
        self._taken = -1  # number of the frame that was last taken
        self._next_number = 0
        self._pictures = 0  # since the source was last opened
        self._changes = 0  # of the source
        self.turns = 0  # how often reading or opening came to an end, well or not
        self._watch = PictureWatch()  # of all that it sends, over its losses too
        self.rate = Rate()  # of the usable pictures
        self.state = SourceState.STARTING
        self.detail = ""  # English, for the technician
        self._thread = threading.Thread(target=self._run, name="capture", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End, and release the source; also before `start`, and again."""
        self._stopping.set()
        with self._changed:
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def reopen(self, open_source: Callable[[], PictureSource]) -> None:
        """Read another source from now on: after the picture that is being waited for."""
        with self._changed:
            self._open, self._watch = open_source, PictureWatch()
            self._changes += 1
            self.state, self.detail = SourceState.STARTING, ""
            self._changed.notify_all()

    @property
    def newest(self) -> Frame | None:
        """Return the latest usable frame, for the screen."""
        return self._frame

    @property
    def faults(self) -> tuple[LaneFault, ...]:
        """Return what is wrong with pictures that are usable all the same."""
        return self._watch.faults

    @property
    def unusable(self) -> int:
        """Return how many pictures were not."""
        return self._watch.unusable.total()

    def take(self, timeout_s: float) -> Frame | None:
        """Return the newest frame that was not taken yet; wait for one, at most `timeout_s`."""
        with self._changed:
            self._changed.wait_for(self._fresh, timeout_s)
            if not self._fresh() or self._frame is None:
                return None
            self._taken = self._frame.number
            self._changed.notify_all()
            return self._frame

    def _fresh(self) -> bool:
        return self._frame is not None and self._frame.number > self._taken

    def _run(self) -> None:
        retry_s = FIRST_RETRY_S
        while not self._stopping.is_set():
            changes = self._changes
            read, ended = self._session()
            self.turns += 1
            if changes != self._changes:
                retry_s = FIRST_RETRY_S
                continue
            retry_s = FIRST_RETRY_S if read else retry_s
            with self._changed:  # after a recording: until there is another source
                self._changed.wait_for(
                    lambda changes=changes: self._stopping.is_set() or changes != self._changes,  # type: ignore[misc]
                    None if ended else retry_s,
                )
            retry_s = min(retry_s * 2, LAST_RETRY_S)

    def _session(self) -> tuple[int, bool]:
        """Open the source and read it: pictures read, and whether a recording is over."""
        self._pictures, changes = 0, self._changes
        try:
            with closing(self._open()) as source:
                self._read(source, changes)
        except SourceError as error:
            self._set_state(SourceState.LOST, str(error), changes)
        except Exception as error:  # noqa: BLE001  a dead thread would leave the last picture as live
            log.error("a source failed: %s", describe_fault(error))
            reason = f"the source failed ({type(error).__name__})"
            self._set_state(SourceState.LOST, reason, changes)
        else:
            if changes != self._changes:
                return self._pictures, False
            if not source.live:
                self._set_state(SourceState.ENDED, "", changes)
                return self._pictures, True
            if not self._stopping.is_set():
                self._set_state(SourceState.LOST, "the camera stopped sending pictures", changes)
        return self._pictures, False

    def _read(self, source: PictureSource, changes: int) -> None:
        """Read until the source has no more, or is another one: `changes` says which it is."""
        began, first_s = time.monotonic(), None
        with self._changed:
            watch = self._watch
            if changes != self._changes:
                return
        while not self._stopping.is_set():
            got = source.read()
            self.turns += 1
            if got is None or changes != self._changes:
                break
            time_s, image = got
            self._pictures += 1
            if not source.live and self._paced:
                first_s = time_s if first_s is None else first_s
                self._stopping.wait(max(0.0, began + time_s - first_s - time.monotonic()))
            now = time.monotonic()
            stamp = now if source.live else time_s
            if watch.update(image, stamp, source.live) and image is not None:
                with self._changed:
                    if changes != self._changes:
                        break
                    self._frame = Frame(self._next_number, stamp, now, image)
                    self._next_number += 1
                    self.rate.tick(now)
                    self.state, self.detail = SourceState.LIVE, ""
                    self._changed.notify_all()
                    if not self._paced:
                        self._changed.wait_for(lambda: self._stopping.is_set() or not self._fresh())
            elif (state := watch.state) is not None and state is not SourceState.LIVE:
                size = "" if image is None else f"{image.shape[1]}x{image.shape[0]}"
                self._set_state(state, size, changes)

    def _set_state(self, state: SourceState, detail: str, changes: int) -> None:
        with self._changed:
            if changes == self._changes:  # of another source nothing is said by this one
                self.state, self.detail = state, detail
                self._changed.notify_all()

"""Decodes foreign pictures in a child process that can reach nothing: `models/picture_child.py`.

A picture comes from whoever filled a folder, a spreadsheet or a stick. A decoder that such a
picture takes over finds no file, no socket, no program and no key, only the pictures after it.
"""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from models.errors import UnreadableImage

CHILD = Path(__file__).with_name("picture_child.py")
TIMEOUT_S = 60.0  # a picture of 60 megapixels takes 2 s
READY = b"+"  # the child's first byte, once it can reach nothing
LINE_LIMIT = 64 * 1024
_PIPE = 1 << 20  # bytes a pipe holds: the most an unprivileged process may ask for
_F_SETPIPE_SZ = 1031


class PictureDecoder:
    """One child, started at the first picture, and again after one that ended it."""

    def __init__(self, pixel_limit: int) -> None:
        """`pixel_limit`: pixels of a picture. Nothing is started yet."""
        self._pixel_limit = pixel_limit
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        os.register_at_fork(after_in_child=self._forked)

    def decode(self, data: bytes) -> NDArray[np.uint8]:
        """Return the picture, (h, w, 3) uint8 RGB, upright.

        Raise UnreadableImage with what is wrong with it, without its name.
        """
        with self._lock:
            child = self._running()
            try:
                return self._ask(child, data)
            except (EOFError, OSError, ValueError, TimeoutError):
                self._end()
                raise UnreadableImage(
                    "cannot be read as a picture: it ended the process that decodes pictures"
                ) from None

    @property
    def pid(self) -> int | None:
        """Return the child's process id; None before the first picture."""
        return self._child.pid if self._child is not None else None

    def close(self) -> None:
        """End the child; the next picture starts another one."""
        with self._lock:
            self._end()

    def _ask(self, child: subprocess.Popen[bytes], data: bytes) -> NDArray[np.uint8]:
        """Send one picture and return the answer. Raise EOFError, OSError, ValueError."""
        ends_at = time.monotonic() + TIMEOUT_S
        _send(child, len(data).to_bytes(8, "big"), ends_at)
        _send(child, data, ends_at)
        size = int.from_bytes(_receive(child, 4, ends_at), "big")
        if size > LINE_LIMIT:
            raise ValueError("no answer has so long a line")
        header = json.loads(_receive(child, size, ends_at))
        if "error" in header:
            raise UnreadableImage(str(header["error"]))
        height, width, channels = (int(each) for each in header["shape"])
        if channels != 3 or min(height, width) < 1 or height * width > self._pixel_limit:
            raise ValueError("no picture has such a shape")
        pixels = np.frombuffer(_receive(child, height * width * 3, ends_at), np.uint8)
        return pixels.reshape(height, width, 3)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the child, confined and ready. Raise UnreadableImage."""
        if self._child is None or self._child.poll() is not None:
            self._end()
            try:
                self._child = _started(self._pixel_limit)
                atexit.register(self._end)
                if _receive(self._child, 1, time.monotonic() + TIMEOUT_S) != READY:
                    raise EOFError
            except (EOFError, OSError):
                self._end()
                raise UnreadableImage(
                    "no picture can be read here: the process that decodes pictures does not"
                    " start; is libseccomp2 installed?"
                ) from None
        return self._child

    def _end(self) -> None:
        """Kill the child; the next picture starts another one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()
            child.wait()
            atexit.unregister(self._end)

    def _forked(self) -> None:
        """In a forked process: its parent's child is not its own."""
        self._child, self._lock = None, Lock()
        atexit.unregister(self._end)


def _started(pixel_limit: int) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", str(CHILD), str(pixel_limit)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env={"OPENBLAS_NUM_THREADS": "1", "PATH": os.defpath},
    )
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
    for pipe in (child.stdin, child.stdout):
        os.set_blocking(pipe.fileno(), False)
        _enlarge(pipe.fileno())
    return child


def _enlarge(pipe: int) -> None:
    """Let the pipe hold more, so that a picture takes fewer turns; less will do as well."""
    try:
        fcntl.fcntl(pipe, _F_SETPIPE_SZ, _PIPE)
    except OSError:  # an unprivileged user's pipes hold enough already
        return


def _send(child: subprocess.Popen[bytes], data: bytes, ends_at: float) -> None:
    """Write all of `data`. Raise OSError where the child has gone, TimeoutError."""
    assert child.stdin is not None  # noqa: S101  for the type checker
    pipe, left = child.stdin.fileno(), memoryview(data)
    while left:
        _wait([], [pipe], ends_at)
        left = left[os.write(pipe, left) :]


def _receive(child: subprocess.Popen[bytes], size: int, ends_at: float) -> bytearray:
    """Return the next `size` bytes. Raise EOFError where the child has gone, TimeoutError."""
    assert child.stdout is not None  # noqa: S101  for the type checker
    held = bytearray(size)
    pipe, left = child.stdout.fileno(), memoryview(held)
    while left:
        _wait([pipe], [], ends_at)
        count = os.readv(pipe, [left])
        if count == 0:
            raise EOFError
        left = left[count:]
    return held


def _wait(reading: list[int], writing: list[int], ends_at: float) -> None:
    left = ends_at - time.monotonic()
    if left <= 0 or not any(select.select(reading, writing, [], left)):
        raise TimeoutError

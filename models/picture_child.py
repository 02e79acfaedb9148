"""The process that decodes pictures: it may open no file, no socket and no program.

Run by path, it imports nothing of Gapura. On standard input come pictures, each after its length
in 8 bytes, big-endian. On standard output goes, for each, the length of a line of JSON in 4 bytes,
that line, and the pixels: `{"shape": [h, w, 3]}` with h*w*3 bytes of RGB, or `{"error": "…"}`.

What a decoder of a hostile picture may still do is spend its own memory and time; both are
bounded. It answers whoever started it, and is ended with them.
"""

from __future__ import annotations

import ctypes.util
import errno
import json
import logging
import os
import resource
import signal
import sys
import warnings
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import (  # the plugins are here before the files are not
    BmpImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

# pyseccomp asks where the library is, and Python would start a compiler to find out.
ctypes.util.find_library = {"seccomp": "libseccomp.so.2"}.get  # type: ignore[assignment]
import pyseccomp  # noqa: E402

PLUGINS = (BmpImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
MEMORY = 3 * 2**30  # bytes of address space: the largest picture takes 0.5 GB
ORIENTATION = 0x0112
TRANSPOSED = {  # EXIF 2.32, table 6: what turns the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What CPython, NumPy and Pillow do when they only compute: measured with strace, and no more.
ALLOWED = (
    "read", "write", "close", "fstat", "newfstatat", "lseek", "mmap", "munmap", "mremap",
    "mprotect", "madvise", "brk", "futex", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "sigaltstack", "exit", "exit_group", "clock_gettime", "clock_nanosleep", "getrandom",
    "sched_yield", "getpid", "gettid", "restart_syscall",
)  # fmt: skip


class Refused(ValueError):
    """The picture is not decoded: the text says why."""


def confine() -> None:
    """Give up files, sockets, programs and threads, for good. Raise OSError where that fails."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    filtered = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED:
        filtered.add_rule(pyseccomp.ALLOW, name)
    filtered.load()


def decoded(data: bytes, pixel_limit: int) -> NDArray[np.uint8]:
    """Return the picture, (h, w, 3) uint8 RGB, upright. Raise Refused, or what Pillow raises."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > pixel_limit:
                raise Refused(
                    f"{picture.width}x{picture.height} pixels are more than "
                    f"{pixel_limit // 1_000_000} million; make it smaller"
                )
            orientation = _orientation(picture)
            upright: Image.Image = picture
            if orientation in TRANSPOSED:
                upright = picture.transpose(TRANSPOSED[orientation])
            if upright.mode.startswith("I;16"):  # Pillow would clip 16 bits: a white picture
                grey = (np.asarray(upright) >> 8).astype(np.uint8)
                return np.repeat(grey[:, :, None], 3, axis=2)
            return np.ascontiguousarray(upright.convert("RGB"), np.uint8)
    except UnidentifiedImageError:
        raise Refused("not a picture in a known format: JPEG, PNG, WebP, TIFF, BMP") from None
    except Image.DecompressionBombError:
        raise Refused("it has more pixels than any camera; make it smaller") from None
    except MemoryError:
        raise Refused("cannot be read as a picture: it needs too much memory") from None


def _orientation(picture: Image.Image) -> int:
    """Return how the picture lies, 1 to 8; 1 where its EXIF data cannot be read."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  any bytes may stand there, and the pixels decide
        return 1


def _exactly(size: int) -> bytes:
    """Return the next `size` bytes; fewer where the other side has gone."""
    parts = []
    while size:
        part = os.read(0, min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _answer(header: dict[str, object], pixels: bytes | memoryview = b"") -> None:
    line = json.dumps(header).encode()
    for data in (len(line).to_bytes(4, "big") + line, pixels):
        view = memoryview(data)
        while view:
            view = view[os.write(1, view) :]


def main() -> None:
    """Answer until standard input ends. The first argument: the most pixels a picture may have."""
    pixel_limit = int(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for whoever started it
    Image.MAX_IMAGE_PIXELS = pixel_limit
    warnings.simplefilter("ignore")  # Pillow warns of odd metadata; pixels decide here
    logging.disable()
    with Image.open(BytesIO(_tiny()), formats=FORMATS) as first:
        first.load()  # what is imported late is imported now
    confine()
    os.write(1, b"+")
    while len(head := _exactly(8)) == 8:
        data = _exactly(int.from_bytes(head, "big"))
        try:
            image = decoded(data, pixel_limit)
        except Refused as error:
            _answer({"error": str(error)})
        except (OSError, SyntaxError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            _answer({"error": f"cannot be read as a picture: {reason}"})
        except Exception as error:  # noqa: BLE001  a decoder may fail in any way: that picture's
            _answer({"error": f"cannot be read as a picture: {type(error).__name__}"})
        else:
            _answer({"shape": image.shape}, image.data.cast("B"))


def _tiny() -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8)).save(held, "JPEG")
    return held.getvalue()


if __name__ == "__main__":
    main()

"""Videos as cameras and recorders write them, made here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from edge_app.domain import Image

_EXTENSION, _PICTURE_CODING, _SEQUENCE = b"\x00\x00\x01\xb5", 8, 1


def write_video(
    path: Path, pictures: Iterable[Image], codec: str = "MJPG", fps: float = 10
) -> None:
    """Write `pictures`, (h, w, 3) uint8 RGB of one size, into a container by the file's name."""
    writer = None
    for picture in pictures:
        if writer is None:
            size = (picture.shape[1], picture.shape[0])
            fourcc = cv2.VideoWriter.fourcc(*codec)
            writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, fps, size)
            assert writer.isOpened()
        writer.write(np.ascontiguousarray(picture[:, :, ::-1]))
    assert writer is not None
    writer.release()


def mark_interlaced(stream: bytes) -> bytes:
    """Return an MPEG-2 stream of whole pictures with the mark of interlaced ones (ISO 13818-2).

    Two bits change, `progressive_sequence` and `progressive_frame`; the pictures stay decodable
    where their height is a multiple of 32.
    """
    marked = bytearray(stream)
    at = stream.find(_EXTENSION)
    while at >= 0:
        kind = stream[at + 4] >> 4
        if kind == _SEQUENCE:
            marked[at + 5] &= 0xFF ^ 0x08
        elif kind == _PICTURE_CODING:
            marked[at + 8] &= 0x7F
        at = stream.find(_EXTENSION, at + 4)
    return bytes(marked)

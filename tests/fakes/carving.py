"""Pages of the kiosk's database, found on a disk and opened with its key, as SQLCipher 4 writes."""

from __future__ import annotations

from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_RESERVED, _IV = 80, 16  # at a page's end: an IV and a mark of 64 bytes
_LOG = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")  # a write-ahead log begins so
_LOG_HEADER, _FRAME_HEADER, _FRAMES = 32, 24, 400


def pages(image: bytes, key: bytes) -> Iterator[bytes]:
    """Yield what every block, and every frame of a log that begins in a block, is with `key`."""
    for start in range(0, len(image), PAGE):
        block = image[start : start + PAGE]
        if len(block) < PAGE or not any(block[-_RESERVED:]):
            continue
        yield _opened(block, key)
        if block.startswith(_LOG):
            for number in range(_FRAMES):
                frame = start + _LOG_HEADER + number * (_FRAME_HEADER + PAGE) + _FRAME_HEADER
                page = image[frame : frame + PAGE]
                if len(page) == PAGE:
                    yield _opened(page, key)


def carved(image: bytes, key: bytes, text: str) -> int:
    """Return how many pages in the image hold `text`."""
    return sum(text.encode() in page for page in pages(image, key))


def _opened(page: bytes, key: bytes) -> bytes:
    vector = page[-_RESERVED : -_RESERVED + _IV]
    opening = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opening.update(page[:-_RESERVED])

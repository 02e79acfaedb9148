"""The size of a JPEG, from its header: no pixel is decoded."""

from __future__ import annotations

_START, _END = b"\xff\xd8", b"\xff\xd9"
_FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what a JPEG reader takes
_ALONE = {0x00, 0x01, *range(0xD0, 0xDA)}  # marks without a length


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None: no JPEG from start to end."""
    if not data.startswith(_START) or not data.endswith(_END):
        return None
    place = len(_START)
    while place + 4 <= len(data) and data[place] == 0xFF:
        mark = data[place + 1]
        if mark == 0xFF:  # a filling byte
            place += 1
            continue
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if mark in _ALONE or length < 2:
            return None
        if mark in _FRAMES:
            height, width = (
                int.from_bytes(data[place + start : place + start + 2], "big") for start in (5, 7)
            )
            return (width, height) if width and height and place + length < len(data) else None
        place += 2 + length
    return None

"""Tells where the screen of a picture has its filled key: `key.py PICTURE` prints X and Y of 32768.

Ends with 1 where there is none.
"""

from __future__ import annotations

import sys

import cv2
import numpy as np

FILLED = (0x86, 0x4C, 0x0F)  # Tone.ACCENT, as OpenCV has it: blue first
NEAR = 8
SMALLEST = 4000  # pixels; fingers need more
WHOLE = 32768  # QEMU's tablet


def main() -> int:
    """Print the middle of the largest one."""
    picture = cv2.imread(sys.argv[1])
    if picture is None:
        return 1
    key = np.abs(picture.astype(int) - FILLED).max(axis=2) <= NEAR
    _, _, stats, _ = cv2.connectedComponentsWithStats(key.astype(np.uint8))
    left, top, wide, high, area = max(stats[1:].tolist(), key=lambda each: each[4], default=[0] * 5)
    if area < SMALLEST:
        return 1
    tall, across = picture.shape[:2]
    middle = ((left + wide / 2) * WHOLE / across, (top + high / 2) * WHOLE / tall)
    sys.stdout.write("{:.0f} {:.0f}\n".format(*middle))
    return 0


if __name__ == "__main__":
    sys.exit(main())

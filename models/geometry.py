"""Boxes in pixels: plain values and plain functions, no image and no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle in pixels: left, top, width and height; x to the right, y down."""

    x: float
    y: float
    w: float
    h: float

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle, (x, y) in pixels."""
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area(self) -> float:
        """Return square pixels; 0 for an empty box."""
        return max(self.w, 0.0) * max(self.h, 0.0)

    def intersection(self, other: Box) -> float:
        """Return the shared square pixels."""
        w = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        h = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        return max(w, 0.0) * max(h, 0.0)

    def iou(self, other: Box) -> float:
        """Return intersection over union, 0..1."""
        shared = self.intersection(other)
        union = self.area + other.area - shared
        return min(shared / union, 1.0) if union > 0 else 0.0

    def moved(self, dx: float, dy: float) -> Box:
        """Return the same box, shifted by (dx, dy) pixels."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def square(self, factor: float) -> Box:
        """Return the square around the same centre; its side: `factor` times the longer side."""
        side = max(self.w, self.h) * factor
        cx, cy = self.centre
        return Box(cx - side / 2, cy - side / 2, side, side)

    def clipped(self, width: float, height: float) -> Box:
        """Return the part inside a picture of `width` x `height`; empty when there is none."""
        left, top = min(max(self.x, 0.0), width), min(max(self.y, 0.0), height)
        right = min(max(self.x + self.w, left), width)
        bottom = min(max(self.y + self.h, top), height)
        return Box(left, top, right - left, bottom - top)


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around all of `boxes` (at least one)."""
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, bottom = max(b.x + b.w for b in boxes), max(b.y + b.h for b in boxes)
    return Box(left, top, right - left, bottom - top)

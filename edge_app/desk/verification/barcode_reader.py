"""Codes that are held into the camera's picture: each is told once. For one thread."""

from __future__ import annotations

from edge_app.documents import barcodes
from edge_app.domain import Frame

POLL_INTERVAL_S = 0.2  # reading one 1280x720 picture takes 3 to 6 ms, one of pure noise 60
GONE_S = 2.0  # a code counts again once it was out of the picture for so long


class BarcodeReader:
    """Keeps of what was read a hash, and nothing else."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._looked_at = float("-inf")
        self._told: int | None = None
        self._seen_at = float("-inf")

    def look(self, frame: Frame | None, now: float) -> frozenset[str]:
        """The texts of all codes in `frame`, when they were not told already; mostly empty."""
        if frame is None or now - self._looked_at < POLL_INTERVAL_S:
            return frozenset()
        self._looked_at = now
        texts = frozenset(code.text for code in barcodes.read(frame.image))
        if not texts:
            if now - self._seen_at >= GONE_S:
                self._told = None
            return texts
        known, self._told, self._seen_at = self._told, hash(texts), now
        return frozenset() if known == self._told else texts

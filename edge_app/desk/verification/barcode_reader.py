"""Read codes that are held into the camera's picture, each once. For one thread."""

from __future__ import annotations

from edge_app.documents import barcodes
from edge_app.domain import Frame

POLL_INTERVAL_S = 0.2  # reading one 1280x720 picture takes 3 to 6 ms, one of pure noise 60
GONE_S = 2.0  # a code counts again once it was out of the picture for so long


class BarcodeReader:
    """Keep of what was read a hash, and nothing else."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._read_at = float("-inf")
        self._last: int | None = None
        self._seen_at = float("-inf")

    def read(self, frame: Frame | None, now: float) -> frozenset[str]:
        """Return the texts of all codes in `frame`, each once; mostly empty."""
        if frame is None or now - self._read_at < POLL_INTERVAL_S:
            return frozenset()
        self._read_at = now
        texts = frozenset(code.text for code in barcodes.read(frame.image))
        if not texts:
            if now - self._seen_at >= GONE_S:
                self._last = None
            return texts
        known, self._last, self._seen_at = self._last, hash(texts), now
        return frozenset() if known == self._last else texts

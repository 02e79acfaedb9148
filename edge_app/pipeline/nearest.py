"""Who of several people stands in front of the camera. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from edge_app.domain import Track

ASIDE = 0.5  # of a face's size counts less at the side of the picture than in the middle


def nearest(tracks: Sequence[Track], width: int, height: int) -> int | None:
    """Return the track of the largest face near the picture's middle; None: nobody.

    The picture has `width` x `height` pixels.

    A face at the border counts half as large as the same face in the middle.
    """

    def prominence(track: Track) -> float:
        x, y = track.box.centre
        across = abs(x - width / 2) / (width / 2) if width else 0.0
        down = abs(y - height / 2) / (height / 2) if height else 0.0
        return track.box.w * (1 - ASIDE * min(max(across, down), 1.0))

    best = max(tracks, key=prominence, default=None)
    return None if best is None else best.track_id

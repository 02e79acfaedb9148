"""Whose faces come so near each other that one may go on under the other's track. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from edge_app.pipeline.tracker import SIZE_RATIO, FaceTrack

# Of the larger face's width between two centres. Of two who are both seen, one covers a part of the
# other; who is hidden may reappear as far away as the tracker looks for them (its GATE).
NEAR, NEAR_HIDDEN = 0.6, 1.0


def too_near(tracks: Sequence[FaceTrack]) -> set[int]:
    """Return the tracks whose faces cover another's, or one that is hidden for a moment.

    The tracker takes no detection for a face of quite another size.
    """
    found: set[int] = set()
    for one, other in combinations([track for track in tracks if track.shown], 2):
        smaller, larger = sorted((one.box.w, other.box.w))
        if larger > SIZE_RATIO * smaller:
            continue
        hidden = one.detection is None or other.detection is None
        limit = (NEAR_HIDDEN if hidden else NEAR) * larger
        (x, y), (u, v) = one.box.centre, other.box.centre
        if math.hypot(x - u, y - v) < limit:
            found |= {one.track_id, other.track_id}
    return found

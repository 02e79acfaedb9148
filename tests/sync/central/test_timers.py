"""What the server does by itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from sync.central.centre import Centre
from sync.central.timers import Timers

SECONDS = 30.0


def test_what_a_killed_publication_left_is_swept_when_a_server_starts(tmp_path):
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with Centre.create(home, stick, "Centre", ["localhost"], None, None, now) as centre:
        orphan = f"tuf/targets/list-a/{'0' * 64}.1.snapshot"
        centre.blobs.put(orphan, b"nobody vouches for it")
        published = set(centre.blobs.names("tuf/metadata"))
        with Timers(centre):
            deadline = time.monotonic() + SECONDS
            while centre.blobs.exists(orphan) and time.monotonic() < deadline:
                time.sleep(0.05)
        assert not centre.blobs.exists(orphan)
        assert published <= set(centre.blobs.names("tuf/metadata"))

"""What a terminal says of itself reaches the operator, each matter by its own name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sync.central.registry.terminal_troubles import (
    MAX_TOLD,
    MAX_TOLD_COLLECTIONS,
    cut_short,
    heartbeat_troubles,
)
from sync.protocol.wire import MAX_COLLECTIONS, Heartbeat, HeldCollection, KioskReport
from tests.fakes.heartbeats import heartbeat

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
HELD = HeldCollection(collection="list-dpo", version=3, references=10, state="serving")


def said(found: Heartbeat) -> dict[str, str]:
    return {each.code: each.text for each in heartbeat_troubles(found, {"list-dpo": 3})}


def test_a_terminal_with_which_all_is_well_has_no_troubles() -> None:
    assert said(heartbeat(NOW, KioskReport(collections=(HELD,), people=9, alerts=1))) == {}


def test_a_refused_update_does_not_hide_a_full_disk() -> None:
    kiosk = KioskReport(
        update_refused="list-dpo 4 holds templates of another model",
        store_fault="the disk of /srv/kiosk/store.db is full",
        unwritten=2,
        fault="a fault in Gapura: KeyError",
    )
    assert said(heartbeat(NOW, kiosk, update_error="update-expired: too old")) == {
        "update": "the last update failed: update-expired: too old;"
        " list-dpo 4 holds templates of another model",
        "store": "it cannot write its alerts: the disk of /srv/kiosk/store.db is full",
        "unwritten": "2 alerts or answers are in its memory only",
        "fault": "a fault in Gapura: KeyError",
    }


def test_a_kiosk_whose_memory_may_be_swapped_out_in_the_clear_is_told() -> None:
    why = "its memory is not locked, and swap is in the clear: /dev/sda2"
    found = said(heartbeat(NOW, KioskReport(collections=(HELD,), memory_exposed=why)))
    assert found == {"memory": f"keys and faces may be written to its disk: {why}"}


@pytest.mark.parametrize(("unwritten", "codes"), [(1, []), (20, []), (21, ["unwritten"])])
def test_an_alert_on_its_way_to_the_disk_is_no_trouble(unwritten: Any, codes: Any) -> None:
    assert list(said(heartbeat(NOW, KioskReport(unwritten=unwritten)))) == codes


@pytest.mark.parametrize(
    ("changed", "code", "text"),
    [
        ({"state": "failed", "error": "no room"}, "failed", "list-dpo: failed: no room"),
        ({"state": "expired"}, "expired", "list-dpo: expired"),
        ({"state": "other"}, "other", "list-dpo: other"),
        ({"version": 2}, "behind", "list-dpo: serves 2, published is 3"),
    ],
)
def test_a_list_that_is_not_served_says_why(changed: Any, code: Any, text: Any) -> None:
    held = HELD.model_copy(update=changed)
    assert said(heartbeat(NOW, KioskReport(collections=(held,)))) == {code: text}


def test_a_kiosk_that_is_silent_or_speaks_another_language_shows() -> None:
    silent = heartbeat(NOW, kiosk_seen_at=NOW - timedelta(minutes=3))
    never = heartbeat(NOW).model_copy(update={"kiosk": None, "kiosk_seen_at": None})
    foreign = heartbeat(NOW).model_copy(update={"kiosk": None})
    assert said(silent) == said(never) == {"kiosk": "its screen process is silent"}
    assert said(foreign) == {"kiosk": "what its screen process says cannot be read"}


@pytest.mark.parametrize(
    ("said_of_it", "code", "text"),
    [
        ({"camera": "lost"}, "camera", "its camera gives no pictures"),
        ({"camera": "frozen"}, "camera", "its camera's picture stands still"),
        ({"camera": "sideways"}, "camera", "its camera: sideways"),
        ({"faults": ("dark",)}, "lane-dark", "its lane is too dark"),
        (
            {"faults": ("slow",), "frame_rate": 3.2, "camera_rate": 30.0},
            "lane-slow",
            "it looks at too few pictures: 3 of 30 a second",
        ),
        (
            {"faults": ("late",), "latency_ms": 1450.0},
            "lane-late",
            "its decisions come too late: 1.4 s",
        ),
        (
            {"faults": ("unread",), "read_share": 0.41},
            "lane-unread",
            "too few faces can be read there: 41% of the faces are read",
        ),
        ({"faults": ("bent",)}, "lane-other", "its lane: bent"),
        (
            {"silent": "the sound is turned off"},
            "sound",
            "its alerts are not heard: the sound is turned off",
        ),
    ],
)
def test_a_lane_that_sees_badly_is_not_live(said_of_it: Any, code: Any, text: Any) -> None:
    assert said(heartbeat(NOW, KioskReport(**said_of_it))) == {code: text}


@pytest.mark.parametrize("camera", ["", "live", "starting"])
def test_a_camera_that_works_or_has_just_begun_is_no_trouble(camera: Any) -> None:
    assert said(heartbeat(NOW, KioskReport(camera=camera))) == {}


def test_a_terminal_in_wrong_hands_fills_no_screen() -> None:
    every = tuple(
        HeldCollection(
            collection=f"list-{number}", version=0, references=0, state="failed", error="x" * 2000
        )
        for number in range(MAX_COLLECTIONS)
    )
    kiosk = KioskReport(collections=every, fault="y" * 2000, update_refused="z" * 2000)
    found = cut_short(heartbeat_troubles(heartbeat(kiosk=kiosk, update_error="w" * 2000), {}))
    assert sum(len(each.text) for each in found) < 20 * MAX_TOLD
    assert any(f"{MAX_COLLECTIONS - MAX_TOLD_COLLECTIONS} more" in each.text for each in found)

"""Published lists become lists that are served: real packages, a real repository, real faces."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.lists.pacing import WORK_S, paced
from sync.protocol import content, package
from tests.edge_app.terminal.terminal_fixtures import (
    BIDEN,
    MODEL,
    NOW,
    OBAMA,
    Centre,
    Person,
    PolledTerminal,
    mirror,
    provision,
)
from tests.present import present


def test_a_snapshot_is_served_as_its_owner_wrote_it(
    hand: PolledTerminal, obama: Person, biden: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(7, obama, biden)
    hand.poll()
    (served,) = hand.terminal.collections.served()
    watch_list = served.watch_list
    assert (watch_list.list_id, watch_list.version, watch_list.officers) == ("dpo", 7, 2)
    assert (watch_list.priority, watch_list.colour) == (2, "#c0392b")
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.found(templates["astronaut.png"]) == []
    (candidate,) = served.candidates(templates["biden.jpg"], 3)
    assert candidate.reference.portrait.shape == (40, 30, 3)
    (state,) = hand.terminal.status.collections()
    assert (state.state, state.version, state.references) == ("serving", 7, 2)


def test_deltas_add_replace_and_remove(
    hand: PolledTerminal, obama: Person, biden: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    snapshot = hand.terminal.collections.served()[0].gallery
    own = content.Phrase(id="Panggil atasan.", en="Call a superior.")
    hand.centre.delta(1, 2, Person(BIDEN, "Joe", biden.templates, instruction=own))
    hand.poll()
    assert hand.found(templates["biden.jpg"]) == ["Joe"]
    assert hand.terminal.collections.served()[0].gallery.matrix.base is not None
    assert np.shares_memory(hand.terminal.collections.served()[0].gallery.matrix, snapshot.matrix)
    hand.centre.delta(2, 3, biden, removed=[OBAMA, "c" * 32])
    hand.poll()
    assert hand.found(templates["obama2.jpg"]) == []
    assert hand.found(templates["biden.jpg"]) == ["Joe Biden"]
    hand.centre.delta(3, 4, obama)  # removed, and added again
    hand.poll()
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.version() == 4


def test_names_that_a_screen_may_not_draw_are_counted_in_the_log_and_not_named(
    hand: PolledTerminal, obama: Person, biden: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="edge_app.lists.activation")
    hand.centre.snapshot(1, obama)
    hand.poll()
    assert "Latin" not in caplog.text
    hand.centre.delta(1, 2, Person(BIDEN, "王小明", biden.templates))
    hand.poll()
    assert "list-dpo 2: names in other than Latin letters: 1" in caplog.text
    assert "王" not in caplog.text


def test_the_memory_of_a_version_goes_with_it(
    hand: PolledTerminal, obama: Person, biden: Person
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    gallery = weakref.ref(hand.terminal.collections.served()[0].gallery)
    hand.centre.snapshot(2, biden)
    hand.poll()
    assert gallery() is None


def test_a_whole_chain_is_applied_by_whoever_was_away(
    hand: PolledTerminal, obama: Person, biden: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.centre.delta(1, 2, biden)
    hand.centre.delta(2, 3, removed=[OBAMA])
    hand.poll()
    assert (hand.version(), hand.found(templates["biden.jpg"])) == (3, ["Joe Biden"])
    assert hand.found(templates["obama2.jpg"]) == []


def test_a_merged_delta_takes_the_place_of_a_chain(
    hand: PolledTerminal, obama: Person, biden: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.centre.delta(1, 2, biden)
    hand.poll()
    hand.centre.delta(1, 3, biden, removed=[OBAMA], replaces=1)
    hand.poll()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (3, [])
    assert hand.found(templates["biden.jpg"]) == ["Joe Biden"]


def test_a_chain_out_of_step_leaves_the_version_before_serving(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, NDArray[np.float32]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.centre.delta(2, 3, removed=[OBAMA])
    hand.poll()
    assert "do not follow" in hand.error()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    assert hand.terminal.status.collections()[0].state == "failed"
    caplog.clear()
    hand.centre.snapshot(4)
    hand.poll()
    assert (hand.version(), hand.error(), hand.found(templates["obama2.jpg"])) == (4, "", [])


def test_templates_of_another_model_are_refused_with_the_way_out(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, NDArray[np.float32]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.centre.model = replace(MODEL, model_id="arcface-r100")
    hand.centre.snapshot(2, obama)
    hand.poll()
    assert "gapura central reenrol" in hand.error()
    assert "arcface-r100" in hand.error()
    hand.centre.model = replace(MODEL, sha256="0" * 64)
    hand.centre.delta(2, 3, obama)
    hand.poll()
    assert "gapura central reenrol" in hand.error()
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    caplog.clear()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda path: _flip(path, -100), "sha256"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "length"),
        (lambda path: path.write_bytes(bytes(path.stat().st_size)), "sha256"),
    ],
    ids=["altered", "truncated", "zeros"],
)
def test_a_damaged_package_is_refused(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, NDArray[np.float32]],
    caplog: pytest.LogCaptureFixture,
    damage: Callable[..., Any],
    told: str,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    ref = hand.centre.snapshot(2)
    mirror(hand.centre, hand.state, hand.now)
    damage(hand.state.targets / ref.path)
    hand.poll(carry=False)
    assert told in hand.error()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    caplog.clear()
    hand.poll()  # the agent fetches it again
    assert (hand.version(), hand.error()) == (2, "")


def test_a_key_for_somebody_else_is_refused(
    hand: PolledTerminal, obama: Person, caplog: pytest.LogCaptureFixture
) -> None:
    ref = hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, hand.now)
    _flip(hand.state.content_key(ref.package_id), 30)
    hand.poll(carry=False)
    assert "cannot be opened" in hand.error()
    caplog.clear()


def test_an_agent_cannot_make_the_kiosk_take_a_list_of_its_own(
    hand: PolledTerminal, obama: Person, biden: Person, tmp_path: Path
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    forger = Centre(tmp_path / "forger")
    forger.checkpoint("list-dpo")
    forger.snapshot(2, biden)
    own = provision(tmp_path / "forged", forger)
    mirror(forger, own, None)
    for place in own.mirror.rglob("*"):
        target = hand.state.mirror / place.relative_to(own.mirror)
        if place.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(place.read_bytes())
    hand.poll(carry=False)
    assert hand.version() == 1
    assert "signature" in present(hand.terminal.status.sync_view).refused


@pytest.mark.parametrize("fate", ["gone", "altered", "no jpeg", "none"])
def test_a_photograph_that_cannot_be_shown_stops_no_alert(
    hand: PolledTerminal, obama: Person, templates: dict[str, NDArray[np.float32]], fate: str
) -> None:
    if fate in {"no jpeg", "none"}:
        obama.thumbnail = b"" if fate == "none" else b"\xff\xd8 nothing"
    ref = hand.centre.snapshot(1, obama)
    hand.poll()
    path = hand.state.targets / ref.path
    if fate == "gone":
        path.unlink()
    if fate == "altered":
        path.write_bytes(bytes(path.stat().st_size))
    (candidate,) = hand.terminal.collections.served()[0].candidates(templates["obama2.jpg"], 3)
    assert candidate.reference.name == "Barack Obama"
    assert candidate.reference.portrait.shape == (256, 256, 3)


def test_visitors_and_officers_are_held_and_past_days_go(hand: PolledTerminal) -> None:
    hand.centre.checkpoint("visitors-gate", "officers-gate")
    visitors = [
        content.Visitor(
            visitor_id=f"{number:032x}",
            day=(NOW + timedelta(days=number)).date(),
            name=f"Tamu {number}",
            nik=None,
            passport="C1234567",
            family_card=None,
            party=None,
            template=None,
            thumbnail=content.Thumbnail(offset=0, size=0),
        )
        for number in range(2)
    ]
    officer = content.Officer(
        number="P-1", name="Sari", role=content.OfficerRole.OFFICER, pin_verifier="$argon2id$v=19$x"
    )
    lines = b"".join(visitor.to_json() + b"\n" for visitor in visitors)
    hand.centre.put("visitors-gate", 3, {package.VISITORS: lines})
    hand.centre.put("officers-gate", 1, {package.OFFICERS: officer.to_json() + b"\n"})
    hand.poll()
    assert [one.visitors for one in hand.terminal.collections.visitors()] == [tuple(visitors)]
    assert hand.terminal.collections.officers()[0].officers == (officer,)
    assert [(s.version, s.references) for s in hand.terminal.status.collections()] == [
        (3, 2),
        (1, 1),
    ]
    hand.restart(NOW + timedelta(days=1))
    hand.poll(carry=False)
    assert hand.terminal.collections.visitors()[0].visitors == (visitors[1],)


def test_a_member_that_lies_is_refused(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, NDArray[np.float32]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    lies = {
        2: {package.TEMPLATES: bytes(4 * 128)},  # of two templates, one
        3: {package.REMOVED: b'{"a": 1}'},
        4: {package.DESCRIPTION: hand.centre.description("other").to_json()},
    }
    for version, lie in lies.items():
        files = {**hand.centre.members("dpo", [obama], []), **lie}
        hand.centre.put("list-dpo", version, files, 1, replaces=version > 2)
        hand.poll()
        assert hand.terminal.status.collections()[0].state == "failed"
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    caplog.clear()


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_work_beside_a_lane_leaves_half_of_the_time_to_it() -> None:
    resting: list[float] = []
    short = 0.4 * WORK_S  # too little to rest for
    busy = iter([0.0, 0.01, 0.01, 0.01 + short, 0.01 + short])

    def clock() -> float:
        return next(busy)

    assert list(paced([1, 2], 1.0, clock, resting.append)) == [1, 2]
    assert resting == [pytest.approx(0.01)]

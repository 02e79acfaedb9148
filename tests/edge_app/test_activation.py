"""Published lists become lists that are served: real packages, a real repository, real faces."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from edge_app.activation import TerminalModel
from edge_app.background import paced
from edge_app.terminal import Terminal
from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from sync.protocol import content, package
from sync.terminal.spool import Spool
from tests.edge_app.terminal_parts import (
    BIDEN,
    MODEL,
    NOW,
    OBAMA,
    Centre,
    Person,
    mirror,
    provision,
)


@pytest.fixture(scope="session")
def templates(portraits: dict[str, Path]) -> dict[str, np.ndarray]:
    """A template of each portrait."""
    detector, engine = open_detector(), FaceEngine()
    try:
        return {
            name: enrol(detector, engine, read_image(path), name).template
            for name, path in portraits.items()
        }
    finally:
        engine.close()
        detector.close()


@pytest.fixture
def obama(templates) -> Person:
    return Person(OBAMA, "Barack Obama", [templates["obama.jpg"], templates["obama3.jpg"]])


@pytest.fixture
def biden(templates) -> Person:
    return Person(BIDEN, "Joe Biden", [templates["biden.jpg"]])


class Hand:
    """A terminal whose looks and clock a test moves."""

    def __init__(self, folder: Path, centre: Centre) -> None:
        self.centre, self.now = centre, NOW
        self.state = provision(folder, centre)
        self.terminal = Terminal(self.state, lambda: self.now)

    def look(self, carry: bool = True, lease_at: datetime | None = None) -> None:
        """The agent brings what is new, the kiosk looks."""
        if carry:
            mirror(self.centre, self.state, lease_at or self.now)
        self.terminal.look()

    def restart(self, now: datetime | None = None) -> None:
        self.terminal.stop()
        self.now = now or self.now
        self.terminal = Terminal(self.state, lambda: self.now)

    def found(self, template: np.ndarray) -> list[str]:
        """Names of the listed persons that a face is compared with successfully, best first."""
        served = self.terminal.collections.served()
        return [c.reference.name for one in served for c in one.candidates(template, 3)]

    def version(self) -> int:
        (state,) = self.terminal.states()
        return state.version

    def error(self) -> str:
        return self.terminal.states()[0].error


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    made = Centre(tmp_path / "centre")
    made.checkpoint("list-dpo")
    return made


@pytest.fixture
def hand(tmp_path: Path, centre: Centre) -> Iterator[Hand]:
    made = Hand(tmp_path / "terminal", centre)
    yield made
    made.terminal.stop()


def test_a_snapshot_is_served_as_its_owner_wrote_it(hand, obama, biden, templates):
    hand.centre.snapshot(7, obama, biden)
    hand.look()
    (served,) = hand.terminal.collections.served()
    watch_list = served.watch_list
    assert (watch_list.list_id, watch_list.version, watch_list.officers) == ("dpo", 7, 2)
    assert (watch_list.priority, watch_list.colour) == (2, "#c0392b")
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.found(templates["astronaut.png"]) == []
    (candidate,) = served.candidates(templates["biden.jpg"], 3)
    assert candidate.reference.portrait.shape == (40, 30, 3)
    (state,) = hand.terminal.states()
    assert (state.state, state.version, state.references) == ("serving", 7, 2)


def test_deltas_add_replace_and_remove(hand, obama, biden, templates):
    hand.centre.snapshot(1, obama)
    hand.look()
    snapshot = hand.terminal.collections.served()[0].gallery
    own = content.Phrase(id="Panggil atasan.", en="Call a superior.")
    hand.centre.delta(1, 2, Person(BIDEN, "Joe", biden.templates, instruction=own))
    hand.look()
    assert hand.found(templates["biden.jpg"]) == ["Joe"]
    assert hand.terminal.collections.served()[0].gallery.matrix.base is not None
    assert np.shares_memory(hand.terminal.collections.served()[0].gallery.matrix, snapshot.matrix)
    hand.centre.delta(2, 3, biden, removed=[OBAMA, "c" * 32])
    hand.look()
    assert hand.found(templates["obama2.jpg"]) == []
    assert hand.found(templates["biden.jpg"]) == ["Joe Biden"]
    hand.centre.delta(3, 4, obama)  # removed, and added again
    hand.look()
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.version() == 4


def test_the_memory_of_a_version_goes_with_it(hand, obama, biden):
    hand.centre.snapshot(1, obama)
    hand.look()
    gallery = weakref.ref(hand.terminal.collections.served()[0].gallery)
    hand.centre.snapshot(2, biden)
    hand.look()
    assert gallery() is None


def test_a_whole_chain_is_applied_by_whoever_was_away(hand, obama, biden, templates):
    hand.centre.snapshot(1, obama)
    hand.centre.delta(1, 2, biden)
    hand.centre.delta(2, 3, removed=[OBAMA])
    hand.look()
    assert (hand.version(), hand.found(templates["biden.jpg"])) == (3, ["Joe Biden"])
    assert hand.found(templates["obama2.jpg"]) == []


def test_a_merged_delta_takes_the_place_of_a_chain(hand, obama, biden, templates):
    hand.centre.snapshot(1, obama)
    hand.centre.delta(1, 2, biden)
    hand.look()
    hand.centre.delta(1, 3, biden, removed=[OBAMA], replaces=1)
    hand.look()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (3, [])
    assert hand.found(templates["biden.jpg"]) == ["Joe Biden"]


def test_a_chain_out_of_step_leaves_the_version_before_serving(hand, obama, templates, caplog):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.centre.delta(2, 3, removed=[OBAMA])
    hand.look()
    assert "do not follow" in hand.error()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    assert hand.terminal.states()[0].state == "failed"
    caplog.clear()
    hand.centre.snapshot(4)
    hand.look()
    assert (hand.version(), hand.error(), hand.found(templates["obama2.jpg"])) == (4, "", [])


def test_templates_of_another_model_are_refused_with_the_way_out(hand, obama, templates, caplog):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.centre.model = TerminalModel("arcface-r100", MODEL.sha256, MODEL.dimension)
    hand.centre.snapshot(2, obama)
    hand.look()
    assert "gapura central reenrol" in hand.error()
    assert "arcface-r100" in hand.error()
    hand.centre.model = TerminalModel(MODEL.model_id, "0" * 64, MODEL.dimension)
    hand.centre.delta(2, 3, obama)
    hand.look()
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
def test_a_damaged_package_is_refused(hand, obama, templates, caplog, damage, told):
    hand.centre.snapshot(1, obama)
    hand.look()
    ref = hand.centre.snapshot(2)
    mirror(hand.centre, hand.state, hand.now)
    damage(hand.state.targets / ref.path)
    hand.look(carry=False)
    assert told in hand.error()
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    caplog.clear()
    hand.look()  # the agent fetches it again
    assert (hand.version(), hand.error()) == (2, "")


def test_a_key_for_somebody_else_is_refused(hand, obama, caplog):
    ref = hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, hand.now)
    _flip(hand.state.content_key(ref.package_id), 30)
    hand.look(carry=False)
    assert "cannot be opened" in hand.error()
    caplog.clear()


def test_an_agent_cannot_make_the_kiosk_take_a_list_of_its_own(hand, obama, biden, tmp_path):
    hand.centre.snapshot(1, obama)
    hand.look()
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
    hand.look(carry=False)
    assert hand.version() == 1
    assert "signature" in hand.terminal._view.refused


def test_before_the_agent_has_brought_anything_nothing_was_refused(hand):
    with Spool(hand.state.spool) as spool:
        spool.put_facts(hand.centre.lease(NOW))
    hand.look(carry=False)
    assert hand.terminal._view.refused == ""
    assert hand.terminal._view.fault == ""


def test_a_package_that_is_not_here_yet_is_waited_for(hand, obama):
    ref = hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, hand.now)
    sealed = hand.state.content_key(ref.package_id)
    kept = sealed.read_bytes()
    sealed.unlink()
    hand.look(carry=False)
    (state,) = hand.terminal.states()
    assert (state.state, state.version, state.error) == ("waiting", 0, "")
    sealed.write_bytes(kept)
    hand.look(carry=False)
    assert hand.version() == 1


def test_a_restart_before_the_new_version_is_here_serves_the_one_before(hand, obama, templates):
    hand.centre.snapshot(1, obama)
    hand.look()
    ref = hand.centre.snapshot(2, obama)
    mirror(hand.centre, hand.state, hand.now)
    late = hand.state.targets / ref.path
    kept = late.read_bytes()
    late.unlink()
    hand.restart()
    hand.look(carry=False)
    assert hand.version() == 1
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    late.write_bytes(kept)
    hand.look(carry=False)
    assert hand.version() == 2


def test_a_restart_after_a_refused_version_serves_the_one_before(hand, obama, templates, caplog):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.centre.model = TerminalModel("arcface-r100", MODEL.sha256, MODEL.dimension)
    hand.centre.snapshot(2, obama)
    hand.look()
    hand.restart()
    hand.look()
    assert "gapura central reenrol" in hand.error()
    assert hand.version() == 1
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    caplog.clear()


def test_a_restart_after_the_list_was_withdrawn_serves_nothing_of_it(hand, obama):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.centre.checkpoint()
    hand.restart()
    hand.look()
    assert hand.terminal.collections.served() == ()
    hand.centre.checkpoint("list-dpo")
    hand.restart()
    hand.look()
    assert hand.version() == 1


@pytest.mark.parametrize("fate", ["gone", "altered", "no jpeg", "none"])
def test_a_photograph_that_cannot_be_shown_stops_no_alert(hand, obama, templates, fate):
    if fate in {"no jpeg", "none"}:
        obama.thumbnail = b"" if fate == "none" else b"\xff\xd8 nothing"
    ref = hand.centre.snapshot(1, obama)
    hand.look()
    path = hand.state.targets / ref.path
    if fate == "gone":
        path.unlink()
    if fate == "altered":
        path.write_bytes(bytes(path.stat().st_size))
    (candidate,) = hand.terminal.collections.served()[0].candidates(templates["obama2.jpg"], 3)
    assert candidate.reference.name == "Barack Obama"
    assert candidate.reference.portrait.shape == (256, 256, 3)


def test_a_list_is_served_to_its_last_second(hand, obama, templates):
    hand.centre.expires_at = NOW + timedelta(hours=1)
    hand.centre.snapshot(1, obama)
    hand.look()
    assert hand.found(templates["obama2.jpg"])
    hand.restart(NOW + timedelta(minutes=61))
    hand.look(carry=False)
    assert hand.found(templates["obama2.jpg"]) == []
    assert hand.terminal.states()[0].state == "expired"
    hand.restart(NOW)  # a clock set back revives nothing
    hand.look(carry=False)
    assert hand.found(templates["obama2.jpg"]) == []


def test_a_withdrawn_list_is_dropped(hand, obama):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.centre.checkpoint()
    hand.look()
    assert hand.terminal.collections.served() == ()
    assert hand.terminal.states() == ()


def test_a_revoked_terminal_drops_and_wipes_its_lists(hand, obama):
    ref = hand.centre.snapshot(1, obama)
    hand.look()
    with Spool(hand.state.spool) as spool:
        spool.put_facts({"revoked": NOW.isoformat()})
    hand.look(carry=False)
    assert hand.terminal.collections.served() == ()
    assert not (hand.state.targets / ref.path).exists()
    assert not hand.state.content_key(ref.package_id).exists()
    remembered = (hand.state.kiosk_metadata / "timestamp.json").is_file()
    assert remembered, "which versions were seen is what a rollback would need forgotten"


def test_when_the_lease_ends_lists_are_dropped_and_come_back_with_a_new_one(hand, obama):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.restart(NOW + timedelta(days=31))
    hand.look(carry=False)
    assert hand.terminal.collections.served() == ()
    assert list(hand.state.content_keys.iterdir()) == []
    hand.look(lease_at=NOW + timedelta(days=31))
    assert hand.version() == 1


def test_without_a_lease_nothing_is_served_and_none_can_be_taken_away(hand, obama):
    hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, None)
    hand.look(carry=False)
    assert hand.terminal.collections.served() == ()
    hand.look()
    assert hand.version() == 1
    with Spool(hand.state.spool) as spool:  # a thief who removes the lease
        spool.put_facts({"lease": "", "lease.nonce": ""})
    hand.restart(NOW + timedelta(days=31))
    hand.look(carry=False)
    assert hand.terminal.collections.served() == ()


def test_a_week_without_a_network_what_was_held_is_served_as_stale(hand, obama, templates):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.restart(NOW + timedelta(days=7))
    hand.look(carry=False)
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.terminal.states()[0].state == "stale"
    seen = hand.terminal._view
    assert seen.unreachable
    assert seen.contact_at == NOW


def test_a_wrong_clock_ends_with_the_next_lease(hand, obama):
    hand.centre.snapshot(1, obama)
    hand.look()
    hand.restart(NOW + timedelta(days=4000))
    hand.look(carry=False)
    assert hand.terminal.collections.served() == ()
    hand.look(lease_at=NOW + timedelta(minutes=1))
    assert hand.version() == 1


def test_visitors_and_officers_are_held_and_past_days_go(hand):
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
        number="P-1", name="Sari", role=content.Role.OFFICER, pin_verifier="$argon2id$v=19$x"
    )
    lines = b"".join(visitor.to_json() + b"\n" for visitor in visitors)
    hand.centre.put("visitors-gate", 3, {package.VISITORS: lines})
    hand.centre.put("officers-gate", 1, {package.OFFICERS: officer.to_json() + b"\n"})
    hand.look()
    assert [one.visitors for one in hand.terminal.collections.visitors()] == [tuple(visitors)]
    assert hand.terminal.collections.officers()[0].officers == (officer,)
    assert [(s.version, s.references) for s in hand.terminal.states()] == [(3, 2), (1, 1)]
    hand.restart(NOW + timedelta(days=1))
    hand.look(carry=False)
    assert hand.terminal.collections.visitors()[0].visitors == (visitors[1],)


def test_a_member_that_lies_is_refused(hand, obama, templates, caplog):
    hand.centre.snapshot(1, obama)
    hand.look()
    lies = {
        2: {package.TEMPLATES: bytes(4 * 128)},  # of two templates, one
        3: {package.REMOVED: b'{"a": 1}'},
        4: {package.DESCRIPTION: hand.centre.description("other").to_json()},
    }
    for version, lie in lies.items():
        files = {**hand.centre.members("dpo", [obama], []), **lie}
        hand.centre.put("list-dpo", version, files, 1, replaces=version > 2)
        hand.look()
        assert hand.terminal.states()[0].state == "failed"
    assert (hand.version(), hand.found(templates["obama2.jpg"])) == (1, ["Barack Obama"])
    caplog.clear()


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_work_beside_a_lane_leaves_half_of_the_time_to_it():
    resting = []
    busy = iter([0.0, 0.01, 0.01, 0.012, 0.012])

    def clock() -> float:
        return next(busy)

    assert list(paced([1, 2], 1.0, clock, resting.append)) == [1, 2]
    assert resting == [pytest.approx(0.01)]

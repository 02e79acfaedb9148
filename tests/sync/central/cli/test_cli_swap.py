"""`gapura central terminal swap, rename, move`: who has which lane, and who had it before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sync.protocol.ticket import Ticket, read
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.cli.devices import enrolled


@pytest.fixture
def old(founded: Desk, tmp_path: Path) -> str:
    """The number of a terminal that works at lane 2."""
    founded("token", "gate-1", "--lane", "Lajur 2", "--out", tmp_path / "old.json", by="sari")
    number, words, _ = enrolled(founded.home, ticket(tmp_path, "old"), "Lajur 2")
    founded("terminal", "approve", number[:8], "--words", words, by="budi")
    return number


def ticket(folder: Path, name: str) -> Ticket:
    return read((folder / f"{name}.json").read_bytes())


def swap(desk: Desk, folder: Path, old: str, name: str = "new") -> Ticket:
    desk("terminal", "swap", old[:8], "--out", folder / f"{name}.json", by="sari")
    return ticket(folder, name)


def fleet(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["terminal"]: row for row in desk.json("terminals", "--all")["terminals"]}


def test_a_new_device_takes_lane_and_place_and_the_old_one_is_revoked(
    founded: Desk, tmp_path: Path, old: str
) -> None:
    given = swap(founded, tmp_path, old)
    assert (given.checkpoint_id, given.lane) == ("gate-1", "Lajur 2")
    new, words, _ = enrolled(founded.home, given, "Lajur 2")
    before = fleet(founded)
    assert before[old]["state"] == "active", "it works until the new one does"
    assert f"in place of {old[:8]}" in before[new]["troubles"][0]["text"]
    approve = ("terminal", "approve", new[:8], "--words", words)
    assert "another operator approves it" in founded(*approve, by="sari", status=2)
    assert fleet(founded)[old]["state"] == "active"
    said = founded(*approve, by="budi")
    assert f"{old[:8]}, whose place it takes, is revoked" in said

    after = fleet(founded)
    assert (after[new]["state"], after[new]["lane"]) == ("active", "Lajur 2")
    assert (after[new]["replaces"], after[old]["replaced_by"]) == (old, new)
    assert after[old]["state"] == "revoked"
    shown = " ".join(founded("terminals", "--all").split())
    assert "revoked, replaced by" in shown
    assert f"{new[:8]}, not yet told" in shown
    rows = founded.json("terminal", "history", new[:8])["events"]
    assert [(row["terminal"], row["words"]) for row in rows] == [
        (old, "enrolled"),
        (old, "approved"),
        (new, f"enrolled, in place of {old[:8]}"),
        (old, f"revoked, replaced by {new[:8]}"),
        (new, f"approved, in place of {old[:8]}"),
    ]


def test_one_place_is_taken_once(founded: Desk, tmp_path: Path, old: str) -> None:
    devices = [
        enrolled(founded.home, swap(founded, tmp_path, old, name), "Lajur 2") for name in "ab"
    ]
    first, second = devices
    founded("terminal", "approve", first[0][:8], "--words", first[1], by="budi")
    late = founded("terminal", "approve", second[0][:8], "--words", second[1], by="budi", status=2)
    assert f"{first[0][:8]} took its place already; swap that one" in late
    assert fleet(founded)[second[0]]["state"] == "pending"
    again = ("terminal", "swap", old[:8], "--out", tmp_path / "c.json")
    assert "took its place already" in founded(*again, by="sari", status=2)
    assert not (tmp_path / "c.json").exists()


def test_a_swap_of_nothing_ends_with_one_line(founded: Desk, tmp_path: Path) -> None:
    given = ("terminal", "swap", "0" * 8, "--out", tmp_path / "t.json")
    said = founded(*given, by="sari", status=2)
    assert said.count("\n") == 1
    assert "no terminal" in said
    assert not (tmp_path / "t.json").exists()


def test_a_lane_gets_another_name_and_its_history_both(founded: Desk, old: str) -> None:
    said = founded("terminal", "rename", old[:8], "--lane", "Lajur 5", by="sari")
    assert "lane Lajur 5; it was Lajur 2" in said
    assert fleet(founded)[old]["lane"] == "Lajur 5"
    last = founded.json("terminal", "history", old[:8])["events"][-1]
    assert (last["words"], last["by"]) == ("renamed, from Lajur 2 to Lajur 5", "sari")
    hidden = ("terminal", "rename", old[:8], "--lane", "a\u200bb")
    assert "signs that show" in founded(*hidden, by="sari", status=2)


def test_two_operators_move_a_terminal_to_another_checkpoint(founded: Desk, old: str) -> None:
    founded("checkpoint", "add", "gate-2", "--name", "Gerbang 2", by="sari")
    move = ("terminal", "move", old[:8], "--checkpoint")
    assert "proposal 1 waits" in founded(*move, "gate-2", "--lane", "Lajur 1", by="sari")
    assert fleet(founded)[old]["checkpoint"] == "gate-1", "one operator proposes"
    shown = founded("proposals", 1, by="budi")
    assert "gate-1 -> gate-2" in shown
    assert "own" in founded("approve", 1, by="sari", status=2)
    founded("approve", 1, by="budi")
    row = fleet(founded)[old]
    assert (row["checkpoint"], row["lane"]) == ("gate-2", "Lajur 1")
    last = founded.json("terminal", "history", old[:8])["events"][-1]
    assert last["words"] == "moved, from gate-1 Lajur 2 to gate-2 Lajur 1"
    assert "stands at gate-2 already" in founded(*move, "gate-2", by="sari", status=2)
    assert "no such checkpoint" in founded(*move, "gate-9", by="sari", status=2)
    founded("terminal", "revoke", old[:8], "--yes", by="sari")
    assert "revoked" in founded(*move, "gate-1", by="sari", status=2)

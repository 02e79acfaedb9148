"""Results stay with the kiosk until the data centre itself has said that it holds them."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from edge_app.domain import Answer
from edge_app.store.entries import Entry
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.result_content import ResultContent, ResultsErased
from sync.protocol.wire import Resend
from tests.edge_app.store.store_fixtures import (
    CENTRE,
    KIOSK,
    NOW,
    TERMINAL,
    Kiosk,
    alert,
    decision,
    verification,
)
from tests.fakes.receipts import bring, receipt
from tests.present import present

HOUR = timedelta(hours=1)


def keep(kiosk: Kiosk, *contents: object) -> None:
    """Write these as the store's own thread does, and hand them over."""
    for content in contents:
        kiosk.store._write_with_room(Entry(content, kiosk.clock))  # type: ignore[arg-type]
    kiosk.store.hand_over()


def waiting(kiosk: Kiosk) -> list[str]:
    return [row.result_id for row in kiosk.spool.waiting(10_000, 2**40)]


def unsettled(kiosk: Kiosk) -> int:
    query = "SELECT count(*) AS n FROM outgoing WHERE settled_at IS NULL"
    return int(kiosk.database.rows(query)[0]["n"])


def lie(kiosk: Kiosk, *ids: str) -> None:
    """What a broken-in agent does in the spool, which is its own too."""
    with sqlite3.connect(kiosk.spool._path) as spool:
        spool.executemany(
            "UPDATE outbox SET state = 'acknowledged', acknowledged_at = ? WHERE result_id = ?",
            [(NOW.isoformat(timespec="microseconds"), each) for each in ids],
        )
    spool.close()


def test_each_result_is_signed_by_the_kiosk_and_counted(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, one, decision(one), decision(one), verification(), one)
        found = []
        for row in kiosk.spool.waiting(99, 2**30):
            text = CENTRE.unseal(row.sealed, f"result {row.result_id} {TERMINAL}")
            told = f"{row.result_id} {TERMINAL}\n".encode() + text
            verify(KIOSK.public, "result", told, present(row.signature))
            found.append(ResultContent.from_json(text))
    assert [each.number for each in found] == [1, 2, 3], "what changed nothing took no number"
    assert len({each.series for each in found}) == 1
    assert [each.body.type for each in found] == ["alert", "answer", "verification"]


def test_a_kiosk_without_a_key_neither_signs_nor_counts(tmp_path: Path) -> None:
    with Kiosk(tmp_path, signing=None) as kiosk:
        keep(kiosk, alert())
        (row,) = kiosk.spool.waiting(9, 2**30)
        (content,) = kiosk.results().values()
    assert (row.signature, content.number, content.series) == (None, None, None)


def test_an_agent_that_lies_loses_nothing(tmp_path: Path) -> None:
    """The finding: `acknowledged` without a receipt, and a week later the alert was gone."""
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, one, decision(one, Answer.CONFIRMED, "1001", "1002"))
        sent = waiting(kiosk)
        lie(kiosk, *sent)
        assert waiting(kiosk) == []
        kiosk.clock = NOW + timedelta(days=8)
        kiosk.store.follow(None)
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == 0
        assert kiosk.store.unproven == 2
        kiosk.store.hand_over()
        assert waiting(kiosk) == sent, "they wait again, under the same ids"
        with sqlite3.connect(kiosk.spool._path) as spool:
            spool.execute("DELETE FROM outbox")
        spool.close()
        kiosk.clock += timedelta(days=8)
        kiosk.store.follow(None)
        kiosk.store.hand_over()
        assert waiting(kiosk) == sent
        kiosk.acknowledge(sent, kiosk.clock)
        assert unsettled(kiosk) == 0
        kiosk.clock += timedelta(days=8)
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == 1


@pytest.mark.parametrize("forged", ["key", "terminal", "words"])
def test_a_receipt_that_is_not_the_data_centres_settles_nothing(
    tmp_path: Path, forged: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, alert())
        (own,) = waiting(kiosk)
        good = receipt(NOW, [random_id()])
        statement = {
            "key": receipt(NOW, [own], key=SigningKey.generate()),
            "terminal": receipt(NOW, [own], terminal_id="f" * 32),
            "words": good.model_copy(update={"body": receipt(NOW, [own]).body}),
        }[forged]
        bring(kiosk.spool, statement)
        kiosk.store.follow(None)
        assert unsettled(kiosk) == 1
        assert kiosk.spool.receipts(9) == ()
    assert "not the data centre's" in caplog.text
    caplog.clear()


def test_what_the_data_centre_refuses_is_proven_too_and_kept_as_long(tmp_path: Path) -> None:
    one = alert()
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, one, decision(one))
        first, second = waiting(kiosk)
        kiosk.acknowledge([second], NOW, {first: "its checkpoint never held the list dpo"})
        assert kiosk.spool.counts().refused == 0
        (row,) = kiosk.database.rows("SELECT result_id, refused FROM outgoing WHERE refused <> ''")
        assert row == {"result_id": first, "refused": "its checkpoint never held the list dpo"}
        kiosk.clock = NOW + timedelta(days=2)
        kiosk.store.follow(Resend(asked_at=kiosk.clock, since=NOW))
        kiosk.outgoing.resend(Resend(asked_at=kiosk.clock, since=NOW))
        kiosk.store.hand_over()
        assert waiting(kiosk) == [first, second]


def test_what_is_asked_for_again_comes_again_once_and_old_receipts_count_no_more(
    tmp_path: Path,
) -> None:
    early, late = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, early)
        (before,) = waiting(kiosk)
        kiosk.acknowledge([before], NOW)
        keep(kiosk, late, decision(late))
        after = waiting(kiosk)
        kiosk.acknowledge(after, NOW + HOUR)
        demand = Resend(asked_at=NOW + 2 * HOUR, since=NOW + HOUR / 2)
        assert kiosk.outgoing.resend(demand)
        kiosk.store.hand_over()
        assert waiting(kiosk) == after
        kiosk.acknowledge(after, NOW + HOUR)  # recorded by the agent before the demand
        assert unsettled(kiosk) == 2
        assert not kiosk.outgoing.resend(demand)
    with Kiosk(tmp_path) as kiosk:
        assert not kiosk.outgoing.resend(demand), "also after a restart"
        kiosk.acknowledge(after, NOW + 3 * HOUR)
        assert unsettled(kiosk) == 0


def test_of_what_is_erased_the_numbers_are_told(tmp_path: Path) -> None:
    one, other = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, one, decision(one, Answer.NOT_THIS_PERSON), other)
        kiosk.acknowledge(waiting(kiosk), NOW)
        kiosk.clock = NOW + 13 * HOUR
        assert kiosk.store.forget(timedelta(days=7), kiosk.clock) == 1
        assert kiosk.outgoing.resend(Resend(asked_at=kiosk.clock, since=NOW))
        kiosk.store.hand_over()
        bodies = {each.number: each.body for each in kiosk.results().values()}
    assert set(bodies) == {3, 4}
    assert isinstance(bodies[4], ResultsErased)
    assert bodies[4].numbers == ((1, 2),)


def test_a_strangers_face_goes_within_hours_also_without_a_network(tmp_path: Path) -> None:
    stranger, listed = alert(1), alert(2)
    with Kiosk(tmp_path) as kiosk:
        keep(kiosk, stranger, decision(stranger, Answer.NOT_THIS_PERSON))
        keep(kiosk, listed, decision(listed, Answer.CONFIRMED))
        kiosk.clock = NOW + 11 * HOUR
        kiosk.store.forget(timedelta(days=7), kiosk.clock)
        assert faces(kiosk) == {stranger.alert_id: True, listed.alert_id: True}
        kiosk.clock = NOW + 13 * HOUR
        kiosk.store.forget(timedelta(days=7), kiosk.clock)
        assert faces(kiosk) == {stranger.alert_id: False, listed.alert_id: True}
        assert len(kiosk.results()) == 4, "sealed, they wait for the data centre"
        kiosk.acknowledge(waiting(kiosk), kiosk.clock)
        kiosk.store.forget(timedelta(days=7), kiosk.clock)
        assert faces(kiosk) == {listed.alert_id: True}
        assert len(kiosk.database.rows("SELECT 1 FROM sealed")) == 2


def faces(kiosk: Kiosk) -> dict[str, bool]:
    """Of each alert, whether a face or a name of it is there."""
    rows = kiosk.database.rows("SELECT alert_id, name, portrait, captured FROM alerts")
    return {
        row["alert_id"]: bool(row["name"] or row["portrait"] or row["captured"]) for row in rows
    }


# ---- random histories ----------------------------------------------------------------------------


@dataclass
class History:
    """A kiosk with its agent and its data centre; whatever happens, at last all is there once."""

    folder: Path
    rng: random.Random
    clock: datetime = NOW
    held: dict[str, ResultContent] = field(default_factory=dict)  # at the data centre
    doubled: list[str] = field(default_factory=list)
    backup: tuple[datetime, dict[str, ResultContent]] = field(default_factory=lambda: (NOW, {}))
    demand: Resend | None = None
    told: int = 0  # results that the kiosk's store has taken

    def __post_init__(self) -> None:
        self.kiosk = Kiosk(self.folder)
        self.kiosk.clock = self.clock

    def step(self) -> None:
        self.clock += timedelta(minutes=self.rng.randint(1, 90))
        self.kiosk.clock = self.clock
        self.rng.choice(
            [
                self.happens,
                self.happens,
                self.delivers,
                self.delivers,
                self.loses_the_answer,
                self.lies,
                self.is_killed,
                self.is_killed_after_the_hand_over,
                self.loses_its_spool,
                self.follows,
                self.backs_up,
                self.is_restored,
            ]
        )()

    def happens(self) -> None:
        one = alert(self.rng.randint(0, 999))
        for content in (one, decision(one, Answer.CONFIRMED, "1001"), verification()):
            self.kiosk.store._write_with_room(Entry(content, self.clock))
            self.told += 1
        if self.rng.random() < 0.8:
            self.kiosk.store.hand_over()

    def delivers(self, answered: bool = True, share: float = 0.6) -> None:
        rows = list(self.kiosk.spool.waiting(10_000, 2**40))
        self.rng.shuffle(rows)
        rows = rows[: max(1, round(len(rows) * share))]
        for row in rows:
            text = CENTRE.unseal(row.sealed, f"result {row.result_id} {TERMINAL}")
            content = ResultContent.from_json(text)
            if self.held.setdefault(row.result_id, content) != content:
                self.doubled.append(row.result_id)
        if rows and answered:
            bring(self.kiosk.spool, receipt(self.clock, [row.result_id for row in rows]))

    def loses_the_answer(self) -> None:
        self.delivers(answered=False)

    def lies(self) -> None:
        ids = waiting(self.kiosk)
        lie(self.kiosk, *ids[: self.rng.randint(0, len(ids))])

    def is_killed(self) -> None:
        self.kiosk.close()
        self.kiosk = Kiosk(self.folder)
        self.kiosk.clock = self.clock

    def is_killed_after_the_hand_over(self) -> None:
        self.kiosk.store.hand_over()
        with self.kiosk.database.transaction() as db:  # as if the mark had not been written
            db.execute("UPDATE outgoing SET handed_at = NULL WHERE settled_at IS NULL")
        self.is_killed()

    def loses_its_spool(self) -> None:
        self.kiosk.close()
        for place in self.folder.glob("spool.db*"):
            place.unlink()
        self.is_killed()

    def follows(self) -> None:
        self.kiosk.store.follow(None)
        if self.demand is not None:
            self.kiosk.outgoing.resend(self.demand)
        self.kiosk.store.hand_over()

    def backs_up(self) -> None:
        self.backup = (self.clock, dict(self.held))

    def is_restored(self) -> None:
        since, held = self.backup
        self.held = dict(held)
        before = self.demand.since if self.demand is not None else since
        self.demand = Resend(asked_at=self.clock, since=min(since, before))

    def ends(self) -> None:
        """The network is good, and nobody is killed any more."""
        for _ in range(6):
            self.clock += timedelta(hours=2)
            self.kiosk.clock = self.clock
            self.follows()
            self.delivers(share=1.0)
        self.kiosk.store.follow(None)
        assert unsettled(self.kiosk) == 0
        assert self.doubled == []
        numbers = sorted(present(each.number) for each in self.held.values())
        assert numbers == list(range(1, self.told + 1)), "without a gap, and none twice"
        assert len({each.series for each in self.held.values()}) == 1
        assert len({(type(each.body), subject(each)) for each in self.held.values()}) == self.told


def subject(content: ResultContent) -> str:
    body = content.body
    return str(getattr(body, "alert_id", None) or getattr(body, "verification_id", None))


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_no_number_is_missing_and_nothing_is_lost_or_doubled(
    tmp_path: Path, seed: int
) -> None:
    history = History(tmp_path, random.Random(seed))  # noqa: S311  no secret
    history.happens()
    for _ in range(60):
        history.step()
    history.ends()
    history.kiosk.close()

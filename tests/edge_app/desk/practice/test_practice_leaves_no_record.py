"""Whatever an officer does with planted alerts, the records are those of a shift without them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from edge_app.domain import Answer
from edge_app.store.alert_sums import alerts_of_shift
from edge_app.store.answered_strengths import right_alerts
from edge_app.store.practice import PracticeOutcome
from edge_app.store.statistics import Statistics
from tests.edge_app.desk.practice.practice_fixtures import OFFICER, Post, real_alert
from tests.waiting import until

ANSWERS = (Answer.CONFIRMED, Answer.NOT_THIS_PERSON, Answer.CANNOT_TELL)
#: Drawn anew each time, made of what is, or of the moment in which a thread wrote it.
CHANCE = frozenset(
    {"result_id", "hash", "sealed", "signature", "shift_id", "answered_in", "handed_at"}
)


def act(post: Post, action: int, value: int, number: int) -> None:
    """Do one thing, in both shifts the same; what meets a planted alert meets nothing in one."""
    front = post.front()
    match action:
        case 0:
            post.lane.raises(real_alert(number))
            post.wait(0.1)
        case 1 | 2:
            post.somebody_leaves()
        case 3 | 4:
            post.say(ANSWERS[value % 3])
        case 5:
            post.desk.choose(front, ANSWERS[value % 3])
        case 6:
            post.desk.back(front)
        case 7:
            post.desk.call(front)
        case 8:
            post.desk.asks_document(front)
        case 9:
            for held in post.desk.view().held[:1]:
                post.alerts.undo(held.alert.alert_id)
        case 10:
            post.sign_in(None)
            post.sign_in(OFFICER)
        case 11:
            post.desk.touched()
        case _:
            post.wait((1.0, 11.0, 31.0, 700.0)[value % 4])
    post.practice.understood()
    post.practice.commands.run_pending()


def records(post: Post) -> dict[str, object]:
    """Return all that the kiosk keeps, sends, counts, and calls; but for practice itself."""
    database = post.kiosk.database
    until(lambda: not post.kiosk.store.unwritten)
    post.alerts.stop()
    until(lambda: not post.kiosk.store.unwritten)
    post.kiosk.store.hand_over()
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
    tables = {str(row["name"]) for row in database.rows(query)}
    found: dict[str, object] = {}
    for table in sorted(tables - {"practice"}):
        rows = database.rows(f"SELECT * FROM {table}")  # noqa: S608  a name from the schema
        found[table] = [{k: v for k, v in row.items() if k not in CHANCE} for row in rows]
    shift = post.shift.shift_id
    found["chain"] = [
        {**row, "subject": str(row["subject"]).replace(shift, "shift")}
        for row in database.rows("SELECT at, actor, action, subject, details FROM chain")
    ]
    found["facts"] = [row["key"] for row in database.rows("SELECT key FROM facts ORDER BY key")]
    found["sums"] = alerts_of_shift(database, shift)
    found["tallies of the shift"] = Statistics(database).of_shift(shift)
    found["right"] = right_alerts(database)
    found["sent"] = sorted(
        str(one.model_dump(exclude={"result_id", "series"}))
        for one in post.kiosk.results().values()
    )
    found["calls"] = post.calls
    found["open"] = [one.alert_id for one in post.lane.open_alerts]
    return found


@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(st.integers(0, 13), st.integers(0, 11)), min_size=20, max_size=80))
def test_no_record_differs_from_a_shift_without_planted_alerts(
    steps: list[tuple[int, int]],
) -> None:
    kept = []
    for planted in (True, False):
        with tempfile.TemporaryDirectory() as folder, Post(Path(folder)) as post:
            post.free = planted  # in the other shift nothing ever comes up
            post.plant(True, False, True, False)
            for number, (action, value) in enumerate(steps):
                act(post, action, value, number)
            kept.append(records(post))
    assert kept[0] == kept[1]


def test_the_shift_with_planted_alerts_had_them(post: Post) -> None:
    """What the comparison above rests on."""
    post.plant(True, False)
    for number in range(2):
        act(post, 1, 0, number)
        act(post, 3, 0, number)
    ended = post.kiosk.database.rows("SELECT outcome FROM practice WHERE ended_at IS NOT NULL")
    assert [row["outcome"] for row in ended] == [PracticeOutcome.CONFIRMED.value] * 2
    post.lane.raises(real_alert(1))
    found = records(post)
    assert len(found["alerts"]) == 1  # type: ignore[arg-type]

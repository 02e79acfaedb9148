"""What a killed kiosk lost or doubled: its rows beside its results, its chain and its figures."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from edge_app.store.chain import entries, verify
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
    PersonVerified,
)
from tests.edge_app.store.store_fixtures import Kiosk

ACTIONS = {
    "answer": "alert-answered",
    "escalation": "alert-escalated",
    "outcome": "case-outcome",
    "photograph": "case-photograph",
    "verification": "person-verified",
}
RESULTS = "SELECT result_id FROM results UNION ALL SELECT result_id FROM verifications"

PICTURES = "SELECT alert_id FROM case_pictures WHERE length(picture)"

Happened = list[tuple[str, str]]  # ids, and what happened to them


def _subject(body: object) -> str:
    """Return the id of the alert or the verification that a result tells of."""
    if isinstance(body, PersonVerified):
        return body.verification_id
    assert isinstance(body, AlertRaised | AlertAnswered | AlertEscalated | AlertFollowed)
    return body.alert_id


def _what(body: object) -> str:
    """Return what a result tells of its subject."""
    if isinstance(body, AlertFollowed):
        return body.step
    assert isinstance(body, AlertRaised | AlertAnswered | AlertEscalated | PersonVerified)
    return body.type


def lost_or_doubled(folder: Path) -> list[str]:
    """What is wrong with a folder that a killed process left; hands over what it left first."""
    wrong = []
    with Kiosk(folder) as kiosk:
        kiosk.store.hand_over()
        results = kiosk.results()
        kept = [row["result_id"] for row in kiosk.database.rows(RESULTS)]
        if sorted(kept) != sorted(results):
            wrong.append(f"{len(kept)} results were kept, {len(results)} are on their way")
        happened = _kept(kiosk)
        told = sorted((_subject(one.body), _what(one.body)) for one in results.values())
        if told != happened:
            wrong.append(f"{happened} was kept, {told} is told")
        chained = sorted((row.subject, row.action) for row in entries(kiosk.database))
        to_chain = sorted((who, ACTIONS[what]) for who, what in happened if what in ACTIONS)
        if chained != to_chain or verify(kiosk.database).broken is not None:
            wrong.append(f"{to_chain} was kept, {chained} is on the chain")
        answered = {who for who, what in happened if what == "answer"}
        counted = kiosk.database.rows("SELECT total(confirmed) AS n FROM tallies")[0]["n"]
        if counted != len(answered):
            wrong.append(f"{counted} answers were counted, {len(answered)} were given")
        if answered & {one.alert_id for one in kiosk.store.open_alerts()}:
            wrong.append("an answered alert is open")
        pictures = [(row["alert_id"], "photograph") for row in kiosk.database.rows(PICTURES)]
        if sorted(pictures) != [each for each in happened if each[1] == "photograph"]:
            wrong.append("a photograph is without its step, or a step without its photograph")
    with sqlite3.connect(folder / "spool.db") as spool:
        if spool.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            wrong.append("the spool is damaged")
    spool.close()
    return wrong


def _kept(kiosk: Kiosk) -> Happened:
    happened: Happened = []
    for row in kiosk.database.rows("SELECT alert_id, answered_at FROM alerts"):
        happened.append((row["alert_id"], "alert"))
        if row["answered_at"]:
            happened.append((row["alert_id"], "answer"))
    for row in kiosk.database.rows("SELECT alert_id FROM escalations"):
        happened.append((row["alert_id"], "escalation"))
    for row in kiosk.database.rows("SELECT alert_id, step FROM case_steps"):
        happened.append((row["alert_id"], row["step"]))
    for row in kiosk.database.rows("SELECT verification_id FROM verifications"):
        happened.append((row["verification_id"], "verification"))
    return sorted(happened)

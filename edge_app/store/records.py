"""Each thing that happens is one transaction: its row, its sealed result, its row on the chain.

Writes are idempotent: an entry written twice is there once.
"""

from __future__ import annotations

from datetime import datetime

from edge_app.domain import Alert, Answer, Decision
from edge_app.jpeg import to_jpeg
from edge_app.store import cases, pins, results
from edge_app.store.alert_facts import to_row
from edge_app.store.answered_strengths import count_strength
from edge_app.store.cases import CaseStep
from edge_app.store.chain import KIOSK, UNSIGNED, append, as_code
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import (
    Entry,
    Escalation,
    MuteEnded,
    PinChange,
    Sighting,
    Verification,
    Withdrawal,
)
from edge_app.store.outgoing import NumberedResult, Outgoing
from edge_app.store.statistics import count_answer, count_raised, count_verified
from sync.protocol.result_content import ResultBody
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

MAX_LABEL = 200  # characters


class Records:
    """Writes entries; for one thread. Without `outgoing` nothing is sealed."""

    def __init__(self, database: StoreDatabase, outgoing: Outgoing | None) -> None:
        """Write nothing yet."""
        self._database, self._outgoing = database, outgoing

    def write(self, entry: Entry) -> bool:
        """Write an entry; a second time it changes nothing. Raise StoreError.

        Return False for a step that its case does not allow.
        """
        match entry.content:
            case Alert():
                self._raised(entry.content, entry.at)
            case Decision():
                self._answered(entry.content, entry.at)
            case Escalation():
                self._escalated(entry.content, entry.at)
            case Withdrawal():
                self._withdrawn(entry.content, entry.at)
            case Sighting():
                self._sighted(entry.content, entry.at)
            case MuteEnded():
                self._mute_ended(entry.content, entry.at)
            case Verification():
                self._verified(entry.content, entry.at, entry.label)
            case PinChange():
                self._pin_changed(entry.content)
            case CaseStep():
                return self._case_step(entry.content, entry.at)
        return True

    def _raised(self, alert: Alert, at: datetime) -> None:
        captured, out = to_jpeg(alert.captured), self._outgoing
        told = out.sealed(results.raised(alert, at, captured, out.origin)) if out else None
        row = {**to_row(alert, captured), "raised_at": stamp(at)}
        with self._database.transaction() as db:
            added = db.execute(
                "INSERT INTO alerts (alert_id, raised_at, facts, name, portrait, captured)"
                " VALUES (:alert_id, :raised_at, :facts, :name, :portrait, :captured)"
                " ON CONFLICT (alert_id) DO NOTHING",
                row,
            )
            if added.rowcount:
                db.execute(
                    "UPDATE alerts SET shift_id = ? WHERE alert_id = ?",
                    [count_raised(db, at), alert.alert_id],
                )
                self._queue(db, told, alert.alert_id)

    def _answered(self, decision: Decision, at: datetime) -> None:
        checked = self._checked_for(decision.alert_id)
        told = self._sealed(results.answered(decision, at, checked))
        with self._database.transaction() as db:
            changed = db.execute(
                "UPDATE alerts SET answered_at = ?, answer = ?, officers = ?, reason = ?"
                " WHERE alert_id = ? AND answered_at IS NULL",
                [
                    stamp(at),
                    decision.answer.value,
                    ",".join(decision.officers),
                    decision.reason,
                    decision.alert_id,
                ],
            )
            if not changed.rowcount:
                return
            self._queue(db, told, decision.alert_id)
            (raised_in,) = db.execute(
                "SELECT shift_id FROM alerts WHERE alert_id = ?", [decision.alert_id]
            ).fetchone()
            db.execute(
                "UPDATE alerts SET answered_in = ? WHERE alert_id = ?",
                [count_answer(db, at, decision.answer, raised_in), decision.alert_id],
            )
            count_strength(db, decision.alert_id, decision.answer)
            nobody = KIOSK if decision.answer is Answer.UNANSWERED else UNSIGNED
            actor, *others = decision.officers or (nobody,)
            details = {
                "answer": decision.answer.value,
                "reason": as_code(decision.reason),
                "with": others,
                **({"verification": checked} if checked else {}),
            }
            append(db, at, actor, "alert-answered", decision.alert_id, details)

    def _checked_for(self, alert_id: str) -> str | None:
        """Return the latest verification that was made for this alert; None: none was."""
        rows = self._database.rows(
            "SELECT verification_id FROM verifications WHERE alert_id = ?"
            " ORDER BY number DESC LIMIT 1",
            alert_id,
        )
        return rows[0]["verification_id"] if rows else None

    def _escalated(self, escalation: Escalation, at: datetime) -> None:
        told = self._sealed(results.escalated(escalation, at))
        with self._database.transaction() as db:
            added = db.execute(
                "INSERT INTO escalations (alert_id, cause, officer, at)"
                " SELECT alert_id, ?, ?, ? FROM alerts"
                " WHERE alert_id = ? AND answered_at IS NULL ON CONFLICT DO NOTHING",
                [escalation.cause, escalation.officer, stamp(at), escalation.alert_id],
            )
            if not added.rowcount:
                return
            self._queue(db, told, escalation.alert_id)
            nobody = KIOSK if escalation.cause == "unanswered" else UNSIGNED
            details = {"cause": escalation.cause}
            actor = escalation.officer or nobody
            append(db, at, actor, "alert-escalated", escalation.alert_id, details)

    def _withdrawn(self, withdrawal: Withdrawal, at: datetime) -> None:
        with self._database.transaction() as db:
            actor = withdrawal.officer or UNSIGNED
            append(db, at, actor, withdrawal.action, withdrawal.subject)

    def _sighted(self, sighting: Sighting, at: datetime) -> None:
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO sightings (alert_id, at) SELECT alert_id, ? FROM alerts"
                " WHERE alert_id = ? ON CONFLICT DO NOTHING",
                [stamp(at), sighting.alert_id],
            )

    def _mute_ended(self, ended: MuteEnded, at: datetime) -> None:
        with self._database.transaction() as db:
            if ended.broken_by is None:
                append(db, at, ended.officer or UNSIGNED, "mute-lifted", ended.mute_id)
            else:
                details = {"alert": ended.broken_by}
                append(db, at, KIOSK, "mute-broken", ended.mute_id, details)

    def _verified(self, one: Verification, at: datetime, label: str) -> None:
        out = self._outgoing
        told = out.sealed(results.verified(one, at, out.origin)) if out else None
        with self._database.transaction() as db:
            added = db.execute(
                "INSERT INTO verifications (verification_id, at, officer, method, visitor_id,"
                " label, outcome, score, threshold, live, admitted, reason, differs, alert_id,"
                " result_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (verification_id) DO NOTHING",
                [
                    one.verification_id,
                    stamp(at),
                    one.officer,
                    one.method,
                    one.visitor_id,
                    label[:MAX_LABEL],
                    one.outcome,
                    one.score,
                    one.threshold,
                    one.live,
                    one.admitted,
                    one.reason,
                    ",".join(one.differs),
                    one.alert_id,
                    told.result.result_id if told else None,
                ],
            )
            if not added.rowcount:
                return
            db.execute(
                "UPDATE verifications SET shift_id = ? WHERE verification_id = ?",
                [count_verified(db, at), one.verification_id],
            )
            if out and told:
                out.queue(db, told)
            details = {
                "method": one.method,
                "outcome": one.outcome,
                "live": one.live,
                "admitted": one.admitted,
                **({"reason": one.reason} if one.reason else {}),
                **({"differs": list(one.differs)} if one.differs else {}),
                **({"alert": one.alert_id} if one.alert_id else {}),
            }
            actor = one.officer or UNSIGNED
            append(db, at, actor, "person-verified", one.verification_id, details)

    def _pin_changed(self, change: PinChange) -> None:
        out, told = self._outgoing, self._sealed(results.pin_changed(change))
        with self._database.transaction() as db:
            if not pins.keep(db, change):
                return
            if out and told:
                out.queue(db, told)
            append(db, change.at, change.number, "pin-changed", change.number)

    def _case_step(self, step: CaseStep, at: datetime) -> bool:
        """Return whether it is new, and its case allows it."""
        kept = False
        with self._database.transaction() as db:
            for alert_id in step.alert_ids:
                if not cases.keep(db, step, alert_id, at):
                    continue
                kept = True
                self._queue(db, self._sealed(results.followed(step, alert_id, at)), alert_id)
                details = {
                    **({"code": as_code(step.code)} if step.code else {}),
                    **({"to": step.receiver} if step.receiver else {}),
                }
                append(db, at, step.officer or UNSIGNED, f"case-{step.kind}", alert_id, details)
        return kept

    def _sealed(self, body: ResultBody) -> NumberedResult | None:
        return self._outgoing.sealed(body) if self._outgoing else None

    def _queue(self, db: Database, told: NumberedResult | None, alert_id: str) -> None:
        if self._outgoing and told:
            db.execute(
                "INSERT INTO results (result_id, alert_id) VALUES (?, ?)",
                [told.result.result_id, alert_id],
            )
            self._outgoing.queue(db, told)

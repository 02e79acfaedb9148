"""A gate that asks its data centre, and what it may ask about."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.identification.questions import Answerer
from sync.central.registry import terminals
from sync.central.registry.checkpoints import Settings
from sync.central.registry.question_quotas import Asker
from sync.central.registry.schema import (
    AuditEntry,
    Checkpoint,
)
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.question_content import AnswerContent, QuestionContent
from sync.protocol.wire import QUESTION, Question
from tests.sync.central.releases import registry_rows as rows

GATE, TERMINAL = "gate-a", "a" * 32
OFFICER, SUPERVISOR = "P-1", "P-2"
KIOSK = SigningKey(bytes(32))
NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
LISTED, ELSEWHERE, ENROLLED = 1, 2, 3  # on a list of the gate's, on another's, on none


def nik(number: int) -> str:
    return f"317405120390{number:04d}"


class Desk:
    """A data centre, and a gate that asks."""

    def __init__(self, centre: Centre) -> None:
        self.centre, self.answerer = centre, Answerer(centre)

    def ask(
        self,
        number: int,
        *,
        of: str | None = None,
        purpose: str | None = None,
        officer: str = SUPERVISOR,
        at: datetime = NOW,
        asked_at: datetime | None = None,
        terminal: str = TERMINAL,
        signs: SigningKey | None = None,
        again: int = 0,
    ) -> AnswerContent:
        """The face of that number, 1:1 with a NIK, else 1:N.

        `signs`: with which key a terminal signs whose kiosk has KIOSK. `again`: how often the
        process with the network brings it once more; the last answer counts.
        """
        content = QuestionContent(
            asked_at=asked_at or at,
            officer=officer,
            purpose=purpose or ("verify-at-gate" if of else "lost-child"),
            nik=of,
            model_id=rows.MODEL,
            template=rows.template(number).astype("<f4").tobytes(),
            secret=bytes(32),
        )
        sent = Question(question_id=random_id(), sealed=b"")
        asker = Asker(terminal, GATE, None if signs is None else KIOSK.public)
        if signs is not None:
            signature = signs.sign(QUESTION, sent.signed(terminal))
            sent = sent.model_copy(update={"signature": signature})
        with ThreadPoolExecutor(4) as pool:
            ask = partial(self.answerer.answer, asker, content, sent, at)
            return list(pool.map(lambda _: ask(), range(again + 1)))[-1]

    def verdict(self, number: int, **more: Any) -> str:
        return self.ask(number, of=nik(number), **more).outcome

    def named(self, number: int, **more: Any) -> list[str]:
        return [one.name for one in self.ask(number, **more).candidates]

    def settings(self, **changed: Any) -> None:
        with self.centre.registry.transaction() as session:
            row = session.get_one(Checkpoint, GATE)
            row.settings = Settings(**changed).model_dump()

    def troubles(self, at: datetime = NOW) -> list[str]:
        with self.centre.registry.session() as session:
            (found,) = terminals.fleet(session, at)
        return [each.text for each in found.troubles if each.code == "questions"]

    def audited(self) -> list[dict[str, Any]]:
        with self.centre.registry.session() as session:
            query = select(AuditEntry).where(AuditEntry.action == "question")
            return [row.details for row in session.scalars(query.order_by(AuditEntry.sequence))]

"""`/v1/questions`: 1:1 and 1:N on request. What is sealed is opened here, and sealed again.

1. The nonce is used up first: a repeated request costs no comparison.
2. The comparison, in a thread, a few at a time.
3. The entry on the audit log, with officer and purpose; nothing is answered that is not on it.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central.api.authentication import Asked, asking
from sync.central.api.clock import now
from sync.central.api.described import answer, described
from sync.central.api.problems import Refused
from sync.central.registry import audit
from sync.protocol.content import AnswerContent, Answered, QuestionContent
from sync.protocol.envelope import seal
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import MAX_SEALED, ProblemCode, Question, SealedAnswer

LIMIT = MAX_SEALED * 4 // 3 + 4096  # bytes of a body: base64
AT_ONCE = 4

router = APIRouter()
_comparing = asyncio.Semaphore(AT_ONCE)


@router.post("/v1/questions", **described("questions", Question, SealedAnswer, "1:1 or 1:N."))
async def questions(asked: Annotated[Asked, Depends(asking(limit=LIMIT))]) -> Response:
    question = asked.parsed(Question)
    async with _comparing:
        content, said = await asyncio.to_thread(_compared, asked, question)
    caller = asked.caller
    details = {
        "officer": content.officer,
        "purpose": content.purpose,
        "checkpoint": caller.checkpoint_id,
        "asked": "1:N" if content.nik is None else "1:1",
        "outcome": said.outcome,
        "candidates": [candidate.person_id for candidate in said.candidates],
    }
    await asked.office.writes.write(
        lambda session: audit.append(
            session, now(), caller.terminal_id, "question", question.question_id, details
        ),
        audits=True,
    )
    context = f"answer {question.question_id} {caller.terminal_id}"
    said_to = Answered(secret=content.secret, answer=said)
    sealed = seal(said_to.to_json(), caller.sealing_key, context)
    return answer(SealedAnswer(question_id=question.question_id, sealed=sealed))


def _compared(asked: Asked, question: Question) -> tuple[QuestionContent, AnswerContent]:
    office, caller = asked.office, asked.caller
    context = f"question {question.question_id} {caller.terminal_id}"
    try:
        text = office.centre.sealing.unseal(question.sealed, context)
    except EnvelopeError as error:
        raise Refused(ProblemCode.INVALID, str(error), now()) from None
    try:
        content = QuestionContent.from_json(text)
        return content, office.comparing.answer(caller.checkpoint_id, content)
    except PackageError as error:
        raise Refused(ProblemCode.INVALID, str(error), now()) from None

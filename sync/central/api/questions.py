"""`/v1/questions`: 1:1 and 1:N on request. What is sealed is opened here, and sealed again.

1. The nonce is used up first: a repeated request costs no comparison.
2. The answer, in a thread, a few at a time: `sync.central.questions`.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from sync.central.api.authentication import TerminalCall, authenticate
from sync.central.api.clock import now
from sync.central.api.problems import RequestRefused
from sync.central.api.route_documentation import json_response, route_documentation
from sync.protocol.content import AnswerContent, Answered, QuestionContent
from sync.protocol.envelope import seal
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import MAX_SEALED, ProblemCode, Question, SealedAnswer

LIMIT = MAX_SEALED * 4 // 3 + 4096  # bytes of a body: base64
AT_ONCE = 4

router = APIRouter()
_comparing = asyncio.Semaphore(AT_ONCE)


@router.post(
    "/v1/questions", **route_documentation("questions", Question, SealedAnswer, "1:1 or 1:N.")
)
async def questions(
    call: Annotated[TerminalCall, Depends(authenticate(limit=LIMIT))],
) -> Response:
    question = call.parsed(Question)
    async with _comparing:
        content, found = await asyncio.to_thread(_compare, call, question)
    caller = call.caller
    context = f"answer {question.question_id} {caller.terminal_id}"
    sealed = seal(Answered.padded(content.secret, found), caller.sealing_key, context)
    return json_response(SealedAnswer(question_id=question.question_id, sealed=sealed))


def _compare(call: TerminalCall, question: Question) -> tuple[QuestionContent, AnswerContent]:
    app_state, caller = call.app_state, call.caller
    context = f"question {question.question_id} {caller.terminal_id}"
    try:
        text = app_state.centre.sealing.unseal(question.sealed, context)
    except EnvelopeError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None
    try:
        content = QuestionContent.from_json(text)
        handler = app_state.comparison_handler
        return content, handler.answer(caller, content, question.question_id)
    except PackageError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None

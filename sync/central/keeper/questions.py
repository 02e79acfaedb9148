"""`/v1/questions`: 1:1 and 1:N on request. What is sealed is opened here, and sealed again.

1. The nonce is used up first: a repeated request costs no comparison.
2. The answer, in a thread, a few at a time: `sync.central.identification.questions`.
"""

from __future__ import annotations

import asyncio

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import TerminalCall
from sync.central.keeper.figures import QUESTIONS
from sync.protocol.envelope.sealing import seal
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.question_content import AnswerContent, Answered, QuestionContent
from sync.protocol.wire import ProblemCode, Question, SealedAnswer

AT_ONCE = 4

_comparing = asyncio.Semaphore(AT_ONCE)


async def questions(call: TerminalCall) -> SealedAnswer:
    """Return the answer, sealed."""
    question = call.parsed(Question)
    async with _comparing:
        content, found = await asyncio.to_thread(_compare, call, question)
    QUESTIONS.labels("1:N" if content.nik is None else "1:1", found.outcome).inc()
    caller = call.caller
    context = f"answer {question.question_id} {caller.terminal_id}"
    sealed = seal(Answered.padded(content.secret, found), caller.sealing_key, context)
    return SealedAnswer(question_id=question.question_id, sealed=sealed)


def _compare(call: TerminalCall, question: Question) -> tuple[QuestionContent, AnswerContent]:
    state, caller = call.state, call.caller
    context = f"question {question.question_id} {caller.terminal_id}"
    try:
        text = state.centre.sealing.unseal(question.sealed, context)
    except EnvelopeError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None
    try:
        content = QuestionContent.from_json(text)
        handler = state.comparison_handler
        return content, handler.answer(caller, content, question)
    except PackageError as error:
        raise RequestRefused(ProblemCode.INVALID, str(error), now()) from None

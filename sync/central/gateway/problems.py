"""Every refusal is a wire.Problem; a fault tells a client neither its reason nor its place."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.errors import CentralError
from sync.central.gateway.keeper_client import KeeperAway, KeeperFault
from sync.logs import describe_fault
from sync.protocol.wire import Problem, ProblemCode
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

STATUS = {
    ProblemCode.SIGNATURE: 401,
    ProblemCode.UNKNOWN: 401,
    ProblemCode.CLOCK: 401,
    ProblemCode.REPLAY: 409,
    ProblemCode.REVOKED: 403,
    ProblemCode.PENDING: 403,
    ProblemCode.TOKEN: 403,
    ProblemCode.INVALID: 422,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.BUSY: 429,
    ProblemCode.ATTESTATION: 403,
    ProblemCode.OTHER: 500,
}


def problem_response(problem: Problem, status: int | None = None) -> Response:
    """Return the response that carries `problem`."""
    code = STATUS[problem.problem] if status is None else status
    headers = {"Retry-After": "1"} if problem.problem is ProblemCode.BUSY else {}
    if problem.problem is ProblemCode.TOO_LARGE:
        headers["Connection"] = "close"  # the rest of the body is not read
    return Response(problem.to_json(), code, headers, "application/json")


def _route_of(request: Request) -> str:
    """Return what a log may say of where a request went: an address of ours, and no other word.

    Whoever asks chooses the rest: a name, or a NIK.
    """
    return str(getattr(request.scope.get("route"), "path", "an address that is none of ours"))


def install_handlers(app: FastAPI) -> None:
    """Let `app` answer every error with a Problem."""

    def record(request: Request, problem: Problem) -> Response:
        path = _route_of(request)
        terminal_id = getattr(request.state, "terminal_id", None)
        if terminal_id is None and request.client is not None:
            path = f"{path} from {request.client.host}"
        request.app.state.app_state.refusals.record(problem.problem, terminal_id, path)
        return problem_response(problem)

    async def refused(request: Request, error: Any) -> Response:
        return record(request, error.problem)

    async def unrouted(request: Request, error: Any) -> Response:
        text = "no such method here" if error.status_code == 405 else "there is no such thing here"
        problem = Problem(problem=ProblemCode.NOT_FOUND, text=text, at=now())
        response = record(request, problem)
        response.status_code = error.status_code
        response.headers.update(error.headers or {})
        return response

    async def malformed(request: Request, error: Any) -> Response:  # noqa: ARG001
        text = "the request's address or headers are not what they should be"
        return record(request, Problem(problem=ProblemCode.INVALID, text=text, at=now()))

    async def unavailable(request: Request, error: Any) -> Response:  # noqa: ARG001
        if not isinstance(error, KeeperAway):  # the client has said so, once
            repeated.warn(error)
        text = "the data centre cannot answer now; try again"
        return problem_response(Problem(problem=ProblemCode.BUSY, text=text, at=now()))

    app.add_exception_handler(RequestRefused, refused)
    app.add_exception_handler(HTTPException, unrouted)
    app.add_exception_handler(RequestValidationError, malformed)

    async def fault(request: Request, error: Any) -> Response:  # noqa: ARG001
        return problem_response(error.problem, 500)

    app.add_exception_handler(CentralError, unavailable)
    app.add_exception_handler(KeeperFault, fault)


class Faults:
    """Wraps the app: a fault of ours becomes one line in the log, and a Problem without details."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` raises what it does not expect."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one ASGI connection."""
        started = False

        async def send_watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_watched)
        except ClientDisconnect:
            return
        except Exception as error:
            if scope["type"] != "http":
                raise
            repeated.fault(f"a fault: {describe_fault(error)}")
            if not started:
                text = "a fault in the data centre; its log says where"
                problem = Problem(problem=ProblemCode.BUSY, text=text, at=now())
                await problem_response(problem, 500)(scope, receive, send)

"""`/v1/tuf/…`: files of the repository of The Update Framework, whole or in part.

The keeper says which files a terminal may have, and gives those that are large part by part, no
faster than the terminal takes them.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sync.central.channel.messages import INLINE, FileAnswer, ReadFile
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.errors import CentralError
from sync.central.gateway.authentication import authenticated
from sync.central.gateway.keeper_client import KeeperAway, KeeperClient, KeeperFault
from sync.central.gateway.problems import problem_response
from sync.central.gateway.route_documentation import Responses, route_documentation
from sync.protocol.wire import Problem, ProblemCode

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_BINARY = "application/octet-stream"
_FILE = {
    "content": {_BINARY: {"schema": {"type": "string", "format": "binary"}}},
}
_FILES: Responses = {
    200: {"description": "The file", **_FILE},
    206: {"description": "A part", **_FILE},
}

router = APIRouter()


@router.get(
    "/v1/tuf/metadata/{file}",
    **route_documentation("metadata", None, None, "A metadata file.", _FILES, missing=True),
)
async def metadata(request: Request, file: Annotated[str, Path()]) -> Response:  # noqa: ARG001
    return await _file(request)


@router.get(
    "/v1/tuf/targets/{path:path}",
    **route_documentation("target", None, None, "A target, or a part of it.", _FILES, missing=True),
)
async def target(request: Request, path: Annotated[str, Path()]) -> Response:  # noqa: ARG001
    return await _file(request)


async def _file(request: Request) -> Response:
    async with authenticated(request) as call:
        answer = await call.ask()
    if not isinstance(answer.message, FileAnswer):
        raise KeeperAway("the keeper's answer is none")
    found = answer.message
    bounds = _bounds(request, found.size)
    if isinstance(bounds, Response):
        return bounds
    status, start, end, headers = bounds
    if found.size <= INLINE:
        return Response((answer.body or b"")[start:end], status, headers, _BINARY)
    headers["Content-Length"] = str(end - start)
    parts = _parts(call.app_state.keeper, found.file, start, end)
    return StreamingResponse(parts, status, headers, _BINARY)


def requested_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return first byte and the one after the last; None: the whole file.

    A header that is not understood, or asks for several parts, counts as none. Raise ValueError
    for a range outside the file.
    """
    found = _RANGE.fullmatch(header or "")
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise ValueError("the range lies outside the file")
    return start, end


def _bounds(request: Request, size: int) -> tuple[int, int, int, dict[str, str]] | Response:
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "no-store"}
    try:
        part = requested_range(request.headers.get("range"), size)
    except ValueError as error:
        problem = Problem(problem=ProblemCode.INVALID, text=str(error), at=now())
        response = problem_response(problem, 416)
        response.headers["Content-Range"] = f"bytes */{size}"
        return response
    if part is None:
        return 200, 0, size, headers
    headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{size}"
    return 206, *part, headers


async def _parts(keeper: KeeperClient, file: int, start: int, end: int) -> AsyncIterator[bytes]:
    while start < end:
        try:
            length = min(INLINE, end - start)
            part = (await keeper.ask(ReadFile(file=file, start=start, length=length))).body
        except (CentralError, KeeperFault, RequestRefused):
            return  # shorter than it was: the client sees that bytes are missing, and goes on later
        if not part:
            return
        yield part
        start += len(part)

"""`/v1/tuf/…` and `/v1/refresh`: the repository of The Update Framework, to terminals."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sync.central.api.authentication import TerminalCall, authenticate
from sync.central.api.clock import now
from sync.central.api.problems import RequestRefused, problem_response
from sync.central.api.repository_files import (
    SMALL,
    TIMESTAMP,
    metadata_blob,
    target_blob,
)
from sync.central.api.route_documentation import Responses, route_documentation
from sync.central.blobs import Blobs
from sync.central.errors import NoSuchBlob
from sync.protocol.wire import Problem, ProblemCode, RefreshReply, RefreshRequest

CHUNK = 64 * 1024  # bytes of a large file in memory, for each that is being read
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


@router.post(
    "/v1/refresh",
    **route_documentation("refresh", RefreshRequest, RefreshReply, "All that is new."),
)
async def refresh(
    call: Annotated[TerminalCall, Depends(authenticate())],
) -> Response:
    request = call.parsed(RefreshRequest)
    reply = await call.app_state.refresh_handler.answer(call.caller, request, call.body)
    return Response(reply, media_type="application/json")


@router.get(
    "/v1/tuf/metadata/{file}",
    **route_documentation("metadata", None, None, "A metadata file.", _FILES, missing=True),
)
async def metadata(
    request: Request,
    call: Annotated[TerminalCall, Depends(authenticate())],
    file: Annotated[str, Path()],
) -> Response:
    blob = metadata_blob(file)
    if file == TIMESTAMP:
        return _part(request, (await call.app_state.files.published()).timestamp)
    return await _file(request, call, blob)


@router.get(
    "/v1/tuf/targets/{path:path}",
    **route_documentation("target", None, None, "A target, or a part of it.", _FILES, missing=True),
)
async def target(
    request: Request,
    call: Annotated[TerminalCall, Depends(authenticate())],
    path: Annotated[str, Path()],
) -> Response:
    return await _file(request, call, target_blob(path))


async def _file(request: Request, call: TerminalCall, blob: str | None) -> Response:
    files = call.app_state.files
    try:
        if blob is None:
            raise NoSuchBlob("no file has that name")
        data = files.held(blob)
        if data is None:
            size = await run_in_threadpool(files.blobs.size, blob)
            if size > SMALL:
                return _streamed(request, files.blobs, blob, size)
            data = await run_in_threadpool(files.file, blob)
    except NoSuchBlob:
        raise RequestRefused(ProblemCode.NOT_FOUND, "there is no such file", now()) from None
    return _part(request, data)


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


def _part(request: Request, data: bytes) -> Response:
    bounds = _bounds(request, len(data))
    if isinstance(bounds, Response):
        return bounds
    status, start, end, headers = bounds
    return Response(data[start:end], status, headers, _BINARY)


def _streamed(request: Request, blobs: Blobs, blob: str, size: int) -> Response:
    bounds = _bounds(request, size)
    if isinstance(bounds, Response):
        return bounds
    status, start, end, headers = bounds
    headers["Content-Length"] = str(end - start)
    chunks = _chunks(blobs.chunks(blob, start, CHUNK), end - start)
    return StreamingResponse(chunks, status, headers, _BINARY)


async def _chunks(chunks: Iterator[bytes], left: int) -> AsyncIterator[bytes]:
    while left > 0:
        chunk = await asyncio.to_thread(next, chunks, b"")
        if not chunk:
            return  # shorter than it was: the client sees that bytes are missing
        yield chunk[:left]
        left -= len(chunk)

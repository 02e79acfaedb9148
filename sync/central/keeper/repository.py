"""`/v1/tuf/…` and `/v1/refresh`: the published repository, to those who are entitled to it.

A terminal gets the metadata and the targets of its own checkpoint's collections, and those that
concern every terminal. Whatever else there is does not exist for it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import unquote

from sync.central.channel.messages import INLINE
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.errors import NoSuchBlob
from sync.central.keeper.authentication import TerminalCall
from sync.central.keeper.repository_files import (
    TIMESTAMP,
    RepositoryFiles,
    metadata_blob,
    metadata_role,
    target_blob,
)
from sync.protocol.roles import CENTRE_KEYS, CHECKPOINTS, SOFTWARE, checkpoint_target
from sync.protocol.wire import ProblemCode, RefreshRequest

METADATA_PATH, TARGETS_PATH = "/v1/tuf/metadata/", "/v1/tuf/targets/"
# Roles whose metadata, and folders whose targets are for every terminal.
FOR_EVERYBODY = frozenset({"root", "timestamp", "snapshot", "targets", CHECKPOINTS, SOFTWARE})
_TARGETS_FOR_EVERYBODY = (CENTRE_KEYS.partition("/")[0], SOFTWARE)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file that a terminal may have."""

    blob: str
    size: int  # bytes
    data: bytes | None  # None: more than INLINE bytes, to be read in parts


async def refresh(call: TerminalCall) -> bytes:
    """Return all that is new for the terminal: a RefreshReply's JSON."""
    request = call.parsed(RefreshRequest)
    return await call.state.refresh_handler.answer(call.caller, request, call.body)


async def metadata(call: TerminalCall) -> PublishedFile:
    """Return a metadata file. Raise RequestRefused."""
    file = _named(call, METADATA_PATH)
    blob = metadata_blob(file)
    if blob is None:
        raise _no_such_file()
    published = await call.state.files.published()
    if file == TIMESTAMP:
        return PublishedFile(blob, len(published.timestamp), published.timestamp)
    role = metadata_role(file)
    if role not in FOR_EVERYBODY and role not in await _entitled(call):
        raise _no_such_file()
    return await _read(call.state.files, blob)


async def target(call: TerminalCall) -> PublishedFile:
    """Return a target. Raise RequestRefused."""
    path = _named(call, TARGETS_PATH)
    blob = target_blob(path)
    folder, _, name = path.partition("/")
    if blob is None:
        raise _no_such_file()
    if folder == CHECKPOINTS:
        own = checkpoint_target(call.caller.checkpoint_id)
        if f"{CHECKPOINTS}/{name.partition('.')[2]}" != own:
            raise _no_such_file()
    elif folder not in _TARGETS_FOR_EVERYBODY and folder not in await _entitled(call):
        raise _no_such_file()
    return await _read(call.state.files, blob)


async def _entitled(call: TerminalCall) -> tuple[str, ...]:
    files = call.state.files
    published = await files.published()
    return await asyncio.to_thread(files.collections, published, call.caller.checkpoint_id)


async def _read(files: RepositoryFiles, blob: str) -> PublishedFile:
    data = files.held(blob)
    try:
        if data is None:
            size = await asyncio.to_thread(files.blobs.size, blob)
            if size > INLINE:
                return PublishedFile(blob, size, None)
            data = await asyncio.to_thread(files.file, blob)
    except NoSuchBlob:
        raise _no_such_file() from None
    return PublishedFile(blob, len(data), data)


def _named(call: TerminalCall, prefix: str) -> str:
    return unquote(call.path.partition("?")[0]).removeprefix(prefix)


def _no_such_file() -> RequestRefused:
    return RequestRefused(ProblemCode.NOT_FOUND, "there is no such file", now())

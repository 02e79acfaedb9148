"""A keeper in this process, and an agent's way to it without a network: what they say is as ever.

Each request is signed, read, proven and answered as by the real ones; TLS and the gateway are not
there. Whoever makes clocks run faster than networks needs it: `SimulatedDays`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sync.central.centre import Centre
from sync.central.channel.messages import FileAnswer, FromKeeper, SignedRequest
from sync.central.channel.refusal import RequestRefused as Refusal
from sync.central.exchange.terminal_quota import heartbeat_quota
from sync.central.keeper.server import KeeperServer
from sync.central.keeper.state import KeeperState
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signing import sign_request
from sync.protocol.wire import ProblemCode, Wire
from sync.terminal.connection import Reply
from sync.terminal.errors import RequestRefused, TargetMissing

Model = TypeVar("Model", bound=Wire)
PIECE = 2**20  # bytes of a large file at a time


class NearKeeper:
    """Answers one question at a time; a context manager."""

    def __init__(self, centre: Centre, elapsed: Callable[[], float]) -> None:
        """`elapsed`: by which the heartbeats of a terminal are counted."""

        def opened(
            changed: Callable[[str], None], tell_messages: Callable[[str], None]
        ) -> KeeperState:
            state = KeeperState.open(centre, changed, tell_messages)
            return replace(state, heartbeats=heartbeat_quota(elapsed))

        self._runner = asyncio.Runner()
        self.server = KeeperServer(opened)
        self._blobs: list[str] = []

    def __enter__(self) -> NearKeeper:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def ask(self, request: SignedRequest, body: bytes) -> tuple[FromKeeper, bytes]:
        async def asked() -> tuple[FromKeeper, bytes]:
            return await self.server.answer_request(request, body, self._keep)

        return self._runner.run(asked())

    def part(self, file: int, start: int) -> bytes:
        async def read() -> bytes:
            return await self.server.part(self._blobs[file - 1], start, PIECE)

        return self._runner.run(read())

    def _keep(self, blob: str) -> int:
        self._blobs.append(blob)
        return len(self._blobs)


class NearConnection:
    """In place of `Connection`; `keeper` is set by whoever makes the agent."""

    keeper: NearKeeper

    def __init__(
        self,
        urls: str | tuple[str, ...],
        centre_id: str,
        authority: bytes,  # noqa: ARG002
        key: SigningKey,
        now: Callable[[], datetime],
        signing_time: Callable[[], datetime] | None = None,
        *_: object,
        **__: object,
    ) -> None:
        self.url = urls if isinstance(urls, str) else urls[0]
        self._centre_id, self._key, self._now = centre_id, key, signing_time or now

    def use(self, urls: tuple[str, ...]) -> None:
        self.url = urls[0]

    def trust(self, authority: bytes) -> None:
        """There is no TLS."""

    def stop(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def post(self, path: str, body: Wire, reply_type: type[Model], limit: int = 0) -> Reply[Model]:
        return self.post_json(path, body.to_json(), reply_type, limit=limit)

    def post_json(
        self,
        path: str,
        body: bytes,
        reply_type: type[Model],
        meanwhile: Callable[[], None] | None = None,
        limit: int = 0,  # noqa: ARG002
    ) -> Reply[Model]:
        (_, data), nonce = self._ask("POST", path, body)
        if meanwhile is not None:
            meanwhile()
        return Reply(reply_type.from_json(data), nonce)

    def fetch(self, path: str, offset: int = 0) -> Iterator[bytes]:
        try:
            (answer, data), _ = self._ask("GET", f"/v1/tuf/{path}", b"")
        except RequestRefused as error:
            if error.problem is ProblemCode.NOT_FOUND:
                raise TargetMissing(str(error)) from error
            raise
        assert isinstance(answer, FileAnswer)
        if not answer.file:
            yield data[offset:]
            return
        while offset < answer.size:
            piece = self.keeper.part(answer.file, offset)
            offset += len(piece)
            yield piece

    def _ask(self, method: str, path: str, body: bytes) -> tuple[tuple[Any, bytes], str]:
        headers, nonce = sign_request(
            method,
            path,
            body,
            self._key,
            fingerprint(self._key.public)[:32],
            self._centre_id,
            self._now(),
        )
        said = {name.lower(): value for name, value in headers.items()}
        request = SignedRequest(
            method=method,
            path=path,
            signature_input=said["signature-input"],
            signature=said["signature"],
            content_digest=said.get("content-digest", ""),
        )
        try:
            return self.keeper.ask(request, body), nonce
        except Refusal as error:
            problem = error.problem
            raise RequestRefused(
                f"{path}: {problem.text}", problem.problem, problem.at, problem.statement, nonce
            ) from error

"""Writes of many requests in one transaction: one sync of the disk answers many terminals.

What arrives while one transaction is being committed goes into the next. A request is answered
after the commit that holds its effect; its nonce is in the same commit.

On a full disk a group with nonces has the reserve's room: without them nobody gets a lease.
Results, which would fill it, are refused before they come here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from sync.central.clock import now
from sync.central.registry import nonces
from sync.central.registry.database import Registry
from sync.central.registry.nonces import RequestNonce

MAX_GROUP = 64  # requests in one transaction

T = TypeVar("T")
Effect = Callable[[Session], T]


class RequestReplayed(Exception):
    """The very same request was answered before."""


@dataclass(slots=True)
class _QueuedWrite:
    nonce: RequestNonce | None
    effect: Effect[Any] | None
    audits: bool
    done: asyncio.Future[Any]
    outcome: Any = None
    error: Exception | None = field(default=None)


class GroupCommit:
    """The writer of one process; its requests come from one event loop."""

    def __init__(self, registry: Registry) -> None:
        """Write to `registry`, to which other processes may write at any time."""
        self._registry = registry
        self._queue: list[_QueuedWrite] = []
        self._task: asyncio.Task[None] | None = None

    async def use_nonce(self, nonce: RequestNonce) -> None:
        """Keep the nonce of a request without effect. Raise RequestReplayed, RegistryError."""
        await self._queued(nonce, None)

    async def write(
        self, effect: Effect[T], nonce: RequestNonce | None = None, *, audits: bool = False
    ) -> T:
        """Commit `effect` and return its result. Raise RequestReplayed, RegistryError.

        What `effect` raises is raised here, after its changes are undone; the nonce stays used. It
        may run again, from the beginning, when the transaction of its group fails.
        `audits`: it appends to the audit log, whose lock every transaction takes last.
        """
        result: T = await self._queued(nonce, effect, audits)
        return result

    async def _queued(
        self, nonce: RequestNonce | None, effect: Effect[Any] | None, audits: bool = False
    ) -> Any:
        write = _QueuedWrite(nonce, effect, audits, asyncio.get_running_loop().create_future())
        self._queue.append(write)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return await write.done

    async def _drain(self) -> None:
        while self._queue:
            group = self._queue[:MAX_GROUP]
            del self._queue[:MAX_GROUP]
            try:
                await asyncio.to_thread(self._commit, group)
            except Exception as error:  # noqa: BLE001  whatever it is, each request ends with it
                for write in group:
                    write.error = error
            for write in group:
                if write.done.done():  # cancelled: its client left
                    continue
                if write.error is not None:
                    write.done.set_exception(write.error)
                else:
                    write.done.set_result(write.outcome)
        self._task = None

    def _commit(self, group: list[_QueuedWrite]) -> None:
        try:
            self._try(group)
        except Exception:
            if len(group) == 1:
                raise
            for write in group:  # one of them spoils it: a deadlock, a lost connection
                try:
                    self._try([write])
                except Exception as error:  # noqa: BLE001  as above
                    write.error = error

    def _try(self, group: list[_QueuedWrite]) -> None:
        if any(write.nonce is not None for write in group):
            self._registry.needed(partial(self._run, group))
        else:
            with self._registry.transaction() as session:
                self._run(group, session)

    def _run(self, group: list[_QueuedWrite], session: Session) -> None:
        for write in group:
            write.outcome, write.error = None, None
        requests = dict.fromkeys(write.nonce for write in group if write.nonce is not None)
        new = nonces.use(session, requests, now())
        for write in sorted(group, key=_order):
            if write.nonce is not None:
                if write.nonce not in new:
                    write.error = RequestReplayed()
                    continue
                new.discard(write.nonce)
            if write.effect is not None:
                self._apply(session, write)

    @staticmethod
    def _apply(session: Session, write: _QueuedWrite) -> None:
        assert write.effect is not None  # noqa: S101  for the type checker
        savepoint = session.begin_nested()
        try:
            write.outcome = write.effect(session)
            savepoint.commit()
        except Exception as error:
            if not savepoint.is_active:
                raise
            savepoint.rollback()
            write.error = error


def _order(write: _QueuedWrite) -> tuple[bool, str]:
    """Return a sort key, the same in every worker: two transactions never wait for each other."""
    return write.audits, write.nonce.terminal_id if write.nonce else ""

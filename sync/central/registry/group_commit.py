"""Writes of many requests in one transaction: a disk that syncs once answers a hundred terminals.

What arrives while one transaction is being committed goes into the next. A request is answered
after the commit that holds its effect; its nonce is in the same commit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from sync.central.registry import nonces
from sync.central.registry.database import Registry
from sync.central.registry.nonces import Once

MAX_GROUP = 64  # requests in one transaction

T = TypeVar("T")
Effect = Callable[[Session], T]


class Replayed(Exception):
    """The very same request was answered before."""


@dataclass(slots=True)
class _Waiting:
    once: Once | None
    effect: Effect[Any] | None
    audits: bool
    done: asyncio.Future[Any]
    outcome: Any = None
    error: Exception | None = field(default=None)


class GroupCommit:
    """One writer of a process; its requests are on one event loop."""

    def __init__(self, registry: Registry) -> None:
        """`registry` may be written to by others at any time."""
        self._registry = registry
        self._waiting: list[_Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def once(self, once: Once) -> None:
        """Keep a request that changes nothing. Raises Replayed, RegistryError."""
        await self._queued(once, None)

    async def write(
        self, effect: Effect[T], once: Once | None = None, *, audits: bool = False
    ) -> T:
        """What `effect` returns, once it is committed. Raises Replayed, RegistryError.

        What `effect` raises comes through, and undoes what it did; the nonce stays used. It may be
        run again, from the beginning, when the transaction of its group fails. `audits`: it appends
        to the audit log, which is everybody's last lock.
        """
        result: T = await self._queued(once, effect, audits)
        return result

    async def _queued(
        self, once: Once | None, effect: Effect[Any] | None, audits: bool = False
    ) -> Any:
        waiting = _Waiting(once, effect, audits, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        return await waiting.done

    async def _drain(self) -> None:
        while self._waiting:
            group = self._waiting[:MAX_GROUP]
            del self._waiting[:MAX_GROUP]
            try:
                await asyncio.to_thread(self._commit, group)
            except Exception as error:  # noqa: BLE001  whatever it is, each request ends with it
                for waiting in group:
                    waiting.error = error
            for waiting in group:
                if waiting.done.done():  # cancelled: its client left
                    continue
                if waiting.error is not None:
                    waiting.done.set_exception(waiting.error)
                else:
                    waiting.done.set_result(waiting.outcome)
        self._task = None

    def _commit(self, group: list[_Waiting]) -> None:
        try:
            self._try(group)
        except Exception:
            if len(group) == 1:
                raise
            for waiting in group:  # one of them spoils it: a deadlock, a lost connection
                try:
                    self._try([waiting])
                except Exception as error:  # noqa: BLE001  as above
                    waiting.error = error

    def _try(self, group: list[_Waiting]) -> None:
        for waiting in group:
            waiting.outcome, waiting.error = None, None
        with self._registry.transaction() as session:
            asked = dict.fromkeys(waiting.once for waiting in group if waiting.once is not None)
            new = nonces.use(session, asked, datetime.now(UTC))
            for waiting in sorted(group, key=_order):
                if waiting.once is not None:
                    if waiting.once not in new:
                        waiting.error = Replayed()
                        continue
                    new.discard(waiting.once)
                if waiting.effect is not None:
                    self._apply(session, waiting)

    @staticmethod
    def _apply(session: Session, waiting: _Waiting) -> None:
        assert waiting.effect is not None  # noqa: S101  for the type checker
        savepoint = session.begin_nested()
        try:
            waiting.outcome = waiting.effect(session)
            savepoint.commit()
        except Exception as error:
            if not savepoint.is_active:
                raise
            savepoint.rollback()
            waiting.error = error


def _order(waiting: _Waiting) -> tuple[bool, str]:
    """The same in every worker, so that two transactions do not wait for each other in a circle."""
    return waiting.audits, waiting.once.terminal_id if waiting.once else ""

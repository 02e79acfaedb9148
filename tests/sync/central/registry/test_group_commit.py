"""Writes of many requests in one transaction: each has its own fate."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm.session import Session

from sync.central.registry import audit, nonces
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.group_commit import GroupCommit, RequestReplayed
from sync.central.registry.migrations import migrate_registry
from sync.central.registry.nonces import RequestNonce


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    registry = open_registry(database_url)
    migrate_registry(registry)
    yield registry
    registry.close()


def noted(session: Session) -> set[str]:
    return {entry.subject for entry in audit.entries(session)}


def note(subject: str) -> Callable[..., Any]:
    now = datetime.now(UTC)
    return lambda session: audit.append(session, now, "sari", "test", subject)


def test_one_that_fails_undoes_itself_and_no_other(registry: Registry) -> None:
    writes = GroupCommit(registry)

    def fails(session: Any) -> None:
        note("undone")(session)
        raise ValueError("of its own")

    async def together() -> Any:
        return await asyncio.gather(
            writes.write(note("a"), RequestNonce("t1", "1")),
            writes.write(fails, RequestNonce("t2", "1")),
            writes.write(note("b"), RequestNonce("t3", "1")),
            return_exceptions=True,
        )

    results = asyncio.run(together())
    assert isinstance(results[1], ValueError)
    assert sorted(result for result in results if isinstance(result, int)) == [1, 2]
    with registry.session() as session:
        assert noted(session) == {"a", "b"}
        assert audit.verify(session).broken is None


def test_of_the_same_request_twice_at_once_one_has_an_effect(registry: Registry) -> None:
    writes = GroupCommit(registry)

    async def together() -> Any:
        same = [writes.write(note(f"n{number}"), RequestNonce("t", "1")) for number in range(20)]
        return await asyncio.gather(*same, return_exceptions=True)

    results = asyncio.run(together())
    assert sum(isinstance(result, RequestReplayed) for result in results) == 19
    with registry.session() as session:
        assert len(noted(session)) == 1


def test_when_the_whole_group_fails_each_is_tried_alone(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes = GroupCommit(registry)
    whole = GroupCommit._try

    def fails_together(self: Any, group: Any) -> None:
        if len(group) > 1:
            raise ValueError("a deadlock")
        whole(self, group)

    monkeypatch.setattr(GroupCommit, "_try", fails_together)

    async def together() -> Any:
        return await asyncio.gather(
            *(
                writes.write(note(f"n{number}"), RequestNonce("t", str(number)))
                for number in range(5)
            )
        )

    assert sorted(asyncio.run(together())) == [1, 2, 3, 4, 5]


def test_old_requests_are_forgotten_and_new_ones_are_not(registry: Registry) -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    with registry.transaction() as session:
        assert nonces.use(session, [RequestNonce("t", "1")], early) == {RequestNonce("t", "1")}
        assert nonces.use(session, [RequestNonce("t", "2")], late) == {RequestNonce("t", "2")}
        assert nonces.purge(session, late) == 1
        assert nonces.use(session, [RequestNonce("t", "1"), RequestNonce("t", "2")], late) == {
            RequestNonce("t", "1")
        }

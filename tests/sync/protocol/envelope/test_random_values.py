"""Ids and tokens are never the same twice."""

from __future__ import annotations

from sync.protocol.envelope.random_values import one_time_token, random_id


def test_ids_and_tokens_are_never_the_same_twice() -> None:
    assert len({random_id() for _ in range(100)}) == 100
    tokens = {one_time_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {26}

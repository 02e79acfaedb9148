"""Messages survive their JSON; whatever is none is refused without being repeated."""

from __future__ import annotations

import inspect
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.protocol import content, result_content, wire
from sync.protocol.errors import PackageError, SyncError
from sync.protocol.roles import IDENTIFIER, Collection, CollectionKind

MESSAGES = sorted(
    {
        kind
        for module in (wire, content)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, wire.Wire) and kind is not wire.Wire
    },
    key=lambda kind: kind.__name__,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda kind: kind.__name__)
@given(noise=st.binary(max_size=200) | st.text(max_size=200) | JSON.map(json.dumps))
@settings(max_examples=25)
def test_noise_is_no_message(message: Any, noise: Any) -> None:
    try:
        found = message.from_json(noise)
    except PackageError:
        return
    assert message.from_json(found.to_json()) == found


@pytest.mark.parametrize("message", MESSAGES, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_a_message_with_fields_of_noise_is_refused_or_survives(message: Any, data: Any) -> None:
    fields = {name: data.draw(JSON) for name in message.model_fields}
    try:
        found = message.from_json(json.dumps(fields))
    except PackageError:
        return
    assert message.from_json(found.to_json()) == found


def test_a_refusal_names_the_field_and_not_its_content() -> None:
    with pytest.raises(PackageError) as refused:
        content.Visitor.from_json(
            '{"visitor_id": "x", "name": "Siti Rahayu", "nik": "317101450590"}'
        )
    assert "Siti" not in str(refused.value)
    assert "317101450590" not in str(refused.value)
    assert "visitor_id" in str(refused.value)


def test_bytes_and_times_survive() -> None:
    sent = wire.SealedResult(
        result_id="0" * 32, created_at=datetime(2026, 11, 22, tzinfo=UTC), sealed=bytes(range(256))
    )
    assert wire.SealedResult.from_json(sent.to_json()) == sent


def test_a_time_without_a_zone_is_refused() -> None:
    good = {"result_id": "0" * 32, "created_at": "2026-11-22T00:00:00Z", "sealed": ""}
    wire.SealedResult.from_json(json.dumps(good))
    with pytest.raises(PackageError, match="created_at: timezone_aware"):
        wire.SealedResult.from_json(json.dumps(good | {"created_at": "2026-11-22T00:00:00"}))


def test_more_than_a_batch_is_refused() -> None:
    one = {"result_id": "0" * 32, "created_at": "2026-11-22T00:00:00Z", "sealed": ""}
    with pytest.raises(PackageError, match="results"):
        wire.ResultsBatch.from_json(json.dumps({"results": [one] * (wire.MAX_BATCH + 1)}))


@pytest.mark.parametrize(
    "bad",
    [
        {"officers": ["Siti Rahayu"]},  # a number, not a name
        {"officers": ["1001", "1002", "1003"]},
        {"answer": "Perhaps, says Siti"},  # no word: a newer version's words are read as `other`
        {"type": "verification"},
    ],
)
def test_a_result_that_is_none_is_refused_without_being_repeated(
    bad: dict[str, list[str]] | dict[str, str],
) -> None:
    answer = {"type": "answer", "alert_id": "0" * 32, "at": "2026-11-22T00:00:00Z"}
    good = {**answer, "answer": "unanswered", "officers": ["1001", "A-2"]}
    result_content.ResultContent.from_json(json.dumps({"body": good}))
    with pytest.raises(PackageError) as refused:
        result_content.ResultContent.from_json(json.dumps({"body": good | bad}))
    assert "Siti" not in str(refused.value)


@given(st.sampled_from(CollectionKind), st.from_regex(IDENTIFIER, fullmatch=True))
def test_a_collections_name_says_what_and_whose(kind: Any, owner: Any) -> None:
    assert Collection.parse(Collection(kind, owner).name) == (kind, owner)


@pytest.mark.parametrize("name", ["", "list", "list-", "list-A", "lists-a", "list-../x", "list--"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(SyncError, match="no collection"):
        Collection.parse(name)

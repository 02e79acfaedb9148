"""Messages grow: what a newer peer adds is ignored by rule, and nothing else gets laxer."""

from __future__ import annotations

import copy
import io
import json
import types
from collections.abc import Iterator
from enum import Enum
from functools import partial
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sync.protocol import (
    acceptance,
    bundle,
    content,
    lanes,
    question_content,
    result_content,
    signed_reports,
    software_releases,
    ticket,
    wiped,
    wire,
)
from sync.protocol.envelope.sealed_file import seal_chunks
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import FORMAT, Grows, Wire
from sync.protocol.package import REMOVED, Package
from tests.sync.protocol.sample_messages import MESSAGES

MODULES = (
    wire,
    content,
    lanes,
    result_content,
    question_content,
    ticket,
    bundle,
    signed_reports,
    software_releases,
    acceptance,
    wiped,
)
BASES = {content.ListProfile}  # never sent as such
BY_NAME = {type(message).__name__: message for message in MESSAGES}
TYPES = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Wire) and kind.__module__ == module.__name__
    if kind not in BASES
]
# Words that a reader must understand, or not act at all.
CLOSED = {
    ("ListDescription", "officers"),
    ("AnswerContent", "outcome"),
    ("CheckpointConfig", "zone"),
}
# What tells the results apart: an unknown one makes an OtherResult.
TAGS = {
    (each, "type")
    for each in (
        "AlertRaised",
        "AlertAnswered",
        "AlertEscalated",
        "AlertFollowed",
        "PersonVerified",
        "OfficerPinChanged",
        "ResultsErased",
    )
}

NOISE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
EACH = pytest.mark.parametrize("message", MESSAGES, ids=lambda each: type(each).__name__)
SLOW = settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)


def nested(annotation: Any) -> Iterator[type[Wire]]:
    """Yield the messages that a field's type names."""
    if isinstance(annotation, type) and issubclass(annotation, Wire):
        yield annotation
    for each in get_args(annotation):
        yield from nested(each)


def levels(kind: type[Wire], found: Any) -> Iterator[tuple[type[Wire], dict[str, Any]]]:
    """Yield every object of a message's JSON that is itself a message, with its type."""
    yield kind, found
    for name, field in kind.model_fields.items():
        for part in nested(field.annotation):
            for value in found[name] if isinstance(found.get(name), list) else [found.get(name)]:
                tag = part.model_fields.get("type")
                other = tag is not None and isinstance(value, dict) and value["type"] != tag.default
                if isinstance(value, dict) and not other:
                    yield from levels(part, value)


def plain(message: Wire) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.to_json())
    return found


def test_every_message_has_a_sample() -> None:
    assert {kind.__name__ for kind in TYPES} == BY_NAME.keys()


def is_unknown(kind: Any, name: str) -> bool:
    return name not in kind.model_fields


@EACH
@given(data=st.data())
@SLOW
def test_unknown_fields_at_any_level_change_nothing(message: Any, data: Any) -> None:
    grown = plain(message)
    for kind, place in list(levels(type(message), grown)):
        unknown = st.text(max_size=12).filter(partial(is_unknown, kind))
        place |= data.draw(st.dictionaries(unknown, NOISE, max_size=3))
    names = sorted(grown)
    shuffled = {name: grown[name] for name in data.draw(st.permutations(names))}
    assert type(message).from_json(json.dumps(shuffled)) == message


@EACH
@given(data=st.data())
@SLOW
def test_known_fields_are_checked_as_if_nothing_unknown_were_there(message: Any, data: Any) -> None:
    """A message damaged somewhere is read with unknown fields exactly if it is without them."""
    damaged = plain(message)
    kind, place = data.draw(st.sampled_from(list(levels(type(message), damaged))))
    name = data.draw(st.sampled_from(sorted(kind.model_fields)))
    if data.draw(st.booleans()):
        place[name] = data.draw(NOISE)
    else:
        place.pop(name, None)
    grown = copy.deepcopy(damaged)
    grown["added in a newer version"] = data.draw(NOISE)
    try:
        strict = type(message).model_validate_json(json.dumps(damaged), extra="forbid")
    except ValidationError as error:
        # The only thing that is laxer: noise of the damage may hold what is unknown.
        if any(each["type"] == "extra_forbidden" for each in error.errors()):
            return
        with pytest.raises(PackageError):
            type(message).from_json(json.dumps(grown))
    else:
        assert type(message).from_json(json.dumps(grown)) == strict


def fields() -> Iterator[tuple[type[Wire], str, Any, bool]]:
    """Yield message, field, the words that it takes, and whether newer versions may add some."""
    for kind in TYPES:
        for name, field in kind.model_fields.items():
            grows = any(isinstance(each, Grows) for each in field.metadata)
            for part in parts(field.annotation):
                grows = grows or isinstance(part, Grows)
            for part in parts(field.annotation):
                if get_origin(part) is Literal:
                    yield kind, name, get_args(part), grows
                elif isinstance(part, type) and issubclass(part, Enum):
                    yield kind, name, [each.value for each in part], grows


def parts(annotation: Any) -> Iterator[Any]:
    """Yield a type's parts: of unions, of Annotated and of collections, without their messages."""
    yield annotation
    if get_origin(annotation) in (Annotated, Union, types.UnionType, tuple):
        for each in get_args(annotation):
            yield from parts(each)


WORDS = [each for each in fields() if (each[0].__name__, each[1]) not in TAGS]


def test_every_list_of_words_either_grows_or_is_closed_on_purpose() -> None:
    assert {(kind.__name__, name) for kind, name, _, grows in WORDS if not grows} == CLOSED
    assert sum(grows for *_, grows in WORDS) == 19


@pytest.mark.parametrize(("kind", "name", "known", "grows"), WORDS, ids=lambda each: str(each)[:40])
def test_a_word_of_a_newer_version_is_read_as_other_or_refused_by_name(
    kind: Any, name: Any, known: Any, grows: Any
) -> None:
    message = BY_NAME[kind.__name__]
    tomorrow = plain(message) | {name: "word-of-tomorrow"}
    if grows:
        found = kind.from_json(json.dumps(tomorrow))
        assert plain(found) == plain(message) | {name: "other"}
    else:
        with pytest.raises(PackageError, match=f"{kind.__name__}: {name}: literal_error"):
            kind.from_json(json.dumps(tomorrow))
    for bad in ("Kata Siti", "", "x" * 41, 7, None, ["serving"], {"serving": 1}):
        with pytest.raises(PackageError) as refused:
            kind.from_json(json.dumps(plain(message) | {name: bad}))
        assert "Siti" not in str(refused.value)
    for word in known:
        assert plain(kind.from_json(json.dumps(plain(message) | {name: word})))[name] == word


def test_a_heartbeat_with_one_unknown_state_is_read_whole() -> None:
    grown = plain(BY_NAME["Heartbeat"])
    held = grown["kiosk"]["collections"]
    held.append(held[0] | {"state": "quarantined"})
    kiosk = wire.Heartbeat.from_json(json.dumps(grown)).kiosk
    assert kiosk is not None
    assert [each.state for each in kiosk.collections] == ["failed", "other"]


def test_a_result_of_a_newer_type_is_told_apart_and_not_read() -> None:
    newer = {"body": {"type": "handover", "at": "2026-11-25T08:00:00Z", "to": {"officer": "1"}}}
    body = result_content.ResultContent.from_json(json.dumps(newer)).body
    assert isinstance(body, result_content.OtherResult)
    assert body.type == "handover"
    for bad in ({"type": "Hand over"}, {"type": 7}, {"type": None}, {"at": "yesterday"}):
        with pytest.raises(PackageError):
            result_content.ResultContent.from_json(json.dumps({"body": newer["body"] | bad}))


WITH_FORMAT = [each for each in MESSAGES if "format" in type(each).model_fields]


def test_what_terminals_act_on_can_ask_for_a_newer_reader() -> None:
    assert {type(each).__name__ for each in WITH_FORMAT} == {
        "Head",
        "CentreKeys",
        "CheckpointConfig",
        "SoftwareReleases",
        "PackageHeader",
        "ListDescription",
        "Lease",
        "Ticket",
    }


@pytest.mark.parametrize("message", WITH_FORMAT, ids=lambda each: type(each).__name__)
def test_a_newer_format_is_refused_with_one_line_that_says_what_to_do(message: Any) -> None:
    with pytest.raises(PackageError) as refused:
        type(message).from_json(json.dumps(plain(message) | {"format": FORMAT + 1, "new": 1}))
    name = type(message).__name__
    assert str(refused.value) == f"{name}: needs a newer Gapura; this one reads format {FORMAT}"
    for bad in (0, -1, True, 1.0, "1", None):
        with pytest.raises(PackageError, match="format"):
            type(message).from_json(json.dumps(plain(message) | {"format": bad}))
    without = plain(message)
    del without["format"]
    assert type(message).from_json(json.dumps(without)) == message


def test_a_newer_format_is_named_whatever_else_is_new() -> None:
    grown = plain(BY_NAME["ListDescription"]) | {"officers": 3, "priority": "high", "format": 2}
    with pytest.raises(PackageError, match="needs a newer Gapura"):
        content.ListDescription.from_json(json.dumps(grown))


def test_a_configuration_of_a_version_before_0_2_0_is_read() -> None:
    """A terminal that was upgraded serves the mirror that it has."""
    config = BY_NAME["CheckpointConfig"]
    before = plain(config)
    del before["format"]
    before["blind_after_hours"] = before.pop("outdated_after_hours")
    assert wire.CheckpointConfig.from_json(json.dumps(before)) == config
    del before["blind_after_hours"]
    with pytest.raises(PackageError, match="outdated_after_hours"):
        wire.CheckpointConfig.from_json(json.dumps(before))


def test_a_checkpoint_of_an_older_data_centre_is_in_jakartas_zone() -> None:
    before = plain(BY_NAME["CheckpointConfig"])
    del before["zone"]
    assert wire.CheckpointConfig.from_json(json.dumps(before)).zone == "WIB"


@EACH
def test_what_is_ignored_may_not_be_too_deep(message: Any) -> None:
    text = json.dumps(plain(message))
    for size, read in ((150, True), (250, False), (100_000, False)):
        grown = f'{text[:-1]}, "deep": {"[" * size}{"]" * size}}}'
        if read:
            assert type(message).from_json(grown) == message
        else:
            with pytest.raises(PackageError, match="json_invalid"):
                type(message).from_json(grown)


def test_a_statement_is_verified_over_its_bytes_and_not_over_what_was_read_of_it() -> None:
    key = SigningKey.generate()
    lease = BY_NAME["Lease"]
    body = json.dumps(plain(lease) | {"new": [1, 2]}, indent=3)
    signature = key.sign("statement lease", body.encode())
    statement = wire.Statement(kind="lease", body=body, signature=signature)
    read = wire.Statement.from_json(json.dumps(plain(statement) | {"hint": "x"}))
    verify(key.public, "statement lease", read.body.encode(), read.signature)
    assert wire.Lease.from_json(read.body) == lease
    for altered in (body.replace("[", "[0,"), lease.to_json().decode()):
        with pytest.raises(EnvelopeError):
            verify(key.public, "statement lease", altered.encode(), read.signature)


def test_a_stick_s_batch_may_hold_more_and_is_verified_over_its_bytes() -> None:
    key = SigningKey.generate()
    terminal_id = "a1" * 16
    batch = json.dumps(plain(BY_NAME["ResultsBatch"]) | {"carried_by": "stick"})
    signature = key.sign(bundle.DOMAIN, f"{terminal_id}\n{batch}".encode())
    signed = bundle.SignedBatch(terminal_id=terminal_id, batch=batch, signature=signature)
    assert signed.opened(key.public) == BY_NAME["ResultsBatch"]
    cleaned = signed.model_copy(update={"batch": BY_NAME["ResultsBatch"].to_json().decode()})
    with pytest.raises(PackageError, match="not signed"):
        cleaned.opened(key.public)


def test_a_package_s_header_may_hold_more_and_binds_it_all() -> None:
    header, key = BY_NAME["PackageHeader"], bytes(range(32))
    wanted = BY_NAME["PackageRef"]
    assert isinstance(header, content.PackageHeader)
    assert isinstance(wanted, wire.PackageRef)
    grown = json.dumps(plain(header) | {"region": "ikn"}).encode()
    sealed = b"".join(seal_chunks(grown, [bytes(1024)], key))
    package = Package(io.BytesIO(sealed), key, header.collection, wanted)
    assert package.header == header
    assert package.size(REMOVED) == 0
    with pytest.raises(EnvelopeError):
        Package(io.BytesIO(sealed.replace(b"ikn", b"jkt")), key, header.collection, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_a_time_that_another_zone_cannot_express_is_none(text: str) -> None:
    body = {"terminal_id": "0" * 32, "nonce": "n", "at": text}
    with pytest.raises(PackageError, match="at: time_out_of_range"):
        wire.Revoked.from_json(json.dumps(body))
    body["at"] = "9999-12-29T23:59:59Z"
    wire.Revoked.from_json(json.dumps(body)).at.astimezone()

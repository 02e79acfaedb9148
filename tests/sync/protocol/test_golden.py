"""Yesterday's messages are read today, and today's can be read by yesterday's reader.

`golden/<version>/` holds what each version sent (`<Message>.json`) and what it read
(`<Message>.schema.json`); `make_golden.py` writes them once.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from sync.protocol.message import Wire
from tests.sync.protocol.make_golden import GOLDEN, reader, version
from tests.sync.protocol.sample_messages import MESSAGES
from tests.sync.protocol.test_growth import BY_NAME, levels, plain

VERSIONS = sorted(path.name for path in GOLDEN.iterdir())
GOLDENS = [
    (folder, name)
    for folder in VERSIONS
    for name in sorted(
        path.stem
        for path in (GOLDEN / folder).glob("*.json")
        if not path.name.endswith(".schema.json")
    )
]
EACH = pytest.mark.parametrize(("folder", "name"), GOLDENS, ids="-".join)


def golden(folder: str, name: str) -> Any:
    return json.loads((GOLDEN / folder / f"{name}.json").read_text("utf-8"))


def holds(today: Any, yesterday: Any, place: str = "") -> list[str]:
    """Return where `today` lacks something that `yesterday` has, or says it otherwise."""
    if isinstance(yesterday, dict) and isinstance(today, dict):
        return [
            fault
            for key, value in yesterday.items()
            for fault in (
                holds(today[key], value, f"{place}.{key}") if key in today else [f"{place}.{key}"]
            )
        ]
    if isinstance(yesterday, list) and isinstance(today, list) and len(today) == len(yesterday):
        pairs = zip(today, yesterday, strict=True)
        return [fault for one in pairs for fault in holds(*one, f"{place}[]")]
    return [] if today == yesterday else [f"{place}: {today!r} for {yesterday!r}"]


def test_this_version_is_kept() -> None:
    kept = {path.name for path in (GOLDEN / version()).iterdir()}
    names = {type(message).__name__ for message in MESSAGES}
    assert kept == {f"{name}.json" for name in names} | {f"{name}.schema.json" for name in names}


@EACH
def test_yesterdays_message_is_read_and_nothing_of_it_is_lost(folder: Any, name: Any) -> None:
    yesterday = golden(folder, name)
    read = type(BY_NAME[name]).from_json(json.dumps(yesterday))
    assert holds(plain(read), yesterday) == []


@EACH
def test_yesterdays_reader_takes_what_is_written_today(folder: Any, name: Any) -> None:
    """The frozen schema stands for yesterday's reader, which ignores what it does not know."""
    schema = json.loads((GOLDEN / folder / f"{name}.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, plain(BY_NAME[name]))


@EACH
def test_tomorrows_message_with_one_more_field_at_every_level_is_read(
    folder: Any, name: Any
) -> None:
    kind: type[Wire] = type(BY_NAME[name])
    yesterday = golden(folder, name)
    tomorrow = golden(folder, name)
    for _, place in list(levels(kind, tomorrow)):
        place["of_tomorrow"] = {"since": "0.3.0", "more": [1, None]}
    assert kind.from_json(json.dumps(tomorrow)) == kind.from_json(json.dumps(yesterday))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda each: type(each).__name__)
def test_the_goldens_of_this_version_are_what_it_writes_and_reads(message: Wire) -> None:
    """A message that changed needs a new version, or, before its release, a new golden."""
    name = type(message).__name__
    assert golden(version(), name) == plain(message)
    assert golden(version(), f"{name}.schema") == reader(type(message))

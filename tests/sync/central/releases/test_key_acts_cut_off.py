"""A key that an act meant to destroy goes with the next act or start, when that was cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.releases import keys
from sync.central.releases.keys import Act
from sync.central.storage.key_files import KeyFiles, key_id
from tests.sync.central.releases.registry_rows import NOW


class Killed(BaseException):
    """In place of a kill."""


def act(centre: Centre, offline: Path, verb: str, kind: str) -> None:
    keys.perform(centre, Act(verb, (kind,)), offline, "sari", NOW)


def cut_off(
    centre: Centre, offline: Path, monkeypatch: pytest.MonkeyPatch, verb: str, kind: str
) -> None:
    """An act that is killed when it is about to destroy a key."""

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(KeyFiles, "destroy", kill)
        with pytest.raises(Killed):
            act(centre, offline, verb, kind)


def private_halves(centre: Centre, kind: str) -> set[bytes]:
    return {path.read_bytes() for path in centre.secrets.glob(f"{kind}*.key")}


@pytest.mark.parametrize("by", ["the server's start", "the next act"])
def test_a_sealing_key_that_is_void_is_destroyed_after_all(
    centre: Centre, offline: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    old = centre.sealing_keys.current()
    act(centre, offline, "rotate", "sealing")
    assert old in private_halves(centre, "sealing"), "it opens what was sealed before"
    cut_off(centre, offline, monkeypatch, "retire", "sealing")
    assert old in private_halves(centre, "sealing")
    if by == "the next act":
        act(centre, offline, "rotate", "online")
    else:
        keys.settle(centre)
    assert old not in private_halves(centre, "sealing")


def test_a_statements_key_that_is_void_is_destroyed_after_all(
    centre: Centre, offline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = centre.statement_keys.current()
    cut_off(centre, offline, monkeypatch, "rotate", "statements")
    assert old in private_halves(centre, "statements")
    keys.settle(centre)
    assert private_halves(centre, "statements") == {centre.statements.raw}
    assert centre.statements.raw != old


def test_a_key_that_waits_for_custodians_is_not_destroyed(centre: Centre, offline: Path) -> None:
    keys.request(centre, Act("rotate", ("sealing",)), NOW)
    (waiting,) = centre.sealing_keys.beside()
    act(centre, offline, "rotate", "statements")
    keys.settle(centre)
    assert set(centre.sealing_keys.beside()) == {waiting}
    assert waiting != key_id(centre.sealing.public)

"""Roles for what is new, by the command that an operator types."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.cli import main
from sync.central.centre import Centre
from sync.central.registry.schema import WatchList
from sync.central.releases.delegation import delegate, missing_roles, spent_roles, undelegate
from sync.central.releases.publish import publish_due
from tests.sync.central.releases.registry_rows import NOW, add_checkpoint, add_list, publisher_of

LATER = NOW + timedelta(minutes=1)


def test_every_list_and_checkpoint_gets_its_role_and_the_next_run_publishes(
    centre: Centre, offline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_list(centre, "dpo")
    add_checkpoint(centre, "gate-c")
    assert publish_due(centre, NOW).waiting == ("list-dpo",)
    wanted = ["list-dpo", "officers-gate-b", "officers-gate-c", "visitors-gate-c"]
    assert missing_roles(centre, NOW) == wanted
    home = str(centre.home)
    given = ["central", "delegate", "--home", home, "--offline", str(offline), "--json"]
    assert main(given) == 0
    assert json.loads(capsys.readouterr().out) == {"delegated": wanted}
    assert missing_roles(centre, NOW) == []
    assert publish_due(centre, LATER).collections == {"list-dpo": 1}


def test_an_ended_list_loses_its_role_once_it_has_left_the_terminals(
    centre: Centre, offline: Path
) -> None:
    publish_due(centre, NOW)
    with centre.registry.transaction() as session:
        session.get_one(WatchList, "cekal").ended_at = LATER
    assert spent_roles(centre, LATER) == []
    assert publish_due(centre, LATER + timedelta(days=1)).withdrawn == ("list-cekal",)
    assert spent_roles(centre, LATER) == ["list-cekal"]
    undelegate(centre, offline, ["list-cekal"], LATER)
    assert "list-cekal" not in publisher_of(centre).versions()
    assert spent_roles(centre, LATER) == []


def test_delegating_again_changes_nothing(centre: Centre, offline: Path) -> None:
    before = publisher_of(centre).versions()
    delegate(centre, offline, ["list-cekal"], NOW)
    assert publisher_of(centre).versions() == before


def test_publish_says_what_it_did(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["central", "publish", "--home", str(centre.home)]) == 0
    assert "list-cekal is version 1" in capsys.readouterr().out
    assert main(["central", "publish", "--home", str(centre.home)]) == 0
    assert "nothing to publish" in capsys.readouterr().out

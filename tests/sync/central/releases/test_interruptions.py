"""Killed at any point, run twice at once: terminals see one whole list or the next."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import audit, published
from sync.central.registry.schema import Publication, PublishedPackage
from sync.central.releases.publish import publish_due
from tests.present import present
from tests.sync.central.releases.registry_rows import (
    NOW,
    add_checkpoint,
    configuration,
    enrol,
    head,
    on_list,
    person_id,
    put_on,
)
from tests.sync.central.releases.terminal_view import view

LATER = NOW + timedelta(minutes=1)


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.kills
def test_killed_at_random_nothing_is_lost_or_half_seen(centre: Centre) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.sync.central.releases.killing", str(centre.home), "12", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["killed"] >= 3


@pytest.mark.parametrize("name", ["begin", "record", "announce"])
def test_killed_at_each_step_of_the_registry(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    enrol(centre, range(6))
    put_on(centre, "cekal", range(5))
    publish_due(centre, NOW)
    put_on(centre, "cekal", [5])

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(published, name, die)
        with pytest.raises(Killed):
            publish_due(centre, LATER)
    done = publish_due(centre, LATER + timedelta(seconds=1))
    assert done.anything
    assert set(view(centre, "list-cekal").entries) == on_list(centre, "cekal")
    with centre.registry.session() as session:
        newest = session.scalars(select(Publication).order_by(Publication.sequence.desc())).first()
        assert published.unfinished(session) == []
    assert present(head(centre, "list-cekal")).version == 2
    assert newest is not None
    assert not publish_due(centre, LATER + timedelta(seconds=2)).anything


def test_killed_before_the_timestamp_the_keys_of_nothing_are_forgotten(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(centre, range(5))
    put_on(centre, "cekal", range(5))

    def die(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Publisher, "publish", die)
        with pytest.raises(Killed):
            publish_due(centre, NOW)
    assert head(centre, "list-cekal") is None
    assert publish_due(centre, LATER).collections == {"list-cekal": 1}
    with centre.registry.session() as session:
        assert session.scalar(select(func.count()).select_from(PublishedPackage)) == 1
    assert len(view(centre, "list-cekal").entries) == 5


def test_killed_after_a_configuration_alone_the_terminals_are_still_woken(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any) -> None:
        raise Killed

    publish_due(centre, NOW)
    add_checkpoint(centre, "gate-c")
    with monkeypatch.context() as patched:
        patched.setattr(published, "announce", die)
        with pytest.raises(Killed):
            publish_due(centre, LATER)
    assert configuration(centre, "gate-c").collections == ()  # terminals see it already
    publish_due(centre, LATER + timedelta(seconds=1))
    publish_due(centre, LATER + timedelta(seconds=2))
    with centre.registry.session() as session:
        assert session.scalar(select(func.count()).select_from(Publication)) == 2


def test_two_processes_at_once_publish_once(centre: Centre) -> None:
    enrol(centre, range(30))
    put_on(centre, "cekal", range(20))
    publish_due(centre, NOW)
    put_on(centre, "cekal", range(20, 30))

    def run(seconds: Any) -> Any:
        with Centre.open(centre.home) as other:
            return publish_due(other, LATER + timedelta(seconds=seconds))

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(run, range(4)))
    assert sum(each.anything for each in done) == 1
    assert present(head(centre, "list-cekal")).version == 2
    assert person_id(29) in view(centre, "list-cekal").entries
    with centre.registry.session() as session:
        assert audit.verify(session).broken is None

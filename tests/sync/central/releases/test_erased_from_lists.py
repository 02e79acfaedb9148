"""Packages that held somebody who was erased go, whatever is interrupted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.errors import BlobError
from sync.central.publisher import Publisher
from sync.central.registry import package_erasure
from sync.central.registry.schema import Operator, PublishedPackage
from sync.central.releases.erasing import forget
from sync.central.releases.publish import publish_due
from tests.sync.central.releases.registry_rows import (
    NOW,
    enrol,
    person_id,
    put_on,
    take_off,
)
from tests.sync.central.releases.terminal_view import view


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
def erased(centre: Centre) -> Centre:
    """A centre that has erased person 3, whom version 1 of the list held."""
    with centre.registry.transaction() as session:
        session.add(Operator(operator_id="sari", name="Sari", verifier="", created_at=NOW))
    enrol(centre, range(12))
    put_on(centre, "cekal", range(12))
    publish_due(centre, NOW)
    take_off(centre, "cekal", [3])
    publish_due(centre, NOW + minutes(1))
    assert forget(centre, person_id(3), "sari", NOW + minutes(2)).repacked == ("list-cekal",)
    return centre


def kept_versions(centre: Centre) -> list[int]:
    """Versions of which the key is here still."""
    with centre.registry.session() as session:
        query = select(PublishedPackage.version).order_by(PublishedPackage.version)
        return list(session.scalars(query))


def files(centre: Centre) -> list[str]:
    names = centre.blobs.names("tuf/targets/list-cekal")
    return [name for name in names if not name.endswith("head.json")]


def test_the_next_publication_rests_on_no_package_of_before(erased: Centre) -> None:
    assert (kept_versions(erased), len(files(erased))) == ([1, 2], 2)
    assert publish_due(erased, NOW + minutes(3)).collections == {"list-cekal": 3}
    assert (kept_versions(erased), len(files(erased))) == ([3], 1)
    assert set(view(erased, "list-cekal").entries) == {
        person_id(each) for each in range(12) if each != 3
    }
    assert not publish_due(erased, NOW + minutes(4)).anything
    put_on(erased, "cekal", [4])
    publish_due(erased, NOW + minutes(5))
    assert kept_versions(erased) == [3, 4], "and deltas follow again"


def test_files_that_cannot_be_erased_now_are_erased_the_next_time(
    erased: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Publisher, role: str) -> None:
        raise BlobError(f"{role} cannot be erased now")

    with monkeypatch.context() as broken:
        broken.setattr(Publisher, "erase_unnamed_targets", refuse)
        with pytest.raises(BlobError):
            publish_due(erased, NOW + minutes(3))
    assert kept_versions(erased) == [1, 2, 3]
    with erased.registry.session() as session:
        (left,) = package_erasure.older_packages(session)
    assert (left.name, left.clean_from, left.here) == ("list-cekal", 3, True)
    publish_due(erased, NOW + minutes(4))
    assert (kept_versions(erased), len(files(erased))) == ([3], 1)
    with erased.registry.session() as session:
        assert not package_erasure.older_packages(session)[0].here


def test_a_package_that_cannot_be_read_is_packed_anew(
    centre: Centre, caplog: pytest.LogCaptureFixture
) -> None:
    with centre.registry.transaction() as session:
        session.add(Operator(operator_id="sari", name="Sari", verifier="", created_at=NOW))
    enrol(centre, range(6))
    put_on(centre, "cekal", range(5))
    publish_due(centre, NOW)
    (file,) = files(centre)
    centre.blobs.put(file, b"damaged")
    assert forget(centre, person_id(5), "sari", NOW).repacked == ("list-cekal",)
    assert "packed anew" in caplog.text
    assert person_id(5) not in caplog.text
    caplog.clear()
    publish_due(centre, NOW + minutes(1))
    assert len(view(centre, "list-cekal").entries) == 5

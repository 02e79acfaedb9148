"""Real portraits from enrolment to a terminal's gallery; and moved to another model.

There is one template model. The second model_id here is the same file under another name: what is
tested is the moving, and not that templates of another network differ.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from sync.central.enroller import Enroller
from sync.central.reenrol import reenrol
from sync.central.registry import operators
from sync.central.registry.enrolment import enrol
from sync.central.registry.errors import Refused
from sync.central.registry.persons import Identity
from sync.central.registry.schema import ListMember, Reference, ReferenceTemplate, WatchList
from sync.central.releases.publish import publish_due
from sync.central.template_models import PublishedModel, known_models
from tests.sync.central.releases.registry_rows import DIMENSION, MODEL, NOW, head
from tests.sync.central.releases.terminal_view import open_package, view

SECOND = "second-model"
LATER = NOW + timedelta(minutes=1)


class SecondModel(Enroller):
    """The same weights under another model_id."""

    def __init__(self) -> None:
        super().__init__()
        self.model_id = SECOND


@pytest.fixture
def listed(centre, portraits):
    """Two persons on the list; a third portrait's template to look for them with."""
    ids = {}
    with Enroller() as enroller:
        for name in ("obama.jpg", "biden.jpg"):
            stored = enrol(
                centre.registry,
                centre.blobs,
                centre.vault,
                enroller,
                Identity(name=name),
                portraits[name].read_bytes(),
                "sari",
                NOW,
            )
            ids[name] = stored.person_id
        probe = enroller.enrol(portraits["obama2.jpg"].read_bytes()).template
    with centre.registry.transaction() as session:
        operators.add(session, "sari", "Sari", "kalimat sandi yang panjang", NOW)
        row = session.get_one(WatchList, "cekal")
        row.changes += 1
        session.add_all(
            ListMember(list_id="cekal", person_id=each, change=row.changes, as_of=NOW)
            for each in ids.values()
        )
    return ids, probe


def test_a_listed_person_is_found_by_another_photograph(centre, listed):
    ids, probe = listed
    publish_due(centre, NOW)
    held = view(centre, "list-cekal")
    [[hit]] = held.gallery.search(probe[None], 1, 0.4)
    assert hit.reference_id == ids["obama.jpg"]
    assert held.entries[hit.reference_id].name == "obama.jpg"
    assert held.thumbnails[hit.reference_id].startswith(b"\xff\xd8")
    assert len(held.thumbnails[hit.reference_id]) <= 12_288


def test_a_list_moves_to_another_model_with_one_snapshot(centre, listed):
    ids, probe = listed
    publish_due(centre, NOW)
    with SecondModel() as enroller:
        done = reenrol(centre, "cekal", enroller, "sari", NOW)
    assert (done.made, done.refused, done.switched) == (2, {}, True)
    first = known_models()[MODEL]
    models = {MODEL: first, SECOND: PublishedModel(SECOND, first.sha256, DIMENSION)}
    assert publish_due(centre, LATER, models=models).collections == {"list-cekal": 2}
    [ref] = head(centre, "list-cekal").packages
    assert ref.base is None
    assert open_package(centre, "list-cekal", ref).header.model_id == SECOND
    [[hit]] = view(centre, "list-cekal").gallery.search(probe[None], 1, 0.4)
    assert hit.reference_id == ids["obama.jpg"]
    with centre.registry.session() as session:
        assert session.query(ReferenceTemplate).filter_by(model_id=MODEL).count() == 2


@pytest.mark.usefixtures("listed")
def test_a_list_of_an_unknown_model_is_reported_and_the_old_edition_stays(centre, caplog):
    publish_due(centre, NOW)
    with SecondModel() as enroller:
        reenrol(centre, "cekal", enroller, "sari", NOW)
    done = publish_due(centre, LATER)
    assert "reenrol" in done.failed["list-cekal"]
    assert view(centre, "list-cekal").version == 1
    caplog.clear()


def test_nobody_is_lost_by_moving(centre, listed):
    ids, _ = listed
    with centre.registry.transaction() as session:
        session.query(Reference).filter_by(person_id=ids["biden.jpg"]).delete()
    with SecondModel() as enroller, pytest.raises(Refused, match="1 persons"):
        reenrol(centre, "cekal", enroller, "sari", NOW)
    with centre.registry.session() as session:
        assert session.get_one(WatchList, "cekal").model_id == MODEL
    with SecondModel() as enroller, pytest.raises(Refused, match="no such list"):
        reenrol(centre, "dpo", enroller, "sari", NOW)

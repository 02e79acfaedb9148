"""Real portraits from enrolment to a terminal's gallery; and moved to another model.

The other model is the published SFace without the mirror image: other templates of the same face.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from models import manifest
from models.manifest import Manifest
from sync.central.centre import Centre
from sync.central.photographs.enroller import Enroller
from sync.central.reenrol import reenrol
from sync.central.registry import operators
from sync.central.registry.enrolment import enrol
from sync.central.registry.errors import OperationRefused
from sync.central.registry.persons import Identity, template_of
from sync.central.registry.schema import ListMember, Reference, ReferenceTemplate, WatchList
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.registry.visitor_imports import import_visitors
from sync.central.releases import publish
from sync.central.releases.publish import publish_due
from sync.central.storage.storage_names import VISITOR_MODEL, visitor_context
from sync.protocol.content import Visitor
from sync.protocol.package import REFERENCES, VISITORS
from tests.fakes.manifests import SECOND, add_second_model, put_in_place
from tests.present import present
from tests.sync.central.releases.registry_rows import MODEL, NOW, head
from tests.sync.central.releases.terminal_view import open_package, view

LATER = NOW + timedelta(minutes=1)
SHIPPED = manifest.MANIFEST


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`both()`: from here on the manifest holds both models, and the second is current."""

    def second_is_current(document: Any) -> None:
        add_second_model(document)
        document["current_model"] = SECOND

    def put() -> Manifest:
        return put_in_place(monkeypatch, tmp_path / "both.toml", second_is_current)

    return put


@pytest.fixture
def listed(
    centre: Centre, portraits: dict[str, Path]
) -> tuple[dict[str, str], NDArray[np.float32]]:
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


def test_a_listed_person_is_found_by_another_photograph(
    centre: Centre, listed: tuple[dict[str, str], NDArray[np.float32]]
) -> None:
    ids, probe = listed
    publish_due(centre, NOW)
    held = view(centre, "list-cekal")
    [[hit]] = held.gallery.search(probe[None], 1, 0.4)
    assert hit.reference_id == ids["obama.jpg"]
    assert held.entries[hit.reference_id].name == "obama.jpg"
    assert held.thumbnails[hit.reference_id].startswith(b"\xff\xd8")
    assert len(held.thumbnails[hit.reference_id]) <= 12_288


def test_a_list_moves_to_another_model_with_one_snapshot(
    centre: Centre,
    listed: tuple[dict[str, str], NDArray[np.float32]],
    both: Any,
    portraits: dict[str, Path],
) -> None:
    ids, _ = listed
    publish_due(centre, NOW)
    both()
    with Enroller() as enroller:
        done = reenrol(centre, "cekal", enroller, "sari", NOW)
        probe = enroller.enrol(portraits["obama2.jpg"].read_bytes()).template
    assert (done.made, done.refused, done.switched) == (2, {}, True)
    assert publish_due(centre, LATER).collections == {"list-cekal": 2}
    [ref] = present(head(centre, "list-cekal")).packages
    assert ref.base is None
    assert open_package(centre, "list-cekal", ref).header.model_id == SECOND
    [[hit]] = view(centre, "list-cekal").gallery.search(probe[None], 1, 0.4)
    assert hit.reference_id == ids["obama.jpg"]
    with centre.registry.session() as session:
        assert session.query(ReferenceTemplate).filter_by(model_id=MODEL).count() == 2


@pytest.mark.slow
def test_while_it_waits_to_be_moved_a_list_takes_new_persons(
    centre: Centre,
    listed: tuple[dict[str, str], NDArray[np.float32]],
    both: Any,
    portraits: dict[str, Path],
) -> None:
    ids, old_probe = listed
    publish_due(centre, NOW)
    both()
    with Enroller() as enroller:
        photo = portraits["astronaut.png"].read_bytes()
        parts = (centre.registry, centre.blobs, centre.vault, enroller)
        stored = enrol(*parts, Identity(name="astronaut.png"), photo, "sari", NOW)
        made = enroller.enrol(photo)
    with centre.registry.transaction() as session:
        kept = session.query(ReferenceTemplate).filter_by(reference_id=stored.reference_id)
        rows = {row.model_id: template_of(centre.vault, row) for row in kept}
        watch_list = session.get_one(WatchList, "cekal")
        assert watch_list.model_id == MODEL
        watch_list.changes += 1
        session.add(
            ListMember(
                list_id="cekal",
                person_id=stored.person_id,
                change=watch_list.changes,
                as_of=NOW,
            )
        )
    assert rows.keys() == {MODEL, SECOND} == made.templates.keys()
    assert made.model_id == SECOND
    for model_id, row in rows.items():
        np.testing.assert_allclose(row, made.templates[model_id], atol=1e-6)
    assert not np.allclose(rows[MODEL], rows[SECOND], atol=1e-3)
    publish_due(centre, LATER)
    held = view(centre, "list-cekal")
    refs = present(head(centre, "list-cekal")).packages
    assert {open_package(centre, "list-cekal", ref).header.model_id for ref in refs} == {MODEL}
    assert open_package(centre, "list-cekal", refs[-1]).size(REFERENCES)
    [[hit]] = held.gallery.search(old_probe[None], 1, 0.4)
    assert hit.reference_id == ids["obama.jpg"]
    [[added]] = held.gallery.search(made.templates[MODEL][None], 1, 0.4)
    assert added.reference_id == stored.person_id


@pytest.mark.usefixtures("listed")
def test_a_list_of_an_unknown_model_is_reported_and_the_old_edition_stays(
    centre: Centre, both: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publish_due(centre, NOW)
    both()
    with Enroller() as enroller:
        reenrol(centre, "cekal", enroller, "sari", NOW)
    monkeypatch.setattr(manifest, "MANIFEST", SHIPPED)  # an older Gapura at the data centre
    done = publish_due(centre, LATER)
    assert "reenrol" in done.failed["list-cekal"]
    assert view(centre, "list-cekal").version == 1
    caplog.clear()


def test_nobody_is_lost_by_moving(
    centre: Centre, listed: tuple[dict[str, str], NDArray[np.float32]], both: Any
) -> None:
    ids, _ = listed
    with centre.registry.transaction() as session:
        session.query(Reference).filter_by(person_id=ids["biden.jpg"]).delete()
    both()
    with Enroller() as enroller:
        with pytest.raises(OperationRefused, match="1 persons"):
            reenrol(centre, "cekal", enroller, "sari", NOW)
        with centre.registry.session() as session:
            assert session.get_one(WatchList, "cekal").model_id == MODEL
        with pytest.raises(OperationRefused, match="no such list"):
            reenrol(centre, "dpo", enroller, "sari", NOW)


def expect_visitor(centre: Any, folder: Any, portraits: Any) -> None:
    """Somebody with a photograph, from a file of the day."""
    (folder / "obama.jpg").write_bytes(portraits["obama.jpg"].read_bytes())
    path = folder / "day.csv"
    path.write_text("day,name,passport,photo\n2026-11-22,Tamu,A1234567,obama.jpg\n")
    with Enroller() as enroller:
        parts = (centre.registry, centre.blobs, centre.vault, enroller)
        [report] = import_visitors(*parts, "gate-a", path, "sari", NOW, strict=True)
    assert report.state == "stored"


def published_visitor(centre: Any, now: Any) -> Any:
    """The model_id and the template of the only visitor, as a process that starts publishes it."""
    publish._last_runs.clear()
    publish_due(centre, now)
    [ref] = present(head(centre, "visitors-gate-a")).packages
    package = open_package(centre, "visitors-gate-a", ref)
    [visitor] = package.lines(VISITORS, Visitor)
    return package.header.model_id, visitor.template


@pytest.mark.slow
@pytest.mark.parametrize("older", [False, True])
def test_a_visitors_template_is_never_published_as_one_of_another_model(
    centre: Centre, tmp_path: Path, both: Any, portraits: dict[str, Path], older: Any
) -> None:
    expect_visitor(centre, tmp_path, portraits)
    if older:  # as a Gapura stored it that knew one model only
        with centre.registry.transaction() as session:
            row = session.query(VisitorRow).one()
            context = visitor_context(row.visitor_id)
            said = json.loads(centre.vault.unseal(row.sealed, context))
            assert said.pop(VISITOR_MODEL) == MODEL
            row.sealed = centre.vault.seal(json.dumps(said).encode(), context)
    model_id, first = published_visitor(centre, NOW)
    assert model_id == MODEL
    assert len(first) == 512
    both()
    assert published_visitor(centre, LATER) == (None, None)  # expected all the same
    expect_visitor(centre, tmp_path, portraits)
    model_id, second = published_visitor(centre, LATER + timedelta(minutes=1))
    assert model_id == SECOND
    assert second != first

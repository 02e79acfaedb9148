"""`gapura central person forget`: whoever is erased is nowhere at the data centre any more."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.publisher import Publisher
from sync.central.registry import audit
from sync.central.registry.published import PackageRow
from sync.central.registry.resealing import SEALED
from sync.central.registry.schema import (
    Person,
    PublishedPackage,
    Reference,
    ReferenceTemplate,
    Terminal,
)
from sync.central.releases import erasing
from sync.central.storage.storage_names import template_context, thumbnail_blob
from sync.protocol.envelope.sealed_file import SealedFile
from sync.protocol.errors import EnvelopeError
from sync.protocol.jakarta import jakarta_day
from sync.protocol.wire import Head, HeldCollection, KioskReport
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.cli.conftest import Desk

NIK, OTHER_NIK = "3171014808610001", "3171010408610002"


@pytest.fixture
def album(tmp_path: Path, portraits: dict[str, Path]) -> Path:
    folder = tmp_path / "album"
    folder.mkdir()
    for name in ("obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png"):
        shutil.copy(portraits[name], folder)
    return folder


@pytest.fixture
def listed(founded: Desk, album: Path, tmp_path: Path) -> Desk:
    """A home on whose published list Rahasia Lama stands, beside another."""
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    founded("approve", 1, by="budi")
    (album / "persons.csv").write_text(
        f"photo,name,nik\nobama.jpg,Rahasia Lama,{NIK}\nbiden.jpg,Orang Lain,{OTHER_NIK}\n"
    )
    founded("import", album / "persons.csv", "--list", "dpo", by="sari")
    founded("approve", 2, by="budi")
    founded("delegate", "--offline", tmp_path / "stick")
    founded("publish")
    return founded


def person_of(desk: Desk) -> str:
    return str(desk.json("person", "show", "-", by="sari", stdin=NIK)["person"])


def left_traces(desk: Desk, album: Path) -> None:
    """Everything that names a person: changes approved and rejected, a visit, a removal."""
    person = person_of(desk)
    edit = ("person", "edit", person)
    for number, answer in ((3, "approve"), (4, "reject")):
        stdin = json.dumps({"name": f"Rahasia {answer}"})
        made = desk.json(*edit, "--stdin", by="sari", stdin=stdin)
        assert made["proposal"] == number
        desk(answer, number, by="budi")
    made = desk.json(*edit, "--photograph", album / "obama2.jpg", by="sari")
    desk("approve", made["proposal"], by="budi")
    desk("publish")
    day = jakarta_day(datetime.now(UTC) + timedelta(days=1)).isoformat()
    (album / "day.jsonl").write_text(
        json.dumps({"day": day, "name": "Rahasia approve", "nik": NIK, "photo": "obama3.jpg"})
        + "\n"
        + json.dumps({"day": day, "name": "Orang Lain", "nik": OTHER_NIK})
    )
    guests = ("visitors", "import", album / "day.jsonl", "--checkpoint", "gate-1")
    taken = desk.json(*guests, by="sari")
    assert taken["stored"] == 2, taken["rows"]
    desk("publish")
    (album / "niks.txt").write_text(NIK + "\n")
    remove = ("list", "members", "remove", "dpo", "--persons", album / "niks.txt")
    desk("approve", desk.json(*remove, by="sari")["proposal"], by="budi")
    desk("publish")


def secrets_of(home: Path, person: str) -> dict[str, bytes]:
    """What must be nowhere: name, NIK, templates, pictures; by what it is."""
    found = {"name": b"Rahasia", "NIK": NIK.encode()}
    with Centre.open(home) as centre, centre.registry.session() as session:
        mine = select(Reference.reference_id).where(Reference.person_id == person)
        for reference in session.scalars(mine):
            blob = thumbnail_blob(reference)
            found[f"thumbnail {reference}"] = centre.vault.unseal(
                centre.blobs.get(blob, 2**20), blob
            )
        rows = session.scalars(
            select(ReferenceTemplate).where(ReferenceTemplate.reference_id.in_(mine))
        )
        for row in rows:
            context = template_context(row.reference_id, row.model_id)
            template = centre.vault.unseal(row.sealed, context)
            found[f"template {context}"] = template
            found[f"{context} in JSON"] = base64.urlsafe_b64encode(template).rstrip(b"=")
            found[f"{context} as it is sealed"] = row.sealed
        own = session.get_one(Person, person)
        found["identity as it is sealed"] = own.sealed
    return found


def contents(home: Path) -> Iterator[tuple[str, bytes]]:
    """Everything below the home: each file as it lies there, and what the vault's keys open."""
    for path in sorted(home.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(home)), path.read_bytes()
    with Centre.open(home) as centre, centre.registry.session() as session:
        for each in SEALED:
            for row in session.scalars(select(each.table)):
                sealed, context = getattr(row, each.column), each.context(row)
                if sealed is not None:
                    yield context, centre.vault.unseal(sealed, context)
        for blob in centre.blobs.names("references"):
            yield blob, centre.vault.unseal(centre.blobs.get(blob, 2**26), blob)
        keys = [
            centre.vault.unseal(row.content_key, PackageRow.context(row.package_id))
            for row in session.scalars(select(PublishedPackage))
        ]
    for path in sorted(home.glob("blobs/tuf/targets/*/*")):
        for key in keys:
            with contextlib.suppress(EnvelopeError), path.open("rb") as file:  # another's key
                yield f"{path.name}, opened", SealedFile(file, key).read()


def found_in(home: Path, secrets: dict[str, bytes]) -> dict[str, set[str]]:
    """Where each of the secrets is."""
    found: dict[str, set[str]] = {}
    for place, data in contents(home):
        for what, secret in secrets.items():
            if secret in data:
                found.setdefault(what, set()).add(place)
    return found


def packages(home: Path, collection: str) -> tuple[set[str], set[str]]:
    """The files of a collection's packages, and those that its head names."""
    with Centre.open(home) as centre:
        sources = Publisher(centre.blobs, centre.secrets).targets(collection)
        head = Head.from_json(centre.blobs.get(sources[f"{collection}/head.json"].blob, 2**20))
        named = {sources[package.path].blob for package in head.packages}
        held = set(centre.blobs.names(f"tuf/targets/{collection}"))
    return {each for each in held if not each.endswith("head.json")}, named


@pytest.mark.slow
def test_whoever_is_forgotten_is_nowhere_once_it_is_published(listed: Desk, album: Path) -> None:
    left_traces(listed, album)
    home, person = listed.home, person_of(listed)
    secrets = secrets_of(home, person)
    before = found_in(home, secrets)
    missed = secrets.keys() - before.keys()
    assert len(missed) == 1, "the search finds what it looks for"
    assert all("in JSON" in each for each in missed), "one photograph was in no proposal"
    assert any("snapshot, opened" in place for place in before["name"])

    said = listed("person", "forget", "-", "--yes", by="sari", stdin=NIK + "\n")
    assert "forgotten, with 2 photographs" in said
    assert "3 decided proposals name the person no more" in said
    assert "1 visits to gate-1 are expected no more" in said
    assert "packs anew, without the person: list-dpo" in said
    assert "list-dpo" in listed("status")
    assert listed.json("status")["erasing"] == {"list-dpo": [], "visitors-gate-1": []}
    listed("publish")

    assert found_in(home, secrets) == {}
    with Centre.open(home) as centre:
        assert len(list(centre.blobs.names("references"))) == 2, "the other's picture and thumbnail"
    held, named = packages(home, "list-dpo")
    assert held == named
    assert len(named) == 1, "a snapshot, and nothing that rests on an older one"
    assert listed.json("status")["erasing"] == {}
    assert listed.json("audit", "verify")["broken"] is None
    (other,) = listed.json("list", "members", "show", "dpo", by="sari")["persons"]
    assert other["name"] == "Orang Lain"
    assert listed.json("proposals", 3, by="budi")["state"] == "approved"
    assert not listed.json("publish")["published"], "once is enough"


@pytest.mark.slow
def test_others_write_between_one_large_proposal_and_the_next(
    listed: Desk, album: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_traces(listed, album)
    monkeypatch.setattr(erasing, "AT_ONCE", 1)
    said = listed("person", "forget", "-", "--yes", by="sari", stdin=NIK + "\n")
    assert "3 decided proposals name the person no more" in said
    with Centre.open(listed.home) as centre, centre.registry.session() as session:
        actions = [row.action for row in audit.entries(session)]
    assert actions.count("proposals-redacted") == 3, "a transaction each"


@pytest.mark.slow
def test_a_terminal_with_an_older_package_is_told_until_it_has_the_new_one(
    listed: Desk, album: Path
) -> None:
    left_traces(listed, album)

    def serves(version: int) -> None:
        held = HeldCollection(collection="list-dpo", version=version, references=1, state="serving")
        said = heartbeat(kiosk=KioskReport(collections=(held,)))
        with Centre.open(listed.home) as centre, centre.registry.transaction() as session:
            row = session.merge(
                Terminal(
                    terminal_id="a" * 32,
                    checkpoint_id="gate-1",
                    lane="1",
                    signing_key=b"",
                    sealing_key=b"",
                    state="active",
                    enrolled_at=datetime.now(UTC),
                )
            )
            row.heartbeat = said.model_dump(mode="json")

    _, named = packages(listed.home, "list-dpo")
    serves(len(named))
    listed("person", "forget", "-", "--yes", by="sari", stdin=NIK + "\n")
    listed("publish")
    assert listed.json("status")["erasing"] == {"list-dpo": ["a" * 32]}
    assert "older packages, with a person who was erased, are still at 1 terminal" in listed(
        "status"
    )
    serves(len(named) + 1)
    assert listed.json("status")["erasing"] == {}


@pytest.mark.slow
def test_a_list_that_never_held_the_person_is_not_packed_anew(listed: Desk, album: Path) -> None:
    listed("publish")
    _, before = packages(listed.home, "list-dpo")
    who = json.dumps({"name": "Tamu Sekali"})
    given = ("person", "add", album / "astronaut.png", "--stdin")
    person = listed.json(*given, by="sari", stdin=who)["person"]
    said = listed("person", "forget", person, "--yes", by="sari")
    assert "packs anew" not in said
    assert not listed.json("publish")["published"]
    assert packages(listed.home, "list-dpo") == (before, before)

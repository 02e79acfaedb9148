"""The key by which people are looked up is replaced: whoever has the old one finds nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import persons, proposals, reindexing
from sync.central.registry.locks import TIMERS
from sync.central.registry.person_changes import (
    ChangePersons,
    NewPhotograph,
    PersonChange,
    store_identity,
)
from sync.central.registry.persons import Identity
from sync.central.registry.schema import (
    Base,
    Operator,
    Person,
    Proposal,
    Reference,
    Token,
    Visitor,
)
from sync.central.storage.vault_file import VaultFile
from sync.central.vault_rotation import rotate_index, rotate_vault
from sync.protocol.envelope.vault import Vault, VaultKeys
from sync.protocol.errors import EnvelopeError
from tests.sync.central.releases.registry_rows import (
    NOW,
    add_checkpoint,
    enrol,
    expect,
    person_id,
    reference_id,
)

NIK, GUEST, FAMILY = "3171014808610001", "3171010408610002", "3171010408610003"
PHOTO, LATER_PHOTO = "photo 1", "photo 2"
TICKET = "token abc"


@pytest.fixture
def centre(tmp_path: Path, database_url: str) -> Iterator[Centre]:
    """People, a guest, a photograph that waits for an operator, and an open ticket."""
    home, offline = tmp_path / "home", tmp_path / "stick"
    with create(home, offline, "Uji", ["localhost"], database_url, None, NOW) as centre:
        add_checkpoint(centre, "gate-a")
        enrol(centre, range(3), size=300)
        expect(centre, "gate-a", 1, NOW.date(), GUEST)
        vault = centre.vault
        with centre.registry.transaction() as session:
            session.add(Operator(operator_id="sari", name="Sari", verifier="", created_at=NOW))
            row = session.get_one(Person, person_id(0))
            identity = Identity(name="Satu", nik=NIK, external_id="A1", family_card=FAMILY)
            store_identity(vault, row, identity)
            session.get_one(Reference, reference_id(0)).photo_index = vault.index(PHOTO)
            photograph = NewPhotograph(
                reference_id=person_id(77),
                photo_index=vault.index(LATER_PHOTO),
                quality=0.9,
                templates={},
            )
            changed = PersonChange(person_id=person_id(0), photograph=photograph)
            proposals.propose(session, vault, ChangePersons(persons=(changed,)), "sari", NOW)
            session.add(
                Token(
                    token_index=vault.index(TICKET),
                    checkpoint_id="gate-a",
                    created_by="sari",
                    expires_at=NOW + timedelta(days=1),
                )
            )
        yield centre


def found(centre: Centre, vault: Vault) -> list[bool]:
    """Whether each of what there is is found by that vault."""
    with centre.registry.session() as session:
        wanted = (
            (Person.nik_index, f"nik {NIK}"),
            (Person.external_index, "external A1"),
            (Person.family_index, f"family {FAMILY}"),
            (Reference.photo_index, PHOTO),
            (Visitor.identity_index, f"nik {GUEST}"),
            (Token.token_index, TICKET),
        )
        rows = [
            session.scalars(select(column).where(column == vault.index(value))).first() is not None
            for column, value in wanted
        ]
        row = session.scalars(select(Proposal)).one()
        change = proposals.change_of(centre.vault, row)
    assert isinstance(change, ChangePersons)
    photograph = change.persons[0].photograph
    assert photograph is not None
    return [*rows, photograph.photo_index == vault.index(LATER_PHOTO)]


def thief(centre: Centre) -> Vault:
    """A vault with the keys of now, whatever happens later."""
    plain = VaultFile(centre.secrets)._plain()
    keys = VaultKeys(
        {kind: [held[0][0]] for kind, held in plain.kinds.items()}, plain.index, plain.index_later
    )
    return Vault(lambda _anew: keys)


def test_every_column_that_people_are_looked_up_by_is_hashed_anew() -> None:
    named = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_index")
    }
    covered = {
        (table.__tablename__, column) for table, columns in reindexing.INDEXED for column in columns
    }
    assert named == covered | {("tokens", "token_index")}


def test_everybody_is_found_and_by_the_old_key_nobody(centre: Centre) -> None:
    old = thief(centre)
    assert found(centre, old) == [True] * 7
    assert rotate_index(centre, "sari", NOW) > 6
    again = Centre.open(centre.home)
    with again:
        assert found(again, again.vault) == [True] * 7
        assert found(again, old) == [False] * 7
        assert persons.nik_index(again.vault, NIK) != persons.nik_index(old, NIK)
        with again.registry.session() as session:
            assert session.scalars(select(Token.expires_at)).one() == NOW, "tickets end"
        second = thief(again)
        rotate_vault(again, "sari", NOW, lambda *_: None)
        assert found(again, again.vault) == [True] * 7, "the vault's rotation keeps it"
        rotate_index(again, "sari", NOW)
        assert found(again, second) == [False] * 7
    with Centre.open(centre.home) as last:
        assert found(last, last.vault) == [True] * 7


@pytest.mark.parametrize("stored", [False, True])
def test_a_replacement_that_was_cut_off_finds_nobody_and_goes_on(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, stored: bool
) -> None:
    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        if stored:
            broken.setattr(VaultFile, "end_index", kill)
        else:
            broken.setattr(reindexing, "reindex", kill)
        with pytest.raises(KeyboardInterrupt):
            rotate_index(centre, "sari", NOW)
    with Centre.open(centre.home) as again:
        with pytest.raises(EnvelopeError, match="keys rotate index"):
            again.vault.index(f"nik {NIK}")
        assert (rotate_index(again, "sari", NOW) == 0) is stored
    with Centre.open(centre.home) as last:
        assert found(last, last.vault) == [True] * 7


def test_it_waits_for_the_servers_end(centre: Centre) -> None:
    with (
        Centre.open(centre.home) as server,
        server.registry.lock(TIMERS),
        pytest.raises(CentralError, match="server runs"),
    ):
        rotate_index(centre, "sari", NOW)
    assert found(centre, centre.vault) == [True] * 7

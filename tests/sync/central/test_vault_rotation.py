"""The vault's keys are replaced while the data centre works; whatever is interrupted goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import persons
from sync.central.registry.resealing import SEALED, reseal
from sync.central.registry.schema import Base, Person, Reference
from sync.central.storage.storage_names import person_context
from sync.central.storage.vault_file import VaultFile
from sync.central.vault_rotation import rotate_vault
from sync.protocol.envelope.vault import Vault, VaultKeys
from sync.protocol.errors import EnvelopeError
from tests.sync.central.releases.registry_rows import (
    NOW,
    one_list,
)

PUBLIC = {
    ("terminals", "signing_key"),
    ("terminals", "sealing_key"),
    ("terminals", "kiosk_key"),
    ("results", "signature"),  # of the kiosk; what it is over holds ids drawn at random
    ("terminal_reports", "signature"),  # of the kiosk, over numbers and versions
    ("terminal_tpms", "credential"),  # only that TPM opens it; of its secret a digest is kept
    ("terminal_tpms", "nonce"),  # told to the terminal, and good for one answer
    ("terminal_tpms", "secure_boot"),  # a digest of the firmware's public keys
}


@pytest.fixture
def centre(tmp_path: Path, database_url: str) -> Iterator[Centre]:
    with one_list(tmp_path / "home", tmp_path / "stick", database_url) as centre:
        yield centre


def newest(centre: Centre) -> Vault:
    """A vault that has the newest keys alone, read as a process does that begins now."""
    files = VaultFile(centre.secrets)
    plain = files._plain()
    keys = VaultKeys({kind: [held[0][0]] for kind, held in plain.kinds.items()}, plain.index)
    return Vault(lambda _anew: keys)


def opened(centre: Centre, vault: Vault) -> int:
    """How many rows and pictures `vault` opens: all of them. Raise EnvelopeError."""
    count = 0
    with centre.registry.session() as session:
        for each in SEALED:
            for row in session.scalars(select(each.table)):
                sealed = getattr(row, each.column)
                if sealed is not None:
                    vault.unseal(sealed, each.context(row))
                    count += 1
        references = list(session.scalars(select(Reference.reference_id)))
    for reference_id in references:
        persons.read_thumbnail(centre.blobs, vault, reference_id)
        count += 1
    return count


class Interruption:
    """Progress that ends in the middle of the second pass: the one under the new keys."""

    passes = 0

    def __call__(self, done: int, total: int, table: str) -> None:  # noqa: ARG002
        self.passes += table == "templates"
        if self.passes == 2:
            raise KeyboardInterrupt


def test_every_column_of_bytes_is_sealed_anew_or_public() -> None:
    found = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert found - PUBLIC == {(each.table.__tablename__, each.column) for each in SEALED}


def test_a_rotation_leaves_nothing_under_the_old_keys(centre: Centre) -> None:
    secrets = centre.secrets
    old_root, old_wrapped = (secrets / "vault.key").read_bytes(), newest(centre)
    before = opened(centre, old_wrapped)
    assert before > 12
    index = centre.vault.index("nik 3171014808610001")
    assert rotate_vault(centre, "sari", NOW, lambda *_: None) == before
    assert opened(centre, newest(centre)) == before
    with pytest.raises(EnvelopeError):
        opened(centre, old_wrapped)
    assert centre.vault.index("nik 3171014808610001") == index, "nobody would be found any more"
    (secrets / "vault.key").write_bytes(old_root)
    with pytest.raises(CentralError, match="not the key"):
        VaultFile(secrets).keys()


def test_a_server_that_runs_follows(centre: Centre) -> None:
    with Centre.open(centre.home) as server:
        held = server.vault
        sealed = held.seal(b"before", "results 1")
        rotate_vault(centre, "sari", NOW, lambda *_: None)
        assert held.unseal(sealed, "results 1") == b"before"  # on its way while the keys changed
        with centre.registry.session() as session:
            row = session.scalars(select(Person)).first()
            assert row is not None
            assert held.unseal(row.sealed, person_context(row.person_id))
        after = held.seal(b"after", "results 2")
        assert newest(centre).unseal(after, "results 2") == b"after"


def test_an_interrupted_rotation_goes_on_with_the_same_keys(centre: Centre) -> None:
    with pytest.raises(KeyboardInterrupt):
        rotate_vault(centre, "sari", NOW, Interruption())
    begun = VaultFile(centre.secrets).content()
    assert begun is not None
    assert begun.resealing
    with Centre.open(centre.home) as again:
        everything = opened(again, again.vault)
        left = rotate_vault(again, "sari", NOW, lambda *_: None)
        assert 0 < left < everything
        assert opened(again, newest(again)) == everything
    done = VaultFile(centre.secrets).content()
    assert done is not None
    assert (done.root, done.resealing) == (begun.root, False)


def test_a_rotation_that_was_killed_between_its_files_opens(centre: Centre) -> None:
    secrets = centre.secrets
    old = (secrets / "vault.key").read_bytes()
    VaultFile(secrets).rotate(NOW)
    (secrets / "vault.key").rename(secrets / "vault.next.key")  # the last step has not been taken
    (secrets / "vault.key").write_bytes(old)
    (secrets / "vault.key").chmod(0o600)
    with Centre.open(centre.home) as again:
        assert opened(again, again.vault)
        assert rotate_vault(again, "sari", NOW, lambda *_: None)


def test_a_home_of_an_older_version_gets_keys_of_its_kinds(centre: Centre) -> None:
    key = bytes(range(32))
    (centre.secrets / "vault.keys").unlink()
    (centre.secrets / "vault.key").write_bytes(key)
    old = Vault(key)
    with centre.registry.transaction() as session:
        row = session.scalars(select(Person)).first()
        assert row is not None
        name = row.person_id
        for each in SEALED:
            for other in session.scalars(select(each.table)):
                if getattr(other, each.column) is not None:
                    setattr(other, each.column, old.seal(b"{}", each.context(other)))
    for blob in list(centre.blobs.names("references")):
        centre.blobs.put(blob, old.seal(b"jpeg", blob))
    with Centre.open(centre.home) as older:
        assert older.vault.index("nik 1") == old.index("nik 1")
        assert reseal(older.registry, older.blobs, older.vault, lambda *_: None) == 0
        assert rotate_vault(older, "sari", NOW, lambda *_: None) == opened(older, older.vault)
        assert older.vault.index("nik 1") == old.index("nik 1")
        assert (older.secrets / "vault.key").read_bytes() != key
        with older.registry.session() as session:
            sealed = session.get_one(Person, name).sealed
        assert newest(older).unseal(sealed, person_context(name)) == b"{}"

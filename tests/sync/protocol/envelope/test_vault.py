"""The vault opens what it sealed, for the same row alone, also while its keys change."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.envelope.random_values import KEY_SIZE, random_key
from sync.protocol.envelope.vault import Vault, VaultKeys, indexed_again
from sync.protocol.errors import EnvelopeError

KEY = bytes(range(32))


@given(st.binary(max_size=1000))
def test_the_vault_gives_back_what_it_was_given_for_the_same_row(plaintext: Any) -> None:
    vault = Vault(KEY)
    sealed = vault.seal(plaintext, "persons 1")
    assert vault.unseal(sealed, "persons 1") == plaintext
    with pytest.raises(EnvelopeError):
        vault.unseal(sealed, "persons 2")
    with pytest.raises(EnvelopeError):
        Vault(random_key()).unseal(sealed, "persons 1")


def test_the_vaults_index_finds_a_nik_and_does_not_show_it() -> None:
    index = Vault(KEY).index("3171014505900001")
    assert index == Vault(KEY).index("3171014505900001")
    assert index != Vault(random_key()).index("3171014505900001")
    assert "3171014505900001" not in index


def test_an_index_goes_on_under_a_later_key_and_is_not_looked_up_while_that_is_put_in() -> None:
    later = bytes([2]) * 32
    keys = [VaultKeys({"": [KEY]}, KEY, [later])]
    vault = Vault(lambda _anew: keys[0])
    before = Vault(lambda _anew: VaultKeys({"": [KEY]}, KEY)).index("1")
    assert vault.index("1") == indexed_again(later, before) != before
    keys[0] = VaultKeys({"": [KEY]}, KEY, [later], index_waits=True)
    with pytest.raises(EnvelopeError, match="keys rotate index"):
        vault.index("1")


def test_a_vault_whose_keys_change_opens_both_and_seals_anew_by_the_newest() -> None:
    old, new = bytes(32), bytes([1]) * 32
    now = [VaultKeys({"name": [old]}, bytes(32))]
    vault = Vault(lambda _anew: now[0])
    sealed = vault.seal(b"Sari", "name 1")
    assert vault.resealed(sealed, "name 1") is None
    now[0] = VaultKeys({"name": [new, old]}, bytes(32))
    assert vault.unseal(sealed, "name 1") == b"Sari"
    anew = vault.resealed(sealed, "name 1")
    assert anew is not None
    now[0] = VaultKeys({"name": [new]}, bytes(32))
    assert vault.unseal(anew, "name 1") == b"Sari"
    for foreign in (sealed, bytes(60)):
        with pytest.raises(EnvelopeError, match="cannot be opened"):
            vault.resealed(foreign, "name 1")


def test_a_vaults_key_of_the_wrong_size_is_refused_in_one_line() -> None:
    with pytest.raises(EnvelopeError) as refused:
        Vault(bytes(KEY_SIZE - 1))
    assert "\n" not in str(refused.value)

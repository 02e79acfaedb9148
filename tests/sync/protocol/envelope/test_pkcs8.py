"""A key's file opens with its passphrase and in no other way."""

from __future__ import annotations

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError


def test_a_passphrase_of_a_key_is_stretched() -> None:
    key = SigningKey.generate()
    pem = key.to_pem("kunci pertama di brankas")
    assert SigningKey.from_pem(pem, "kunci pertama di brankas").raw == key.raw
    assert pem != key.to_pem("kunci pertama di brankas"), "each file has a salt of its own"
    plain = pem.partition(b"\n")[2]
    for data, secret in (
        (pem, "kunci kedua di brankas"),
        (pem, None),
        (plain, "kunci pertama di brankas"),  # the passphrase itself opens nothing
        (b"Gapura-Argon2id: odd\n" + plain, "kunci pertama di brankas"),
    ):
        with pytest.raises(EnvelopeError):
            SigningKey.from_pem(data, secret)

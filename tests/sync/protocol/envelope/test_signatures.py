"""What is signed is the signer's word, in one domain, about one message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.protocol.envelope.certificates import tls_authority
from sync.protocol.envelope.random_values import KEY_SIZE
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError


def test_a_signature_holds_for_one_key_domain_and_message() -> None:
    key = SigningKey.generate()
    signature = key.sign("statement receipt", b"body")
    verify(key.public, "statement receipt", b"body", signature)
    for public, domain, message, given_signature in [
        (SigningKey.generate().public, "statement receipt", b"body", signature),
        (key.public, "statement lease", b"body", signature),
        (key.public, "statement receipt", b"bodY", signature),
        (key.public, "statement receipt", b"body", signature[:-1]),
        (b"short", "statement receipt", b"body", signature),
    ]:
        with pytest.raises(EnvelopeError):
            verify(public, domain, message, given_signature)


def test_a_signing_key_survives_its_file_and_no_other_file_is_one() -> None:
    key = SigningKey.generate()
    assert SigningKey.from_pem(key.to_pem()).raw == key.raw
    authority_key, certificate = tls_authority("Gapura", datetime.now(UTC), 1)
    SigningKey.from_pem(authority_key)
    for other in (b"", b"noise", certificate, key.to_pem()[:-30]):
        with pytest.raises(EnvelopeError):
            SigningKey.from_pem(other)


def test_a_key_of_another_kind_is_no_signing_key() -> None:
    foreign = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(EnvelopeError, match="Ed25519"):
        SigningKey.from_pem(foreign)


def test_a_signing_key_of_the_wrong_size_is_refused_in_one_line() -> None:
    with pytest.raises(EnvelopeError) as refused:
        SigningKey(bytes(KEY_SIZE + 1))
    assert "\n" not in str(refused.value)

"""Keys of a TPM, told as points, and what they signed."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.envelope.tpm_keys import point_of, require_point, verify_tpm
from sync.protocol.errors import EnvelopeError


def pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_what_a_key_signed_holds_for_its_point_alone() -> None:
    key, other = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    point = point_of(pem_of(key))
    assert len(point) == 64
    require_point(point)
    signature = key.sign(b"quote", ec.ECDSA(hashes.SHA256()))
    verify_tpm(point, b"quote", signature)
    for given, message, said in [
        (point_of(pem_of(other)), b"quote", signature),
        (point, b"Quote", signature),
        (point, b"quote", signature[:-1]),
        (point, b"quote", b""),
    ]:
        with pytest.raises(EnvelopeError):
            verify_tpm(given, message, said)


@pytest.mark.parametrize("point", [b"", bytes(64), bytes(63), b"\xff" * 64])
def test_what_lies_on_no_curve_is_no_key(point: bytes) -> None:
    with pytest.raises(EnvelopeError, match="no point"):
        require_point(point)


def test_no_other_file_is_a_key_of_a_tpm() -> None:
    on_another_curve = pem_of(ec.generate_private_key(ec.SECP384R1()))
    of_another_kind = SigningKey.generate().native.public_key()
    ed25519 = of_another_kind.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for pem in (on_another_curve, ed25519):
        with pytest.raises(EnvelopeError, match="P-256"):
            point_of(pem)
    for pem in (b"", b"noise"):
        with pytest.raises(EnvelopeError, match="no public key"):
            point_of(pem)

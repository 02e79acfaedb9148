"""Keys that a TPM made, on the curve P-256, and what such a key signed.

A key is told as its point: 64 bytes, x and then y.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from sync.protocol.errors import EnvelopeError

_UNCOMPRESSED = b"\x04"


def point_of(pem: bytes) -> bytes:
    """Return the point of a public key, PEM. Raise EnvelopeError."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError) as error:
        raise EnvelopeError("this is no public key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise EnvelopeError("this is no key on the curve P-256")
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)[1:]


def require_point(point: bytes) -> None:
    """Raise EnvelopeError unless this is a point of the curve."""
    _public(point)


def verify_tpm(point: bytes, message: bytes, signature: bytes) -> None:
    """Raise EnvelopeError unless the key signed `message`: ECDSA with SHA-256, DER."""
    try:
        _public(point).verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise EnvelopeError("this was not signed by the TPM's key") from error


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _UNCOMPRESSED + point)
    except ValueError as error:
        raise EnvelopeError("this is no point of the curve P-256") from error

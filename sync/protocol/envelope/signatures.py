"""Who said it: Ed25519 over a domain and the message."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

from sync.protocol.envelope.pkcs8 import private_of_pem, private_pem
from sync.protocol.envelope.random_values import KEY_SIZE, random_key
from sync.protocol.errors import EnvelopeError


class SigningKey:
    """An Ed25519 private key."""

    def __init__(self, raw: bytes) -> None:
        """Take 32 bytes, `raw`. Raise EnvelopeError."""
        if len(raw) != KEY_SIZE:
            raise EnvelopeError(f"a signing key has {KEY_SIZE} bytes, this one {len(raw)}")
        self.raw = raw
        self.native = ed25519.Ed25519PrivateKey.from_private_bytes(raw)
        self.public = self.native.public_key().public_bytes_raw()  # 32 bytes

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new one."""
        return cls(random_key())

    @classmethod
    def from_pem(cls, pem: bytes, passphrase: str | None = None) -> SigningKey:
        """Return a PKCS #8 file's key; `passphrase` where it is encrypted. Raise EnvelopeError."""
        try:
            native = private_of_pem(pem, passphrase)
        except (ValueError, TypeError) as error:
            raise EnvelopeError("this is no PKCS #8 file of a key") from error
        if not isinstance(native, ed25519.Ed25519PrivateKey):
            raise EnvelopeError("this is no Ed25519 key")
        return cls(native.private_bytes_raw())

    def to_pem(self, passphrase: str | None = None) -> bytes:
        """Return PKCS #8, encrypted with a `passphrase` where one is given."""
        return private_pem(self.native, passphrase)

    def sign(self, domain: str, message: bytes) -> bytes:
        """Return 64 bytes; a signature for one domain is none for another."""
        return self.native.sign(_signed(domain, message))


def native_public(public: bytes) -> ed25519.Ed25519PublicKey:
    """Return the library's object of a public signing key, 32 bytes. Raise EnvelopeError."""
    try:
        return ed25519.Ed25519PublicKey.from_public_bytes(public)
    except ValueError as error:
        raise EnvelopeError("this is no public signing key") from error


def verify(public: bytes, domain: str, message: bytes, signature: bytes) -> None:
    """Raise EnvelopeError unless the holder of `public`'s private half signed this."""
    try:
        native_public(public).verify(signature, _signed(domain, message))
    except InvalidSignature as error:
        raise EnvelopeError(f"the signature of this {domain} is not the data centre's") from error


def _signed(domain: str, message: bytes) -> bytes:
    return b"gapura v1 " + domain.encode() + b"\n" + message

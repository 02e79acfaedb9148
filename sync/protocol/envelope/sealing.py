"""To one recipient: HPKE (RFC 9180), hybrid ML-KEM-768 + X25519, HKDF-SHA256, AES-256-GCM."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from sync.protocol.errors import EnvelopeError

MESSAGE_LIMIT = 8 * 2**20  # bytes; larger things travel in chunks
PUBLIC_SEALING_KEY_SIZE = 1184 + 32

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealingKey:
    """The private half: what was sealed to `public` is opened with it."""

    def __init__(self, seed: bytes) -> None:
        """Take a `seed` of 96 bytes, 64 of ML-KEM-768 and 32 of X25519. Raise EnvelopeError."""
        if len(seed) != 96:
            raise EnvelopeError(f"a sealing key has 96 bytes, this one {len(seed)}")
        self.seed = seed
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64])
        curve = x25519.X25519PrivateKey.from_private_bytes(seed[64:])
        self._key = MLKEM768X25519PrivateKey(lattice, curve)
        self.public = (
            lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        )  # 1216 bytes

    @classmethod
    def generate(cls) -> SealingKey:
        """Make a new one."""
        return cls(secrets.token_bytes(96))

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given. Raise EnvelopeError: another key or context, altered."""
        if len(sealed) > MESSAGE_LIMIT:
            raise EnvelopeError(f"a sealed message of {len(sealed)} bytes is over the limit")
        try:
            return _SUITE.decrypt(sealed, self._key, info=_info(context))
        except (InvalidTag, ValueError) as error:
            raise EnvelopeError(
                f"the sealed {context.partition(' ')[0]} cannot be opened"
            ) from error


class SealingRing:
    """A data centre's private halves: the one in use, and older ones that still open."""

    def __init__(self, current: SealingKey, older: Iterable[SealingKey] = ()) -> None:
        self._keys = (current, *older)
        self.public = current.public  # 1216 bytes

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given, to any of the keys. Raise EnvelopeError."""
        refusal: EnvelopeError | None = None
        for key in self._keys:
            try:
                return key.unseal(sealed, context)
            except EnvelopeError as error:
                refusal = error
        raise EnvelopeError(str(refusal)) from refusal


def seal(message: bytes, public: bytes, context: str) -> bytes:
    """Seal `message` to the holder of `public`'s private half (1216 bytes); 1136 bytes more.

    `context` says what it is and for whom ("result <id> <terminal>"): it is not sent, and another
    one opens nothing. Raise EnvelopeError for a key that is none or a message over the limit.
    """
    if len(message) > MESSAGE_LIMIT - 2048:
        raise EnvelopeError(f"a message of {len(message)} bytes is over the limit")
    if len(public) != PUBLIC_SEALING_KEY_SIZE:
        raise EnvelopeError(f"a public sealing key has {PUBLIC_SEALING_KEY_SIZE} bytes")
    try:
        key = MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(public[:1184]),
            x25519.X25519PublicKey.from_public_bytes(public[1184:]),
        )
        return _SUITE.encrypt(message, key, info=_info(context))
    except ValueError as error:
        raise EnvelopeError("this is no public sealing key") from error


def _info(context: str) -> bytes:
    return b"gapura v1 " + context.encode()

"""PINs and passphrases: Argon2id."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# RFC 9106's second recommendation, 64 MiB: a terminal checks one PIN at a time.
_ARGON2_PASSES, _ARGON2_LANES, _ARGON2_KIB = 3, 4, 65_536


def pin_verifier(secret: str) -> str:
    """Return Argon2id in PHC format, which proves a PIN later without holding it."""
    derivation = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    return derivation.derive_phc_encoded(secret.encode())


def pin_matches(secret: str, verifier: str) -> bool:
    """Return whether `verifier` was made of `secret`; about 0.1 s and 64 MiB, by design."""
    try:
        Argon2id.verify_phc_encoded(secret.encode(), verifier)
    except InvalidKey:
        return False
    return True


def stretched(passphrase: str, salt: bytes) -> bytes:
    """Return hexadecimal digits of Argon2id, RFC 9106's second recommendation."""
    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    return derivation.derive(passphrase.encode()).hex().encode()

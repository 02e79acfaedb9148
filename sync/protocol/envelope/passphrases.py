"""PINs and passphrases: Argon2id."""

from __future__ import annotations

import re
import secrets
import threading

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# RFC 9106's second recommendation, 64 MiB: a terminal checks one PIN at a time.
_ARGON2_PASSES, _ARGON2_LANES, _ARGON2_KIB = 3, 4, 65_536

# OpenSSL gives each derivation threads of one pool: two at a time wait for each other for ever.
_ALONE = threading.Lock()

_SALT_AND_HASH = re.compile(r"\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}")


def pin_verifier(secret: str) -> str:
    """Return Argon2id in PHC format, which proves a PIN later without holding it."""
    derivation = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    with _ALONE:
        return derivation.derive_phc_encoded(secret.encode())


def pin_matches(secret: str, verifier: str) -> bool:
    """Return whether `verifier` was made of `secret`; about 0.1 s and 64 MiB, by design."""
    try:
        with _ALONE:
            Argon2id.verify_phc_encoded(secret.encode(), verifier)
    except InvalidKey:
        return False
    return True


def is_agreed(verifier: str) -> bool:
    """Return whether a verifier costs what ours do: no less to guess, and no more to check."""
    cost = f"$argon2id$v=19$m={_ARGON2_KIB},t={_ARGON2_PASSES},p={_ARGON2_LANES}"
    return verifier.startswith(cost) and bool(_SALT_AND_HASH.fullmatch(verifier, len(cost)))


def stretched(passphrase: str, salt: bytes) -> bytes:
    """Return hexadecimal digits of Argon2id, RFC 9106's second recommendation."""
    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    with _ALONE:
        return derivation.derive(passphrase.encode()).hex().encode()

"""Private keys as files: PKCS #8, encrypted where there is a passphrase."""

from __future__ import annotations

import secrets
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519

from sync.protocol.envelope.passphrases import stretched

_SALT = 16  # bytes
_STRETCHED = b"Gapura-Argon2id: "  # before an encrypted PEM: the salt


def private_pem(key: ed25519.Ed25519PrivateKey, passphrase: str | None = None) -> bytes:
    """Return PKCS #8. A passphrase is stretched first: the format's own rounds are far too few.

    The salt stands in a line before the PEM; `openssl` reads the file with what `stretched` gives.
    """
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    if passphrase is None:
        return key.private_bytes(encoding, form, serialization.NoEncryption())
    salt = secrets.token_bytes(_SALT)
    encryption = serialization.BestAvailableEncryption(stretched(passphrase, salt))
    return _STRETCHED + salt.hex().encode() + b"\n" + key.private_bytes(encoding, form, encryption)


def private_of_pem(pem: bytes, passphrase: str | None) -> Any:
    """Return the library's private key. Raise ValueError, TypeError: none, another passphrase."""
    if passphrase is None:
        return serialization.load_pem_private_key(pem, None)
    line, _, rest = pem.partition(b"\n")
    if not line.startswith(_STRETCHED):  # made by other tools
        return serialization.load_pem_private_key(pem, passphrase.encode())
    salt = bytes.fromhex(line.removeprefix(_STRETCHED).decode("ascii"))
    return serialization.load_pem_private_key(rest, stretched(passphrase, salt))

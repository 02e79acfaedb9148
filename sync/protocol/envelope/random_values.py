"""What nobody can guess: ids, keys, tokens."""

from __future__ import annotations

import base64
import secrets

KEY_SIZE = 32


def random_id() -> str:
    """Return 32 hexadecimal digits that nobody has used."""
    return secrets.token_hex(16)


def random_key() -> bytes:
    """Return 32 bytes for a content key, a vault or a database."""
    return secrets.token_bytes(KEY_SIZE)


def one_time_token() -> str:
    """Return what a technician types or carries once; 26 characters, 130 bits."""
    return base64.b32encode(secrets.token_bytes(17)).decode().rstrip("=").lower()[:26]

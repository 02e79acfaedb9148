"""SHA-256, and comparing without telling where two things differ."""

from __future__ import annotations

import hashlib
import hmac


def constant_time_equal(left: str | bytes, right: str | bytes) -> bool:
    """Return whether they are equal, in the same time wherever they differ."""
    a, b = (x.encode() if isinstance(x, str) else x for x in (left, right))
    return hmac.compare_digest(a, b)


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def key_digits(public: bytes) -> str:
    """Return 16 digits that two people compare to know that they mean the same public key."""
    return fingerprint(public)[:16]

"""Six words that two people read to each other: this device, and what the data centre holds of it.

They come of the ticket and of the device's three public keys. The data centre makes them of the
ticket as it wrote it and of the keys as they arrived; whoever changed either of them on the way has
other words. 48 bits, each guess with Argon2id (64 MiB, a tenth of a second): who stands between
would need keys with the same words while the two are still on the telephone.
"""

from __future__ import annotations

from sync.protocol.confirmation_words import WORDS
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.passphrases import stretched

COUNT = 6
_SALT = b"gapura words v1\n"


def confirmation(
    ticket: str, signing_key: bytes, sealing_key: bytes, kiosk_key: bytes
) -> tuple[str, ...]:
    """Return the words of a device with these public keys; `ticket`: its ticket's digest.

    It takes a tenth of a second, by design.
    """
    keys = (fingerprint(key) for key in (signing_key, sealing_key, kiosk_key))
    made = stretched("\n".join((ticket, *keys)), _SALT)
    return tuple(WORDS[byte] for byte in bytes.fromhex(made.decode())[:COUNT])


def said(text: str) -> tuple[str, ...]:
    """Return the words that somebody typed, in order, whatever stands between them."""
    parted = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return tuple(parted.split())

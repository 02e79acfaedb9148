"""A result on its way: signed by the kiosk, sealed to the data centre.

The signature is over what is sealed, so that it proves the result for as long as that is kept,
whatever it is sealed with later. It travels beside the sealed bytes and says nothing about them:
every body holds a random id that nobody else knows.
"""

from __future__ import annotations

from datetime import datetime

from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.result_content import ResultContent
from sync.protocol.wire import SealedResult

DOMAIN = "result"


def seal_result(
    content: ResultContent,
    centre: bytes,
    terminal_id: str,
    created_at: datetime,
    key: SigningKey | None,
) -> SealedResult:
    """Return `content` under a new id. `centre`: 1216 bytes; `key`: the kiosk's, if it has one.

    Raise EnvelopeError.
    """
    result_id, text = random_id(), content.to_json()
    return SealedResult(
        result_id=result_id,
        created_at=created_at,
        sealed=seal(text, centre, f"result {result_id} {terminal_id}"),
        signature=key.sign(DOMAIN, _signed(result_id, terminal_id, text)) if key else None,
    )


def prove_result(
    text: bytes, result_id: str, terminal_id: str, signature: bytes | None, kiosk_key: bytes
) -> None:
    """Raise PackageError unless the holder of `kiosk_key`'s private half said `text`."""
    try:
        verify(kiosk_key, DOMAIN, _signed(result_id, terminal_id, text), signature or b"")
    except EnvelopeError:
        reason = "not signed by its kiosk" if signature is None else "another than its kiosk signed"
        raise PackageError(f"{reason}: the terminal has a kiosk's key") from None


def _signed(result_id: str, terminal_id: str, text: bytes) -> bytes:
    return f"{result_id} {terminal_id}\n".encode() + text

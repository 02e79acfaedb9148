"""What a terminal's TPM says of its boot: the very bytes that a good word of it consists of.

Of a TPM's formats nothing is parsed here. Both keys are made from fixed templates, so their public
areas, and by these their names, follow from their points; and of a quote all is known but the TPM's
clock and the version of its firmware. So a quote is compared with what it must be, byte for byte.
TPM 2.0 Library: part 1, Names; part 2, TPMT_PUBLIC and TPMS_ATTEST. TCG EK Credential Profile 2.5,
template L-2.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence

from sync.protocol.envelope.tpm_keys import verify_tpm
from sync.protocol.errors import EnvelopeError
from sync.protocol.wire import Attested, Quote

SECURE_BOOT, IMAGE, ADDED = 7, 11, 12  # PCRs: the firmware's keys, the image, what was added to it
PCRS = (SECURE_BOOT, IMAGE, ADDED)
_ECC, _SHA256, _NULL, _ECDSA, _P256, _AES, _CFB = 0x23, 0x0B, 0x10, 0x18, 0x03, 0x06, 0x43
_ENDORSEMENT = struct.pack(">I", 0x4000000B)  # the hierarchy
# fixedTPM, fixedParent, sensitiveDataOrigin; adminWithPolicy, restricted, decrypt.
_EK_ATTRIBUTES = 0x000300B2
# fixedTPM, fixedParent, sensitiveDataOrigin, userWithAuth, noDA; restricted, sign.
_AK_ATTRIBUTES = 0x00050472
# Of PolicySecret(TPM_RH_ENDORSEMENT).
_EK_POLICY = bytes.fromhex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa")
_MADE_BY_A_TPM, _QUOTE = 0xFF544347, 0x8018
_CLOCK_AND_FIRMWARE = 25  # bytes: TPMS_CLOCK_INFO, firmwareVersion


def ek_public(point: bytes) -> bytes:
    """Return the TPMT_PUBLIC of an endorsement key."""
    head = struct.pack(">HHI", _ECC, _SHA256, _EK_ATTRIBUTES) + _sized(_EK_POLICY)
    return head + struct.pack(">HHHHHH", _AES, 128, _CFB, _NULL, _P256, _NULL) + _unique(point)


def ak_public(point: bytes) -> bytes:
    """Return the TPMT_PUBLIC of an attestation key, which signs only what its TPM made."""
    head = struct.pack(">HHI", _ECC, _SHA256, _AK_ATTRIBUTES) + _sized(b"")
    return head + struct.pack(">HHHHH", _NULL, _ECDSA, _SHA256, _P256, _NULL) + _unique(point)


def key_name(public: bytes) -> bytes:
    """Return the name of a key by its TPMT_PUBLIC: a TPM opens a credential for no other one."""
    return struct.pack(">H", _SHA256) + hashlib.sha256(public).digest()


class QuoteRefused(Exception):
    """A quote that proves nothing: `verdict` says why, and the text in a sentence."""

    def __init__(self, verdict: Attested, text: str) -> None:
        """Take both."""
        super().__init__(text)
        self.verdict = verdict


def quoted_values(
    quote: Quote, attestation_key: bytes, nonce: bytes, pcrs: Sequence[int] = PCRS
) -> Mapping[int, bytes]:
    """Return the values of `pcrs` that the TPM vouches for. Raise QuoteRefused.

    `nonce`: that was asked with last.

    1. As long as a quote of these is. 2. Signed by the key. 3. A quote, of that very key.
    4. In answer to this nonce. 5. Of these PCRs, with these values.
    """
    head = struct.pack(">IH", _MADE_BY_A_TPM, _QUOTE) + _sized(_qualified(attestation_key))
    asked = _sized(nonce)
    digest = hashlib.sha256(b"".join(quote.values)).digest()
    tail = struct.pack(">IHB", 1, _SHA256, 3) + _bits(pcrs) + _sized(digest)
    message = quote.message
    wanted = len(head) + len(asked) + _CLOCK_AND_FIRMWARE + len(tail)
    if len(message) != wanted or len(quote.values) != len(pcrs):
        how = "cut" if len(message) < wanted else "longer than what was asked for"
        raise QuoteRefused(Attested.FORM, f"its quote is {how}")
    try:
        verify_tpm(attestation_key, message, quote.signature)
    except EnvelopeError:
        text = "its quote is not signed by the TPM that was approved"
        raise QuoteRefused(Attested.SIGNATURE, text) from None
    if not message.startswith(head):
        raise QuoteRefused(Attested.FORM, "what its TPM signed is no quote")
    if message[len(head) : len(head) + len(asked)] != asked:
        raise QuoteRefused(Attested.NONCE, "its quote answers another question than was asked")
    if not message.endswith(tail):
        raise QuoteRefused(Attested.FORM, "its quote is of other values than it says")
    return dict(zip(pcrs, quote.values, strict=True))


def _qualified(attestation_key: bytes) -> bytes:
    """Return the qualified name of the key, which its TPM made in the endorsement hierarchy."""
    named = hashlib.sha256(_ENDORSEMENT + key_name(ak_public(attestation_key))).digest()
    return struct.pack(">H", _SHA256) + named


def _bits(pcrs: Sequence[int]) -> bytes:
    return sum(1 << pcr for pcr in set(pcrs)).to_bytes(3, "little")


def _unique(point: bytes) -> bytes:
    half = len(point) // 2
    return _sized(point[:half]) + _sized(point[half:])


def _sized(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data

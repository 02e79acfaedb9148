"""A quote proves what was booted, or says by a word of its own why it does not."""

from __future__ import annotations

import struct
from collections.abc import Callable
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.protocol.attestation import PCRS, QuoteRefused, ek_public, key_name, quoted_values
from sync.protocol.envelope.tpm_keys import point_of
from sync.protocol.wire import Attested, Quote

NONCE = bytes(range(32))
VALUES = (b"7" * 32, b"B" * 32, bytes(32))


def sized(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


class FakeTpm:
    """Signs what a TPM would, and what none would. The layout is that of the TPM 2.0 Library."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = self._key.public_key()
        self.point = point_of(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    def name(self) -> bytes:
        area = bytes.fromhex("0023000b00050472000000100018000b00030010")
        named = b"\0\x0b" + sha256(area + sized(self.point[:32]) + sized(self.point[32:])).digest()
        return b"\0\x0b" + sha256(bytes.fromhex("4000000b") + named).digest()

    def message(self, nonce: bytes = NONCE, magic: bytes = b"\xffTCG") -> bytes:
        clock = struct.pack(">QIIBQ", 123456, 7, 0, 1, 0x20220101)
        selected = bytes.fromhex("00000001000b03801800")  # SHA-256: 7, 11, 12
        digest = sha256(b"".join(VALUES)).digest()
        kind = magic + b"\x80\x18"
        return kind + sized(self.name()) + sized(nonce) + clock + selected + sized(digest)

    def quote(self, message: bytes, values: tuple[bytes, ...] = VALUES) -> Quote:
        signature = self._key.sign(message, ec.ECDSA(hashes.SHA256()))
        return Quote(message=message, signature=signature, values=values)


TPM, OTHER = FakeTpm(), FakeTpm()


def test_a_good_quote_vouches_for_its_values() -> None:
    quote = TPM.quote(TPM.message())
    assert quoted_values(quote, TPM.point, NONCE) == dict(zip(PCRS, VALUES, strict=True))


def test_an_endorsement_key_is_of_the_makers_template() -> None:
    """L-2 of the TCG's EK Credential Profile, on P-256: only its key opens a credential."""
    policy = "837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa"
    area = bytes.fromhex(f"0023000b000300b20020{policy}000600800043001000030010")
    whole = area + sized(TPM.point[:32]) + sized(TPM.point[32:])
    assert ek_public(TPM.point) == whole
    assert key_name(whole) == b"\0\x0b" + sha256(whole).digest()


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        (lambda: TPM.quote(TPM.message()[:-1]), Attested.FORM),
        (lambda: TPM.quote(b""), Attested.FORM),
        (lambda: TPM.quote(TPM.message() + bytes(1900)), Attested.FORM),
        (lambda: TPM.quote(TPM.message(), VALUES[:2]), Attested.FORM),
        (lambda: OTHER.quote(OTHER.message()), Attested.SIGNATURE),
        (lambda: OTHER.quote(TPM.message()), Attested.SIGNATURE),
        # Any program may have a TPM's key sign what does not begin as a TPM's own words do.
        (lambda: TPM.quote(TPM.message(magic=b"\xffTCF")), Attested.FORM),
        (lambda: TPM.quote(OTHER.message()), Attested.FORM),
        (lambda: TPM.quote(TPM.message(nonce=bytes(32))), Attested.NONCE),
        (lambda: TPM.quote(TPM.message(), (VALUES[0], bytes(32), VALUES[2])), Attested.FORM),
    ],
    ids=[
        *("cut", "empty", "huge", "values-missing", "another-tpm", "another-key", "no-quote"),
        *("another-key's", "replayed", "other-values"),
    ],
)
def test_each_other_quote_is_refused_with_its_word(
    made: Callable[[], Quote], verdict: Attested
) -> None:
    with pytest.raises(QuoteRefused) as refused:
        quoted_values(made(), TPM.point, NONCE)
    assert refused.value.verdict is verdict

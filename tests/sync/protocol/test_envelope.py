"""What is sealed opens with its key and in no other way; what is signed is the signer's word."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import envelope
from sync.protocol.envelope import (
    CHUNK,
    HEADER_LIMIT,
    KEY_SIZE,
    MESSAGE_LIMIT,
    SealedFile,
    SealingKey,
    SigningKey,
    Vault,
    certificate_ends,
    one_time_token,
    pin_matches,
    pin_verifier,
    random_id,
    random_key,
    seal,
    seal_chunks,
    sealed_header,
    tls_authority,
    tls_certificate,
    verify,
)
from sync.protocol.errors import EnvelopeError

KEY = SealingKey.generate()
CONTENT_KEY = bytes(range(32))


def sealed_file(plaintext: bytes, header: bytes = b"{}", content_key: bytes = CONTENT_KEY) -> bytes:
    return b"".join(seal_chunks(header, [plaintext], content_key))


def opened(sealed: bytes, content_key: bytes = CONTENT_KEY) -> bytes:
    with SealedFile(io.BytesIO(sealed), content_key) as file:
        return io.BufferedReader(file).read()


@given(st.binary(max_size=5000), st.text(max_size=40))
def test_the_recipient_reads_what_was_sealed(message: Any, context: Any) -> None:
    assert KEY.unseal(seal(message, KEY.public, context), context) == message


def test_another_recipient_context_or_bit_opens_nothing() -> None:
    sealed = seal(b"the answer", KEY.public, "result 1 a")
    flipped = bytearray(sealed)
    flipped[len(flipped) // 2] ^= 1
    for key, message, context in [
        (SealingKey.generate(), sealed, "result 1 a"),
        (KEY, sealed, "result 1 b"),
        (KEY, bytes(flipped), "result 1 a"),
        (KEY, sealed[:-1], "result 1 a"),
        (KEY, b"", "result 1 a"),
    ]:
        with pytest.raises(EnvelopeError, match="cannot be opened"):
            key.unseal(message, context)


def test_two_seals_of_one_message_differ() -> None:
    assert seal(b"same", KEY.public, "c") != seal(b"same", KEY.public, "c")


def test_a_key_survives_its_bytes() -> None:
    again = SealingKey(KEY.seed)
    assert again.public == KEY.public
    assert again.unseal(seal(b"x", KEY.public, "c"), "c") == b"x"


@pytest.mark.parametrize("public", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_a_public_key_that_is_none_is_refused(public: bytes) -> None:
    with pytest.raises(EnvelopeError, match="public sealing key"):
        seal(b"x", public, "c")


@given(
    st.integers(0, 3),
    st.sampled_from([-17, -16, -1, 0, 1, 16, 17]),
    st.lists(st.integers(1, 40_000), max_size=5),
)
def test_a_file_of_any_size_opens_however_it_was_cut_into_pieces(
    chunks: Any, over: Any, cuts: Any
) -> None:
    plaintext = (bytes(range(256)) * (3 * CHUNK // 256 + 1))[: max(0, chunks * CHUNK + over)]
    pieces, rest = [], plaintext
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    sealed = b"".join(seal_chunks(b'{"a":1}', [*pieces, rest], CONTENT_KEY))
    assert opened(sealed) == plaintext
    assert SealedFile(io.BytesIO(sealed), CONTENT_KEY).size == len(plaintext)


@given(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_part_is_read_without_the_rest(offset: Any, size: Any) -> None:
    plaintext = bytes(range(251)) * (3 * CHUNK // 251)
    with io.BufferedReader(SealedFile(io.BytesIO(sealed_file(plaintext)), CONTENT_KEY)) as file:
        file.seek(offset)
        assert file.read(size) == plaintext[offset : offset + size]


@given(st.data())
def test_a_cut_or_altered_file_is_never_read_to_its_end(data: Any) -> None:
    plaintext = bytes(2 * CHUNK + 77)
    sealed = bytearray(sealed_file(plaintext))
    if data.draw(st.booleans(), "cut"):
        del sealed[data.draw(st.integers(0, len(sealed) - 1), "length") :]
    else:
        sealed[data.draw(st.integers(0, len(sealed) - 1), "place")] ^= data.draw(
            st.integers(1, 255), "change"
        )
    with pytest.raises(EnvelopeError):
        opened(bytes(sealed))


def test_chunks_cannot_be_exchanged_repeated_or_left_out() -> None:
    body = CHUNK + 16
    sealed = sealed_file(bytes(3 * CHUNK))
    head = len(sealed) - 3 * body
    start, one, two, three = (
        sealed[:head],
        sealed[head : head + body],
        sealed[head + body : head + 2 * body],
        sealed[head + 2 * body :],
    )
    for order in [(two, one, three), (one, one, three), (one, three), (one, two), (two, three)]:
        with pytest.raises(EnvelopeError):
            opened(start + b"".join(order))


def test_another_files_content_key_or_header_is_recognised_at_once() -> None:
    sealed = sealed_file(b"x", b'{"version":1}')
    with pytest.raises(EnvelopeError, match="another file's"):
        SealedFile(io.BytesIO(sealed), random_key())
    with pytest.raises(EnvelopeError, match="another file's"):
        SealedFile(io.BytesIO(sealed.replace(b'"version":1', b'"version":2')), CONTENT_KEY)


@given(st.binary(max_size=300))
def test_whatever_is_no_sealed_file_is_refused(noise: Any) -> None:
    for data in (noise, b"GAPURA\x00\x01" + noise):
        with pytest.raises(EnvelopeError):
            opened(data)


def test_a_header_that_announces_gigabytes_allocates_nothing() -> None:
    with pytest.raises(EnvelopeError, match="no sealed file"):
        sealed_header(io.BytesIO(b"GAPURA\x00\x01" + b"\xff\xff\xff\xff" + b"{}"))


def test_a_signature_holds_for_one_key_domain_and_message() -> None:
    key = SigningKey.generate()
    signature = key.sign("statement receipt", b"body")
    verify(key.public, "statement receipt", b"body", signature)
    for public, domain, message, given_signature in [
        (SigningKey.generate().public, "statement receipt", b"body", signature),
        (key.public, "statement lease", b"body", signature),
        (key.public, "statement receipt", b"bodY", signature),
        (key.public, "statement receipt", b"body", signature[:-1]),
        (b"short", "statement receipt", b"body", signature),
    ]:
        with pytest.raises(EnvelopeError):
            verify(public, domain, message, given_signature)


def test_a_signing_key_survives_its_file_and_no_other_file_is_one() -> None:
    key = SigningKey.generate()
    assert SigningKey.from_pem(key.to_pem()).raw == key.raw
    authority_key, certificate = tls_authority("Gapura", datetime.now(UTC), 1)
    SigningKey.from_pem(authority_key)
    for other in (b"", b"noise", certificate, key.to_pem()[:-30]):
        with pytest.raises(EnvelopeError):
            SigningKey.from_pem(other)


@given(st.binary(max_size=1000))
def test_the_vault_gives_back_what_it_was_given_for_the_same_row(plaintext: Any) -> None:
    vault = Vault(CONTENT_KEY)
    sealed = vault.seal(plaintext, "persons 1")
    assert vault.unseal(sealed, "persons 1") == plaintext
    with pytest.raises(EnvelopeError):
        vault.unseal(sealed, "persons 2")
    with pytest.raises(EnvelopeError):
        Vault(random_key()).unseal(sealed, "persons 1")


def test_the_vaults_index_finds_a_nik_and_does_not_show_it() -> None:
    index = Vault(CONTENT_KEY).index("3171014505900001")
    assert index == Vault(CONTENT_KEY).index("3171014505900001")
    assert index != Vault(random_key()).index("3171014505900001")
    assert "3171014505900001" not in index


@pytest.fixture
def true_pin_cost(pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in pin_cost.items():
        monkeypatch.setattr(envelope, name, value)


@pytest.mark.usefixtures("true_pin_cost")
def test_a_pin_is_recognised_and_not_kept() -> None:
    verifier = pin_verifier("271828")
    assert verifier.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, section 4
    assert pin_matches("271828", verifier)
    assert not pin_matches("271829", verifier)
    assert not pin_matches("271828", "no verifier")
    assert "271828" not in verifier
    assert verifier != pin_verifier("271828")


def test_ids_and_tokens_are_never_the_same_twice() -> None:
    assert len({random_id() for _ in range(100)}) == 100
    tokens = {one_time_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {26}


def test_our_authority_vouches_for_our_server() -> None:
    import ssl

    now = datetime.now(UTC)
    key, authority = tls_authority("Gapura", now, 3650)
    _, certificate = tls_certificate(key, authority, ["localhost", "127.0.0.1"], now, 90)
    context = ssl.create_default_context(cadata=authority.decode())
    assert len(context.get_ca_certs()) == 1
    assert certificate.startswith(b"-----BEGIN CERTIFICATE-----")


def test_a_certificate_says_when_it_ends() -> None:
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    _, authority = tls_authority("Uji", now, 30)
    assert certificate_ends(authority) == now + timedelta(days=30)
    with pytest.raises(EnvelopeError, match="no certificate"):
        certificate_ends(b"-----BEGIN CERTIFICATE-----")


def test_an_authority_of_another_kind_signs_for_nobody() -> None:
    now = datetime(2026, 11, 22, 8, tzinfo=UTC)
    _, authority = tls_authority("Uji", now, 30)
    foreign = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(EnvelopeError, match="Ed25519"):
        tls_certificate(foreign, authority, ["localhost"], now, 1)
    with pytest.raises(EnvelopeError, match="Ed25519"):
        SigningKey.from_pem(foreign)


@pytest.mark.parametrize(
    "act",
    [
        lambda: SealingKey(bytes(95)),
        lambda: SigningKey(bytes(KEY_SIZE + 1)),
        lambda: Vault(bytes(KEY_SIZE - 1)),
        lambda: KEY.unseal(bytes(MESSAGE_LIMIT + 1), "result 1 a"),
        lambda: seal(bytes(MESSAGE_LIMIT), KEY.public, "result 1 a"),
        lambda: sealed_file(b"x", content_key=bytes(KEY_SIZE - 1)),
        lambda: sealed_file(b"x", header=b""),
        lambda: sealed_file(b"x", header=bytes(HEADER_LIMIT + 1)),
        lambda: sealed_header(io.BytesIO(sealed_file(b"x", header=b"a header")[:16])),
    ],
)
def test_what_has_the_wrong_size_is_refused_in_one_line(act: Any) -> None:
    with pytest.raises(EnvelopeError) as refused:
        act()
    assert "\n" not in str(refused.value)


def test_a_passphrase_of_a_key_is_stretched() -> None:
    key = SigningKey.generate()
    pem = key.to_pem("kunci pertama di brankas")
    assert SigningKey.from_pem(pem, "kunci pertama di brankas").raw == key.raw
    assert pem != key.to_pem("kunci pertama di brankas"), "each file has a salt of its own"
    plain = pem.partition(b"\n")[2]
    for data, secret in (
        (pem, "kunci kedua di brankas"),
        (pem, None),
        (plain, "kunci pertama di brankas"),  # the passphrase itself opens nothing
        (b"Gapura-Argon2id: odd\n" + plain, "kunci pertama di brankas"),
    ):
        with pytest.raises(EnvelopeError):
            SigningKey.from_pem(data, secret)


def test_a_ring_opens_what_was_sealed_to_an_older_key_and_nothing_else() -> None:
    old, new, foreign = (SealingKey(bytes([number]) * 96) for number in (1, 2, 3))
    ring = envelope.SealingRing(new, [old])
    assert ring.public == new.public
    for key in (old, new):
        assert ring.unseal(seal(b"result", key.public, "result 1"), "result 1") == b"result"
    with pytest.raises(EnvelopeError, match="the sealed result cannot be opened"):
        ring.unseal(seal(b"result", foreign.public, "result 1"), "result 1")


def test_a_vault_whose_keys_change_opens_both_and_seals_anew_by_the_newest() -> None:
    old, new = bytes(32), bytes([1]) * 32
    now = [envelope.VaultKeys({"name": [old]}, bytes(32))]
    vault = Vault(lambda _anew: now[0])
    sealed = vault.seal(b"Sari", "name 1")
    assert vault.resealed(sealed, "name 1") is None
    now[0] = envelope.VaultKeys({"name": [new, old]}, bytes(32))
    assert vault.unseal(sealed, "name 1") == b"Sari"
    anew = vault.resealed(sealed, "name 1")
    assert anew is not None
    now[0] = envelope.VaultKeys({"name": [new]}, bytes(32))
    assert vault.unseal(anew, "name 1") == b"Sari"
    for foreign in (sealed, bytes(60)):
        with pytest.raises(EnvelopeError, match="cannot be opened"):
            vault.resealed(foreign, "name 1")


def test_an_authority_vouches_for_its_own_certificates_alone() -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    key, authority = tls_authority("Uji", now, 30)
    _, other = tls_authority("Uji", now, 30)
    _, third = tls_authority("Lain", now, 30)
    _, server = tls_certificate(key, authority, ["localhost"], now, 30)
    assert envelope.is_signed_by(server, authority)
    assert not envelope.is_signed_by(server, other)
    assert not envelope.is_signed_by(server, third)
    with pytest.raises(EnvelopeError, match="no certificate"):
        envelope.is_signed_by(b"paper", authority)
    with pytest.raises(EnvelopeError, match="another passphrase"):
        tls_certificate(b"paper", authority, ["localhost"], now, 30)

"""Our authority vouches for its own servers, and for nobody else."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sync.protocol.envelope.certificates import (
    certificate_ends,
    certificate_names,
    is_signed_by,
    tls_authority,
    tls_certificate,
)
from sync.protocol.errors import EnvelopeError


def test_our_authority_vouches_for_our_server() -> None:
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


def test_an_authority_vouches_for_its_own_certificates_alone() -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    key, authority = tls_authority("Uji", now, 30)
    _, other = tls_authority("Uji", now, 30)
    _, third = tls_authority("Lain", now, 30)
    _, server = tls_certificate(key, authority, ["localhost"], now, 30)
    assert is_signed_by(server, authority)
    assert not is_signed_by(server, other)
    assert not is_signed_by(server, third)
    with pytest.raises(EnvelopeError, match="no certificate"):
        is_signed_by(b"paper", authority)
    with pytest.raises(EnvelopeError, match="another passphrase"):
        tls_certificate(b"paper", authority, ["localhost"], now, 30)


def test_a_certificate_says_whom_it_is_about_and_who_made_it() -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    key, authority = tls_authority("Uji", now, 30)
    _, server = tls_certificate(key, authority, ["gate.example"], now, 30)
    names = certificate_names(server)
    assert "gate.example" in names.subject
    assert names.issuer == certificate_names(authority).subject
    assert "Uji" in names.issuer
    with pytest.raises(EnvelopeError, match="no certificate"):
        certificate_names(b"paper")


def test_a_certificate_of_nobody_is_called_so() -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    country = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "ID")])
    made = (
        x509.CertificateBuilder(x509.Name([]), country, key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    names = certificate_names(made.public_bytes(serialization.Encoding.PEM))
    assert (names.subject, names.issuer) == ("C=ID", "nobody")

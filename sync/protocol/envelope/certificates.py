"""TLS: our own authority, and the certificates of its servers."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.protocol.envelope.pkcs8 import private_of_pem, private_pem
from sync.protocol.errors import EnvelopeError


def tls_authority(
    name: str, now: dt.datetime, days: int, passphrase: str | None = None
) -> tuple[bytes, bytes]:
    """Make a certificate authority: (private key, certificate), both PEM."""
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    certificate = (
        _certificate(subject, subject, key.public_key(), now, days)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, None)
    )
    return private_pem(key, passphrase), certificate.public_bytes(serialization.Encoding.PEM)


def tls_certificate(
    authority_key: bytes,
    authority: bytes,
    names: Sequence[str],
    now: dt.datetime,
    days: int,
    passphrase: str | None = None,
) -> tuple[bytes, bytes]:
    """Make a server's (private key, certificate), PEM, for host names or addresses `names`.

    Raise EnvelopeError: the authority's key is none, or another passphrase opens it.
    """
    try:
        issuer_key = private_of_pem(authority_key, passphrase)
    except (ValueError, TypeError) as error:
        raise EnvelopeError("no key of an authority, or another passphrase opens it") from error
    issuer = x509.load_pem_x509_certificate(authority)
    if not isinstance(issuer_key, ed25519.Ed25519PrivateKey):
        raise EnvelopeError("the authority's key is no Ed25519 key")
    key = ed25519.Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    served = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    certificate = (
        _certificate(subject, issuer.subject, key.public_key(), now, days)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(served, critical=False)
        .add_extension(issuer_id, critical=False)
        .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
        .sign(issuer_key, None)
    )
    return private_pem(key), certificate.public_bytes(serialization.Encoding.PEM)


def is_signed_by(pem: bytes, authority: bytes) -> bool:
    """Return whether `authority` signed a certificate; both PEM. Raise EnvelopeError."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority))
    except InvalidSignature:
        return False
    except (ValueError, TypeError) as error:
        if "issuer" in str(error).lower():  # another name
            return False
        raise EnvelopeError("this is no certificate") from error
    return True


def certificate_ends(pem: bytes) -> dt.datetime:
    """Return the moment, UTC, after which a certificate counts no more. Raise EnvelopeError."""
    try:
        return x509.load_pem_x509_certificate(pem).not_valid_after_utc
    except ValueError as error:
        raise EnvelopeError("this is no certificate") from error


@dataclass(frozen=True, slots=True)
class CertificateNames:
    """Whom a certificate is about, and who made it, as it says itself: nothing of it is proven."""

    subject: str
    issuer: str


def certificate_names(pem: bytes) -> CertificateNames:
    """Return the names of a certificate, the first of several. Raise EnvelopeError."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        return CertificateNames(_readable(certificate.subject), _readable(certificate.issuer))
    except ValueError as error:
        raise EnvelopeError("this is no certificate") from error


def _readable(name: x509.Name) -> str:
    """Return the common name and the organisation, as far as they are there."""
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    found = [str(each.value) for oid in wanted for each in name.get_attributes_for_oid(oid)]
    return ", ".join(dict.fromkeys(found)) or name.rfc4514_string() or "nobody"


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ed25519.Ed25519PublicKey,
    now: dt.datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=days))
    )


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)

"""Everything that seals, signs and derives; the only module that opens `cryptography`.

- One recipient: HPKE (RFC 9180), hybrid ML-KEM-768 + X25519, HKDF-SHA256, AES-256-GCM:
  `seal`, `SealingKey.unseal`.
- Many recipients, any size: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015)
  over AES-256-GCM, under a content key that is itself sealed to each recipient:
  `seal_chunks`, `SealedFile`.
- Who said it: Ed25519 over a domain and the message: `SigningKey`, `verify`.
- At rest in the data centre: AES-256-GCM under one key: `Vault`.
- PINs and passphrases: Argon2id. TLS: our own authority.

README.md beside this file describes the bytes.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import io
import ipaddress
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from cryptography import x509
from cryptography.exceptions import InvalidKey, InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from typing_extensions import Buffer

from sync.protocol.errors import EnvelopeError

MAGIC = b"GAPURA\x00\x01"
HEADER_LIMIT = 65_536  # bytes
CHUNK = 65_536  # bytes of plaintext in every chunk but the last
TAG = 16
SALT = 16
KEY_SIZE = 32
MESSAGE_LIMIT = 8 * 2**20  # bytes; larger things travel in chunks
PUBLIC_SEALING_KEY_SIZE = 1184 + 32

_STRETCHED = b"Gapura-Argon2id: "  # before an encrypted PEM: the salt
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
# RFC 9106's second recommendation, 64 MiB: a terminal checks one PIN at a time.
_ARGON2_PASSES, _ARGON2_LANES, _ARGON2_KIB = 3, 4, 65_536


def random_id() -> str:
    """Return 32 hexadecimal digits that nobody has used."""
    return secrets.token_hex(16)


def random_key() -> bytes:
    """Return 32 bytes for a content key, a vault or a database."""
    return secrets.token_bytes(KEY_SIZE)


def one_time_token() -> str:
    """Return what a technician types or carries once; 26 characters, 130 bits."""
    return base64.b32encode(secrets.token_bytes(17)).decode().rstrip("=").lower()[:26]


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


# ---- one recipient ---------------------------------------------------------------------------


class SealingKey:
    """The private half: what was sealed to `public` is opened with it."""

    def __init__(self, seed: bytes) -> None:
        """Take a `seed` of 96 bytes, 64 of ML-KEM-768 and 32 of X25519. Raise EnvelopeError."""
        if len(seed) != 96:
            raise EnvelopeError(f"a sealing key has 96 bytes, this one {len(seed)}")
        self.seed = seed
        lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:64])
        curve = x25519.X25519PrivateKey.from_private_bytes(seed[64:])
        self._key = MLKEM768X25519PrivateKey(lattice, curve)
        self.public = (
            lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        )  # 1216 bytes

    @classmethod
    def generate(cls) -> SealingKey:
        """Make a new one."""
        return cls(secrets.token_bytes(96))

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given. Raise EnvelopeError: another key or context, altered."""
        if len(sealed) > MESSAGE_LIMIT:
            raise EnvelopeError(f"a sealed message of {len(sealed)} bytes is over the limit")
        try:
            return _SUITE.decrypt(sealed, self._key, info=_info(context))
        except (InvalidTag, ValueError) as error:
            raise EnvelopeError(
                f"the sealed {context.partition(' ')[0]} cannot be opened"
            ) from error


class SealingRing:
    """A data centre's private halves: the one in use, and older ones that still open."""

    def __init__(self, current: SealingKey, older: Iterable[SealingKey] = ()) -> None:
        self._keys = (current, *older)
        self.public = current.public  # 1216 bytes

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given, to any of the keys. Raise EnvelopeError."""
        refusal: EnvelopeError | None = None
        for key in self._keys:
            try:
                return key.unseal(sealed, context)
            except EnvelopeError as error:
                refusal = error
        raise EnvelopeError(str(refusal)) from refusal


def seal(message: bytes, public: bytes, context: str) -> bytes:
    """Seal `message` to the holder of `public`'s private half (1216 bytes); 1136 bytes more.

    `context` says what it is and for whom ("result <id> <terminal>"): it is not sent, and another
    one opens nothing. Raise EnvelopeError for a key that is none or a message over the limit.
    """
    if len(message) > MESSAGE_LIMIT - 2048:
        raise EnvelopeError(f"a message of {len(message)} bytes is over the limit")
    if len(public) != PUBLIC_SEALING_KEY_SIZE:
        raise EnvelopeError(f"a public sealing key has {PUBLIC_SEALING_KEY_SIZE} bytes")
    try:
        key = MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(public[:1184]),
            x25519.X25519PublicKey.from_public_bytes(public[1184:]),
        )
        return _SUITE.encrypt(message, key, info=_info(context))
    except ValueError as error:
        raise EnvelopeError("this is no public sealing key") from error


def _info(context: str) -> bytes:
    return b"gapura v1 " + context.encode()


# ---- who said it -----------------------------------------------------------------------------


class SigningKey:
    """An Ed25519 private key."""

    def __init__(self, raw: bytes) -> None:
        """Take 32 bytes, `raw`. Raise EnvelopeError."""
        if len(raw) != KEY_SIZE:
            raise EnvelopeError(f"a signing key has {KEY_SIZE} bytes, this one {len(raw)}")
        self.raw = raw
        self.native = ed25519.Ed25519PrivateKey.from_private_bytes(raw)
        self.public = self.native.public_key().public_bytes_raw()  # 32 bytes

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new one."""
        return cls(random_key())

    @classmethod
    def from_pem(cls, pem: bytes, passphrase: str | None = None) -> SigningKey:
        """Return a PKCS #8 file's key; `passphrase` where it is encrypted. Raise EnvelopeError."""
        try:
            native = _private_of_pem(pem, passphrase)
        except (ValueError, TypeError) as error:
            raise EnvelopeError("this is no PKCS #8 file of a key") from error
        if not isinstance(native, ed25519.Ed25519PrivateKey):
            raise EnvelopeError("this is no Ed25519 key")
        return cls(native.private_bytes_raw())

    def to_pem(self, passphrase: str | None = None) -> bytes:
        """Return PKCS #8, encrypted with a `passphrase` where one is given."""
        return _private_pem(self.native, passphrase)

    def sign(self, domain: str, message: bytes) -> bytes:
        """Return 64 bytes; a signature for one domain is none for another."""
        return self.native.sign(_signed(domain, message))


def native_public(public: bytes) -> ed25519.Ed25519PublicKey:
    """Return the library's object of a public signing key, 32 bytes. Raise EnvelopeError."""
    try:
        return ed25519.Ed25519PublicKey.from_public_bytes(public)
    except ValueError as error:
        raise EnvelopeError("this is no public signing key") from error


def verify(public: bytes, domain: str, message: bytes, signature: bytes) -> None:
    """Raise EnvelopeError unless the holder of `public`'s private half signed this."""
    try:
        native_public(public).verify(signature, _signed(domain, message))
    except InvalidSignature as error:
        raise EnvelopeError(f"the signature of this {domain} is not the data centre's") from error


def _signed(domain: str, message: bytes) -> bytes:
    return b"gapura v1 " + domain.encode() + b"\n" + message


# ---- many recipients, any size ---------------------------------------------------------------


def _stream_keys(content_key: bytes, salt: bytes, head: bytes) -> tuple[AESGCM, bytes]:
    """Derive the key of the chunks and the commitment to the content key; both bind `head`."""
    if len(content_key) != KEY_SIZE:
        raise EnvelopeError(f"a content key has {KEY_SIZE} bytes")
    derived = HKDF(
        hashes.SHA256(), 64, salt=salt, info=b"gapura v1 package " + hashlib.sha256(head).digest()
    ).derive(content_key)
    return AESGCM(derived[:32]), derived[32:]


def _nonce(chunk: int, last: bool) -> bytes:
    return chunk.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def seal_chunks(header: bytes, plaintext: Iterable[bytes], content_key: bytes) -> Iterator[bytes]:
    """Yield the bytes of a sealed file; memory for one chunk. `content_key`: new for each file."""
    if not 0 < len(header) <= HEADER_LIMIT:
        raise EnvelopeError(f"a header has 1 to {HEADER_LIMIT} bytes, this one {len(header)}")
    head = MAGIC + len(header).to_bytes(4, "big") + header
    salt = secrets.token_bytes(SALT)
    aead, commitment = _stream_keys(content_key, salt, head)
    yield head + salt + commitment
    number, waiting = 0, bytearray()
    for piece in plaintext:
        waiting += piece
        while len(waiting) > CHUNK:  # the last chunk is never empty, unless it is the only one
            yield aead.encrypt(_nonce(number, False), bytes(waiting[:CHUNK]), None)
            del waiting[:CHUNK]
            number += 1
    yield aead.encrypt(_nonce(number, True), bytes(waiting), None)


def sealed_header(file: BinaryIO) -> bytes:
    """Return the header, which is not secret and not yet proven. Raise EnvelopeError."""
    file.seek(0)
    start = file.read(12)
    size = int.from_bytes(start[8:12], "big")
    if len(start) < 12 or start[:8] != MAGIC or not 0 < size <= HEADER_LIMIT:
        raise EnvelopeError("this is no sealed file of Gapura")
    header = file.read(size)
    if len(header) < size:
        raise EnvelopeError("the sealed file ends in its header")
    return header


class SealedFile(io.RawIOBase):
    """The plaintext of a sealed file, read in order or anywhere; one chunk of it is in memory.

    Every chunk is proven before a byte of it is handed out; `readinto` raises EnvelopeError.
    """

    def __init__(self, file: BinaryIO, content_key: bytes) -> None:
        """Open `file`, which is seekable and is closed with this. Raise EnvelopeError."""
        self._file = file
        self.header = sealed_header(file)
        head = MAGIC + len(self.header).to_bytes(4, "big") + self.header
        rest = file.read(SALT + KEY_SIZE)
        if len(rest) < SALT + KEY_SIZE:
            raise EnvelopeError("the sealed file ends in its header")
        self._aead, commitment = _stream_keys(content_key, rest[:SALT], head)
        if not constant_time_equal(commitment, rest[SALT:]):
            raise EnvelopeError("the content key is another file's, or the header was altered")
        self._start = len(head) + SALT + KEY_SIZE
        body = file.seek(0, io.SEEK_END) - self._start
        self._count = -(-body // (CHUNK + TAG))
        self.size = body - self._count * TAG  # bytes of plaintext
        if body < TAG or self.size <= (self._count - 1) * CHUNK - (self._count == 1):
            raise EnvelopeError("the sealed file was cut off")
        self._position = 0
        self._held, self._chunk = -1, b""

    def _decrypted(self, number: int) -> bytes:
        if number != self._held:
            self._file.seek(self._start + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                nonce = _nonce(number, number == self._count - 1)
                self._chunk = self._aead.decrypt(nonce, sealed, None)
            except (InvalidTag, ValueError) as error:
                raise EnvelopeError(
                    f"chunk {number} of the sealed file was altered or cut off"
                ) from error
            self._held = number
        return self._chunk

    def readinto(self, buffer: Buffer) -> int:
        """Read up to the end of the present chunk."""
        view = memoryview(buffer).cast("B")
        number, start = divmod(self._position, CHUNK)
        if number >= self._count:
            return 0
        part = self._decrypted(number)[start : start + len(view)]
        view[: len(part)] = part
        self._position += len(part)
        return len(part)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Do as a file does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """Do as a file does."""
        return self._position

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close the file too; forget the chunk."""
        self._held, self._chunk = -1, b""
        self._file.close()
        super().close()


# ---- at rest in the data centre --------------------------------------------------------------


VAULT_OVERHEAD = 28  # bytes that sealing in the vault adds


class VaultKeys:
    """The keys of a vault: one for each kind of data, older ones that still open, one to look up.

    A kind is the first word of a context, up to a slash: `persons`, `references`.
    """

    def __init__(self, kinds: Mapping[str, Sequence[bytes]], index: bytes) -> None:
        """Take keys of 32 bytes, the newest first; "" stands for every kind that is not named."""
        for key in (index, *(key for keys in kinds.values() for key in keys)):
            if len(key) != KEY_SIZE:
                raise EnvelopeError(f"a vault's key has {KEY_SIZE} bytes, this one {len(key)}")
        self._kinds = {kind: tuple(map(AESGCM, keys)) for kind, keys in kinds.items()}
        self.index = index

    @classmethod
    def single(cls, key: bytes) -> VaultKeys:
        """Return one key for everything, as vaults had before there were kinds."""
        derivation = HKDF(hashes.SHA256(), KEY_SIZE, salt=None, info=b"gapura v1 index")
        return cls({"": (key,)}, derivation.derive(key))

    def of(self, context: str) -> tuple[AESGCM, ...]:
        """Return the keys for `context`, the newest first."""
        kind = context.partition(" ")[0].partition("/")[0]
        return self._kinds[kind] if kind in self._kinds else self._kinds[""]


class Vault:
    """Seals what the data centre keeps: photographs, templates, names, content keys."""

    def __init__(self, key: bytes | Callable[[bool], VaultKeys]) -> None:
        """Take one `key` of 32 bytes, or a function that returns the keys as they are now.

        It is called for every use; with True where what it returned last opened nothing. Raise
        EnvelopeError.
        """
        if isinstance(key, bytes):
            keys = VaultKeys.single(key)
            self._keys: Callable[[bool], VaultKeys] = lambda _anew: keys
        else:
            self._keys = key

    def seal(self, plaintext: bytes, context: str) -> bytes:
        """Return 28 bytes more; `context` names the row, so that two cannot be exchanged."""
        nonce = secrets.token_bytes(12)
        return nonce + self._keys(False).of(context)[0].encrypt(nonce, plaintext, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what `seal` was given. Raise EnvelopeError."""
        found = _opened(self._keys(False), sealed, context)
        if found is None:  # by a key that another process has made in this moment?
            found = _opened(self._keys(True), sealed, context)
        if found is None:
            raise EnvelopeError(
                f"the sealed {context.partition(' ')[0]} cannot be opened: another vault's key?"
            )
        return found[0]

    def resealed(self, sealed: bytes, context: str) -> bytes | None:
        """Return `sealed` under the newest key; None: it is already. Raise EnvelopeError."""
        found = _opened(self._keys(True), sealed, context)
        if found is not None and found[1] == 0:
            return None
        return self.seal(self.unseal(sealed, context), context)

    def index(self, value: str) -> str:
        """Return a keyed hash to look a NIK up by, without keeping it; 64 hexadecimal digits."""
        return hmac.new(self._keys(False).index, value.encode(), hashlib.sha256).hexdigest()


def _opened(keys: VaultKeys, sealed: bytes, context: str) -> tuple[bytes, int] | None:
    """Return the plaintext, and which of the keys opened it, 0 the newest; None: none did."""
    for place, key in enumerate(keys.of(context)):
        try:
            return key.decrypt(sealed[:12], sealed[12:], context.encode()), place
        except (InvalidTag, ValueError):
            continue
    return None


# ---- PINs and passphrases ----------------------------------------------------------------------


def pin_verifier(secret: str) -> str:
    """Return Argon2id in PHC format, which proves a PIN later without holding it."""
    derivation = Argon2id(
        salt=secrets.token_bytes(16),
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    return derivation.derive_phc_encoded(secret.encode())


def pin_matches(secret: str, verifier: str) -> bool:
    """Return whether `verifier` was made of `secret`; about 0.1 s and 64 MiB, by design."""
    try:
        Argon2id.verify_phc_encoded(secret.encode(), verifier)
    except InvalidKey:
        return False
    return True


# ---- TLS -------------------------------------------------------------------------------------


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
    return _private_pem(key, passphrase), certificate.public_bytes(serialization.Encoding.PEM)


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
        issuer_key = _private_of_pem(authority_key, passphrase)
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
    return _private_pem(key), certificate.public_bytes(serialization.Encoding.PEM)


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


def _private_pem(key: ed25519.Ed25519PrivateKey, passphrase: str | None = None) -> bytes:
    """Return PKCS #8. A passphrase is stretched first: the format's own rounds are far too few.

    The salt stands in a line before the PEM; `openssl` reads the file with what `_stretched` gives.
    """
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    if passphrase is None:
        return key.private_bytes(encoding, form, serialization.NoEncryption())
    salt = secrets.token_bytes(SALT)
    encryption = serialization.BestAvailableEncryption(_stretched(passphrase, salt))
    return _STRETCHED + salt.hex().encode() + b"\n" + key.private_bytes(encoding, form, encryption)


def _private_of_pem(pem: bytes, passphrase: str | None) -> Any:
    """Return the library's private key. Raise ValueError, TypeError: none, another passphrase."""
    if passphrase is None:
        return serialization.load_pem_private_key(pem, None)
    line, _, rest = pem.partition(b"\n")
    if not line.startswith(_STRETCHED):  # made by other tools
        return serialization.load_pem_private_key(pem, passphrase.encode())
    salt = bytes.fromhex(line.removeprefix(_STRETCHED).decode("ascii"))
    return serialization.load_pem_private_key(rest, _stretched(passphrase, salt))


def _stretched(passphrase: str, salt: bytes) -> bytes:
    """Return hexadecimal digits of Argon2id, RFC 9106's second recommendation."""
    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=_ARGON2_PASSES,
        lanes=_ARGON2_LANES,
        memory_cost=_ARGON2_KIB,
    )
    return derivation.derive(passphrase.encode()).hex().encode()

"""Keys that never leave a token (HSM, smart card): PKCS #11, through python-pkcs11. Its door.

A key is named by a URI of RFC 7512, which stands in the file `<role>.<which>.token`:

    pkcs11:token=gapura;object=list-dpo?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=/run/pin

They are ECDSA keys over P-256, which every token has; terminals verify them as any other key of
TUF. securesystemslib has a signer for tokens too, over a library under the GPL.
"""

from __future__ import annotations

import base64
import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pkcs11
from pkcs11.util.ec import (
    encode_ec_public_key,
    encode_ecdsa_signature,
    encode_named_curve_parameters,
)
from securesystemslib.signer import Key, SecretsHandler, Signature, Signer, SSlibKey

from sync.central.errors import PublisherError
from sync.protocol.beneath import Beneath
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import StickRefused

_LIMIT = 4096  # bytes of a URI's file, and of a PIN's
_CURVE = "secp256r1"


@dataclass(frozen=True, slots=True)
class TokenKey:
    """Where a private key is."""

    module: str  # path of the token maker's library
    token: str  # label
    label: str  # of the object
    pin_file: Path  # 0600
    uri: str

    @classmethod
    def parse(cls, uri: str) -> TokenKey:
        """Read a URI. Raise PublisherError."""
        scheme, _, rest = uri.strip().partition(":")
        path, _, query = rest.partition("?")
        named = dict(part.partition("=")[::2] for part in path.split(";"))
        asked = parse_qs(query)
        try:
            if scheme != "pkcs11":
                raise KeyError(scheme)
            return cls(
                asked["module-path"][0],
                unquote(named["token"]),
                unquote(named["object"]),
                Path(asked["pin-source"][0].removeprefix("file:")),
                uri.strip(),
            )
        except KeyError as error:
            raise PublisherError(
                "a key in a token is named like "
                "pkcs11:token=T;object=NAME?module-path=LIBRARY&pin-source=FILE"
            ) from error

    @contextmanager
    def session(self, *, writing: bool = False) -> Iterator[Any]:
        """Open the token. Raise PublisherError."""
        try:
            token = pkcs11.lib(self.module).get_token(token_label=self.token)
            with token.open(rw=writing, user_pin=self._pin()) as session:
                yield session
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            why = str(error) or type(error).__name__
            raise PublisherError(f"token {self.token}, key {self.label}: {why}") from error

    def _pin(self) -> str:
        if self.pin_file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise PublisherError(f"{self.pin_file}: others may read it; `chmod 600` it")
        return self.pin_file.read_text("utf-8")[:_LIMIT].strip()


class TokenSigner(Signer):
    """Signs with a key in a token."""

    def __init__(self, place: TokenKey, public_key: Key) -> None:
        """Open nothing yet."""
        self._place, self._public_key = place, public_key

    @classmethod
    def read(cls, path: Path, public_key: Key) -> TokenSigner:
        """Return the signer that the file `path` names. Raise PublisherError."""
        try:
            with Beneath(path.parent) as folder:
                text = (folder.read(path.name, _LIMIT) or b"").decode()
        except (StickRefused, OSError, UnicodeDecodeError) as error:
            raise PublisherError(f"{path} names no key in a token") from error
        return cls(TokenKey.parse(text), public_key)

    @classmethod
    def make(cls, place: TokenKey) -> TokenSigner:
        """Make the key in the token. Raise PublisherError: it has one of that name."""
        with place.session(writing=True) as session:
            if list(session.get_objects({pkcs11.Attribute.LABEL: place.label})):
                raise PublisherError(f"token {place.token} has a key {place.label} already")
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC,
                {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(_CURVE)},
                local=True,
            )
            public, _ = parameters.generate_keypair(
                store=True,
                label=place.label,
                private_template={
                    pkcs11.Attribute.SENSITIVE: True,
                    pkcs11.Attribute.EXTRACTABLE: False,
                },
            )
            return cls(place, _metadata_key(encode_ec_public_key(public)))

    @property
    def public_key(self) -> Key:
        """Return the public half, as metadata hold it."""
        return self._public_key

    @classmethod
    def from_priv_key_uri(
        cls,
        priv_key_uri: str,
        public_key: Key,
        secrets_handler: SecretsHandler | None = None,  # noqa: ARG003  the PIN is in a file
    ) -> TokenSigner:
        """Return a signer, as securesystemslib makes them."""
        return cls(TokenKey.parse(priv_key_uri), public_key)

    def sign(self, payload: bytes) -> Signature:
        """Return the signature. Raise PublisherError."""
        with self._place.session() as session:
            key = session.get_key(
                object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self._place.label
            )
            raw = key.sign(hashlib.sha256(payload).digest(), mechanism=pkcs11.Mechanism.ECDSA)
        return Signature(self._public_key.keyid, encode_ecdsa_signature(raw).hex())


def _metadata_key(der: bytes) -> Key:
    body = base64.encodebytes(der).decode().replace("\n", "")
    lines = "\n".join(body[start : start + 64] for start in range(0, len(body), 64))
    pem = f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"
    return SSlibKey(fingerprint(pem.encode()), "ecdsa", "ecdsa-sha2-nistp256", {"public": pem})

"""Requests signed one by one: RFC 9421, Ed25519, through http-message-signatures.

Covered are the method, the path, the query, the digest of the body (RFC 9530), the time, a nonce
and, as the tag, the data centre that is meant. Not the authority: a load balancer may change it,
and the tag says more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    algorithms,
)
from http_message_signatures.exceptions import HTTPMessageSignaturesException

from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey, native_public
from sync.protocol.errors import SignatureRefused

COVERED = ("@method", "@path", "@query")
WINDOW = timedelta(minutes=5)  # a request is answered this long before and after its time
LABEL = "gapura"


def tag(centre_id: str) -> str:
    """Return the tag that a signature for the data centre `centre_id` carries."""
    return f"gapura-1-{centre_id}"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who asked, proven; whether the nonce is new is the caller's to find out."""

    key_id: str
    nonce: str
    created: datetime


@dataclass(slots=True)
class _Message:
    method: str
    url: str  # absolute
    headers: MutableMapping[str, str] = field(default_factory=dict)


class _Keys(HTTPSignatureKeyResolver):
    """One private key to sign with, or public keys to look up."""

    def __init__(self, private: Any = None, public: Callable[[str], Any] | None = None) -> None:
        self._private, self._public = private, public

    def resolve_private_key(self, key_id: str) -> Any:  # noqa: ARG002  the library's signature
        return self._private

    def resolve_public_key(self, key_id: str) -> Any:
        return self._public(key_id) if self._public else None


class _Verifier(HTTPMessageVerifier):
    """The time is judged by `verify_request`, after the signature: a wrong clock is no forgery."""

    def validate_created_and_expires(self, sig_input: Any, max_age: Any = None) -> None:
        """Leave it."""


def sign_request(
    method: str,
    path: str,
    body: bytes,
    key: SigningKey,
    key_id: str,
    centre_id: str,
    created: datetime,
) -> tuple[dict[str, str], str]:
    """Return the headers to add to a request (`path` with its query), and their nonce."""
    message, nonce = _Message(method, f"https://centre{path}"), random_id()
    HTTPMessageSigner(
        signature_algorithm=algorithms.ED25519, key_resolver=_Keys(private=key.native)
    ).sign(
        message,
        key_id=key_id,
        created=created,
        nonce=nonce,
        label=LABEL,
        tag=tag(centre_id),
        covered_component_ids=COVERED,
        body=body,
    )
    return dict(message.headers), nonce


def verify_request(
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes | None,
    public_key: Callable[[str], bytes | None],
    centre_id: str,
    now: datetime,
) -> Signed:
    """Return who signed. Raise SignatureRefused: its `problem` is signature, unknown or clock.

    `body`: None while it has not come: who asks is proven then, and what he asks is not.
    `public_key(key id)` is 32 bytes, or None for somebody unknown.
    """
    unknown: list[str] = []

    def resolve(key_id: str) -> Any:
        public = public_key(key_id)
        if public is None:
            unknown.append(key_id)
            return None
        return native_public(public)

    wanted = {"signature", "signature-input", "content-digest"}
    given = {name.lower(): value for name, value in headers.items() if name.lower() in wanted}
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=_Keys(public=resolve))
    try:
        found = verifier.verify(
            _Message(method, f"https://centre{path}", given),
            max_age=None,
            expect_tag=tag(centre_id),
            require_components=(*COVERED, "content-digest"),
            body=body,
        )[0]
        created = datetime.fromtimestamp(int(found.parameters["created"]), UTC)
    except (HTTPMessageSignaturesException, ValueError, KeyError, OverflowError, OSError) as error:
        if unknown:
            raise SignatureRefused("no terminal of that id", "unknown") from error
        raise SignatureRefused("the request is not signed as it must be") from error
    if not found.nonce or len(found.nonce) > 64:
        raise SignatureRefused("the request's signature has no nonce")
    if abs(now - created) > WINDOW:
        raise SignatureRefused("the request was signed at another time", "clock")
    return Signed(str(found.parameters["keyid"]), found.nonce, created)

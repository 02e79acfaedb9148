"""What custodians are asked to sign, as a file; what they see of it; their signatures, as files.

A request holds the next root, the next targets, or both, without signatures, and the present ones,
which say who may sign and what is different. What a custodian is shown is read from what he signs,
never from a text that somebody wrote beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import AwareDatetime
from securesystemslib.signer import Key, Signature, Signer, SSlibKey
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Targets
from tuf.api.serialization import DeserializationError

from sync.central.errors import PublisherError
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.signing import delegated_roles, holds, keys_of
from sync.central.publisher.terms import SOFTWARE_THRESHOLD
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import PackageError
from sync.protocol.jakarta import jakarta_text
from sync.protocol.message import Format, Record
from sync.protocol.roles import CENTRE_KEYS, SOFTWARE
from sync.protocol.wire import CentreKeys, RandomId, Sha256, TargetPath, Text

LIMIT = 8 * 2**20  # bytes of a request
Role = Literal["root", "targets"]
KeyRole = Role | Literal["software"]
_LIST = 12  # names in a line


class SigningRequest(Record):
    """What is to be signed. Nothing in it is secret."""

    format: Format = 1
    centre_id: RandomId
    act: Text  # what asked for it: an operator's command
    made_at: AwareDatetime
    trusted_root: bytes  # the present root.json, with its signatures
    trusted_targets: bytes  # the present targets.json
    root: bytes | None  # the next one, without signatures; None: it stays
    targets: bytes | None
    contents: dict[TargetPath, bytes] = {}  # noqa: RUF012  what the next targets signs for itself

    @property
    def digest(self) -> str:
        """Return the hash that a signature file names."""
        return fingerprint(self.to_json())


class GivenSignature(Record):
    """One key's word for one role."""

    role: Role
    keyid: Sha256
    signature: Text  # hexadecimal


class Signatures(Record):
    """What a custodian hands back."""

    format: Format = 1
    request: Sha256
    signatures: tuple[GivenSignature, ...]


class PublicKeyFile(Record):
    """The public half of a key that a custodian made, for the root that will name it."""

    format: Format = 1
    role: KeyRole
    keyid: Sha256
    keytype: Text
    scheme: Text
    public: Text

    @classmethod
    def of(cls, role: KeyRole, key: Key) -> PublicKeyFile:
        """Return what travels of `key`."""
        return cls(
            role=role,
            keyid=key.keyid,
            keytype=key.keytype,
            scheme=key.scheme,
            public=str(key.keyval["public"]),
        )

    def key(self) -> Key:
        """Return the key as metadata hold it."""
        return SSlibKey(self.keyid, self.keytype, self.scheme, {"public": self.public})


class ReadRequest:
    """A request, taken apart and checked as far as it says itself."""

    def __init__(self, request: SigningRequest) -> None:
        """Raise PublisherError for one that does not hang together."""
        self.request = request
        self.trusted_root = parsed_metadata(request.trusted_root, Root)
        self.trusted_targets = parsed_metadata(request.trusted_targets, Targets)
        self.root = None if request.root is None else parsed_metadata(request.root, Root)
        self.targets = (
            None if request.targets is None else parsed_metadata(request.targets, Targets)
        )
        if not holds(self.trusted_root.signed, Root.type, self.trusted_root) or not holds(
            self.trusted_root.signed, Targets.type, self.trusted_targets
        ):
            raise PublisherError("the request's present metadata are not signed as they must be")
        for path, data in request.contents.items():
            named = self.targets.signed.targets.get(path) if self.targets is not None else None
            if named is None or named.hashes.get("sha256") != fingerprint(data):
                raise PublisherError(f"the request signs for something else than its {path}")

    def documents(self) -> Iterator[tuple[Role, Metadata[Any]]]:
        """Yield what is to be signed."""
        if self.root is not None:
            yield "root", self.root
        if self.targets is not None:
            yield "targets", self.targets

    def signers_of(self, role: Role) -> list[Key]:
        """Return the keys that sign for `role`: those of the present root, and of the next."""
        roots = [self.trusted_root.signed] + ([] if self.root is None else [self.root.signed])
        return list({key.keyid: key for root in roots for key in keys_of(root, role)}.values())

    def sign(self, role: Role, signers: Iterable[Signer]) -> Iterator[GivenSignature]:
        """Yield the signatures of `signers` under the document of `role`."""
        document = dict(self.documents())[role]
        for signer in signers:
            made = signer.sign(document.signed_bytes)
            yield GivenSignature(role=role, keyid=made.keyid, signature=made.signature)

    def take(self, given: Iterable[GivenSignature]) -> None:
        """Put signatures under the documents. Raise PublisherError unless they are enough."""
        documents = dict(self.documents())
        for each in given:
            if each.role in documents:
                signature = Signature(each.keyid, each.signature)
                documents[each.role].signatures[each.keyid] = signature
        for role, document in documents.items():
            for root in [self.trusted_root.signed] + ([self.root.signed] if self.root else []):
                try:
                    found = root.get_verification_result(
                        role, document.signed_bytes, document.signatures
                    )
                except (RepositoryError, ValueError) as error:
                    raise PublisherError(f"a signature for {role} is none") from error
                if not found:
                    raise PublisherError(
                        f"{role} is signed by {len(found.signed)} of its keys, needed are "
                        f"{found.threshold}"
                    )
        if self.root is not None:
            targets = self.targets or self.trusted_targets
            if not holds(self.root.signed, Targets.type, targets):
                raise PublisherError("the present targets would not hold under the next root")

    def summary(self) -> list[str]:
        """Return what would be different, a line each, read from what is to be signed."""
        lines: list[str] = []
        if self.root is not None:
            lines += _root_lines(self.trusted_root.signed, self.root.signed)
        if self.targets is not None:
            lines += _targets_lines(self.trusted_targets.signed, self.targets.signed)
            lines += self._content_lines()
        return lines

    def _content_lines(self) -> Iterator[str]:
        before, after = self.trusted_targets.signed.targets, self.targets and self.targets.signed
        for path in sorted({*before, *(after.targets if after else {})}):
            now = after.targets.get(path) if after else None
            if now == before.get(path):
                continue
            if path != CENTRE_KEYS or path not in self.request.contents:
                yield f"{path}: {'taken away' if now is None else 'another content'}"
                continue
            yield from keys_lines(self.request.contents[path])


def read_request(data: bytes) -> ReadRequest:
    """Return a request. Raise PublisherError."""
    try:
        return ReadRequest(SigningRequest.from_json(data))
    except PackageError as error:
        raise PublisherError(f"this is no request of `keys sign-request`: {error}") from error


def read_signatures(data: bytes) -> Signatures:
    """Return what a custodian handed back. Raise PublisherError."""
    try:
        return Signatures.from_json(data)
    except PackageError as error:
        raise PublisherError(f"this is nothing that `keys sign` wrote: {error}") from error


def keys_lines(data: bytes) -> Iterator[str]:
    """Yield what `centre/keys.json` says, a line each."""
    try:
        keys = CentreKeys.from_json(data)
    except PackageError as error:
        raise PublisherError(f"{CENTRE_KEYS}: {error}") from error
    yield f"the data centre's time: epoch {keys.time_epoch}"
    for name, kinds in (
        ("statements signed by", keys.statements),
        ("results sealed to", keys.sealing),
        ("TLS authorities", keys.authorities),
    ):
        yield f"{name}: {', '.join(fingerprint(each)[:16] for each in kinds) or '-'}"


def read_public_key(data: bytes) -> PublicKeyFile:
    """Return a custodian's new key. Raise PublisherError."""
    try:
        return PublicKeyFile.from_json(data)
    except PackageError as error:
        raise PublisherError(f"this is nothing that `keys make` wrote: {error}") from error


def make_key(media: OfflineKeys, role: KeyRole, token: str = "") -> PublicKeyFile:
    """Make a custodian's new key of an offline role on his medium; return its public half.

    `token`: a URI; the key is made there, and never leaves it.
    """
    made = media.make_in_token(role, token) if token else media.make(role, 1)[0]
    return PublicKeyFile.of(role, made)


def sign(read: ReadRequest, media: OfflineKeys) -> Signatures:
    """Return the signatures of all keys on `media` that count for the request.

    Raise PublisherError where none does.
    """
    given = [
        signature
        for role, _ in read.documents()
        for signature in read.sign(role, media.held(role, read.signers_of(role)))
    ]
    if not given:
        wanted = " or ".join(role for role, _ in read.documents())
        where = ", ".join(map(str, media.folders))
        raise PublisherError(f"{where} holds no key of {wanted} that this request asks for")
    return Signatures(request=read.request.digest, signatures=tuple(given))


def day(expires: datetime) -> str:
    """Return the time for a custodian; TUF's has no zone, and is UTC."""
    return jakarta_text(expires.replace(tzinfo=expires.tzinfo or UTC))


def _root_lines(before: Root, after: Root) -> Iterator[str]:
    yield f"root: version {after.version}, until {day(after.expires)}"
    for role, now in after.roles.items():
        then = before.roles[role]
        if now.threshold != then.threshold:
            yield f"{role}: {now.threshold} of its keys must sign, until now {then.threshold}"
        yield from _key_lines(role, then.keyids, now.keyids)
    left = _rest(before, ("roles", "keys")), _rest(after, ("roles", "keys"))
    if left[0] != left[1]:
        yield "root: something else is different that this Gapura does not know; do not sign it"


def _targets_lines(before: Targets, after: Targets) -> Iterator[str]:
    yield f"targets: version {after.version}, until {day(after.expires)}"
    then, now = delegated_roles(before), delegated_roles(after)
    for word, names in (
        ("new roles", now.keys() - then.keys()),
        ("roles taken away", then.keys() - now.keys()),
    ):
        if names:
            rest = len(names) - _LIST
            more = f" and {rest} more" if rest > 0 else ""
            yield f"{word}: {', '.join(sorted(names)[:_LIST])}{more}"
    for role in now:
        terms, usual = now[role], SOFTWARE_THRESHOLD if role == SOFTWARE else 1
        if terms.paths != [f"{role}/*"] or not terms.terminating or terms.threshold != usual:
            yield f"{role}: may sign {terms.paths}, {terms.threshold} keys: not as this Gapura does"
        if role in then:
            yield from _key_lines(role, then[role].keyids, terms.keyids)
    left = _rest(before, ("targets", "delegations")), _rest(after, ("targets", "delegations"))
    if left[0] != left[1]:
        yield "targets: something else is different that this Gapura does not know; do not sign it"


def _key_lines(role: str, then: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    if set(then) != set(now):
        gone = ", ".join(each[:16] for each in then if each not in now) or "-"
        new = ", ".join(each[:16] for each in now if each not in then) or "-"
        yield f"{role}: new keys {new}; void {gone}"


def _rest(signed: Root | Targets, known: tuple[str, ...]) -> str:
    left = {
        key: value
        for key, value in signed.to_dict().items()
        if key not in (*known, "version", "expires")
    }
    return json.dumps(left, sort_keys=True)


def parsed_metadata(data: bytes, kind: type[Any]) -> Metadata[Any]:
    """Return metadata of `kind`. Raise PublisherError."""
    try:
        metadata: Metadata[Any] = Metadata.from_bytes(data)
    except DeserializationError as error:
        raise PublisherError("the request's metadata are damaged") from error
    if not isinstance(metadata.signed, kind):
        raise PublisherError("the request's metadata are of another kind")
    return metadata

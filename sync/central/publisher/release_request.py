"""What release custodians are asked to sign, as a file: which software may run on terminals.

As with the root's and the targets' keys, what a custodian is shown is read from what he signs. The
packages are not in the request, which stays small; their sha256 are. Whoever built them compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import AwareDatetime
from securesystemslib.signer import Key, Signature
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Targets

from sync.central.errors import PublisherError
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.signing import delegated_roles, holds, keys_of
from sync.central.publisher.signing_request import day, parsed_metadata
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import PackageError
from sync.protocol.message import Format, Record
from sync.protocol.roles import SOFTWARE, SOFTWARE_RELEASES
from sync.protocol.software_releases import SoftwareReleases
from sync.protocol.wire import RandomId, Sha256, Text


class ReleaseRequest(Record):
    """What is to be signed. Nothing in it is secret."""

    format: Format = 1
    centre_id: RandomId
    made_at: AwareDatetime
    trusted_root: bytes  # the present root.json, with its signatures
    trusted_targets: bytes  # the present targets.json, which names the release keys
    before: bytes | None  # the present software.json; None: this is the first
    software: bytes  # the next one, without signatures
    releases: bytes  # what it signs for as SOFTWARE_RELEASES

    @property
    def digest(self) -> str:
        """Return the hash that a signature file names."""
        return fingerprint(self.to_json())


class ReleaseSignature(Record):
    """One key's word."""

    keyid: Sha256
    signature: Text  # hexadecimal


class ReleaseSignatures(Record):
    """What a custodian hands back."""

    format: Format = 1
    request: Sha256
    signatures: tuple[ReleaseSignature, ...]


class ReadRelease:
    """A request, taken apart and checked as far as it says itself."""

    def __init__(self, request: ReleaseRequest) -> None:
        """Raise PublisherError for one that does not hang together."""
        self.request = request
        root = parsed_metadata(request.trusted_root, Root)
        self._trusted: Metadata[Targets] = parsed_metadata(request.trusted_targets, Targets)
        if not holds(root.signed, Root.type, root) or not holds(
            root.signed, Targets.type, self._trusted
        ):
            raise PublisherError("the request's present metadata are not signed as they must be")
        if SOFTWARE not in delegated_roles(self._trusted.signed):
            raise PublisherError("no release keys are named: `gapura central release keys` does it")
        self.software: Metadata[Targets] = parsed_metadata(request.software, Targets)
        self._before = (
            {}
            if request.before is None
            else parsed_metadata(request.before, Targets).signed.targets
        )
        signed = self.software.signed.targets
        if any(path.partition("/")[0] != SOFTWARE for path in signed):
            raise PublisherError("the request signs for something else than software")
        named = signed.get(SOFTWARE_RELEASES)
        if named is None or named.hashes.get("sha256") != fingerprint(request.releases):
            raise PublisherError(
                f"the request signs for something else than its {SOFTWARE_RELEASES}"
            )
        try:
            self.releases = SoftwareReleases.from_json(request.releases)
        except PackageError as error:
            raise PublisherError(f"{SOFTWARE_RELEASES}: {error}") from error
        packages = {path for each in self.releases.releases for path in each.packages}
        if packages != signed.keys() - {SOFTWARE_RELEASES}:
            raise PublisherError("the request signs for other packages than its releases have")

    def keys(self) -> Sequence[Key]:
        """Return the keys that may sign it."""
        return keys_of(self._trusted.signed, SOFTWARE)

    def sign(self, media: OfflineKeys) -> ReleaseSignatures:
        """Return the signatures of all keys on `media` that count. Raise PublisherError: none."""
        data = self.software.signed_bytes
        made = [signer.sign(data) for signer in media.held(SOFTWARE, self.keys())]
        if not made:
            where = ", ".join(map(str, media.folders))
            raise PublisherError(f"{where} holds no release key that this request asks for")
        return ReleaseSignatures(
            request=self.request.digest,
            signatures=tuple(
                ReleaseSignature(keyid=each.keyid, signature=each.signature) for each in made
            ),
        )

    def take(self, given: Iterable[ReleaseSignatures]) -> None:
        """Put signatures under it. Raise PublisherError unless they are enough."""
        for each in given:
            if each.request != self.request.digest:
                raise PublisherError("a signature belongs to another request")
            for one in each.signatures:
                self.software.signatures[one.keyid] = Signature(one.keyid, one.signature)
        try:
            found = self._trusted.signed.get_verification_result(
                SOFTWARE, self.software.signed_bytes, self.software.signatures
            )
        except (RepositoryError, ValueError) as error:
            raise PublisherError("a signature for software is none") from error
        if not found:
            raise PublisherError(
                f"the release is signed by {len(found.signed)} of its keys, needed are "
                f"{found.threshold}"
            )

    def summary(self) -> list[str]:
        """Return what may run then, a line each, read from what is to be signed."""
        signed, lines = self.software.signed, []
        lines.append(f"software: version {signed.version}, until {day(signed.expires)}")
        for each in self.releases.releases:
            new = any(path not in self._before for path in each.packages)
            word = "NEW" if new else "as before"
            lines.append(f"{each.version} for {each.distribution}, {each.architecture}: {word}")
            for path in each.packages:
                target = signed.targets[path]
                other = path in self._before and self._before[path] != target
                changed = " — ANOTHER CONTENT THAN BEFORE" if other else ""
                name = path.partition("/")[2]
                lines.append(f"  {target.hashes['sha256']}  {name}, {target.length} bytes{changed}")
            for one in each.boot:
                lines += [f"  {value}  PCR {one.pcr} of its image" for value in one.values]
        gone = sorted(self._before.keys() - signed.targets.keys())
        lines += [f"may not run any more: {path.partition('/')[2]}" for path in gone]
        return lines


def read_release(data: bytes) -> ReadRelease:
    """Return a request. Raise PublisherError."""
    try:
        return ReadRelease(ReleaseRequest.from_json(data))
    except PackageError as error:
        raise PublisherError(f"this is no request of `release request`: {error}") from error


def read_release_signatures(data: bytes) -> ReleaseSignatures:
    """Return what a custodian handed back. Raise PublisherError."""
    try:
        return ReleaseSignatures.from_json(data)
    except PackageError as error:
        raise PublisherError(f"this is nothing that `release sign` wrote: {error}") from error

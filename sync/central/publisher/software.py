"""The role of software: what release custodians sign elsewhere, published here.

Call each under the registry's lock `publishing`. All raise PublisherError, BlobError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Targets

from sync.central.errors import PublisherError
from sync.central.publisher.draft import Draft
from sync.central.publisher.release_request import ReadRelease, ReleaseRequest, ReleaseSignatures
from sync.central.publisher.repository import Repository
from sync.central.publisher.role_keys import RoleKeys
from sync.central.publisher.signing import after, delegated_roles
from sync.central.publisher.targets import TargetSource, put_target
from sync.central.publisher.terms import SOFTWARE_DAYS
from sync.central.storage.blobs import Blobs
from sync.protocol.errors import PackageError
from sync.protocol.roles import SOFTWARE, SOFTWARE_RELEASES
from sync.protocol.software_releases import SoftwareReleases

_LIMIT = 1 << 20  # bytes of the list of releases


@dataclass(frozen=True, slots=True)
class PresentSoftware:
    """What may run on terminals now."""

    releases: SoftwareReleases
    packages: Mapping[str, TargetSource]  # by path
    version: int  # of the role; 0: nothing was released
    expires: datetime | None


def present_software(blobs: Blobs, secrets: Path) -> PresentSoftware:
    """Return what may run now."""
    draft = _draft(blobs, secrets)
    if SOFTWARE not in draft.published_roles():
        return PresentSoftware(SoftwareReleases(releases=()), {}, 0, None)
    signed = draft.role(SOFTWARE).signed
    sources = {path: TargetSource.of(target) for path, target in signed.targets.items()}
    try:
        data = blobs.get(sources.pop(SOFTWARE_RELEASES).blob, _LIMIT)
        releases = SoftwareReleases.from_json(data)
    except (KeyError, PackageError) as error:
        raise PublisherError(f"{SOFTWARE_RELEASES} is damaged: restore it") from error
    return PresentSoftware(releases, sources, signed.version, signed.expires)


def request_release(
    blobs: Blobs,
    secrets: Path,
    centre_id: str,
    releases: SoftwareReleases,
    packages: Mapping[str, TargetSource],
    now: datetime,
) -> ReleaseRequest:
    """Return what custodians must sign so that `releases` may run; nothing is changed yet."""
    draft, repository = _draft(blobs, secrets), Repository(blobs)
    if SOFTWARE not in delegated_roles(draft.targets):
        raise PublisherError("no release keys are named: `gapura central release keys` does it")
    data = releases.to_json()
    wanted = Targets(version=draft.next_software(), expires=after(now, SOFTWARE_DAYS))
    for source in (*packages.values(), put_target(blobs, SOFTWARE_RELEASES, data)):
        wanted.targets[source.path] = source.vouched()
    versions = draft.versions()
    before = versions.get(SOFTWARE)
    return ReleaseRequest(
        centre_id=centre_id,
        made_at=now,
        trusted_root=repository.get(f"{versions[Root.type]}.root.json"),
        trusted_targets=repository.get(f"{versions[Targets.type]}.targets.json"),
        before=None if before is None else repository.get(f"{before}.{SOFTWARE}.json"),
        software=Metadata(wanted).to_bytes(),
        releases=data,
    )


def adopt_release(
    blobs: Blobs,
    secrets: Path,
    read: ReadRelease,
    signatures: Iterable[ReleaseSignatures],
    now: datetime,
) -> None:
    """Publish a release, once enough release keys have signed it.

    Packages that nothing names any more are erased.
    """
    draft, repository = _draft(blobs, secrets), Repository(blobs)
    present = repository.get(f"{draft.versions()[Targets.type]}.targets.json")
    if present != read.request.trusted_targets or read.software.signed.version != (
        draft.next_software()
    ):
        raise PublisherError("there was another release, or other keys, since: make a new request")
    read.take(signatures)
    put_target(blobs, SOFTWARE_RELEASES, read.request.releases)
    sources = [TargetSource.of(each) for each in read.software.signed.targets.values()]
    for source in sources:
        if not blobs.exists(source.blob) or blobs.size(source.blob) != source.length:
            raise PublisherError(f"{source.path} is not here any more: make a new request")
    draft.stage_software(read.software)
    draft.commit(now)
    repository.erase_targets(SOFTWARE, {source.blob for source in sources})


def _draft(blobs: Blobs, secrets: Path) -> Draft:
    return Draft(Repository(blobs), RoleKeys(secrets / "roles"))

"""Releases of software: packages put among the blobs, asked to be signed, published."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.publisher import (
    Publisher,
    ReadRelease,
    ReleaseSignatures,
    TargetSource,
    adopt_release,
    present_software,
    request_release,
)
from sync.central.publisher.release_request import ReleaseRequest
from sync.central.registry import audit
from sync.central.registry.locks import PUBLISHING
from sync.protocol.errors import PackageError
from sync.protocol.message import Format, Record
from sync.protocol.roles import SOFTWARE
from sync.protocol.signs import plain
from sync.protocol.software_releases import (
    MAX_MEASURED,
    MAX_RELEASES,
    MeasuredBoot,
    SoftwareRelease,
    SoftwareReleases,
)
from sync.protocol.wire import SoftwareVersion

RELEASED = "software-released"  # on the audit log
ROLE = "gapura-terminal"  # the packages of a terminal: one of each version, one that chooses it
_CODENAMES = {"12": "bookworm", "13": "trixie"}  # of the distribution in a package's version
_VERSION = re.compile(r"(?P<version>\d+(?:\.\d+)+)\+deb(?P<debian>\d+)")
_FIELD_LIMIT = 4096  # bytes of what dpkg-deb says
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class DebianPackage:
    """A file of `make deb`, as it says itself."""

    place: Path
    name: str
    version: str  # of Gapura
    distribution: str
    architecture: str
    target: str  # its path in the repository

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is a part of."""
        return self.version, self.distribution, self.architecture


class ImageBoot(Record):
    """`gapura_VERSION.boot.json` of `make image`: what a start of that image measures."""

    format: Format = 1
    version: SoftwareVersion
    distribution: Annotated[str, StringConstraints(max_length=20)]
    architecture: Annotated[str, StringConstraints(max_length=20)]
    boot: Annotated[tuple[MeasuredBoot, ...], Field(min_length=1, max_length=MAX_MEASURED)]


def read_package(place: Path) -> DebianPackage:
    """Return what a Debian package says of itself. Raise CentralError."""
    asked = ["dpkg-deb", "--show", "--showformat=${Package}\n${Version}\n${Architecture}\n", "--"]
    try:
        done = subprocess.run(
            [*asked, str(place.resolve())],
            capture_output=True,
            timeout=60,
            check=True,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        )
    except FileNotFoundError as error:
        raise CentralError(
            "packages are read by dpkg-deb, which is not here: use Debian"
        ) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise CentralError(f"{place}: no Debian package that dpkg-deb can read") from error
    name, version, architecture, *_ = [*done.stdout[:_FIELD_LIMIT].decode().split("\n"), "", "", ""]
    found = _VERSION.fullmatch(version)
    codename = _CODENAMES.get(found["debian"]) if found else None
    if found is None or codename is None or name not in (ROLE, f"{ROLE}-{found['version']}"):
        raise CentralError(
            f"{place}: {plain(name)} {plain(version)} is no package of a terminal; `make deb` "
            f"makes {ROLE} and {ROLE}-VERSION"
        )
    target = f"{SOFTWARE}/{name}-{found['version']}-deb{found['debian']}-{architecture}.deb"
    return DebianPackage(place, name, found["version"], codename, architecture, target)


def read_boot(data: bytes) -> ImageBoot:
    """Return what a start of an image measures, as `make image` wrote it. Raise CentralError."""
    try:
        return ImageBoot.from_json(data)
    except PackageError as error:
        raise CentralError(
            f"this is no gapura_VERSION.boot.json of `make image`: {error}"
        ) from error


def request(
    centre: Centre,
    packages: Sequence[DebianPackage],
    withdrawn: Iterable[str],
    now: datetime,
    boots: Sequence[ImageBoot] = (),
) -> ReleaseRequest:
    """Put packages among the blobs, and return what custodians must sign so that they may run.

    `withdrawn`: versions that may run no more. `boots`: what images of these versions, or of
    released ones, measure. Raise CentralError.
    """
    new = {release.packages: release for release in _releases(packages)}
    sources = {each.target: _put(centre, each) for each in packages}
    with centre.registry.lock(PUBLISHING):
        present = present_software(centre.blobs, centre.secrets)
        keys = {(each.version, each.distribution, each.architecture) for each in new.values()}
        gone = set(withdrawn)
        unknown = gone - {each.version for each in present.releases.releases}
        if unknown:
            raise CentralError(f"{', '.join(sorted(unknown))}: no such version is released")
        kept = [
            each
            for each in present.releases.releases
            if each.version not in gone
            and (each.version, each.distribution, each.architecture) not in keys
        ]
        all_of_them = _with_boots((*kept, *new.values()), boots)
        releases = SoftwareReleases(releases=all_of_them[-MAX_RELEASES:])
        named = [path for each in releases.releases for path in each.packages]
        all_sources: Mapping[str, TargetSource] = {**present.packages, **sources}
        return request_release(
            centre.blobs,
            centre.secrets,
            centre.centre_id,
            releases,
            {path: all_sources[path] for path in named},
            now,
        )


def _with_boots(
    releases: Iterable[SoftwareRelease], boots: Sequence[ImageBoot]
) -> tuple[SoftwareRelease, ...]:
    """Return the releases, each with what its image measures. Raise CentralError."""
    measured = {(each.version, each.distribution, each.architecture): each for each in boots}
    found = []
    for release in releases:
        of_it = measured.pop((release.version, release.distribution, release.architecture), None)
        found.append(release.model_copy(update={"boot": of_it.boot}) if of_it else release)
    if measured:
        version, distribution, architecture = next(iter(measured))
        raise CentralError(
            f"{version} for {distribution}, {architecture}: an image of it is measured, and its "
            "packages are not released: give them too"
        )
    return tuple(found)


def combine(
    centre: Centre,
    read: ReadRelease,
    signatures: Sequence[ReleaseSignatures],
    operator_id: str,
    now: datetime,
) -> None:
    """Publish a release, once enough custodians signed it. Raise CentralError."""
    if read.request.centre_id != centre.centre_id:
        raise CentralError("the request is another data centre's")
    with centre.registry.lock(PUBLISHING):
        adopt_release(centre.blobs, centre.secrets, read, signatures, now)
        versions = [each.version for each in read.releases.releases]
        with centre.registry.transaction() as session:
            details = {"versions": list(dict.fromkeys(versions))}
            audit.append(session, now, operator_id, RELEASED, SOFTWARE, details)


def has_release_keys(centre: Centre) -> bool:
    """Return whether keys are named that sign software. Raise CentralError."""
    return SOFTWARE in Publisher(centre.blobs, centre.secrets).key_ids()


def _releases(packages: Sequence[DebianPackage]) -> Iterator[SoftwareRelease]:
    for key in dict.fromkeys(each.key for each in packages):
        version, distribution, architecture = key
        parts = {each.name: each.target for each in packages if each.key == key}
        missing = {ROLE, f"{ROLE}-{version}"} - parts.keys()
        if missing or len(parts) != sum(each.key == key for each in packages):
            raise CentralError(
                f"{version} for {distribution}, {architecture}: give both its packages once; "
                f"missing: {', '.join(sorted(missing)) or 'none'}"
            )
        yield SoftwareRelease(
            version=version,
            distribution=distribution,
            architecture=architecture,
            packages=(parts[f"{ROLE}-{version}"], parts[ROLE]),
        )


def _put(centre: Centre, package: DebianPackage) -> TargetSource:
    with package.place.open("rb") as file:
        pieces = iter(lambda: file.read(_PIECE), b"")
        return Publisher(centre.blobs, centre.secrets).put_target(package.target, pieces)

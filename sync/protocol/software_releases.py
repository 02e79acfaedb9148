"""Which software may run on terminals: `software/releases.json`, signed by release keys, offline.

What may run is said here; what shall run, and where first, a checkpoint's configuration says
(`wire.SoftwarePlan`). A data centre that was broken into can hold back a release, and name another
one of these, but it can put nothing on a terminal that the release keys did not sign.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.message import Format, Wire
from sync.protocol.wire import Sha256, SoftwareVersion, TargetPath

MAX_RELEASES = 64  # a version for three distributions on two architectures, ten times
MAX_MEASURED = 8  # PCRs of an image
MAX_VALUES = 16  # of a PCR: the image's start has phases, each of which shows another
_Word = Annotated[str, StringConstraints(pattern="^[a-z0-9]{1,20}$")]


class MeasuredBoot(Wire):
    """What a PCR of a TPM (SHA-256) shows after that version's image has started: one of these."""

    pcr: Annotated[int, Field(ge=0, le=23)]
    values: Annotated[tuple[Sha256, ...], Field(min_length=1, max_length=MAX_VALUES)]


class SoftwareRelease(Wire):
    """One version of Gapura for one distribution."""

    version: SoftwareVersion
    distribution: _Word  # Debian's codename, as VERSION_CODENAME of /etc/os-release
    architecture: _Word  # Debian's, as `dpkg --print-architecture`
    # Debian packages in the order of dpkg: what is unpacked, then what chooses it.
    packages: Annotated[tuple[TargetPath, ...], Field(min_length=1, max_length=4)]
    # Of its image; none: nobody has measured it, or an older Gapura released it.
    boot: Annotated[tuple[MeasuredBoot, ...], Field(max_length=MAX_MEASURED)] = ()

    def is_of(self, names: tuple[str, ...]) -> bool:
        """Return whether its packages are the files of these names."""
        return tuple(path.partition("/")[2] for path in self.packages) == names


class SoftwareReleases(Wire):
    """All that may run now."""

    format: Format = 1
    releases: Annotated[tuple[SoftwareRelease, ...], Field(max_length=MAX_RELEASES)]

    def find(self, version: str, distribution: str, architecture: str) -> SoftwareRelease | None:
        """Return the release of that version for that machine; None: there is none."""
        wanted = (version, distribution, architecture)
        for each in self.releases:
            if (each.version, each.distribution, each.architecture) == wanted:
                return each
        return None

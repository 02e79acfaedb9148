"""Release keys of a data centre, and releases that say what their images measure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.publisher import (
    OfflineKeys,
    Publisher,
    ReadRelease,
    adopt_release,
    make_key,
    request_release,
)
from sync.central.publisher.targets import put_target
from sync.protocol.roles import SOFTWARE
from sync.protocol.software_releases import MeasuredBoot, SoftwareRelease, SoftwareReleases


class ReleaseDesk:
    """Three custodians of one data centre."""

    def __init__(self, centre: Centre, offline: Path, folder: Path) -> None:
        self._centre = centre
        self._media = [OfflineKeys([folder / name]) for name in "abc"]
        keys = [make_key(each, "software").key() for each in self._media]
        Publisher(centre.blobs, centre.secrets).change(
            lambda wanted: wanted.give_release_keys(keys), offline, datetime.now(UTC), ("targets",)
        )

    def release(self, boots: Mapping[str, Mapping[int, tuple[str, ...]]]) -> None:
        """Release these versions: of each, what its PCRs may show."""
        blobs, secrets, now = self._centre.blobs, self._centre.secrets, datetime.now(UTC)
        package = put_target(blobs, f"{SOFTWARE}/gapura-terminal.deb", b"a package")
        releases = SoftwareReleases(
            releases=tuple(
                SoftwareRelease(
                    version=version,
                    distribution="trixie",
                    architecture="amd64",
                    packages=(package.path,),
                    boot=tuple(
                        MeasuredBoot(pcr=pcr, values=values) for pcr, values in boot.items()
                    ),
                )
                for version, boot in boots.items()
            )
        )
        wanted = request_release(
            blobs, secrets, self._centre.centre_id, releases, {package.path: package}, now
        )
        read = ReadRelease(wanted)
        signatures = [read.sign(each) for each in self._media[:2]]
        adopt_release(blobs, secrets, read, signatures, now)

"""Three custodians of release keys, of whom two sign what may run on terminals."""

from __future__ import annotations

from collections.abc import Mapping

from sync.central.publisher import (
    OfflineKeys,
    ReadRelease,
    adopt_release,
    make_key,
    present_software,
    request_release,
)
from sync.central.publisher.targets import TargetSource, put_target
from sync.protocol.roles import SOFTWARE
from sync.protocol.software_releases import SoftwareRelease, SoftwareReleases
from tests.fakes.published import FakePublished


class FakeReleases:
    """The role of software of a published repository."""

    def __init__(self, centre: FakePublished) -> None:
        """Name the keys; nothing is released yet."""
        self._centre = centre
        folders = [centre.folder / f"custodian-{name}" for name in "abc"]
        self._custodians = [OfflineKeys([folder]) for folder in folders]
        keys = [make_key(each, "software").key() for each in self._custodians]
        centre.publisher.change(
            lambda wanted: wanted.give_release_keys(keys), centre.stick, centre.now, ("targets",)
        )

    def put(self, name: str, content: bytes) -> TargetSource:
        """Put a package among the blobs."""
        source = put_target(self._centre.blobs, f"{SOFTWARE}/{name}", content)
        return TargetSource(source.path, source.length, source.sha256)

    def release(
        self, releases: Mapping[SoftwareRelease, list[TargetSource]], sign: int = 2
    ) -> None:
        """Release these too, each with the packages that it names; `sign`: how many do."""
        centre = self._centre
        present = present_software(centre.blobs, centre.secrets)
        sources = dict(present.packages)
        for packages in releases.values():
            sources.update({each.path: each for each in packages})
        wanted = request_release(
            centre.blobs,
            centre.secrets,
            "0" * 32,
            SoftwareReleases(releases=(*present.releases.releases, *releases)),
            sources,
            centre.now,
        )
        read = ReadRelease(wanted)
        signed = [read.sign(each) for each in self._custodians[:sign]]
        adopt_release(centre.blobs, centre.secrets, read, signed, centre.now)

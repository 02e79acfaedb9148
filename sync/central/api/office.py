"""What the routes of one worker share."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from sync.central.api.announcer import Announcer
from sync.central.api.attacks import Attacks
from sync.central.api.comparing import Comparing
from sync.central.api.content_keys import ContentKeys
from sync.central.api.fleet import Fleet
from sync.central.api.refreshing import Refreshing
from sync.central.api.repository_files import RepositoryFiles
from sync.central.centre import Centre
from sync.central.registry.group_commit import GroupCommit


@dataclass(frozen=True, slots=True)
class Office:
    """One worker's share of the data centre."""

    centre: Centre
    fleet: Fleet
    writes: GroupCommit
    attacks: Attacks
    announcer: Announcer
    files: RepositoryFiles
    content_keys: ContentKeys
    refreshing: Refreshing
    comparing: Comparing

    @classmethod
    def of(cls, request: Request) -> Office:
        """The office that answers `request`."""
        office: Office = request.app.state.office
        return office

    @classmethod
    def open(cls, centre: Centre) -> Office:
        """Of a data centre; nothing runs yet."""
        announcer = Announcer(centre.registry)
        writes = GroupCommit(centre.registry)
        files = RepositoryFiles(centre.blobs)
        keys = ContentKeys(centre.registry, centre.vault, files)
        return cls(
            centre,
            Fleet(centre.registry, announcer.changed),
            writes,
            Attacks(writes),
            announcer,
            files,
            keys,
            Refreshing(files, keys),
            Comparing(centre),
        )

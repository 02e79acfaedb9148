"""What the routes of one worker share."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from sync.central.api.announcer import Announcer
from sync.central.api.comparison_handler import Comparing
from sync.central.api.content_keys import ContentKeys
from sync.central.api.fleet import Fleet
from sync.central.api.refresh_handler import Refreshing
from sync.central.api.refusal_log import RefusalLog
from sync.central.api.repository_files import RepositoryFiles
from sync.central.centre import Centre
from sync.central.registry.group_commit import GroupCommit


@dataclass(frozen=True, slots=True)
class AppState:
    """One worker's share of the data centre."""

    centre: Centre
    fleet: Fleet
    writes: GroupCommit
    attacks: RefusalLog
    announcer: Announcer
    files: RepositoryFiles
    content_keys: ContentKeys
    refreshing: Refreshing
    comparing: Comparing

    @classmethod
    def of(cls, request: Request) -> AppState:
        """The office that answers `request`."""
        office: AppState = request.app.state.office
        return office

    @classmethod
    def open(cls, centre: Centre) -> AppState:
        """Of a data centre; nothing runs yet."""
        announcer = Announcer(centre.registry)
        writes = GroupCommit(centre.registry)
        files = RepositoryFiles(centre.blobs)
        keys = ContentKeys(centre.registry, centre.vault, files)
        return cls(
            centre,
            Fleet(centre.registry, announcer.changed),
            writes,
            RefusalLog(writes),
            announcer,
            files,
            keys,
            Refreshing(files, keys),
            Comparing(centre),
        )

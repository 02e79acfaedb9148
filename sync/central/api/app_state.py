"""What the routes of one worker share."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from sync.central.api.announcer import Announcer
from sync.central.api.comparison_handler import ComparisonHandler
from sync.central.api.content_keys import ContentKeys
from sync.central.api.fleet import Fleet
from sync.central.api.refresh_handler import RefreshHandler
from sync.central.api.refusal_log import RefusalLog
from sync.central.api.repository_files import RepositoryFiles
from sync.central.centre import Centre
from sync.central.heartbeat_quota import HeartbeatQuota
from sync.central.registry.group_commit import GroupCommit


@dataclass(frozen=True, slots=True)
class AppState:
    """What one worker holds for its requests; one object an application."""

    centre: Centre
    fleet: Fleet
    writes: GroupCommit
    refusals: RefusalLog
    announcer: Announcer
    files: RepositoryFiles
    content_keys: ContentKeys
    refresh_handler: RefreshHandler
    comparison_handler: ComparisonHandler
    heartbeats: HeartbeatQuota

    @classmethod
    def of(cls, request: Request) -> AppState:
        """Return the state of the application that answers `request`."""
        app_state: AppState = request.app.state.app_state
        return app_state

    @classmethod
    def open(cls, centre: Centre) -> AppState:
        """Make the state for a data centre; no task runs yet."""
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
            RefreshHandler(files, keys),
            ComparisonHandler(centre),
            HeartbeatQuota(),
        )

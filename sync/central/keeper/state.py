"""What the answers of a keeper share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sync.central.centre import Centre
from sync.central.exchange.terminal_quota import TerminalQuota, heartbeat_quota, message_quota
from sync.central.keeper.attestation_handler import AttestationHandler
from sync.central.keeper.comparison_handler import ComparisonHandler
from sync.central.keeper.content_keys import ContentKeys
from sync.central.keeper.fleet import Fleet
from sync.central.keeper.message_board import MessageBoard
from sync.central.keeper.refresh_handler import RefreshHandler
from sync.central.keeper.refusal_audit import RefusalAudit
from sync.central.keeper.repository_files import RepositoryFiles
from sync.central.registry.group_commit import GroupCommit


@dataclass(frozen=True, slots=True)
class KeeperState:
    """What a keeper holds; one object a process."""

    centre: Centre
    fleet: Fleet
    writes: GroupCommit
    refusals: RefusalAudit
    files: RepositoryFiles
    content_keys: ContentKeys
    refresh_handler: RefreshHandler
    comparison_handler: ComparisonHandler
    heartbeats: TerminalQuota
    attestation: AttestationHandler
    board: MessageBoard
    message_quota: TerminalQuota
    tell_messages: Callable[[str], None]

    @classmethod
    def open(
        cls, centre: Centre, changed: Callable[[str], None], tell_messages: Callable[[str], None]
    ) -> KeeperState:
        """Make the state for a data centre; no task runs yet.

        Call `changed` with the id of each terminal whose state or checkpoint changed, and
        `tell_messages` with that of each for which a message of another one waits.
        """
        writes = GroupCommit(centre.registry)
        files = RepositoryFiles(centre.blobs)
        keys = ContentKeys(centre.registry, centre.vault, files)
        attestation = AttestationHandler(centre.registry, files)
        return cls(
            centre,
            Fleet(centre.registry, changed),
            writes,
            RefusalAudit(writes),
            files,
            keys,
            RefreshHandler(files, keys, attestation),
            ComparisonHandler(centre),
            heartbeat_quota(),
            attestation,
            MessageBoard(),
            message_quota(),
            tell_messages,
        )

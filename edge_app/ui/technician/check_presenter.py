"""What a check found, in words: a sentence, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.ui.kit.marks import Severity, Shape
from edge_app.ui.look.theme import Tone
from edge_app.ui.technician import check_words as words
from edge_app.ui.technician import trials_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message
from sync.protocol.finding_table import FindingCode
from sync.protocol.finding_table import Severity as Found
from sync.protocol.findings import Finding

_SEVERITY = {
    Found.FAULT: Severity.FAULT,
    Found.ATTENTION: Severity.ATTENTION,
    Found.NOTE: Severity.NOTE,
}
_WORDS: dict[FindingCode, tuple[Message, Message]] = {
    FindingCode.UNFINISHED: (words.UNFINISHED, words.UNFINISHED_STEP),
    FindingCode.KEY_MISSING: (words.KEY_MISSING, words.WIPE_STEP),
    FindingCode.KEY_DAMAGED: (words.KEY_DAMAGED, words.WIPE_STEP),
    FindingCode.KEY_OPEN: (words.KEY_OPEN, words.KEY_OPEN_STEP),
    FindingCode.KEY_SEALED: (words.KEY_SEALED, words.KEY_SEALED_STEP),
    FindingCode.KEY_DENIED: (words.KEY_DENIED, words.KEY_DENIED_STEP),
    FindingCode.AUTHORITY_LOST: (words.AUTHORITY_LOST, words.WIPE_STEP),
    FindingCode.SPOOL_UNUSABLE: (words.SPOOL_UNUSABLE, words.SPOOL_UNUSABLE_STEP),
    FindingCode.CLOCK_UNSET: (words.CLOCK_UNSET, words.CLOCK_STEP),
    FindingCode.CLOCK_BEHIND: (words.CLOCK_BEHIND, words.CLOCK_STEP),
    FindingCode.CLOCK_OFF: (words.CLOCK_OFF, words.CLOCK_OFF_STEP),
    FindingCode.NAME_UNKNOWN: (words.NAME_UNKNOWN, words.NAME_UNKNOWN_STEP),
    FindingCode.NAME_SILENT: (words.NAME_SILENT, words.NAME_SILENT_STEP),
    FindingCode.NO_WAY: (words.NO_WAY, words.NO_WAY_STEP),
    FindingCode.PORT_CLOSED: (words.PORT_CLOSED, words.PORT_CLOSED_STEP),
    FindingCode.PORT_SILENT: (words.PORT_SILENT, words.PORT_SILENT_STEP),
    FindingCode.PROXY_CLOSED: (words.PROXY_CLOSED, words.PROXY_CLOSED_STEP),
    FindingCode.PROXY_SILENT: (words.PROXY_SILENT, words.PROXY_SILENT_STEP),
    FindingCode.PROXY_PASSWORD: (words.PROXY_PASSWORD, words.PROXY_PASSWORD_STEP),
    FindingCode.PROXY_REFUSES: (words.PROXY_REFUSES, words.PROXY_REFUSES_STEP),
    FindingCode.PROXY_NO_WAY: (words.PROXY_NO_WAY, words.PROXY_NO_WAY_STEP),
    FindingCode.PROXY_PAGE: (words.PROXY_PAGE, words.PROXY_PAGE_STEP),
    FindingCode.PORTAL: (words.PORTAL, words.PORTAL_STEP),
    FindingCode.TLS_INTERCEPTED: (words.TLS_INTERCEPTED, words.TLS_INTERCEPTED_STEP),
    FindingCode.AUTHORITY_UNKNOWN: (words.AUTHORITY_UNKNOWN, words.AUTHORITY_UNKNOWN_STEP),
    FindingCode.CERTIFICATE_NAME: (words.CERTIFICATE_NAME, words.CERTIFICATE_NAME_STEP),
    FindingCode.CERTIFICATE_ENDED: (words.CERTIFICATE_ENDED, words.CERTIFICATE_ENDED_STEP),
    FindingCode.TLS_BROKEN: (words.TLS_BROKEN, words.TLS_BROKEN_STEP),
    FindingCode.CENTRE_SILENT: (words.CENTRE_SILENT, words.CENTRE_SILENT_STEP),
    FindingCode.CENTRE_STRANGE: (words.CENTRE_STRANGE, words.CENTRE_STRANGE_STEP),
    FindingCode.CENTRE_BUSY: (words.CENTRE_BUSY, words.CENTRE_BUSY_STEP),
    FindingCode.PENDING: (words.PENDING, words.PENDING_STEP),
    FindingCode.REVOKED: (words.REVOKED, words.WIPE_STEP),
    FindingCode.NOT_KNOWN: (words.NOT_KNOWN, words.WIPE_STEP),
    FindingCode.SIGNATURE: (words.SIGNATURE, words.SIGNATURE_STEP),
    FindingCode.REFUSED: (words.REFUSED, words.REFUSED_STEP),
    FindingCode.AGENT_OFF: (words.AGENT_OFF, words.AGENT_OFF_STEP),
    FindingCode.KIOSK_OFF: (words.KIOSK_OFF, words.KIOSK_OFF_STEP),
    FindingCode.KIOSK_QUIET: (words.KIOSK_QUIET, words.KIOSK_QUIET_STEP),
    FindingCode.KIOSK_FAULT: (words.KIOSK_FAULT, words.KIOSK_FAULT_STEP),
    FindingCode.STORE_FAULT: (words.STORE_FAULT, words.STORE_FAULT_STEP),
    FindingCode.LEASE_OVER: (words.LEASE_OVER, words.LEASE_OVER_STEP),
    FindingCode.LIST_OLD: (words.LIST_OLD, words.LIST_OLD_STEP),
    FindingCode.LIST_REFUSED: (words.LIST_REFUSED, words.LIST_REFUSED_STEP),
    FindingCode.LIST_AWAITED: (words.LIST_AWAITED, words.LIST_AWAITED_STEP),
    FindingCode.CAMERA_ABSENT: (words.CAMERA_ABSENT, words.CAMERA_ABSENT_STEP),
    FindingCode.CAMERA_BUSY: (words.CAMERA_BUSY, words.CAMERA_BUSY_STEP),
    FindingCode.CAMERA_DENIED: (words.CAMERA_DENIED, words.CAMERA_DENIED_STEP),
    FindingCode.CAMERA_SILENT: (words.CAMERA_SILENT, words.CAMERA_SILENT_STEP),
    FindingCode.CAMERA_LOST: (words.CAMERA_LOST, words.CAMERA_LOST_STEP),
    FindingCode.CAMERA_DARK: (words.CAMERA_DARK, words.CAMERA_DARK_STEP),
    FindingCode.CAMERA_BLANK: (words.CAMERA_BLANK, words.CAMERA_BLANK_STEP),
    FindingCode.CAMERA_UNREADABLE: (words.CAMERA_UNREADABLE, words.CAMERA_UNREADABLE_STEP),
    FindingCode.CAMERA_FROZEN: (words.CAMERA_FROZEN, words.CAMERA_FROZEN_STEP),
    FindingCode.CAMERA_BLURRED: (words.CAMERA_BLURRED, words.CAMERA_BLURRED_STEP),
    FindingCode.CAMERA_MOVED: (words.CAMERA_MOVED, words.CAMERA_MOVED_STEP),
    FindingCode.CAMERA_TURNED: (words.CAMERA_TURNED, words.CAMERA_TURNED_STEP),
    FindingCode.CAMERA_SQUEEZED: (words.CAMERA_SQUEEZED, words.CAMERA_SQUEEZED_STEP),
    FindingCode.CAMERA_FLICKERS: (words.CAMERA_FLICKERS, words.CAMERA_FLICKERS_STEP),
    FindingCode.CAMERA_TORN: (words.CAMERA_TORN, words.CAMERA_TORN_STEP),
    FindingCode.LANE_STALLED: (words.LANE_STALLED, words.KIOSK_QUIET_STEP),
    FindingCode.LANE_SLOW: (words.LANE_SLOW, words.LANE_SLOW_STEP),
    FindingCode.FACES_UNREAD: (words.FACES_UNREAD, words.FACES_UNREAD_STEP),
    FindingCode.SOUND_OFF: (words.SOUND_OFF, words.SOUND_OFF_STEP),
    FindingCode.MODEL_MISSING: (words.MODEL_MISSING, words.MODEL_STEP),
    FindingCode.MODEL_ALTERED: (words.MODEL_ALTERED, words.MODEL_STEP),
    FindingCode.MODEL_UNREADABLE: (words.MODEL_UNREADABLE, words.MODEL_UNREADABLE_STEP),
    FindingCode.DISK_FULL: (words.DISK_FULL, words.DISK_FULL_STEP),
    FindingCode.DISK_READ_ONLY: (words.DISK_READ_ONLY, words.DISK_READ_ONLY_STEP),
    FindingCode.DISK_FAILING: (words.DISK_FAILING, words.DISK_FAILING_STEP),
    FindingCode.DISK_SLOW: (words.DISK_SLOW, words.DISK_SLOW_STEP),
    FindingCode.MEMORY_SHORT: (words.MEMORY_SHORT, words.MEMORY_SHORT_STEP),
    FindingCode.MEMORY_EXPOSED: (words.MEMORY_EXPOSED, words.MEMORY_EXPOSED_STEP),
    FindingCode.SWAP_CLEAR: (words.SWAP_CLEAR, words.SWAP_CLEAR_STEP),
    FindingCode.TPM_ABSENT: (words.TPM_ABSENT, words.TPM_ABSENT_STEP),
    FindingCode.KEYS_CLEAR: (words.KEYS_CLEAR, words.KEYS_CLEAR_STEP),
    FindingCode.TPM_DENIED: (words.TPM_DENIED, words.TPM_DENIED_STEP),
    FindingCode.TPM_LOCKED: (words.TPM_LOCKED, words.TPM_LOCKED_STEP),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding: the sentence that says what is wrong, what to do, and how bad it is."""

    sentence: str
    step: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class RowText:
    """A row of a technician's page: what is looked at, how it stands, and its button."""

    title: str
    text: str
    mark: tuple[Shape, Tone]
    button: str  # empty: none
    findings: tuple[FindingRow, ...] = ()  # below it


def present_findings(findings: Sequence[Finding], language: Language) -> tuple[FindingRow, ...]:
    """Return a row for each finding."""
    return tuple(_row(each, language) for each in findings)


def _row(finding: Finding, language: Language) -> FindingRow:
    sentence, step = (
        translate(message, language, **dict(finding.values)) for message in _WORDS[finding.code]
    )
    return FindingRow(sentence, step, _SEVERITY[finding.severity])


def present_check(view: CheckView, language: Language) -> tuple[str, Severity]:
    """Return what the row of the check says, and how bad it is; its findings stand below it."""
    if view.state is CheckState.RUNNING:
        return translate(trials_words.CHECKING, language), Severity.NOTE
    if view.state is CheckState.FAILED:
        return translate(trials_words.CHECK_FAILED, language), Severity.FAULT
    if view.state is not CheckState.DONE:
        return translate(trials_words.CHECK_HINT, language), Severity.NOTE
    if not view.findings:
        return translate(trials_words.CHECK_GOOD, language), Severity.GOOD
    count = number(len(view.findings), language)
    return translate(trials_words.CHECK_FOUND, language, n=count), _worst(view.findings)


def _worst(findings: Sequence[Finding]) -> Severity:
    order = list(Found)
    return _SEVERITY[min((each.severity for each in findings), key=order.index)]

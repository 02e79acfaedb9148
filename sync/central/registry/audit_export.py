"""The audit log for a SIEM: JSON lines, or syslog lines as RFC 5424 has them. Pure."""

from __future__ import annotations

import json
import re
from datetime import UTC

from sync.central.registry.schema import AuditEntry

_FACILITY = 13  # log audit
_NOTICE, _WARNING = 5, 4  # severities
_WARNED = re.compile("refused|cut|contradiction|reset|revoked|rejected")
_PEN = "gapura@32473"  # the number that RFC 5612 keeps for examples: no registry has one for us
_MSGID = 32  # signs


def json_line(entry: AuditEntry, centre_id: str) -> str:
    """Return the row as one line of JSON, ASCII."""
    return json.dumps({"centre": centre_id, **_fields(entry)}, separators=(",", ":"))


def syslog_line(entry: AuditEntry, centre_id: str) -> str:
    """Return the row as one RFC 5424 message, ASCII; its text is the details as JSON."""
    severity = _WARNING if _WARNED.search(entry.action) else _NOTICE
    fields = _fields(entry)
    parameters = " ".join(
        f'{name}="{_escaped(str(fields[name]))}"'
        for name in ("sequence", "actor", "action", "subject", "hash")
    )
    message_id = re.sub("[^!-~]", "_", entry.action)[:_MSGID]
    host = re.sub("[^!-~]", "_", centre_id)[:255]
    details = json.dumps(entry.details, separators=(",", ":"))
    return (
        f"<{_FACILITY * 8 + severity}>1 {fields['at']} {host} gapura - {message_id} "
        f"[{_PEN} {parameters}] {details}"
    )


def _fields(entry: AuditEntry) -> dict[str, object]:
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "sequence": entry.sequence,
        "at": at,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
        "hash": entry.hash,
    }


def _escaped(value: str) -> str:
    """Return a parameter's value: quotes, brackets and backslashes escaped, ASCII alone."""
    ascii_only = value.encode("ascii", "replace").decode()
    return re.sub(r'(["\\\]])', r"\\\1", ascii_only)

"""A notice: something is the matter, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.ui.kit.marks import Severity


@dataclass(frozen=True, slots=True)
class NoticeView:
    """Something is the matter: a sentence, the next step, and small print."""

    severity: Severity
    sentence: str
    step: str
    details: tuple[str, ...] = ()

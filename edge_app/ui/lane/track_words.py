"""Beside a person in the picture."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TRACK_UNCHECKED = QT_TRANSLATE_NOOP("gapura", "Tidak diperiksa")
TRACK_MUTED = QT_TRANSLATE_NOOP("gapura", "Dinyatakan bukan oleh {officers}, {time}")
TRACK_MUTED_HERE = QT_TRANSLATE_NOOP("gapura", "Dinyatakan bukan, {time}")
TRACK_ALERT = QT_TRANSLATE_NOOP("gapura", "Peringatan", "one")  # English: not "Alerts"

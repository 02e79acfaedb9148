"""Beside a person in the picture."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TRACK_LOOKING = QT_TRANSLATE_NOOP("gapura", "Mencari wajah")
TRACK_CAPTURED = QT_TRANSLATE_NOOP("gapura", "Dibandingkan")
TRACK_UNCHECKED = QT_TRANSLATE_NOOP("gapura", "Tidak diperiksa")
TRACK_CLEAR = QT_TRANSLATE_NOOP("gapura", "Tidak ada di daftar")
TRACK_MUTED = QT_TRANSLATE_NOOP("gapura", "Dinyatakan bukan oleh {officers}, {time}")
TRACK_MUTED_HERE = QT_TRANSLATE_NOOP("gapura", "Dinyatakan bukan, {time}")
TRACK_ALERT = QT_TRANSLATE_NOOP("gapura", "Peringatan", "one")  # English: not "Alerts"

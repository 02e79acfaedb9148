"""Beside a person in the picture."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TRACK_LOOKING = QT_TRANSLATE_NOOP("lane", "Mencari wajah")
TRACK_CAPTURED = QT_TRANSLATE_NOOP("lane", "Dibandingkan")
TRACK_UNCHECKED = QT_TRANSLATE_NOOP("lane", "Tidak diperiksa")
TRACK_CLEAR = QT_TRANSLATE_NOOP("lane", "Tidak ada di daftar")
TRACK_ALERT = QT_TRANSLATE_NOOP("lane", "Peringatan")

"""What the kiosk does before its window is there."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

PROGRAM = QT_TRANSLATE_NOOP("gapura", "Memuat program")
STORE = QT_TRANSLATE_NOOP("gapura", "Membuka penyimpanan")
MODELS = QT_TRANSLATE_NOOP("gapura", "Membuka pengenal wajah")
WINDOW = QT_TRANSLATE_NOOP("gapura", "Menyiapkan layar")

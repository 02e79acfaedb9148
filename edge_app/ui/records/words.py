"""What the history, the figures and the report say alike."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TODAY = QT_TRANSLATE_NOOP("gapura", "Hari ini")
SEVEN_DAYS = QT_TRANSLATE_NOOP("gapura", "7 hari")
NOTHING_STEP = QT_TRANSLATE_NOOP("gapura", "Pilih waktu yang lebih panjang di atas.")
FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.")
CAPTURE_RATE_PERCENT = QT_TRANSLATE_NOOP("gapura", "Keterbacaan wajah (%)")
LISTS = QT_TRANSLATE_NOOP("gapura", "Daftar")

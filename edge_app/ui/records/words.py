"""What the history, the figures and the report say alike."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

THIS_SHIFT = QT_TRANSLATE_NOOP("gapura", "Giliran ini")
TODAY = QT_TRANSLATE_NOOP("gapura", "Hari ini")
SEVEN_DAYS = QT_TRANSLATE_NOOP("gapura", "7 hari")
NOTHING_STEP = QT_TRANSLATE_NOOP("gapura", "Pilih waktu yang lebih panjang di atas.")
FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.")
CONFIRMED = QT_TRANSLATE_NOOP("gapura", "Dikonfirmasi")
UNCERTAIN = QT_TRANSLATE_NOOP("gapura", "Tidak pasti")
CAPTURE_RATE_PERCENT = QT_TRANSLATE_NOOP("gapura", "Persentase terambil (%)")
LISTS = QT_TRANSLATE_NOOP("gapura", "Daftar")

"""An alert whose person's document is checked."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

CASE_TITLE = QT_TRANSLATE_NOOP("gapura", "Peringatan: {name}")
OTHERS_WAIT = QT_TRANSLATE_NOOP("gapura", "{n} lain menunggu")
CHECK_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Periksa dokumen")
BACK_TO_ALERT = QT_TRANSLATE_NOOP("gapura", "Kembali ke peringatan")

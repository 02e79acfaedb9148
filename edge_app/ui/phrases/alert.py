"""The alert, and the strength of the evidence."""

from __future__ import annotations

from edge_app.ui.phrases.source import QT_TRANSLATE_NOOP

ALERT_TITLE = QT_TRANSLATE_NOOP("alert", "Peringatan: periksa orang ini")
WAITING = QT_TRANSLATE_NOOP("alert", "{count} lagi menunggu")
CAPTURED_FACE = QT_TRANSLATE_NOOP("alert", "Di lajur ini")
REFERENCE_FACE = QT_TRANSLATE_NOOP("alert", "Foto di daftar")
OWNER = QT_TRANSLATE_NOOP("alert", "{list}, dari {owner}")
INSTRUCTION_TITLE = QT_TRANSLATE_NOOP("alert", "Yang harus dilakukan")
CONFIRM = QT_TRANSLATE_NOOP("alert", "Konfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("alert", "Bukan orang ini")
VERY_STRONG = QT_TRANSLATE_NOOP("alert", "Sangat kuat")
STRONG = QT_TRANSLATE_NOOP("alert", "Kuat")
MODERATE = QT_TRANSLATE_NOOP("alert", "Sedang")
WEAK = QT_TRANSLATE_NOOP("alert", "Lemah")
SCORE = QT_TRANSLATE_NOOP("alert", "skor {score} (ambang {threshold})")
ONE_IN = QT_TRANSLATE_NOOP("alert", "1 dari {people} orang berbeda mencapai skor ini")
RARER_THAN = QT_TRANSLATE_NOOP(
    "alert", "Kurang dari 1 dari {people} orang berbeda mencapai skor ini"
)

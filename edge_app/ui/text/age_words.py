"""How long ago."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

JUST_NOW = QT_TRANSLATE_NOOP("gapura", "baru saja")
MINUTE_AGO = QT_TRANSLATE_NOOP("gapura", "1 menit lalu")
MINUTES_AGO = QT_TRANSLATE_NOOP("gapura", "{n} menit lalu")
HOUR_AGO = QT_TRANSLATE_NOOP("gapura", "1 jam lalu")
HOURS_AGO = QT_TRANSLATE_NOOP("gapura", "{n} jam lalu")
DAY_AGO = QT_TRANSLATE_NOOP("gapura", "1 hari lalu")
DAYS_AGO = QT_TRANSLATE_NOOP("gapura", "{n} hari lalu")
IN_THE_FUTURE = QT_TRANSLATE_NOOP("gapura", "tanggalnya belum tiba")

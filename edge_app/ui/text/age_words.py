"""How long ago."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

JUST_NOW = QT_TRANSLATE_NOOP("ages", "baru saja")
MINUTE_AGO = QT_TRANSLATE_NOOP("ages", "1 menit lalu")
MINUTES_AGO = QT_TRANSLATE_NOOP("ages", "{n} menit lalu")
HOUR_AGO = QT_TRANSLATE_NOOP("ages", "1 jam lalu")
HOURS_AGO = QT_TRANSLATE_NOOP("ages", "{n} jam lalu")
DAY_AGO = QT_TRANSLATE_NOOP("ages", "1 hari lalu")
DAYS_AGO = QT_TRANSLATE_NOOP("ages", "{n} hari lalu")
IN_THE_FUTURE = QT_TRANSLATE_NOOP("ages", "tanggalnya belum tiba")

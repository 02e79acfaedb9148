"""Dates with their time, and how long ago something was."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

DATE_AND_TIME = QT_TRANSLATE_NOOP("gapura", "{date} pukul {time}")
JUST_NOW = QT_TRANSLATE_NOOP("gapura", "baru saja")
AGO = QT_TRANSLATE_NOOP("gapura", "{duration} lalu")
IN_THE_FUTURE = QT_TRANSLATE_NOOP("gapura", "tanggalnya belum tiba")

"""What came before, beside an open alert."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

CONFIRMED_BY = QT_TRANSLATE_NOOP("gapura", "Sebelumnya dikonfirmasi, {time}, oleh {officers}.")
NOT_THEM_BY = QT_TRANSLATE_NOOP(
    "gapura", "Sebelumnya dinyatakan bukan orangnya, {time}, oleh {officers}."
)
CANNOT_TELL_BY = QT_TRANSLATE_NOOP(
    "gapura", "Sebelumnya tidak dapat dipastikan, {time}, oleh {officers}."
)
NOT_ANSWERED_AT = QT_TRANSLATE_NOOP("gapura", "Sebelumnya tidak dijawab, {time}.")
SIGHTINGS = QT_TRANSLATE_NOOP("gapura", "Terlihat {count} kali, terakhir datang {time}.")
NOBODY_SIGNED_IN = QT_TRANSLATE_NOOP("gapura", "petugas tanpa akun")

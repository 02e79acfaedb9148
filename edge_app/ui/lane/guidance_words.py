"""What a visitor is told, on their half of the screen or on a screen of their own."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

WELCOME = QT_TRANSLATE_NOOP("gapura", "Selamat datang")
COME_FORWARD = QT_TRANSLATE_NOOP("gapura", "Silakan maju satu per satu")
COME_CLOSER = QT_TRANSLATE_NOOP("gapura", "Silakan mendekat")
STEP_BACK = QT_TRANSLATE_NOOP("gapura", "Mundur sedikit")
LOOK_HERE = QT_TRANSLATE_NOOP("gapura", "Lihat ke kamera")
HOLD_STILL = QT_TRANSLATE_NOOP("gapura", "Berdiri tenang sebentar")
UNCOVER_FACE = QT_TRANSLATE_NOOP("gapura", "Lepas masker atau penutup wajah")
INTO_THE_LIGHT = QT_TRANSLATE_NOOP("gapura", "Maju ke tempat terang")
OPEN_EYES = QT_TRANSLATE_NOOP("gapura", "Silakan buka mata dan lihat ke kamera")
WAIT = QT_TRANSLATE_NOOP("gapura", "Mohon tunggu sebentar")
THANK_YOU = QT_TRANSLATE_NOOP("gapura", "Terima kasih")
FOLLOW_OFFICER = QT_TRANSLATE_NOOP("gapura", "Ikuti arahan petugas")
NO_CHECK = QT_TRANSLATE_NOOP("gapura", "Silakan ke petugas")

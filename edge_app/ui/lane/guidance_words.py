"""What a visitor is told, on their half of the screen or on a screen of their own."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

WELCOME = QT_TRANSLATE_NOOP("guidance", "Selamat datang")
COME_FORWARD = QT_TRANSLATE_NOOP("guidance", "Silakan maju satu per satu")
COME_CLOSER = QT_TRANSLATE_NOOP("guidance", "Silakan mendekat")
STEP_BACK = QT_TRANSLATE_NOOP("guidance", "Mundur sedikit")
LOOK_HERE = QT_TRANSLATE_NOOP("guidance", "Lihat ke kamera")
HOLD_STILL = QT_TRANSLATE_NOOP("guidance", "Berdiri tenang sebentar")
UNCOVER_FACE = QT_TRANSLATE_NOOP("guidance", "Lepas masker atau penutup wajah")
INTO_THE_LIGHT = QT_TRANSLATE_NOOP("guidance", "Maju ke tempat terang")
OPEN_EYES = QT_TRANSLATE_NOOP("guidance", "Buka mata dan lihat ke kamera")
WAIT = QT_TRANSLATE_NOOP("guidance", "Mohon tunggu sebentar")
THANK_YOU = QT_TRANSLATE_NOOP("guidance", "Terima kasih")
FOLLOW_OFFICER = QT_TRANSLATE_NOOP("guidance", "Ikuti arahan petugas")
NO_CHECK = QT_TRANSLATE_NOOP("guidance", "Silakan ke petugas")

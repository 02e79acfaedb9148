"""What stands around every screen: the status bar and passing messages."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

OTHER_LANGUAGE = QT_TRANSLATE_NOOP("gapura", "English")
NOT_WANTED_HERE = QT_TRANSLATE_NOOP(
    "gapura", "Alat pindai mengirim data yang tidak diperlukan di layar ini. Data itu dibuang."
)
NOT_READABLE = QT_TRANSLATE_NOOP(
    "gapura", "Data dari alat pindai terlalu panjang atau rusak. Coba sekali lagi."
)
LOCKS_SOON = QT_TRANSLATE_NOOP(
    "gapura", "Layar terkunci dalam {seconds} detik. Sentuh layar untuk tetap masuk."
)
SOUND_FAULT = QT_TRANSLATE_NOOP("gapura", "Pengeras suara mati")
SOUND_OFF = QT_TRANSLATE_NOOP("gapura", "Suara dimatikan")
SOUND_STEP = QT_TRANSLATE_NOOP("gapura", "Peringatan tidak terdengar")
SMALL_PANEL = QT_TRANSLATE_NOOP(
    "gapura", "Layar ini terlalu kecil: sebagian tombol kurang dari 15 mm. Beri tahu teknisi."
)
NO_ACCOUNTS = QT_TRANSLATE_NOOP("gapura", "Tanpa akun petugas")
ON_DUTY = QT_TRANSLATE_NOOP("gapura", "Petugas {name}")

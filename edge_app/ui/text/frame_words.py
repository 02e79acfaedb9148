"""What stands around every screen: the keys to the others, and passing messages."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

# The language key names the other language, in that language.
OTHER_LANGUAGE = QT_TRANSLATE_NOOP("frame", "English")
FOR_THE_TECHNICIAN = QT_TRANSLATE_NOOP("frame", "Untuk teknisi: {detail}")

# The keys to the screens.
LANE = QT_TRANSLATE_NOOP("frame", "Lajur")
VERIFY = QT_TRANSLATE_NOOP("frame", "Verifikasi")
VISITORS = QT_TRANSLATE_NOOP("frame", "Tamu")
HISTORY = QT_TRANSLATE_NOOP("frame", "Riwayat")
FIGURES = QT_TRANSLATE_NOOP("frame", "Angka")
SETTINGS = QT_TRANSLATE_NOOP("frame", "Setelan")
HANDOVER = QT_TRANSLATE_NOOP("frame", "Serah terima")

# Passing messages.
NOT_WANTED_HERE = QT_TRANSLATE_NOOP(
    "frame", "Pembaca mengirim data yang tidak diperlukan di layar ini. Data itu dibuang."
)
NOT_READABLE = QT_TRANSLATE_NOOP(
    "frame", "Data dari pembaca terlalu panjang atau rusak. Coba sekali lagi."
)
LOCKS_SOON = QT_TRANSLATE_NOOP(
    "frame", "Layar terkunci dalam {seconds} detik. Sentuh layar untuk tetap masuk."
)
NO_ACCOUNTS = QT_TRANSLATE_NOOP("frame", "Tanpa akun petugas")
ON_DUTY = QT_TRANSLATE_NOOP("frame", "Petugas {name}")

"""Notes to the next officer."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Catatan untuk petugas berikutnya")
HINT = QT_TRANSLATE_NOOP("gapura", "Sentuh kalimat yang sesuai, atau tulis sendiri.")
OWN_WORDS = QT_TRANSLATE_NOOP("gapura", "Tulis sendiri")
WRITE = QT_TRANSLATE_NOOP("gapura", "Tulis catatan")
SAVE = QT_TRANSLATE_NOOP("gapura", "Simpan catatan")
REMOVE = QT_TRANSLATE_NOOP("gapura", "Hapus")
NO_NAMES = QT_TRANSLATE_NOOP("gapura", "Jangan tulis nama atau NIK orang yang diperiksa.")

CALM = QT_TRANSLATE_NOOP("gapura", "Situasi aman, tidak ada kejadian khusus.")
VISITOR_AWAITED = QT_TRANSLATE_NOOP("gapura", "Masih ada tamu yang ditunggu.")
WATCH_PERSON = QT_TRANSLATE_NOOP(
    "gapura", "Ada orang yang perlu diperhatikan; tanyakan kepada saya."
)
CAMERA = QT_TRANSLATE_NOOP("gapura", "Kamera perlu dibersihkan atau diarahkan lagi.")
LIGHT = QT_TRANSLATE_NOOP("gapura", "Lampu lajur perlu diperiksa.")
TECHNICIAN = QT_TRANSLATE_NOOP("gapura", "Teknisi sudah dipanggil.")

TAKE_OVER = QT_TRANSLATE_NOOP("gapura", "Dari sif sebelumnya")
FROM = QT_TRANSLATE_NOOP("gapura", "Petugas {officer}, {time}")
OPEN_LEFT = QT_TRANSLATE_NOOP("gapura", "Peringatan yang masih terbuka: {n}")
MUTED = QT_TRANSLATE_NOOP("gapura", "Dibisukan: {n}")
MUTED_LINE = QT_TRANSLATE_NOOP(
    "gapura", "{name}: dinyatakan bukan oleh {officers}, berlaku sampai {time}"
)
MUTED_UNSIGNED = QT_TRANSLATE_NOOP("gapura", "{name}: dinyatakan bukan, berlaku sampai {time}")
READ = QT_TRANSLATE_NOOP("gapura", "Sudah saya baca")

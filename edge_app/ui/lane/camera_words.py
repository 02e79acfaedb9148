"""The picture source: in a few words for the status bar, and in full over the picture."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

CAMERA_STARTING = QT_TRANSLATE_NOOP("gapura", "Kamera sedang dinyalakan")
CAMERA_LIVE = QT_TRANSLATE_NOOP("gapura", "Kamera bekerja")
CAMERA_BLACK = QT_TRANSLATE_NOOP("gapura", "Gambar kamera gelap")
CAMERA_UNREADABLE = QT_TRANSLATE_NOOP("gapura", "Gambar tidak terbaca")
CAMERA_BLANK = QT_TRANSLATE_NOOP("gapura", "Bukan gambar lajur")
CAMERA_FROZEN = QT_TRANSLATE_NOOP("gapura", "Gambar tidak bergerak")
CAMERA_LOST = QT_TRANSLATE_NOOP("gapura", "Kamera terputus")
CAMERA_ENDED = QT_TRANSLATE_NOOP("gapura", "Rekaman selesai")
CAMERA_OLD = QT_TRANSLATE_NOOP("gapura", "Gambar berhenti")
CAMERA_NONE = QT_TRANSLATE_NOOP("gapura", "Tanpa kamera")
RATE = QT_TRANSLATE_NOOP("gapura", "{rate} gambar per detik")
RATE_OF = QT_TRANSLATE_NOOP("gapura", "{rate} dari {of} gambar per detik")
STARTING = QT_TRANSLATE_NOOP("gapura", "Kamera sedang dinyalakan.")
STARTING_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tunggu sebentar. Gambar akan muncul dengan sendirinya."
)
BLACK = QT_TRANSLATE_NOOP("gapura", "Kamera tersambung, tetapi gambarnya gelap.")
BLACK_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Buka penutup lensa dan nyalakan lampu lajur. Periksa orang secara manual."
)
UNREADABLE = QT_TRANSLATE_NOOP("gapura", "Gambar dari kamera rusak dan tidak dapat dibaca.")
UNREADABLE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabel kamera. Jika tetap begini, panggil teknisi."
)
BLANK = QT_TRANSLATE_NOOP("gapura", "Kamera tersambung, tetapi tidak menampilkan lajur.")
BLANK_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Buka penutup lensa dan periksa kabel kamera. Periksa orang secara manual. Jika tetap begini, "
    "panggil teknisi.",
)
FROZEN = QT_TRANSLATE_NOOP("gapura", "Kamera terus mengirim gambar yang sama.")
FROZEN_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Jangan andalkan gambar ini. Periksa orang secara manual. Cabut daya kamera lalu pasang lagi; "
    "jika tetap begini, panggil teknisi.",
)
LOST = QT_TRANSLATE_NOOP("gapura", "Kamera terputus. Terminal terus mencoba menyambung.")
LOST_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabel dan daya kamera. Sementara itu, periksa orang secara manual."
)
ENDED = QT_TRANSLATE_NOOP("gapura", "Rekaman sudah selesai diputar.")
ENDED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tidak ada orang yang diperiksa sekarang. Teknisi dapat memulai sumber lain."
)
OLD = QT_TRANSLATE_NOOP("gapura", "Gambar ini sudah lama, bukan keadaan sekarang.")
OLD_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Jangan andalkan gambar ini. Jika tidak pulih, panggil teknisi."
)
NONE = QT_TRANSLATE_NOOP("gapura", "Terminal ini tidak memakai kamera.")
NONE_STEP = QT_TRANSLATE_NOOP("gapura", "Lajur lain dipantau dari halaman Semua lajur.")
PICTURE_AGE = QT_TRANSLATE_NOOP("gapura", "Gambar terakhir: {age}")

"""The picture source: in a few words for the status bar, and in full over the picture."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

CAMERA_STARTING = QT_TRANSLATE_NOOP("camera", "Kamera sedang dinyalakan")
CAMERA_LIVE = QT_TRANSLATE_NOOP("camera", "Kamera bekerja")
CAMERA_BLACK = QT_TRANSLATE_NOOP("camera", "Gambar kamera gelap")
CAMERA_UNREADABLE = QT_TRANSLATE_NOOP("camera", "Gambar tidak terbaca")
CAMERA_LOST = QT_TRANSLATE_NOOP("camera", "Kamera terputus")
CAMERA_ENDED = QT_TRANSLATE_NOOP("camera", "Rekaman selesai")
CAMERA_OLD = QT_TRANSLATE_NOOP("camera", "Gambar berhenti")
RATE = QT_TRANSLATE_NOOP("camera", "{rate} gambar per detik")
STARTING = QT_TRANSLATE_NOOP("camera", "Kamera sedang dinyalakan.")
STARTING_STEP = QT_TRANSLATE_NOOP(
    "camera", "Tunggu sebentar. Gambar akan muncul dengan sendirinya."
)
BLACK = QT_TRANSLATE_NOOP("camera", "Kamera tersambung, tetapi gambarnya gelap.")
BLACK_STEP = QT_TRANSLATE_NOOP(
    "camera", "Buka penutup lensa dan nyalakan lampu lajur. Periksa orang secara manual."
)
UNREADABLE = QT_TRANSLATE_NOOP("camera", "Gambar dari kamera rusak dan tidak dapat dibaca.")
UNREADABLE_STEP = QT_TRANSLATE_NOOP(
    "camera", "Periksa kabel kamera. Jika tetap begini, panggil teknisi."
)
LOST = QT_TRANSLATE_NOOP("camera", "Kamera terputus. Terminal terus mencoba menyambung.")
LOST_STEP = QT_TRANSLATE_NOOP(
    "camera", "Periksa kabel dan daya kamera. Sementara itu, periksa orang secara manual."
)
ENDED = QT_TRANSLATE_NOOP("camera", "Rekaman sudah selesai diputar.")
ENDED_STEP = QT_TRANSLATE_NOOP(
    "camera", "Tidak ada orang yang diperiksa sekarang. Teknisi dapat memulai sumber lain."
)
OLD = QT_TRANSLATE_NOOP("camera", "Gambar ini sudah lama, bukan keadaan sekarang.")
OLD_STEP = QT_TRANSLATE_NOOP(
    "camera", "Jangan andalkan gambar ini. Jika tidak pulih, panggil teknisi."
)
PICTURE_AGE = QT_TRANSLATE_NOOP("camera", "Gambar terakhir: {seconds} detik lalu")
PICTURE_AGE_LONG = QT_TRANSLATE_NOOP("camera", "Gambar terakhir: {age}")

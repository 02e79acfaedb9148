"""Choosing a camera and pointing it."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LABEL = QT_TRANSLATE_NOOP("gapura", "Kamera")
DEVICES = QT_TRANSLATE_NOOP("gapura", "Kamera yang dipakai")
SEARCH = QT_TRANSLATE_NOOP("gapura", "Cari kamera lagi")
NO_DEVICE = QT_TRANSLATE_NOOP("gapura", "Tidak ada kamera yang terpasang pada terminal ini.")
FIXED = QT_TRANSLATE_NOOP("gapura", "Sumber gambar terminal ini tidak dapat diganti di sini.")
UNKEPT = QT_TRANSLATE_NOOP(
    "gapura", "Pilihan ini berlaku, tetapi tidak dapat disimpan. Periksa ruang simpan."
)
TURN = QT_TRANSLATE_NOOP("gapura", "Putar ke kanan")
DEGREES = QT_TRANSLATE_NOOP("gapura", "{n} derajat")
NO_TURN = QT_TRANSLATE_NOOP("gapura", "Tidak diputar")
SHAPE = QT_TRANSLATE_NOOP("gapura", "Bentuk piksel")
AS_STATED = QT_TRANSLATE_NOOP("gapura", "Otomatis")
LINES = QT_TRANSLATE_NOOP("gapura", "Baris gambar")
WHOLE = QT_TRANSLATE_NOOP("gapura", "Utuh")
INTERLACED = QT_TRANSLATE_NOOP("gapura", "Selang-seling")
FACE = QT_TRANSLATE_NOOP("gapura", "Lebar wajah terdekat")
PIXELS = QT_TRANSLATE_NOOP("gapura", "{n} piksel")
NOBODY = QT_TRANSLATE_NOOP("gapura", "Belum ada wajah")
STAND_HERE = QT_TRANSLATE_NOOP("gapura", "Berdirilah di tempat tamu berhenti.")
TOO_FAR = QT_TRANSLATE_NOOP("gapura", "Terlalu jauh: dekatkan kamera atau persempit sudutnya.")
FAR = QT_TRANSLATE_NOOP("gapura", "Cukup. Lebih dekat lebih baik.")
GOOD = QT_TRANSLATE_NOOP("gapura", "Baik.")
FACE_LIGHT = QT_TRANSLATE_NOOP("gapura", "Cahaya pada wajah")
SHARE = QT_TRANSLATE_NOOP("gapura", "{n} dari 100")
UNKNOWN = QT_TRANSLATE_NOOP("gapura", "–")
TOO_DARK = QT_TRANSLATE_NOOP("gapura", "Terlalu gelap: tambah lampu dari arah kamera.")
TOO_BRIGHT = QT_TRANSLATE_NOOP("gapura", "Terlalu terang: kurangi lampu atau cahaya matahari.")
SHARPNESS = QT_TRANSLATE_NOOP("gapura", "Ketajaman")
OUT_OF_FOCUS = QT_TRANSLATE_NOOP("gapura", "Buram: putar cincin fokus atau bersihkan lensa.")
SOFT = QT_TRANSLATE_NOOP("gapura", "Kurang tajam: coba setel fokus sedikit lagi.")
SHARP = QT_TRANSLATE_NOOP("gapura", "Tajam.")
PICTURE = QT_TRANSLATE_NOOP("gapura", "Gambar kamera")
SIZE = QT_TRANSLATE_NOOP("gapura", "{width} x {height}")
NOT_UPRIGHT = QT_TRANSLATE_NOOP("gapura", "Wajah tidak tegak: putar gambar.")
NOT_SQUARE = QT_TRANSLATE_NOOP("gapura", "Wajah terlalu sempit atau lebar: ubah bentuk piksel.")

"""A document of a case is photographed with the lane's camera."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

AIM = QT_TRANSLATE_NOOP("gapura", "Pegang dokumen di depan kamera, penuhi bingkai, dan tahan diam.")
LOOK = QT_TRANSLATE_NOOP(
    "gapura", "Apakah dokumennya terbaca? Hanya yang tampak ini yang disimpan."
)
KEEPING = QT_TRANSLATE_NOOP("gapura", "Foto sedang disimpan.")
KEPT = QT_TRANSLATE_NOOP("gapura", "Foto dokumen tersimpan.")
FULL = QT_TRANSLATE_NOOP(
    "gapura", "Sudah ada {n} foto dokumen untuk peringatan ini. Lebih dari itu tidak disimpan."
)
HIDDEN = QT_TRANSLATE_NOOP("gapura", "{n} wajah lain disamarkan.")

# Why a picture is of no use.
DARK = QT_TRANSLATE_NOOP("gapura", "Terlalu gelap: arahkan dokumen ke cahaya, lalu ulangi.")
GLARE = QT_TRANSLATE_NOOP("gapura", "Memantulkan cahaya: miringkan dokumen sedikit, lalu ulangi.")
EMPTY = QT_TRANSLATE_NOOP("gapura", "Tidak ada dokumen dalam bingkai. Ulangi.")
BLURRED = QT_TRANSLATE_NOOP("gapura", "Buram: tahan dokumen tetap diam, lalu ulangi.")

# Why nothing came of it.
NO_PICTURE = QT_TRANSLATE_NOOP("gapura", "Kamera tidak memberi gambar. Coba lagi.")
NOT_KEPT = QT_TRANSLATE_NOOP(
    "gapura",
    "Foto tidak tersimpan: penyimpanan penuh, atau kasusnya sudah ditutup.",
)
FAULT = QT_TRANSLATE_NOOP(
    "gapura", "Foto tidak berhasil. Coba lagi; bila terulang, panggil teknisi."
)

# The keys.
TAKE = QT_TRANSLATE_NOOP("gapura", "Ambil foto")
RETAKE = QT_TRANSLATE_NOOP("gapura", "Ulangi foto")
KEEP = QT_TRANSLATE_NOOP("gapura", "Simpan foto ini")
KEEP_ANYWAY = QT_TRANSLATE_NOOP("gapura", "Tetap simpan")

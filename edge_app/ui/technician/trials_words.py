"""Touch, screen, sound and network tried out, and a new start."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LABEL = QT_TRANSLATE_NOOP("gapura", "Pengujian")
TEST = QT_TRANSLATE_NOOP("gapura", "Uji")
CHECK = QT_TRANSLATE_NOOP("gapura", "Pemeriksaan terminal")
CHECK_HINT = QT_TRANSLATE_NOOP(
    "gapura", "Kamera, daftar, model, jam, penyimpanan, memori, dan jalan ke pusat data."
)
CHECKING = QT_TRANSLATE_NOOP("gapura", "Sedang memeriksa. Paling lama setengah menit.")
CHECK_GOOD = QT_TRANSLATE_NOOP("gapura", "Semuanya baik.")
CHECK_FOUND = QT_TRANSLATE_NOOP("gapura", "Yang perlu dibenahi: {n}.")
CHECK_FAILED = QT_TRANSLATE_NOOP("gapura", "Pemeriksaan gagal. Periksa lagi.")
PANEL = QT_TRANSLATE_NOOP("gapura", "Ukuran layar")
PANEL_SIZE = QT_TRANSLATE_NOOP(
    "gapura",
    "{width} x {height} mm. Bila penggaris menunjukkan lain, mulai Gapura dengan --dpi yang benar.",
)
PANEL_SMALL = QT_TRANSLATE_NOOP(
    "gapura",
    "{width} x {height} mm, kurang dari {across} x {down} mm: sebagian tombol lebih kecil dari 15 "
    "mm. Pasang layar yang lebih besar. Bila penggaris menunjukkan lain, mulai Gapura dengan --dpi "
    "yang benar.",
)
TOUCH = QT_TRANSLATE_NOOP("gapura", "Layar sentuh")
TOUCH_HINT = QT_TRANSLATE_NOOP("gapura", "Sentuh atau usap semua bidang di layar.")
TOUCH_COUNT = QT_TRANSLATE_NOOP("gapura", "{reached} dari {all} bidang")
TOUCH_ALL = QT_TRANSLATE_NOOP("gapura", "Semua {all} bidang menjawab sentuhan.")
TOUCH_SOME = QT_TRANSLATE_NOOP(
    "gapura", "{missing} dari {all} bidang tidak menjawab. Bersihkan kaca, lalu uji lagi."
)
COLOURS = QT_TRANSLATE_NOOP("gapura", "Warna layar")
COLOURS_HINT = QT_TRANSLATE_NOOP(
    "gapura", "Cari titik yang tidak ikut berubah. Sentuh layar untuk warna berikutnya."
)
COLOURS_SHOWN = QT_TRANSLATE_NOOP("gapura", "Semua warna sudah ditampilkan.")
SOUND = QT_TRANSLATE_NOOP("gapura", "Nada peringatan")
SOUND_HINT = QT_TRANSLATE_NOOP("gapura", "Dengarkan dari tempat petugas berdiri.")
PLAYED = QT_TRANSLATE_NOOP("gapura", "Nada diputar. Jika tidak terdengar, periksa kabel speaker.")
NO_DEVICE = QT_TRANSLATE_NOOP("gapura", "Tidak ada pengeras suara. Sambungkan, lalu uji lagi.")
TURNED_OFF = QT_TRANSLATE_NOOP("gapura", "Suara dimatikan di Setelan.")
NETWORK = QT_TRANSLATE_NOOP("gapura", "Jaringan")
NETWORK_HINT = QT_TRANSLATE_NOOP("gapura", "Tanyakan sesuatu kepada pusat data sekarang.")
NO_CENTRE = QT_TRANSLATE_NOOP("gapura", "Terminal ini bekerja tanpa pusat data.")
ASKING = QT_TRANSLATE_NOOP("gapura", "Menunggu jawaban pusat data …")
ANSWERED = QT_TRANSLATE_NOOP("gapura", "Pusat data menjawab dalam {n} milidetik.")
UNREACHABLE = QT_TRANSLATE_NOOP(
    "gapura", "Pusat data tidak menjawab. Periksa kabel jaringan, lalu alamat pusat data."
)
REFUSED = QT_TRANSLATE_NOOP("gapura", "Pusat data menjawab, tetapi menolak terminal ini: {code}.")
SILENT = QT_TRANSLATE_NOOP(
    "gapura", "Layanan jaringan terminal ini tidak menjawab. Mulai ulang layanan itu."
)
RESTART = QT_TRANSLATE_NOOP("gapura", "Mulai ulang layar ini")
RESTART_HINT = QT_TRANSLATE_NOOP("gapura", "Selama beberapa detik tidak ada yang diperiksa.")
RESTART_KEY = QT_TRANSLATE_NOOP("gapura", "Mulai ulang")
RESTART_SURE = QT_TRANSLATE_NOOP("gapura", "Ya, mulai ulang")

"""What is wrong with a lane whose camera delivers, and what to do about it."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

DARK = QT_TRANSLATE_NOOP("gapura", "Lajur terlalu gelap untuk mengenali wajah.")
DARK_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Nyalakan lampu lajur. Selama gelap, periksa orang secara manual."
)
BLURRED = QT_TRANSLATE_NOOP("gapura", "Gambar kamera buram.")
BLURRED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Bersihkan kaca lensa dengan kain lembut. Jika tetap buram, panggil teknisi."
)
MOVED = QT_TRANSLATE_NOOP("gapura", "Kamera bergeser dari arah semula.")
MOVED_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Kembalikan arah kamera. Jika arah baru ini benar, sentuh “Arah sekarang benar” di Setelan.",
)
QUEUE = QT_TRANSLATE_NOOP("gapura", "Antrean panjang: banyak orang menunggu di lajur.")
QUEUE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Buka lajur lain atau minta orang maju satu per satu dengan jarak."
)
STALLED = QT_TRANSLATE_NOOP("gapura", "Gambar datang, tetapi tidak ada yang diperiksa.")
STALLED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa orang secara manual dan panggil teknisi untuk memulai ulang terminal."
)
STROBING = QT_TRANSLATE_NOOP("gapura", "Gambar kamera berkedip terus-menerus.")
STROBING_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa lampu lajur. Jika lampu tidak berkedip, panggil teknisi."
)
SMEARED = QT_TRANSLATE_NOOP("gapura", "Gambar kamera rusak sebagian dan tidak dapat diandalkan.")
SMEARED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa orang secara manual. Panggil teknisi untuk memeriksa kabel jaringan kamera."
)
SIDEWAYS = QT_TRANSLATE_NOOP("gapura", "Wajah di gambar tidak tegak: kamera terpasang miring.")
SIDEWAYS_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa orang secara manual. Panggil teknisi untuk memutar gambar kamera."
)
SQUEEZED = QT_TRANSLATE_NOOP("gapura", "Wajah di gambar terlalu sempit atau terlalu lebar.")
SQUEEZED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa orang secara manual. Panggil teknisi untuk menyetel bentuk gambar kamera."
)
SLOW = QT_TRANSLATE_NOOP("gapura", "Lajur terlalu lambat: {rate} gambar per detik.")
SLOW_OF = QT_TRANSLATE_NOOP("gapura", "Lajur terlalu lambat: {rate} dari {of} gambar per detik.")
SLOW_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Orang yang berjalan bisa terlewat. Minta orang berhenti sebentar, panggil teknisi."
)
LATE = QT_TRANSLATE_NOOP("gapura", "Hasil terlambat: {seconds} detik sesudah gambar.")
LATE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tahan orang di lajur sampai kotaknya diberi tanda. Panggil teknisi."
)
UNREAD = QT_TRANSLATE_NOOP("gapura", "Hanya {percent} wajah terbaca.")
UNREAD_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Minta orang melepas penutup wajah dan melihat kamera. Jika tetap begini, panggil teknisi.",
)
STROBING_SHORT = QT_TRANSLATE_NOOP("gapura", "Gambar berkedip")
SMEARED_SHORT = QT_TRANSLATE_NOOP("gapura", "Gambar rusak sebagian")
SIDEWAYS_SHORT = QT_TRANSLATE_NOOP("gapura", "Gambar tidak tegak")
SQUEEZED_SHORT = QT_TRANSLATE_NOOP("gapura", "Bentuk gambar salah")
DARK_SHORT = QT_TRANSLATE_NOOP("gapura", "Lajur terlalu gelap")
BLURRED_SHORT = QT_TRANSLATE_NOOP("gapura", "Gambar buram")
MOVED_SHORT = QT_TRANSLATE_NOOP("gapura", "Kamera bergeser")
QUEUE_SHORT = QT_TRANSLATE_NOOP("gapura", "Antrean panjang")
STALLED_SHORT = QT_TRANSLATE_NOOP("gapura", "Tidak ada yang diperiksa")
SLOW_SHORT = QT_TRANSLATE_NOOP("gapura", "Lajur terlalu lambat")
LATE_SHORT = QT_TRANSLATE_NOOP("gapura", "Hasil terlambat")
UNREAD_SHORT = QT_TRANSLATE_NOOP("gapura", "Wajah sulit terbaca")
LATE_FIGURE = QT_TRANSLATE_NOOP("gapura", "{seconds} detik")
UNREAD_FIGURE = QT_TRANSLATE_NOOP("gapura", "{percent} terbaca")
DISK_LOW = QT_TRANSLATE_NOOP("gapura", "Ruang penyimpanan hampir penuh: tersisa {size}.")
DISK_LOW_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Lanjutkan pekerjaan dan panggil teknisi sebelum ruang habis."
)
CLOCK_OFF = QT_TRANSLATE_NOOP("gapura", "Jam terminal meleset {duration}.")
CLOCK_DOUBTED = QT_TRANSLATE_NOOP("gapura", "Jam terminal dan pusat data berbeda {duration}.")
CLOCK_DOUBTED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Waktu di layar mungkin salah. Panggil teknisi untuk memeriksa jam."
)
CLOCK_UNSURE_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Waktu di layar mungkin salah sampai pusat data tersambung. Panggil teknisi untuk menyetel "
    "jam.",
)
CLOCK_OFF_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Waktu dari pusat data dipakai. Panggil teknisi untuk menyetel jam."
)
OUTDATED = QT_TRANSLATE_NOOP("gapura", "Daftar sudah terlalu lama tidak dikonfirmasi pusat data.")
OUTDATED_NEVER = QT_TRANSLATE_NOOP("gapura", "Daftar belum pernah dikonfirmasi oleh pusat data.")
OUTDATED_SINCE = QT_TRANSLATE_NOOP("gapura", "Terakhir dikonfirmasi {date}.")
OUTDATED_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Jangan andalkan terminal ini saja. Periksa dokumen setiap orang secara manual, dan minta "
    "teknisi menyambungkan jaringan atau membawa daftar dengan flashdisk.",
)
OUTDATED_GO_ON = QT_TRANSLATE_NOOP("gapura", "Saya mengerti, periksa secara manual")

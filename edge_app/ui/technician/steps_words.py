"""The steps from a bare lane to one that is handed over."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LABEL = QT_TRANSLATE_NOOP("gapura", "Pemasangan")
SO_MANY_DONE = QT_TRANSLATE_NOOP("gapura", "{done} dari {all} langkah selesai.")
NEXT = QT_TRANSLATE_NOOP("gapura", "Berikutnya: {step}.")
ABSENT = QT_TRANSLATE_NOOP("gapura", "Tidak ada di lajur ini.")
SEEN_AT = QT_TRANSLATE_NOOP("gapura", "Baik, diukur {time}.")

CENTRE_HEARD = QT_TRANSLATE_NOOP("gapura", "Pusat data menjawab.")
CENTRE_AWAY = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak menjawab. Sentuh Uji untuk sebabnya.")

CAMERA_OPEN = QT_TRANSLATE_NOOP("gapura", "Buka Kamera")
TRIALS_OPEN = QT_TRANSLATE_NOOP("gapura", "Buka Pengujian")

CLOCK = QT_TRANSLATE_NOOP("gapura", "Jam terminal")
CLOCK_GOOD = QT_TRANSLATE_NOOP("gapura", "Cocok dengan pusat data.")
CLOCK_OFF = QT_TRANSLATE_NOOP("gapura", "Berbeda dari pusat data. Setel jam, lalu lihat lagi.")
CLOCK_AWAITED = QT_TRANSLATE_NOOP("gapura", "Menunggu waktu dari pusat data.")

LISTS = QT_TRANSLATE_NOOP("gapura", "Daftar orang")
LISTS_GOOD = QT_TRANSLATE_NOOP("gapura", "Jumlah daftar: {lists}. Jumlah wajah: {n}.")
LISTS_REFUSED = QT_TRANSLATE_NOOP(
    "gapura", "Daftar yang datang ditolak. Pemeriksaan terminal di bawah menyebutkan sebabnya."
)
LISTS_AWAITED = QT_TRANSLATE_NOOP("gapura", "Menunggu daftar dari pusat data.")

PICTURES_COME = QT_TRANSLATE_NOOP("gapura", "Gambar datang, {width} x {height} piksel.")
TURN = QT_TRANSLATE_NOOP("gapura", "Arah dan bentuk gambar")
TURN_GOOD = QT_TRANSLATE_NOOP("gapura", "Wajah tegak dan terbaca.")
NOT_READ = QT_TRANSLATE_NOOP("gapura", "Wajah belum terbaca. Lihatlah ke kamera.")
LIGHT_ALL_DAY = QT_TRANSLATE_NOOP("gapura", "Baik, diukur {time}. Lihat lagi siang dan malam.")
FLICKERS = QT_TRANSLATE_NOOP("gapura", "Cahaya berkedip: ganti lampu atau setel kamera.")
TORN = QT_TRANSLATE_NOOP("gapura", "Gambar pecah: periksa kabel dan jaringan kamera.")

PANEL_MEASURED = QT_TRANSLATE_NOOP("gapura", "{width} x {height} mm, cocok dengan penggaris.")
MEASURED = QT_TRANSLATE_NOOP("gapura", "Ukuran benar")
TOUCH_GOOD = QT_TRANSLATE_NOOP("gapura", "Semua bidang menjawab sentuhan.")
TOUCH_BAD = QT_TRANSLATE_NOOP(
    "gapura", "Sebagian bidang tidak menjawab. Bersihkan kaca, lalu uji lagi."
)
HEARD = QT_TRANSLATE_NOOP("gapura", "Terdengar")
SOUND_GOOD = QT_TRANSLATE_NOOP("gapura", "Terdengar dari tempat petugas berdiri.")
READER = QT_TRANSLATE_NOOP("gapura", "Pembaca dokumen")
READER_HINT = QT_TRANSLATE_NOOP("gapura", "Pindai satu dokumen atau kartu sekarang.")
READER_GOOD = QT_TRANSLATE_NOOP("gapura", "Pembaca mengirim kode yang utuh.")
NO_READER = QT_TRANSLATE_NOOP("gapura", "Tanpa pembaca")

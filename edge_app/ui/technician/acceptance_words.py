"""A test alert, and the acceptance report."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LABEL = QT_TRANSLATE_NOOP("gapura", "Berita acara")
ALERT = QT_TRANSLATE_NOOP("gapura", "Uji peringatan")
BEGIN = QT_TRANSLATE_NOOP("gapura", "Mulai uji")
AGAIN = QT_TRANSLATE_NOOP("gapura", "Ulangi uji")
STOP = QT_TRANSLATE_NOOP("gapura", "Hentikan uji")
WRITE = QT_TRANSLATE_NOOP("gapura", "Tulis berita acara")

HOW = QT_TRANSLATE_NOOP(
    "gapura",
    "Perlihatkan wajah, keluar dari gambar, lalu kembali: terminal harus mengenalinya. Ini "
    "latihan: tidak ada peringatan yang dicatat atau dikirim, dan wajah itu tidak disimpan.",
)
SHOW = QT_TRANSLATE_NOOP("gapura", "Lihatlah ke kamera.")
ALONE = QT_TRANSLATE_NOOP("gapura", "Hanya satu orang di depan kamera.")
LEAVE = QT_TRANSLATE_NOOP("gapura", "Wajah diingat. Sekarang keluarlah dari gambar.")
RETURN = QT_TRANSLATE_NOOP("gapura", "Kembalilah, dan lihat ke kamera.")
RAISED = QT_TRANSLATE_NOOP("gapura", "Ini uji: peringatan muncul.")
RESULT = QT_TRANSLATE_NOOP(
    "gapura", "Skor {score}, ambang {threshold}. {n} milidetik sesudah gambar diambil."
)
PASSED = QT_TRANSLATE_NOOP("gapura", "Wajah dikenali {time}. Skor {score}, ambang {threshold}.")
BEFORE = QT_TRANSLATE_NOOP("gapura", "Diperlihatkan")
AFTER = QT_TRANSLATE_NOOP("gapura", "Dikenali")
NOBODY = QT_TRANSLATE_NOOP("gapura", "Dalam satu menit tidak terjadi apa-apa. Ulangi uji.")
UNLIKE = QT_TRANSLATE_NOOP(
    "gapura", "Wajah tidak dikenali lagi. Perbaiki jarak, cahaya, dan fokus, lalu ulangi uji."
)
REAL_ALERT = QT_TRANSLATE_NOOP(
    "gapura", "Ada peringatan sungguhan yang menunggu jawaban. Ulangi uji sesudahnya."
)
NOT_TRIED = QT_TRANSLATE_NOOP("gapura", "Belum diuji dengan kamera ini.")
NO_KEY = QT_TRANSLATE_NOOP(
    "gapura", "Terminal ini tidak punya kunci untuk menandatangani berita acara."
)
OPEN_STEPS = QT_TRANSLATE_NOOP(
    "gapura", "Belum selesai: {steps}. Berita acara akan menyebutkannya."
)
WRITING = QT_TRANSLATE_NOOP("gapura", "Berita acara sedang ditulis.")

TITLE = QT_TRANSLATE_NOOP("gapura", "Berita acara pemasangan terminal")
POST = QT_TRANSLATE_NOOP("gapura", "Pos pemeriksaan dan lajur")
TERMINAL = QT_TRANSLATE_NOOP("gapura", "Nomor terminal")
TECHNICIAN = QT_TRANSLATE_NOOP("gapura", "Teknisi")
MADE_AT = QT_TRANSLATE_NOOP("gapura", "Ditulis pada")
SOFTWARE = QT_TRANSLATE_NOOP("gapura", "Perangkat lunak")
STEPS = QT_TRANSLATE_NOOP("gapura", "Langkah pemasangan")
LIST = QT_TRANSLATE_NOOP("gapura", "Daftar dan versinya")
STEP = QT_TRANSLATE_NOOP("gapura", "Langkah")
STATE = QT_TRANSLATE_NOOP("gapura", "Keadaan")
SINCE = QT_TRANSLATE_NOOP("gapura", "Diperiksa")
DONE = QT_TRANSLATE_NOOP("gapura", "selesai")
FAILING = QT_TRANSLATE_NOOP("gapura", "bermasalah")
NOT_YET = QT_TRANSLATE_NOOP("gapura", "belum")
ABSENT = QT_TRANSLATE_NOOP("gapura", "tidak ada di sini")
FINDINGS = QT_TRANSLATE_NOOP("gapura", "Yang perlu dibenahi")
PICTURE = QT_TRANSLATE_NOOP(
    "gapura", "{width} x {height} piksel, {rate} gambar per detik diperiksa"
)
SCREEN = QT_TRANSLATE_NOOP("gapura", "{width} x {height} mm")
HELD = QT_TRANSLATE_NOOP("gapura", "{list}, versi {version}")
NO_FACE_KEPT = QT_TRANSLATE_NOOP(
    "gapura",
    "Tidak ada wajah atau nama pengunjung di sini. Berkas JSON di sampingnya ditandatangani oleh "
    "terminal; pusat data memeriksanya.",
)
HANDS_OVER = QT_TRANSLATE_NOOP("gapura", "Teknisi yang menyerahkan")
RECEIVES = QT_TRANSLATE_NOOP("gapura", "Penanggung jawab pos")
SIGN_HERE = QT_TRANSLATE_NOOP("gapura", "Nama, tanda tangan, dan tanggal")

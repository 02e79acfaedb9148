"""The data centre, as the officer is told of it."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

CENTRE_CONNECTED = QT_TRANSLATE_NOOP("gapura", "Pusat data tersambung")
CENTRE_CONNECTING = QT_TRANSLATE_NOOP("gapura", "Menyambung ke pusat data")
CENTRE_LOST = QT_TRANSLATE_NOOP("gapura", "Pusat data terputus")
RESULTS_WAIT_SHORT = QT_TRANSLATE_NOOP("gapura", "{count} menunggu")
LOST_SINCE = QT_TRANSLATE_NOOP("gapura", "sejak {time}")
CENTRE_NEVER = QT_TRANSLATE_NOOP("gapura", "Pusat data belum tersambung")
CENTRE_REVOKED = QT_TRANSLATE_NOOP("gapura", "Izin terminal berakhir")
UPDATE_REFUSED_SHORT = QT_TRANSLATE_NOOP("gapura", "Pembaruan ditolak")
STORE_FAULT_SHORT = QT_TRANSLATE_NOOP("gapura", "Penyimpanan bermasalah")
RESULTS_DELIVERED = QT_TRANSLATE_NOOP("gapura", "Semua hasil terkirim")
RESULT_WAITS = QT_TRANSLATE_NOOP("gapura", "1 hasil menunggu")
RESULTS_WAIT = QT_TRANSLATE_NOOP("gapura", "{count} hasil menunggu")
UNWRITTEN = QT_TRANSLATE_NOOP("gapura", "{count} belum tersimpan")
REVOKED = QT_TRANSLATE_NOOP(
    "gapura", "Terminal ini tidak lagi diizinkan memakai daftar. Daftar sudah dihapus."
)
LEASE_OVER = QT_TRANSLATE_NOOP(
    "gapura", "Daftar tidak dipakai: terminal ini terlalu lama tanpa pusat data."
)
LEASE_OVER_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa orang secara manual. Daftar kembali sendiri setelah pusat data tersambung."
)
REVOKED_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa orang secara manual dan hubungi pusat data.")
UPDATE_REFUSED = QT_TRANSLATE_NOOP(
    "gapura", "Pembaruan daftar ditolak. Versi sebelumnya tetap dipakai."
)
UPDATE_REFUSED_STEP = QT_TRANSLATE_NOOP("gapura", "Lanjutkan pekerjaan dan beri tahu teknisi.")
WITHHELD = QT_TRANSLATE_NOOP(
    "gapura", "Daftar baru tidak diberikan: perangkat lunak terminal ini belum terbukti."
)
WITHHELD_NO_TPM = QT_TRANSLATE_NOOP(
    "gapura", "Daftar baru tidak diberikan: terminal ini tidak punya TPM yang disetujui."
)
STORE_FAULT = QT_TRANSLATE_NOOP(
    "gapura", "Peringatan belum dapat disimpan. Pemeriksaan tetap berjalan."
)
STORE_FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Jangan matikan terminal. Panggil teknisi.")

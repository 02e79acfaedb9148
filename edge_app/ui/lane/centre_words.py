"""The data centre, as the officer is told of it."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

CENTRE_CONNECTED = QT_TRANSLATE_NOOP("centre", "Pusat data tersambung")
CENTRE_LOST = QT_TRANSLATE_NOOP("centre", "Pusat data terputus sejak {time}")
CENTRE_NEVER = QT_TRANSLATE_NOOP("centre", "Pusat data belum tersambung")
CENTRE_REVOKED = QT_TRANSLATE_NOOP("centre", "Izin terminal berakhir")
UPDATE_REFUSED_SHORT = QT_TRANSLATE_NOOP("centre", "Pembaruan ditolak")
STORE_FAULT_SHORT = QT_TRANSLATE_NOOP("centre", "Penyimpanan bermasalah")
RESULTS_DELIVERED = QT_TRANSLATE_NOOP("centre", "Semua hasil terkirim")
RESULT_WAITS = QT_TRANSLATE_NOOP("centre", "1 hasil menunggu")
RESULTS_WAIT = QT_TRANSLATE_NOOP("centre", "{count} hasil menunggu")
UNWRITTEN = QT_TRANSLATE_NOOP("centre", "{count} belum tersimpan")
REVOKED = QT_TRANSLATE_NOOP(
    "centre", "Terminal ini tidak lagi diizinkan memakai daftar. Daftar sudah dihapus."
)
REVOKED_STEP = QT_TRANSLATE_NOOP("centre", "Periksa orang secara manual dan hubungi pusat data.")
UPDATE_REFUSED = QT_TRANSLATE_NOOP(
    "centre", "Pembaruan daftar ditolak. Versi sebelumnya tetap dipakai."
)
UPDATE_REFUSED_STEP = QT_TRANSLATE_NOOP("centre", "Lanjutkan pekerjaan dan beri tahu teknisi.")
STORE_FAULT = QT_TRANSLATE_NOOP(
    "centre", "Peringatan belum dapat disimpan. Pemeriksaan tetap berjalan."
)
STORE_FAULT_STEP = QT_TRANSLATE_NOOP("centre", "Jangan matikan terminal. Panggil teknisi.")

"""The shift's report; it is Indonesian whatever the language of the screen."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Laporan lajur pemeriksaan")
POST = QT_TRANSLATE_NOOP("gapura", "Pos")
OFFICERS = QT_TRANSLATE_NOOP("gapura", "Petugas")
SIGNED_BY = QT_TRANSLATE_NOOP("gapura", "Yang menyerahkan")
RECEIVED_BY = QT_TRANSLATE_NOOP("gapura", "Yang menerima")
SIGN_HERE = QT_TRANSLATE_NOOP("gapura", "Nama dan tanda tangan")
TERMINAL = QT_TRANSLATE_NOOP("gapura", "Terminal")
PERIOD = QT_TRANSLATE_NOOP("gapura", "Waktu")
FROM_TO = QT_TRANSLATE_NOOP("gapura", "{since} sampai {until}")
BEGAN_NOW = QT_TRANSLATE_NOOP("gapura", "mulai {since}, kini {now}. {why}")
MADE = QT_TRANSLATE_NOOP("gapura", "Dibuat")
NO_VALUE = QT_TRANSLATE_NOOP("gapura", "tidak ada")

SUMMARY = QT_TRANSLATE_NOOP("gapura", "Ringkasan")
LATENCY_P50 = QT_TRANSLATE_NOOP("gapura", "Waktu periksa, median (ms)")
LATENCY_P95 = QT_TRANSLATE_NOOP("gapura", "Waktu periksa, 95% (ms)")

RAISED = QT_TRANSLATE_NOOP("gapura", "Peringatan baru")
TAKEN_OVER = QT_TRANSLATE_NOOP("gapura", "Peringatan yang masih terbuka dari sebelumnya")

BY_HOUR = QT_TRANSLATE_NOOP("gapura", "Menurut jam")
BY_DAY = QT_TRANSLATE_NOOP("gapura", "Menurut hari")
HOUR = QT_TRANSLATE_NOOP("gapura", "Jam")
DAY = QT_TRANSLATE_NOOP("gapura", "Hari")

LISTS = QT_TRANSLATE_NOOP("gapura", "Daftar yang dipakai")
OWNER = QT_TRANSLATE_NOOP("gapura", "Pemilik")
VERSION = QT_TRANSLATE_NOOP("gapura", "Versi")
ISSUED = QT_TRANSLATE_NOOP("gapura", "Terbit")
CHECKED = QT_TRANSLATE_NOOP("gapura", "Terakhir dikonfirmasi")

NO_PERSONS = QT_TRANSLATE_NOOP(
    "gapura", "Laporan ini memuat jumlah saja: tanpa nama, NIK, atau foto orang yang diperiksa."
)

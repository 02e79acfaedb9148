"""The shift's report; it is Indonesian whatever the language of the screen."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("report", "Laporan lajur pemeriksaan")
LANE = QT_TRANSLATE_NOOP("report", "Lajur")
TERMINAL = QT_TRANSLATE_NOOP("report", "Terminal")
OFFICER = QT_TRANSLATE_NOOP("report", "Nomor petugas")
PERIOD = QT_TRANSLATE_NOOP("report", "Waktu")
FROM_TO = QT_TRANSLATE_NOOP("report", "{since} sampai {until}")
MADE = QT_TRANSLATE_NOOP("report", "Dibuat")
NO_VALUE = QT_TRANSLATE_NOOP("report", "tidak ada")

SUMMARY = QT_TRANSLATE_NOOP("report", "Ringkasan")
PEOPLE = QT_TRANSLATE_NOOP("report", "Orang terlihat")
CAPTURED = QT_TRANSLATE_NOOP("report", "Wajah terambil")
CAPTURE_RATE = QT_TRANSLATE_NOOP("report", "Persentase terambil (%)")
ALERTS = QT_TRANSLATE_NOOP("report", "Peringatan")
CONFIRMED = QT_TRANSLATE_NOOP("report", "Dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("report", "Bukan orang ini")
CANNOT_TELL = QT_TRANSLATE_NOOP("report", "Tidak pasti")
UNANSWERED = QT_TRANSLATE_NOOP("report", "Tidak dijawab")
VERIFICATIONS = QT_TRANSLATE_NOOP("report", "Verifikasi")
LATENCY_P50 = QT_TRANSLATE_NOOP("report", "Waktu periksa, median (ms)")
LATENCY_P95 = QT_TRANSLATE_NOOP("report", "Waktu periksa, 95% (ms)")

BY_HOUR = QT_TRANSLATE_NOOP("report", "Menurut jam")
BY_DAY = QT_TRANSLATE_NOOP("report", "Menurut hari")
HOUR = QT_TRANSLATE_NOOP("report", "Jam")
DAY = QT_TRANSLATE_NOOP("report", "Hari")

LISTS = QT_TRANSLATE_NOOP("report", "Daftar yang dipakai")
LIST = QT_TRANSLATE_NOOP("report", "Daftar")
OWNER = QT_TRANSLATE_NOOP("report", "Pemilik")
VERSION = QT_TRANSLATE_NOOP("report", "Versi")
ISSUED = QT_TRANSLATE_NOOP("report", "Terbit")
CHECKED = QT_TRANSLATE_NOOP("report", "Terakhir dikonfirmasi")

NO_PERSONS = QT_TRANSLATE_NOOP(
    "report", "Laporan ini memuat jumlah saja: tanpa nama, NIK, atau foto siapa pun."
)

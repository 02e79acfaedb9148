"""The lane in numbers."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Angka")

LATENCY = QT_TRANSLATE_NOOP("gapura", "Waktu periksa")
PERCENT = QT_TRANSLATE_NOOP("gapura", "{n}%")
MS = QT_TRANSLATE_NOOP("gapura", "{n} ms")
ANSWERED = QT_TRANSLATE_NOOP(
    "gapura", "{confirmed} dikonfirmasi, {refused} bukan orangnya, {rest} lainnya"
)
LATENCY_SENTENCE = QT_TRANSLATE_NOOP("gapura", "separuh di bawah {p50} ms, 95% di bawah {p95} ms")

# Plots: what is drawn, and in which unit.
PEOPLE_PLOT = QT_TRANSLATE_NOOP("gapura", "Orang terlihat dan wajah terambil (orang)")
ALERTS_PLOT = QT_TRANSLATE_NOOP("gapura", "Peringatan dan jawaban (kali)")
LATENCY_PLOT = QT_TRANSLATE_NOOP("gapura", "Waktu periksa: median dan 95% (ms)")
OTHER_ANSWERS = QT_TRANSLATE_NOOP("gapura", "Jawaban lain")
MEDIAN = QT_TRANSLATE_NOOP("gapura", "Median")
NINETY_FIVE = QT_TRANSLATE_NOOP("gapura", "95%")

# The same as text.
AS_PLOTS = QT_TRANSLATE_NOOP("gapura", "Grafik")
AS_TABLE = QT_TRANSLATE_NOOP("gapura", "Tabel")
HOUR = QT_TRANSLATE_NOOP("gapura", "Pukul {start}–{end}")
STEP_DETAIL = QT_TRANSLATE_NOOP(
    "gapura", "{people} orang, {captured} terambil ({rate}), {alerts} peringatan"
)
STEP_EMPTY = QT_TRANSLATE_NOOP("gapura", "Tidak ada orang")
STEP_LATENCY = QT_TRANSLATE_NOOP("gapura", "{p50} / {p95} ms")

NO_LISTS = QT_TRANSLATE_NOOP("gapura", "Tidak ada daftar di terminal ini.")
LIST_LINE = QT_TRANSLATE_NOOP("gapura", "{list}: versi {version}, terbit {time}")

READING = QT_TRANSLATE_NOOP("gapura", "Angka sedang dibaca.")
NOTHING = QT_TRANSLATE_NOOP("gapura", "Belum ada orang yang terhitung.")
FAULT = QT_TRANSLATE_NOOP("gapura", "Angka tidak dapat dibaca.")

# The report.
EXPORT = QT_TRANSLATE_NOOP("gapura", "Simpan laporan")
EXPORTING = QT_TRANSLATE_NOOP("gapura", "Laporan sedang dibuat")
ON_STICK = QT_TRANSLATE_NOOP(
    "gapura", "Laporan tersimpan di stik USB: {file}. Tunggu lampunya padam, lalu cabut."
)
ON_TERMINAL = QT_TRANSLATE_NOOP(
    "gapura",
    "Laporan tersimpan di terminal ini: {file}. Pasang stik USB jika ingin membawanya.",
)
STICK_FULL = QT_TRANSLATE_NOOP("gapura", "Stik USB penuh. Pasang stik lain, lalu ulangi.")
STICK_READ_ONLY = QT_TRANSLATE_NOOP(
    "gapura", "Stik USB tidak dapat ditulisi. Buka kuncinya atau pasang stik lain, lalu ulangi."
)
STICK_GONE = QT_TRANSLATE_NOOP(
    "gapura", "Stik USB terlepas atau rusak. Pasang lagi atau pakai stik lain, lalu ulangi."
)
DISK_FULL = QT_TRANSLATE_NOOP(
    "gapura", "Penyimpanan terminal penuh. Pasang stik USB, lalu ulangi, dan beri tahu teknisi."
)
NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "gapura", "Laporan tidak dapat dibuat. Coba lagi; jika tetap gagal, beri tahu teknisi."
)
NOT_ALLOWED = QT_TRANSLATE_NOOP("gapura", "Peran Anda tidak dapat membuat laporan.")

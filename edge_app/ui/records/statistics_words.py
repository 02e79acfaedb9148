"""The lane in numbers."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Angka")

LATENCY = QT_TRANSLATE_NOOP("gapura", "Waktu periksa")
PERCENT = QT_TRANSLATE_NOOP("gapura", "{n}%")
MS = QT_TRANSLATE_NOOP("gapura", "{n} ms")
RAISED = QT_TRANSLATE_NOOP("gapura", "{n} baru")
TAKEN_OVER = QT_TRANSLATE_NOOP("gapura", "{n} dari sebelumnya")
CONFIRMED = QT_TRANSLATE_NOOP("gapura", "{n} dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("gapura", "{n} bukan orang ini")
CANNOT_TELL = QT_TRANSLATE_NOOP("gapura", "{n} tidak pasti")
UNANSWERED = QT_TRANSLATE_NOOP("gapura", "{n} tidak dijawab")
STILL_OPEN = QT_TRANSLATE_NOOP("gapura", "{n} masih terbuka")
CAME_AND_WENT = QT_TRANSLATE_NOOP("gapura", "{came}: {went}")
LATENCY_SENTENCE = QT_TRANSLATE_NOOP("gapura", "separuh di bawah {p50} ms, 95% di bawah {p95} ms")

# Plots: what is drawn, and in which unit.
PEOPLE_PLOT = QT_TRANSLATE_NOOP("gapura", "Orang terlihat dan wajah terbaca (orang)")
ALERTS_PLOT = QT_TRANSLATE_NOOP("gapura", "Peringatan dan jawaban (kali)")
LATENCY_PLOT = QT_TRANSLATE_NOOP("gapura", "Waktu periksa: median dan 95% (ms)")
MEDIAN = QT_TRANSLATE_NOOP("gapura", "Median")
NINETY_FIVE = QT_TRANSLATE_NOOP("gapura", "95%")

# The same as text.
AS_PLOTS = QT_TRANSLATE_NOOP("gapura", "Grafik")
AS_TABLE = QT_TRANSLATE_NOOP("gapura", "Tabel")
HOUR = QT_TRANSLATE_NOOP("gapura", "Pukul {start}–{end}")
STEP_DETAIL = QT_TRANSLATE_NOOP(
    "gapura", "{people} orang, {captured} terbaca ({rate}), {alerts} peringatan"
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
    "gapura", "Tersimpan di flashdisk, folder {folder}. Tunggu lampunya padam, lalu cabut."
)
ON_TERMINAL = QT_TRANSLATE_NOOP(
    "gapura", "Tersimpan di terminal. Untuk membawanya, pasang flashdisk dan simpan lagi."
)
STICK_FULL = QT_TRANSLATE_NOOP("gapura", "Flashdisk penuh. Pasang flashdisk lain, lalu ulangi.")
STICK_READ_ONLY = QT_TRANSLATE_NOOP(
    "gapura",
    "Flashdisk tidak dapat ditulisi. Buka kuncinya atau pasang flashdisk lain, lalu ulangi.",
)
STICK_GONE = QT_TRANSLATE_NOOP(
    "gapura", "Flashdisk terlepas atau rusak. Pasang lagi atau pakai flashdisk lain, lalu ulangi."
)
DISK_FULL = QT_TRANSLATE_NOOP(
    "gapura", "Penyimpanan terminal penuh. Pasang flashdisk, lalu ulangi, dan beri tahu teknisi."
)
UNRECORDED = QT_TRANSLATE_NOOP(
    "gapura", "Penyimpanan terminal penuh, juga untuk mencatat laporan. Beri tahu teknisi."
)
NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "gapura", "Laporan tidak dapat dibuat. Coba lagi; jika tetap gagal, beri tahu teknisi."
)
NOT_ALLOWED = QT_TRANSLATE_NOOP("gapura", "Peran Anda tidak dapat membuat laporan.")

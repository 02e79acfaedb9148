"""The lane in numbers."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("figures", "Angka")
SHIFT = QT_TRANSLATE_NOOP("figures", "Giliran ini")
TODAY = QT_TRANSLATE_NOOP("figures", "Hari ini")
WEEK = QT_TRANSLATE_NOOP("figures", "7 hari")

PEOPLE = QT_TRANSLATE_NOOP("figures", "Orang terlihat")
CAPTURED = QT_TRANSLATE_NOOP("figures", "Wajah terambil")
CAPTURE_RATE = QT_TRANSLATE_NOOP("figures", "Persentase terambil")
ALERTS = QT_TRANSLATE_NOOP("figures", "Peringatan")
VERIFICATIONS = QT_TRANSLATE_NOOP("figures", "Verifikasi")
LATENCY = QT_TRANSLATE_NOOP("figures", "Waktu periksa")
NO_VALUE = QT_TRANSLATE_NOOP("figures", "belum ada")
PERCENT = QT_TRANSLATE_NOOP("figures", "{n}%")
MS = QT_TRANSLATE_NOOP("figures", "{n} ms")
CAPTURED_OF = QT_TRANSLATE_NOOP("figures", "{n} wajah terambil")
ANSWERED = QT_TRANSLATE_NOOP(
    "figures", "{confirmed} dikonfirmasi, {refused} bukan orangnya, {rest} lainnya"
)
LATENCY_SENTENCE = QT_TRANSLATE_NOOP("figures", "separuh di bawah {p50} ms, 95% di bawah {p95} ms")

# Plots: what is drawn, and in which unit.
PEOPLE_PLOT = QT_TRANSLATE_NOOP("figures", "Orang terlihat dan wajah terambil (orang)")
RATE_PLOT = QT_TRANSLATE_NOOP("figures", "Persentase terambil (%)")
ALERTS_PLOT = QT_TRANSLATE_NOOP("figures", "Peringatan dan jawaban (kali)")
LATENCY_PLOT = QT_TRANSLATE_NOOP("figures", "Waktu periksa: median dan 95% (ms)")
CONFIRMED = QT_TRANSLATE_NOOP("figures", "Dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("figures", "Bukan orang ini")
OTHER_ANSWERS = QT_TRANSLATE_NOOP("figures", "Jawaban lain")
MEDIAN = QT_TRANSLATE_NOOP("figures", "Median")
NINETY_FIVE = QT_TRANSLATE_NOOP("figures", "95%")

# The same as text.
AS_PLOTS = QT_TRANSLATE_NOOP("figures", "Grafik")
AS_TABLE = QT_TRANSLATE_NOOP("figures", "Tabel")
HOUR = QT_TRANSLATE_NOOP("figures", "Pukul {start}–{end}")
STEP_DETAIL = QT_TRANSLATE_NOOP(
    "figures", "{people} orang, {captured} terambil ({rate}), {alerts} peringatan"
)
STEP_EMPTY = QT_TRANSLATE_NOOP("figures", "Tidak ada orang")
STEP_LATENCY = QT_TRANSLATE_NOOP("figures", "{p50} / {p95} ms")

LISTS = QT_TRANSLATE_NOOP("figures", "Daftar")
NO_LISTS = QT_TRANSLATE_NOOP("figures", "Tidak ada daftar di terminal ini.")
LIST_LINE = QT_TRANSLATE_NOOP("figures", "{list}: versi {version}, terbit {time}")

READING = QT_TRANSLATE_NOOP("figures", "Angka sedang dibaca.")
NOTHING = QT_TRANSLATE_NOOP("figures", "Belum ada orang yang terhitung.")
NOTHING_STEP = QT_TRANSLATE_NOOP("figures", "Pilih waktu yang lebih panjang di atas.")
FAULT = QT_TRANSLATE_NOOP("figures", "Angka tidak dapat dibaca.")
FAULT_STEP = QT_TRANSLATE_NOOP("figures", "Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.")

# The report.
EXPORT = QT_TRANSLATE_NOOP("figures", "Simpan laporan")
EXPORTING = QT_TRANSLATE_NOOP("figures", "Laporan sedang dibuat")
ON_STICK = QT_TRANSLATE_NOOP(
    "figures", "Laporan tersimpan di stik USB: {file}. Tunggu lampunya padam, lalu cabut."
)
ON_TERMINAL = QT_TRANSLATE_NOOP(
    "figures",
    "Laporan tersimpan di terminal ini: {file}. Pasang stik USB jika ingin membawanya.",
)
STICK_FULL = QT_TRANSLATE_NOOP("figures", "Stik USB penuh. Pasang stik lain, lalu ulangi.")
STICK_READ_ONLY = QT_TRANSLATE_NOOP(
    "figures", "Stik USB tidak dapat ditulisi. Buka kuncinya atau pasang stik lain, lalu ulangi."
)
STICK_GONE = QT_TRANSLATE_NOOP(
    "figures", "Stik USB terlepas atau rusak. Pasang lagi atau pakai stik lain, lalu ulangi."
)
DISK_FULL = QT_TRANSLATE_NOOP(
    "figures", "Penyimpanan terminal penuh. Pasang stik USB, lalu ulangi, dan beri tahu teknisi."
)
NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "figures", "Laporan tidak dapat dibuat. Coba lagi; jika tetap gagal, beri tahu teknisi."
)
NOT_ALLOWED = QT_TRANSLATE_NOOP("figures", "Peran Anda tidak dapat membuat laporan.")

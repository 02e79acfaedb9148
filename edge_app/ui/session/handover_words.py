"""At the end of a shift."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Serah terima sif")
READING = QT_TRANSLATE_NOOP("gapura", "Ringkasan sif sedang dibaca.")
NOT_READ = QT_TRANSLATE_NOOP(
    "gapura", "Ringkasan sif tidak dapat dibaca. Serah terima tetap dapat dilakukan."
)

DURATION = QT_TRANSLATE_NOOP("gapura", "Lama sif")
UNKNOWN_DURATION = QT_TRANSLATE_NOOP("gapura", "tidak diketahui")
HOURS_MINUTES = QT_TRANSLATE_NOOP("gapura", "{hours} jam {minutes} menit")  # in large type
EARLIER = QT_TRANSLATE_NOOP("gapura", "Sif sebelumnya")
TOTAL = QT_TRANSLATE_NOOP("gapura", "Jumlah")
SUMS_NOTE = QT_TRANSLATE_NOOP(
    "gapura",
    "Sif ini: muncul selama sif ini. Sif sebelumnya: masih terbuka ketika sif ini dimulai.",
)
WAITING = QT_TRANSLATE_NOOP("gapura", "Hasil menunggu dikirim")
ALL_SENT = QT_TRANSLATE_NOOP("gapura", "Semua sudah diterima pusat data.")
SENT_LATER = QT_TRANSLATE_NOOP("gapura", "Dikirim sendiri begitu terhubung.")

OPEN_ALERT = QT_TRANSLATE_NOOP("gapura", "Satu peringatan belum dijawab.")
OPEN_ALERTS = QT_TRANSLATE_NOOP("gapura", "{n} peringatan belum dijawab.")
OPEN_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Jawab dahulu, atau beri tahu pengganti Anda: peringatan tetap terbuka untuknya."
)

LOCK = QT_TRANSLATE_NOOP("gapura", "Istirahat: kunci layar")
END = QT_TRANSLATE_NOOP("gapura", "Selesai dan keluar")
LABEL = QT_TRANSLATE_NOOP("gapura", "Serah terima")
OPEN_CASES = QT_TRANSLATE_NOOP("gapura", "Kasus belum ditutup")

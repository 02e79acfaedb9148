"""At the end of a shift."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Serah terima giliran")
READING = QT_TRANSLATE_NOOP("gapura", "Ringkasan giliran sedang dibaca.")
NOT_READ = QT_TRANSLATE_NOOP(
    "gapura", "Ringkasan giliran tidak dapat dibaca. Serah terima tetap dapat dilakukan."
)

DURATION = QT_TRANSLATE_NOOP("gapura", "Lama giliran")
HOURS_MINUTES = QT_TRANSLATE_NOOP("gapura", "{hours} jam {minutes} menit")  # in large type
CONFIRMED = QT_TRANSLATE_NOOP("gapura", "{n} dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("gapura", "{n} bukan orangnya")
CANNOT_TELL = QT_TRANSLATE_NOOP("gapura", "{n} tidak pasti")
UNANSWERED = QT_TRANSLATE_NOOP("gapura", "{n} tidak dijawab")
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

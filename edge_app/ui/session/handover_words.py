"""At the end of a shift."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("handover", "Serah terima giliran")
WHOSE = QT_TRANSLATE_NOOP("handover", "Giliran {name} sejak {time}.")
READING = QT_TRANSLATE_NOOP("handover", "Ringkasan giliran sedang dibaca.")
NOT_READ = QT_TRANSLATE_NOOP(
    "handover", "Ringkasan giliran tidak dapat dibaca. Serah terima tetap dapat dilakukan."
)

DURATION = QT_TRANSLATE_NOOP("handover", "Lama giliran")
HOURS_MINUTES = QT_TRANSLATE_NOOP("handover", "{hours} jam {minutes} menit")
MINUTES = QT_TRANSLATE_NOOP("handover", "{minutes} menit")
PEOPLE = QT_TRANSLATE_NOOP("handover", "Orang terlihat")
CAPTURED = QT_TRANSLATE_NOOP("handover", "{n} wajah terambil")
CAPTURE_RATE = QT_TRANSLATE_NOOP("handover", "Persentase terambil")
NO_RATE = QT_TRANSLATE_NOOP("handover", "belum ada")
ALERTS = QT_TRANSLATE_NOOP("handover", "Peringatan")
CONFIRMED = QT_TRANSLATE_NOOP("handover", "{n} dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("handover", "{n} bukan orangnya")
CANNOT_TELL = QT_TRANSLATE_NOOP("handover", "{n} tidak pasti")
UNANSWERED = QT_TRANSLATE_NOOP("handover", "{n} tidak dijawab")
VERIFICATIONS = QT_TRANSLATE_NOOP("handover", "Verifikasi")
WAITING = QT_TRANSLATE_NOOP("handover", "Hasil menunggu dikirim")
ALL_SENT = QT_TRANSLATE_NOOP("handover", "Semua sudah diterima pusat data.")
SENT_LATER = QT_TRANSLATE_NOOP("handover", "Dikirim sendiri begitu terhubung.")

OPEN_ALERT = QT_TRANSLATE_NOOP("handover", "Satu peringatan belum dijawab.")
OPEN_ALERTS = QT_TRANSLATE_NOOP("handover", "{n} peringatan belum dijawab.")
OPEN_STEP = QT_TRANSLATE_NOOP(
    "handover", "Jawab dahulu, atau beri tahu pengganti Anda: peringatan tetap terbuka untuknya."
)

BACK = QT_TRANSLATE_NOOP("handover", "Kembali")
LOCK = QT_TRANSLATE_NOOP("handover", "Istirahat: kunci layar")
END = QT_TRANSLATE_NOOP("handover", "Selesai dan keluar")

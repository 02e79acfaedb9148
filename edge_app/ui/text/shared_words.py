"""Sentences that several features say, each once."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

AT_THIS_LANE = QT_TRANSLATE_NOOP("gapura", "Di lajur ini")
PHOTOGRAPH_ON_LIST = QT_TRANSLATE_NOOP("gapura", "Foto di daftar")
NO_PHOTOGRAPH = QT_TRANSLATE_NOOP("gapura", "Tidak ada foto")
NO_NAME = QT_TRANSLATE_NOOP("gapura", "Tanpa nama")
CONFIRMED = QT_TRANSLATE_NOOP("gapura", "Dikonfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("gapura", "Bukan orang ini")
CANNOT_TELL = QT_TRANSLATE_NOOP("gapura", "Tidak pasti")
NOT_ANSWERED = QT_TRANSLATE_NOOP("gapura", "Tidak dijawab")
BACK = QT_TRANSLATE_NOOP("gapura", "Kembali")
CLOSE = QT_TRANSLATE_NOOP("gapura", "Tutup")
CLEAR = QT_TRANSLATE_NOOP("gapura", "Kosongkan")
PEOPLE_SEEN = QT_TRANSLATE_NOOP("gapura", "Orang terlihat")
FACES_CAPTURED = QT_TRANSLATE_NOOP("gapura", "Wajah terbaca")
CAPTURE_RATE = QT_TRANSLATE_NOOP("gapura", "Keterbacaan wajah")
ALERTS = QT_TRANSLATE_NOOP("gapura", "Peringatan")
VERIFICATIONS = QT_TRANSLATE_NOOP("gapura", "Verifikasi")
VERIFY = QT_TRANSLATE_NOOP("gapura", "Verifikasi", "verb")  # English: not "Verifications"
LANE = QT_TRANSLATE_NOOP("gapura", "Lajur")
PRACTICE = QT_TRANSLATE_NOOP("gapura", "Latihan")
ALL_LANES = QT_TRANSLATE_NOOP("gapura", "Semua lajur")
OFFICER_NUMBER = QT_TRANSLATE_NOOP("gapura", "Nomor petugas")
STILL_OPEN = QT_TRANSLATE_NOOP("gapura", "Masih terbuka")
THIS_SHIFT = QT_TRANSLATE_NOOP("gapura", "Sif ini")
NONE_YET = QT_TRANSLATE_NOOP("gapura", "belum ada")
SO_MANY_FACES_CAPTURED = QT_TRANSLATE_NOOP("gapura", "{n} wajah terbaca")
NIK = QT_TRANSLATE_NOOP("gapura", "NIK {number}")
PASSPORT = QT_TRANSLATE_NOOP("gapura", "Paspor {number}")
FOR_THE_TECHNICIAN = QT_TRANSLATE_NOOP("gapura", "Untuk teknisi: {detail}")
WAITS_FOR_ANSWER = QT_TRANSLATE_NOOP("gapura", "Menunggu jawaban")
ALERT_DETAIL = QT_TRANSLATE_NOOP("gapura", "{time}, {list}")
NAME_GONE = QT_TRANSLATE_NOOP("gapura", "Nama sudah dihapus")
RAISED = QT_TRANSLATE_NOOP("gapura", "Peringatan {time}")
REASON = QT_TRANSLATE_NOOP("gapura", "Alasan: {reason}")
PICTURES_READING = QT_TRANSLATE_NOOP("gapura", "Foto sedang dibaca.")
PICTURES_GONE = QT_TRANSLATE_NOOP(
    "gapura", "Foto sudah dihapus, karena waktu penyimpanannya habis."
)
PICTURES_FAULT = QT_TRANSLATE_NOOP("gapura", "Foto tidak dapat dibaca. Beri tahu teknisi.")
NAME_AND_NUMBER = QT_TRANSLATE_NOOP("gapura", "{name} ({number})")
HISTORY = QT_TRANSLATE_NOOP("gapura", "Riwayat")
PRIORITY = QT_TRANSLATE_NOOP("gapura", "Prioritas {priority}")
WAIT_A_MOMENT = QT_TRANSLATE_NOOP("gapura", "Tunggu sebentar.")

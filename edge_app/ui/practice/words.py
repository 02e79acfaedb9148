"""Practice with planted alerts."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

# What a planted alert was, at once after the answer.
REVEALED = QT_TRANSLATE_NOOP("gapura", "Ini tadi latihan")
RIGHT = QT_TRANSLATE_NOOP("gapura", "Jawaban Anda tepat.")
WRONG = QT_TRANSLATE_NOOP("gapura", "Jawaban Anda tidak tepat.")
UNSURE = QT_TRANSLATE_NOOP("gapura", "Anda menjawab: tidak pasti.")
MISSED = QT_TRANSLATE_NOOP("gapura", "Tidak dijawab dalam {duration}.")
CALLED = QT_TRANSLATE_NOOP("gapura", "Tidak ada yang dipanggil.")
DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Tidak ada dokumen yang perlu diperiksa.")
SAME_PERSON = QT_TRANSLATE_NOOP("gapura", "Kedua foto peringatan ini dari orang yang sama.")
OTHER_PERSON = QT_TRANSLATE_NOOP("gapura", "Kedua foto peringatan ini dari dua orang yang berbeda.")
NOBODY_THERE = QT_TRANSLATE_NOOP(
    "gapura",
    "Orang ini tidak ada di lajur. Tidak ada yang dicatat sebagai peringatan, dikirim, atau "
    "dipanggil.",
)
ANSWERED_IN = QT_TRANSLATE_NOOP("gapura", "Dijawab dalam {duration}.")
PRACTICE_PHOTOGRAPH = QT_TRANSLATE_NOOP("gapura", "Foto latihan")
UNDERSTOOD = QT_TRANSLATE_NOOP("gapura", "Mengerti, kembali ke lajur")

# The page.
ON = QT_TRANSLATE_NOOP("gapura", "Latihan dinyalakan pada sif ini oleh {officer}.")
OFF = QT_TRANSLATE_NOOP("gapura", "Latihan tidak dinyalakan pada sif ini.")
OVER = QT_TRANSLATE_NOOP("gapura", "Latihan pada sif ini sudah selesai.")
HOW = QT_TRANSLATE_NOOP(
    "gapura",
    "Peringatan latihan tampak seperti peringatan sungguhan. Jawab seperti biasa: layar langsung "
    "memberi tahu bahwa itu latihan.",
)
OWN = QT_TRANSLATE_NOOP("gapura", "Hasil Anda dalam 90 hari")
ONLY_YOU = QT_TRANSLATE_NOOP("gapura", "Hanya Anda yang melihat angka ini.")
EVERYBODY = QT_TRANSLATE_NOOP("gapura", "Semua petugas pada bulan lalu")
SO_MANY = QT_TRANSLATE_NOOP("gapura", "{n} petugas, tanpa nama.")
TOO_FEW = QT_TRANSLATE_NOOP(
    "gapura", "Jumlah tampil bila pada bulan lalu sedikitnya {n} petugas berlatih."
)
FOUND = QT_TRANSLATE_NOOP("gapura", "Orang terdaftar: dikonfirmasi")
DISMISSED = QT_TRANSLATE_NOOP("gapura", "Orang lain: dijawab bukan orang ini")
SHARE = QT_TRANSLATE_NOOP("gapura", "{n} dari {all}")
SECONDS = QT_TRANSLATE_NOOP("gapura", "Lama sampai dijawab")
MEDIAN = QT_TRANSLATE_NOOP("gapura", "nilai tengah")
PLAN = QT_TRANSLATE_NOOP("gapura", "Rencana sif ini, jangan diberitahukan kepada petugas")
DUE_LISTED = QT_TRANSLATE_NOOP("gapura", "sekitar {time}: orang terdaftar")
DUE_OTHER = QT_TRANSLATE_NOOP("gapura", "sekitar {time}: orang lain")
SWITCH_ON = QT_TRANSLATE_NOOP("gapura", "Nyalakan untuk sif ini")
SWITCH_OFF = QT_TRANSLATE_NOOP("gapura", "Matikan untuk sif ini")
NO_SHIFT = QT_TRANSLATE_NOOP(
    "gapura",
    "Nyalakan latihan saat sif seorang petugas berjalan: masuklah sebentar di layarnya.",
)
NO_FACES = QT_TRANSLATE_NOOP(
    "gapura", "Daftar di terminal ini memuat terlalu sedikit orang untuk latihan."
)
NOT_READ = QT_TRANSLATE_NOOP("gapura", "Latihan tidak dapat dibaca. Beri tahu teknisi.")

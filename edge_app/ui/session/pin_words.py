"""Where an officer changes their own PIN."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Ganti PIN")
SETTING = QT_TRANSLATE_NOOP("gapura", "PIN Anda")
OLD = QT_TRANSLATE_NOOP("gapura", "PIN lama")
NEW = QT_TRANSLATE_NOOP("gapura", "PIN baru, 6 sampai 12 angka")
AGAIN = QT_TRANSLATE_NOOP("gapura", "PIN baru sekali lagi")
STEP = QT_TRANSLATE_NOOP("gapura", "Langkah {n} dari 3")
ASK_OLD = QT_TRANSLATE_NOOP("gapura", "Ketik PIN yang berlaku sekarang.")
ASK_NEW = QT_TRANSLATE_NOOP(
    "gapura",
    "Pilih PIN yang tidak mudah ditebak: bukan angka berurutan atau berulang, bukan tanggal lahir, "
    "dan bukan nomor petugas.",
)
ASK_AGAIN = QT_TRANSLATE_NOOP("gapura", "Ketik PIN baru itu sekali lagi.")
SAVE = QT_TRANSLATE_NOOP("gapura", "Simpan PIN")
SAVING = QT_TRANSLATE_NOOP("gapura", "Menyimpan…")
RESTART = QT_TRANSLATE_NOOP("gapura", "Mulai lagi")
FINISH = QT_TRANSLATE_NOOP("gapura", "Selesai")

CHANGED = QT_TRANSLATE_NOOP("gapura", "PIN sudah diganti.")
CHANGED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Di sini PIN baru berlaku sekarang. Terminal lain menyusul begitu terhubung."
)
WRONG = QT_TRANSLATE_NOOP("gapura", "PIN lama salah.")
WRONG_STEP = QT_TRANSLATE_NOOP("gapura", "PIN tidak diganti. Mulai lagi dengan PIN lama.")
DIFFERENT = QT_TRANSLATE_NOOP("gapura", "Kedua PIN baru tidak sama.")
DIFFERENT_STEP = QT_TRANSLATE_NOOP("gapura", "Ketik PIN baru dua kali lagi.")
WEAK_STEP = QT_TRANSLATE_NOOP("gapura", "Pilih PIN lain.")
REPEATS = QT_TRANSLATE_NOOP("gapura", "PIN ini mengulang angka yang sama dan mudah ditebak.")
SEQUENCE = QT_TRANSLATE_NOOP("gapura", "PIN ini mengikuti urutan angka dan mudah ditebak.")
BIRTHDAY = QT_TRANSLATE_NOOP("gapura", "PIN ini terbaca sebagai tanggal lahir dan mudah ditebak.")
NUMBER = QT_TRANSLATE_NOOP("gapura", "PIN ini berisi nomor petugas dan mudah ditebak.")
SAME = QT_TRANSLATE_NOOP("gapura", "PIN baru sama dengan PIN lama.")
TOO_OFTEN = QT_TRANSLATE_NOOP("gapura", "PIN ini sudah terlalu sering diganti hari ini.")
TOO_OFTEN_STEP = QT_TRANSLATE_NOOP("gapura", "PIN lama tetap berlaku. Coba lagi besok.")
UNSIGNED = QT_TRANSLATE_NOOP("gapura", "PIN tidak dapat diganti di terminal ini.")
UNSIGNED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Ganti PIN di terminal lain, dan beri tahu teknisi: terminal ini belum punya kunci."
)
NOT_SAVED = QT_TRANSLATE_NOOP("gapura", "PIN tidak dapat disimpan.")
NOT_SAVED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "PIN lama tetap berlaku. Coba sekali lagi; bila tetap begini, panggil teknisi."
)

"""The lists: which version, how old, and what is the matter."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LIST_OPENING = QT_TRANSLATE_NOOP("gapura", "Daftar sedang dibuka")
NO_LIST_YET = QT_TRANSLATE_NOOP("gapura", "Daftar sedang dibuka. Tunggu sebentar.")
NO_LIST_YET_STEP = QT_TRANSLATE_NOOP("gapura", "Selama itu, periksa orang secara manual.")
LIST_ONE = QT_TRANSLATE_NOOP("gapura", "Daftar versi {version}")
LIST_SEVERAL = QT_TRANSLATE_NOOP("gapura", "{count} daftar")
LIST_FIGURE = QT_TRANSLATE_NOOP("gapura", "{count} orang · {age}")
NO_LIST = QT_TRANSLATE_NOOP("gapura", "Belum ada daftar. Terminal belum dapat mengenali siapa pun.")
NO_LIST_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa orang secara manual dan hubungi teknisi.")
STALE_LIST = QT_TRANSLATE_NOOP("gapura", "Daftar sudah usang: versi {version}, terbit {date}.")
STALE_LIST_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Orang yang baru didaftarkan tidak dikenali. Minta pembaruan dari pusat data."
)
UNCONFIRMED_LIST = QT_TRANSLATE_NOOP(
    "gapura", "Daftar mungkin usang: terakhir dikonfirmasi {date}."
)
UNCONFIRMED_LIST_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Orang yang baru didaftarkan tidak dikenali. Minta teknisi memeriksa jaringan."
)
WRONG_CLOCK = QT_TRANSLATE_NOOP(
    "gapura", "Jam terminal salah: daftar terbit {date}, dan itu belum tiba."
)
WRONG_CLOCK_STEP = QT_TRANSLATE_NOOP("gapura", "Panggil teknisi untuk menyetel jam.")

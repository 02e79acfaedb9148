"""The lists: which version, how old, and what is the matter."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

LIST_NONE = QT_TRANSLATE_NOOP("lists", "Belum ada daftar")
LIST_ONE = QT_TRANSLATE_NOOP("lists", "Daftar versi {version}, {age}")
LIST_SEVERAL = QT_TRANSLATE_NOOP("lists", "{count} daftar, tertua versi {version}, {age}")
REFERENCES = QT_TRANSLATE_NOOP("lists", "{count} orang terdaftar")
REFERENCE_ONE = QT_TRANSLATE_NOOP("lists", "1 orang terdaftar")
NO_LIST = QT_TRANSLATE_NOOP("lists", "Belum ada daftar. Terminal belum dapat mengenali siapa pun.")
NO_LIST_STEP = QT_TRANSLATE_NOOP("lists", "Periksa orang secara manual dan hubungi teknisi.")
STALE_LIST = QT_TRANSLATE_NOOP("lists", "Daftar sudah usang: versi {version}, terbit {date}.")
STALE_LIST_STEP = QT_TRANSLATE_NOOP(
    "lists", "Orang yang baru didaftarkan tidak dikenali. Minta pembaruan dari pusat data."
)
UNCONFIRMED_LIST = QT_TRANSLATE_NOOP("lists", "Daftar mungkin usang: terakhir dikonfirmasi {date}.")
UNCONFIRMED_LIST_STEP = QT_TRANSLATE_NOOP(
    "lists", "Orang yang baru didaftarkan tidak dikenali. Minta teknisi memeriksa jaringan."
)
WRONG_CLOCK = QT_TRANSLATE_NOOP(
    "lists", "Jam terminal salah: daftar terbit {date}, dan itu belum tiba."
)
WRONG_CLOCK_STEP = QT_TRANSLATE_NOOP("lists", "Panggil teknisi untuk menyetel jam.")

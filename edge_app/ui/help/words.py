"""Calls for help: what became of this lane's own, and those of other lanes."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

# This lane's own call.
CALLING = QT_TRANSLATE_NOOP("gapura", "Memanggil lajur lain…")
REACHED_ONE = QT_TRANSLATE_NOOP("gapura", "Panggilan sampai di 1 lajur")
REACHED = QT_TRANSLATE_NOOP("gapura", "Panggilan sampai di {count} lajur")
NOT_ANSWERED_YET = QT_TRANSLATE_NOOP("gapura", "Belum ada yang menjawab")
NO_ANSWER_COMES = QT_TRANSLATE_NOOP("gapura", "Jawaban tidak dapat sampai: pakai radio")
COMES = QT_TRANSLATE_NOOP("gapura", "{officer} datang")
COMES_FROM = QT_TRANSLATE_NOOP("gapura", "{officer} datang dari {lane}")
NOBODY = QT_TRANSLATE_NOOP("gapura", "Tidak ada yang dapat dipanggil: pakai radio")
UNANSWERED = QT_TRANSLATE_NOOP("gapura", "Tidak ada yang menjawab: pakai radio")
WITHDRAW = QT_TRANSLATE_NOOP("gapura", "Akhiri panggilan")

OWN = QT_TRANSLATE_NOOP("gapura", "Panggilan Anda: {state}")

# A call of another lane.
CALLS = QT_TRANSLATE_NOOP("gapura", "{lane} memanggil bantuan")
DURESS = QT_TRANSLATE_NOOP("gapura", "{lane}: petugas di bawah ancaman")
DURESS_HINT = QT_TRANSLATE_NOOP("gapura", "Layar di sana tidak menunjukkannya. Jangan telepon.")
GOES = QT_TRANSLATE_NOOP("gapura", "{officer} menuju {lane}")
GO = QT_TRANSLATE_NOOP("gapura", "Saya ke sana")
LOOK = QT_TRANSLATE_NOOP("gapura", "Lihat kasusnya")
SIGN_IN_TO_GO = QT_TRANSLATE_NOOP("gapura", "Masuk untuk menjawab")
MORE_CALLS = QT_TRANSLATE_NOOP("gapura", "Panggilan lain: {n}")
SOMEBODY = QT_TRANSLATE_NOOP("gapura", "Rekan")

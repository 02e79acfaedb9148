"""All lanes at one desk, and the second officer's answer to a case of one of them."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

# A lane.
WORKS = QT_TRANSLATE_NOOP("gapura", "Bekerja")
UNATTENDED = QT_TRANSLATE_NOOP("gapura", "Tidak ada petugas")
UNHEARD = QT_TRANSLATE_NOOP("gapura", "Tidak ada kabar")
OTHER_FAULT = QT_TRANSLATE_NOOP("gapura", "Ada gangguan")
CASES = QT_TRANSLATE_NOOP("gapura", "Kasus: {n}")
MORE_LANES = QT_TRANSLATE_NOOP("gapura", "Dan {n} lajur lain.")

# The queue.
NO_LANE = QT_TRANSLATE_NOOP("gapura", "Pos ini belum punya lajur lain.")
NO_LANE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Lajur muncul di sini sesudah pusat data menyetujui terminalnya."
)
NO_SECOND = QT_TRANSLATE_NOOP("gapura", "Belum ada kasus yang menunggu petugas kedua.")
NO_SECOND_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Kasus muncul di sini sesudah petugas pertama di lajurnya menjawab."
)
NOTHING_STEP = QT_TRANSLATE_NOOP("gapura", "Peringatan dari semua lajur muncul di sini.")
VISITORS_SEE = QT_TRANSLATE_NOOP("gapura", "Layar ini terlihat oleh tamu.")
VISITORS_SEE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Kasus lajur lain tidak ditampilkan selama petunjuk tamu menyala."
)
DETAIL = QT_TRANSLATE_NOOP("gapura", "{lane}, {list}, {priority}")
UNKNOWN_LIST = QT_TRANSLATE_NOOP("gapura", "daftar yang tidak ada di terminal ini")
WAITS_SECOND = QT_TRANSLATE_NOOP("gapura", "Menunggu petugas kedua")
ANSWERED = QT_TRANSLATE_NOOP("gapura", "Sudah dijawab")
SENDING = QT_TRANSLATE_NOOP("gapura", "Jawaban Anda sedang dikirim")

# A case that was opened.
AT_LANE = QT_TRANSLATE_NOOP("gapura", "Di {lane}")
IN_VIEW = QT_TRANSLATE_NOOP("gapura", "Orang ini masih terlihat di {lane}.")
OUT_OF_VIEW = QT_TRANSLATE_NOOP("gapura", "Orang ini tidak lagi terlihat di {lane}.")
WAITS_THERE = QT_TRANSLATE_NOOP(
    "gapura", "Petugas di {lane} belum menjawab. Di sini kasus ini hanya dapat dilihat."
)
YOURS_FIRST = QT_TRANSLATE_NOOP(
    "gapura", "Anda petugas pertama kasus ini. Petugas lain yang menjawab berikutnya."
)
JUDGE = QT_TRANSLATE_NOOP(
    "gapura",
    "Bandingkan kedua wajah, lalu jawab menurut Anda sendiri. Petugas pertama sudah menjawab. "
    "Jika kedua jawaban berbeda, yang dicatat: tidak pasti.",
)
ASK_PIN = QT_TRANSLATE_NOOP("gapura", "Jawaban Anda: {answer}. Ketik PIN Anda, lalu sentuh {key}.")
SEND = QT_TRANSLATE_NOOP("gapura", "Kirim jawaban")
WRONG_PIN = QT_TRANSLATE_NOOP("gapura", "PIN salah.")
WRONG_PIN_STEP = QT_TRANSLATE_NOOP("gapura", "Ketik PIN Anda sekali lagi.")
FACE_COMES = QT_TRANSLATE_NOOP("gapura", "Gambar dari lajur belum sampai")
DONE_THERE = QT_TRANSLATE_NOOP("gapura", "Kasus ini sudah dijawab di {lane}.")
TAKEN = QT_TRANSLATE_NOOP("gapura", "Jawaban Anda: {answer}. Sudah diterima {lane}.")
FIRST_WAS = QT_TRANSLATE_NOOP("gapura", "Petugas pertama ({officer}) menjawab: {answer}.")
AGREED = QT_TRANSLATE_NOOP("gapura", "Kedua jawaban sama.")
DIFFERED = QT_TRANSLATE_NOOP("gapura", "Kedua jawaban berbeda, jadi dicatat: tidak pasti.")
REFUSED_SAME = QT_TRANSLATE_NOOP(
    "gapura", "Tidak diterima: Anda sudah menjawab kasus ini sebagai petugas pertama."
)
REFUSED_MAY_NOT = QT_TRANSLATE_NOOP("gapura", "Tidak diterima: akun Anda belum dikenal di {lane}.")
REFUSED_GONE = QT_TRANSLATE_NOOP("gapura", "Terlambat: di {lane} tidak ada lagi yang menunggu.")
REFUSED_UNHEARD = QT_TRANSLATE_NOOP(
    "gapura", "{lane} belum mengabarkan bahwa jawaban Anda sampai. Jawab lagi, atau pakai radio."
)
REFUSED = QT_TRANSLATE_NOOP("gapura", "{lane} tidak menerima jawaban Anda. Pakai radio.")

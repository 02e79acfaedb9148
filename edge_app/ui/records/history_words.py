"""What happened at this lane, and how the audit chain stands."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

# Above the list.
SEARCH_HINT = QT_TRANSLATE_NOOP("gapura", "Cari nama, daftar, atau nomor petugas")
KEPT = QT_TRANSLATE_NOOP("gapura", "Semua")
FOUND = QT_TRANSLATE_NOOP("gapura", "{alerts} peringatan, {verifications} verifikasi.")
READING = QT_TRANSLATE_NOOP("gapura", "Riwayat sedang dibaca.")
NOTHING = QT_TRANSLATE_NOOP("gapura", "Belum ada peringatan atau verifikasi.")
NOT_FOUND = QT_TRANSLATE_NOOP("gapura", "Tidak ada yang cocok dengan “{text}”.")
NOT_FOUND_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa ejaannya, atau pilih waktu yang lebih panjang."
)
CHECK_SPELLING = QT_TRANSLATE_NOOP("gapura", "Periksa ejaannya.")
FAULT = QT_TRANSLATE_NOOP("gapura", "Riwayat tidak dapat dibaca.")

# A row.
BY = QT_TRANSLATE_NOOP("gapura", "{answer}, petugas {officers}")
AND = QT_TRANSLATE_NOOP("gapura", "{first} dan {second}")
VERIFICATION_DETAIL = QT_TRANSLATE_NOOP("gapura", "{time}, {method}")
WITH_VISITOR = QT_TRANSLATE_NOOP("gapura", "dibandingkan dengan foto tamu")
WITH_CENTRE = QT_TRANSLATE_NOOP("gapura", "ditanyakan ke pusat data")
WITH_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "dokumen dilihat petugas")
YES = QT_TRANSLATE_NOOP("gapura", "Orang yang sama")
NO = QT_TRANSLATE_NOOP("gapura", "Orang lain")
UNKNOWN = QT_TRANSLATE_NOOP("gapura", "Tidak dikenal pusat data")
REFUSED = QT_TRANSLATE_NOOP("gapura", "Ditolak pusat data")
NOT_COMPARED = QT_TRANSLATE_NOOP("gapura", "Wajah tidak dibandingkan")

# What a newer version wrote, before the one of before was installed again.
UNKNOWN_ANSWER = QT_TRANSLATE_NOOP("gapura", "Jawaban yang belum dikenal versi ini")
UNKNOWN_OUTCOME = QT_TRANSLATE_NOOP("gapura", "Hasil yang belum dikenal versi ini")
UNKNOWN_METHOD = QT_TRANSLATE_NOOP("gapura", "dengan cara yang belum dikenal versi ini")

# An entry that was opened.
REASONED = QT_TRANSLATE_NOOP("gapura", "{detail}. {reason}")
TOLD = QT_TRANSLATE_NOOP("gapura", "{answer}. {outcome}")
LIST = QT_TRANSLATE_NOOP("gapura", "{list} versi {version}, dari {owner}")
ANSWERED = QT_TRANSLATE_NOOP("gapura", "{answer}, {time}")
OFFICERS = QT_TRANSLATE_NOOP("gapura", "Petugas {officers}")
NO_OFFICER = QT_TRANSLATE_NOOP("gapura", "Tanpa nomor petugas")
CALLED = QT_TRANSLATE_NOOP("gapura", "Rekan dipanggil.")
ESCALATED = QT_TRANSLATE_NOOP("gapura", "Terlalu lama tanpa jawaban; bantuan diminta.")
CASE_CLOSED = QT_TRANSLATE_NOOP("gapura", "Kasusnya sudah ditutup")
CASE_OPEN = QT_TRANSLATE_NOOP("gapura", "Kasusnya belum ditutup")
DIFFERED = QT_TRANSLATE_NOOP("gapura", "Dokumennya berbeda dengan daftar tamu")
FOR_ALERT = QT_TRANSLATE_NOOP("gapura", "Diperiksa untuk menjawab peringatan")
VERIFIED = QT_TRANSLATE_NOOP("gapura", "Verifikasi {time}")
SCORE = QT_TRANSLATE_NOOP("gapura", "Skor {score}, ambang {threshold}")
LIVE = QT_TRANSLATE_NOOP("gapura", "Gerak wajah diuji: sesuai")
NOT_LIVE = QT_TRANSLATE_NOOP("gapura", "Gerak wajah diuji: tidak sesuai")
ADMITTED = QT_TRANSLATE_NOOP("gapura", "Dipersilakan masuk")
NOT_ADMITTED = QT_TRANSLATE_NOOP("gapura", "Ditolak masuk")
NO_PICTURES = QT_TRANSLATE_NOOP("gapura", "Verifikasi tidak menyimpan foto.")

# The audit chain.
CHAIN_UNKNOWN = QT_TRANSLATE_NOOP("gapura", "Catatan audit belum diperiksa")
CHAIN_WALKING = QT_TRANSLATE_NOOP("gapura", "Catatan audit sedang diperiksa")
CHAIN_WHOLE = QT_TRANSLATE_NOOP("gapura", "Catatan audit utuh, diperiksa sampai {time}, {n} baris")
CHAIN_EMPTY = QT_TRANSLATE_NOOP("gapura", "Catatan audit masih kosong")
CHAIN_BROKEN = QT_TRANSLATE_NOOP("gapura", "Catatan audit rusak sesudah {n} baris")
CHAIN_BROKEN_STEP = QT_TRANSLATE_NOOP("gapura", "Panggil pengawas")
CHAIN_UNREADABLE = QT_TRANSLATE_NOOP("gapura", "Catatan audit tidak dapat dibaca")
CHAIN_ROW = QT_TRANSLATE_NOOP("gapura", "Baris {n} tidak cocok")

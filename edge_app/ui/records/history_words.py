"""What happened at this lane, and how the audit chain stands."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("history", "Riwayat")

# Above the list.
SEARCH_HINT = QT_TRANSLATE_NOOP("history", "Cari nama, daftar, atau nomor petugas")
CLOSE_PAD = QT_TRANSLATE_NOOP("history", "Tutup")
CLEAR_SEARCH = QT_TRANSLATE_NOOP("history", "Kosongkan")
SHIFT = QT_TRANSLATE_NOOP("history", "Giliran ini")
TODAY = QT_TRANSLATE_NOOP("history", "Hari ini")
WEEK = QT_TRANSLATE_NOOP("history", "7 hari")
KEPT = QT_TRANSLATE_NOOP("history", "Semua")
FOUND = QT_TRANSLATE_NOOP("history", "{alerts} peringatan, {verifications} verifikasi.")
READING = QT_TRANSLATE_NOOP("history", "Riwayat sedang dibaca.")
NOTHING = QT_TRANSLATE_NOOP("history", "Belum ada peringatan atau verifikasi.")
NOTHING_STEP = QT_TRANSLATE_NOOP("history", "Pilih waktu yang lebih panjang di atas.")
NOT_FOUND = QT_TRANSLATE_NOOP("history", "Tidak ada yang cocok dengan “{text}”.")
NOT_FOUND_STEP = QT_TRANSLATE_NOOP(
    "history", "Periksa ejaannya, atau pilih waktu yang lebih panjang."
)
FAULT = QT_TRANSLATE_NOOP("history", "Riwayat tidak dapat dibaca.")
FAULT_STEP = QT_TRANSLATE_NOOP("history", "Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.")

# A row.
OPEN = QT_TRANSLATE_NOOP("history", "Menunggu jawaban")
CONFIRMED = QT_TRANSLATE_NOOP("history", "Dikonfirmasi")
BY = QT_TRANSLATE_NOOP("history", "{answer}, petugas {officers}")
AND = QT_TRANSLATE_NOOP("history", "{first} dan {second}")
ALERT_DETAIL = QT_TRANSLATE_NOOP("history", "{time}, {list}")
VERIFICATION_DETAIL = QT_TRANSLATE_NOOP("history", "{time}, {method}")
NAME_GONE = QT_TRANSLATE_NOOP("history", "Nama sudah dihapus")
NO_NAME = QT_TRANSLATE_NOOP("history", "Tanpa nama")
WITH_VISITOR = QT_TRANSLATE_NOOP("history", "dibandingkan dengan foto tamu")
WITH_CENTRE = QT_TRANSLATE_NOOP("history", "ditanyakan ke pusat data")
WITH_DOCUMENT = QT_TRANSLATE_NOOP("history", "dokumen dilihat petugas")
YES = QT_TRANSLATE_NOOP("history", "Orang yang sama")
NO = QT_TRANSLATE_NOOP("history", "Orang lain")
UNCERTAIN = QT_TRANSLATE_NOOP("history", "Tidak pasti")
UNKNOWN = QT_TRANSLATE_NOOP("history", "Tidak dikenal pusat data")
REFUSED = QT_TRANSLATE_NOOP("history", "Ditolak pusat data")
NOT_COMPARED = QT_TRANSLATE_NOOP("history", "Wajah tidak dibandingkan")

# An entry that was opened.
BACK = QT_TRANSLATE_NOOP("history", "Kembali")
RAISED = QT_TRANSLATE_NOOP("history", "Peringatan {time}")
LIST = QT_TRANSLATE_NOOP("history", "{list} versi {version}, dari {owner}")
ANSWERED = QT_TRANSLATE_NOOP("history", "{answer}, {time}")
REASON = QT_TRANSLATE_NOOP("history", "Alasan: {reason}")
OFFICERS = QT_TRANSLATE_NOOP("history", "Petugas {officers}")
NO_OFFICER = QT_TRANSLATE_NOOP("history", "Tanpa nomor petugas")
CALLED = QT_TRANSLATE_NOOP("history", "Rekan dipanggil.")
ESCALATED = QT_TRANSLATE_NOOP("history", "Terlalu lama tanpa jawaban; bantuan diminta.")
VERIFIED = QT_TRANSLATE_NOOP("history", "Verifikasi {time}")
SCORE = QT_TRANSLATE_NOOP("history", "Skor {score}, ambang {threshold}")
LIVE = QT_TRANSLATE_NOOP("history", "Gerak wajah diuji: sesuai")
NOT_LIVE = QT_TRANSLATE_NOOP("history", "Gerak wajah diuji: tidak sesuai")
ADMITTED = QT_TRANSLATE_NOOP("history", "Dipersilakan masuk")
NOT_ADMITTED = QT_TRANSLATE_NOOP("history", "Tidak dipersilakan masuk")
CAPTURED_FACE = QT_TRANSLATE_NOOP("history", "Di lajur ini")
REFERENCE_FACE = QT_TRANSLATE_NOOP("history", "Foto di daftar")
PICTURES_READING = QT_TRANSLATE_NOOP("history", "Foto sedang dibaca.")
PICTURES_GONE = QT_TRANSLATE_NOOP(
    "history", "Foto sudah dihapus, karena waktu penyimpanannya habis."
)
PICTURES_FAULT = QT_TRANSLATE_NOOP("history", "Foto tidak dapat dibaca. Beri tahu teknisi.")
NO_PICTURES = QT_TRANSLATE_NOOP("history", "Verifikasi tidak menyimpan foto.")

# The audit chain.
CHAIN_UNKNOWN = QT_TRANSLATE_NOOP("history", "Catatan audit belum diperiksa")
CHAIN_WALKING = QT_TRANSLATE_NOOP("history", "Catatan audit sedang diperiksa")
CHAIN_WHOLE = QT_TRANSLATE_NOOP("history", "Catatan audit utuh, diperiksa sampai {time}, {n} baris")
CHAIN_EMPTY = QT_TRANSLATE_NOOP("history", "Catatan audit masih kosong")
CHAIN_BROKEN = QT_TRANSLATE_NOOP("history", "Catatan audit rusak sesudah {n} baris")
CHAIN_BROKEN_STEP = QT_TRANSLATE_NOOP("history", "Panggil pengawas")
CHAIN_UNREADABLE = QT_TRANSLATE_NOOP("history", "Catatan audit tidak dapat dibaca")
CHAIN_HEAD = QT_TRANSLATE_NOOP("history", "Tanda {head}")
CHAIN_ROW = QT_TRANSLATE_NOOP("history", "Baris {n} tidak cocok")

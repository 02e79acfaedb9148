"""Cases: what belongs to an alert beside and after its answer."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Kasus")

# The list.
WAITING_COUNT = QT_TRANSLATE_NOOP("gapura", "{n} peringatan menunggu jawaban.")
READING = QT_TRANSLATE_NOOP("gapura", "Kasus sedang dibaca.")
NOTHING_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Setiap orang yang dikonfirmasi tetap di sini sampai kasusnya ditutup."
)
FAULT = QT_TRANSLATE_NOOP("gapura", "Kasus tidak dapat dibaca.")
DETAIL_OWNER = QT_TRANSLATE_NOOP("gapura", "{time}, {list}. Dipegang {officer}.")

# A case that was opened.
LIST = QT_TRANSLATE_NOOP("gapura", "{list}, milik {owner}")
RAISED_AGAIN = QT_TRANSLATE_NOOP("gapura", "Peringatan {time}, dan {n} lagi sesudahnya")
CONFIRMED = QT_TRANSLATE_NOOP("gapura", "Dikonfirmasi {time}, petugas {officers}")
CONFIRMED_UNSIGNED = QT_TRANSLATE_NOOP("gapura", "Dikonfirmasi {time}")
OWNER = QT_TRANSLATE_NOOP("gapura", "Dipegang {officer}")
GIVEN = QT_TRANSLATE_NOOP("gapura", "{time}: {officer} menyerahkan kasus ini kepada {receiver}")
NOTE_GONE = QT_TRANSLATE_NOOP("gapura", "isi catatan sudah dihapus")
NOTED = QT_TRANSLATE_NOOP("gapura", "{time}, {officer}: {note}")
PHOTOGRAPHED = QT_TRANSLATE_NOOP("gapura", "{time}, {officer}: dokumen difoto")
PHOTOGRAPHED_UNSIGNED = QT_TRANSLATE_NOOP("gapura", "{time}: dokumen difoto")
NOTED_UNSIGNED = QT_TRANSLATE_NOOP("gapura", "{time}: {note}")

# The buttons at the foot.
NOTE_BUTTON = QT_TRANSLATE_NOOP("gapura", "Tambah catatan")
GIVE_BUTTON = QT_TRANSLATE_NOOP("gapura", "Serahkan ke rekan")
OUTCOME_BUTTON = QT_TRANSLATE_NOOP("gapura", "Hasil penanganan")
CLOSE_BUTTON = QT_TRANSLATE_NOOP("gapura", "Tutup kasus")

# What is asked.
OUTCOME_ASK = QT_TRANSLATE_NOOP("gapura", "Apa yang terjadi dengan orang ini?")
NOTE_ASK = QT_TRANSLATE_NOOP("gapura", "Apa yang perlu dicatat?")
GIVE_ASK = QT_TRANSLATE_NOOP("gapura", "Kepada siapa kasus ini diserahkan?")
CLOSE_ASK = QT_TRANSLATE_NOOP("gapura", "Tutup kasus ini? Sesudahnya tidak dapat diubah lagi.")
CLOSE_YES = QT_TRANSLATE_NOOP("gapura", "Ya, tutup kasus ini")
TYPE = QT_TRANSLATE_NOOP("gapura", "Ketik sendiri")
SAVE = QT_TRANSLATE_NOOP("gapura", "Simpan catatan ini")

# Why a button is grey.
NO_OUTCOME_YET = QT_TRANSLATE_NOOP("gapura", "Pengawas menutup kasus sesudah hasilnya dicatat.")
ONLY_SUPERVISOR = QT_TRANSLATE_NOOP("gapura", "Hasil sudah dicatat. Pengawas yang menutup kasus.")

# Outcomes.
ESCORTED_POST = QT_TRANSLATE_NOOP("gapura", "Dikawal ke pos pengawas")
ESCORTED_ROOM = QT_TRANSLATE_NOOP("gapura", "Dikawal ke ruang pemeriksaan")
ESCORTED_MEDICAL = QT_TRANSLATE_NOOP("gapura", "Dikawal ke pos kesehatan")
HANDED_POLICE = QT_TRANSLATE_NOOP("gapura", "Diserahkan ke polisi")
HANDED_IMMIGRATION = QT_TRANSLATE_NOOP("gapura", "Diserahkan ke imigrasi")
HANDED_OWNER = QT_TRANSLATE_NOOP("gapura", "Diserahkan ke instansi pemilik daftar")
LET_GO_OTHER = QT_TRANSLATE_NOOP("gapura", "Dilepas: ternyata orang lain")
LET_GO_OWNER = QT_TRANSLATE_NOOP("gapura", "Dilepas: atas petunjuk instansi pemilik daftar")
LEFT = QT_TRANSLATE_NOOP("gapura", "Pergi sebelum ditangani")

# Notes that are ready.
CALM = QT_TRANSLATE_NOOP("gapura", "Tenang dan mau bekerja sama")
RESISTS = QT_TRANSLATE_NOOP("gapura", "Menolak atau melawan")
NOT_ALONE = QT_TRANSLATE_NOOP("gapura", "Datang bersama orang lain")
LUGGAGE_KEPT = QT_TRANSLATE_NOOP("gapura", "Barang bawaannya diamankan")
DOCUMENT_KEPT = QT_TRANSLATE_NOOP("gapura", "Dokumennya dibawa petugas")
OWNER_TOLD = QT_TRANSLATE_NOOP("gapura", "Instansi pemilik daftar sudah dihubungi")

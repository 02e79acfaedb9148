"""Expected visitors and their families."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("visitors", "Tamu dan keluarga")

# Keys above the list, each with a count under it.
SEARCH_HINT = QT_TRANSLATE_NOOP("visitors", "Cari nama, NIK, atau paspor")
CLOSE_PAD = QT_TRANSLATE_NOOP("visitors", "Tutup")
CLEAR_SEARCH = QT_TRANSLATE_NOOP("visitors", "Kosongkan")
DUE = QT_TRANSLATE_NOOP("visitors", "Hari ini\n{count}")
CAME = QT_TRANSLATE_NOOP("visitors", "Sudah datang\n{count}")
MISSING = QT_TRANSLATE_NOOP("visitors", "Belum datang\n{count}")
ALL = QT_TRANSLATE_NOOP("visitors", "Semua hari\n{count}")
PARTIES = QT_TRANSLATE_NOOP("visitors", "Rombongan\n{count}")

# The line above the list.
SUMMARY = QT_TRANSLATE_NOOP(
    "visitors", "{day}: {due} tamu, {came} sudah datang, {missing} belum datang."
)
FOUND = QT_TRANSLATE_NOOP("visitors", "{count} tamu cocok dengan “{query}”.")
PARTY_SUMMARY = QT_TRANSLATE_NOOP("visitors", "{party}: {count} tamu dalam daftar ini.")
PARTIES_SUMMARY = QT_TRANSLATE_NOOP("visitors", "{day}: sentuh rombongan untuk melihat tamunya.")

# A row.
STATE_CAME = QT_TRANSLATE_NOOP("visitors", "Datang pukul {time}")
STATE_MISSING = QT_TRANSLATE_NOOP("visitors", "Belum datang")
STATE_LATER = QT_TRANSLATE_NOOP("visitors", "Diharapkan {day}")
NIK = QT_TRANSLATE_NOOP("visitors", "NIK {number}")
PASSPORT = QT_TRANSLATE_NOOP("visitors", "Paspor {number}")
NO_DOCUMENT = QT_TRANSLATE_NOOP("visitors", "Nomor dokumen tidak tercatat")
NO_PARTY = QT_TRANSLATE_NOOP("visitors", "Tanpa rombongan")
PARTY_CAME = QT_TRANSLATE_NOOP("visitors", "{came} dari {due} sudah datang")

# A person and their family.
BACK = QT_TRANSLATE_NOOP("visitors", "Kembali")
FAMILY_CARD = QT_TRANSLATE_NOOP("visitors", "Kartu keluarga (KK) {number}")
NO_FAMILY_CARD = QT_TRANSLATE_NOOP("visitors", "Kartu keluarga tidak tercatat")
PARTY = QT_TRANSLATE_NOOP("visitors", "Rombongan: {party}")
YEARS = QT_TRANSLATE_NOOP("visitors", "{years} tahun")
CHILD = QT_TRANSLATE_NOOP("visitors", "Anak, {years} tahun")
CHILD_WITH = QT_TRANSLATE_NOOP("visitors", "Anak, {years} tahun, bersama {adults}")
AGE_UNKNOWN = QT_TRANSLATE_NOOP("visitors", "Usia tidak tercatat")
FAMILY = QT_TRANSLATE_NOOP("visitors", "Satu kartu keluarga: {count} orang")
FAMILY_ALONE = QT_TRANSLATE_NOOP(
    "visitors", "Tidak ada anggota keluarga lain yang diharapkan pada hari yang sama."
)
CHILD_RULE = QT_TRANSLATE_NOOP(
    "visitors", "Anak: di bawah 17 tahun (usia wajib KTP) menurut tanggal lahir dalam NIK."
)
ADULT_HERE = QT_TRANSLATE_NOOP("visitors", "Anggota keluarga dewasa sudah datang: {adults}.")
ADULT_DUE = QT_TRANSLATE_NOOP(
    "visitors",
    "Anggota keluarga dewasa belum datang: {adults}. Minta anak menunggu bersama petugas.",
)
ADULT_PERHAPS = QT_TRANSLATE_NOOP(
    "visitors",
    "Usia sebagian anggota keluarga tidak tercatat. Tanyakan siapa yang mendampingi anak.",
)
ADULT_NOBODY = QT_TRANSLATE_NOOP(
    "visitors",
    "Tidak ada anggota keluarga dewasa yang diharapkan hari itu. Tanyakan siapa yang"
    " mendampingi anak; bila tidak ada, panggil pengawas.",
)
HINT = QT_TRANSLATE_NOOP(
    "visitors",
    "Seorang anggota kartu keluarga ini tercantum dalam sebuah daftar. Itu bukan kesalahan tamu"
    " ini. Layani seperti biasa, dengan sedikit lebih cermat.",
)

# Letting in.
VERIFY = QT_TRANSLATE_NOOP("visitors", "Verifikasi")
MARK = QT_TRANSLATE_NOOP("visitors", "Tandai sudah datang")
NO_PHOTOGRAPH = QT_TRANSLATE_NOOP(
    "visitors", "Tidak ada foto pembanding untuk tamu ini. Periksa dokumennya dengan mata."
)
NO_CAMERA = QT_TRANSLATE_NOOP(
    "visitors", "Kamera tidak memberi gambar, jadi wajah tidak dapat dibandingkan sekarang."
)
QUESTION = QT_TRANSLATE_NOOP(
    "visitors", "Dokumen {name} sudah Anda periksa dengan mata, dan cocok dengan orangnya?"
)
YES = QT_TRANSLATE_NOOP("visitors", "Ya, dokumen cocok")
CANCEL = QT_TRANSLATE_NOOP("visitors", "Batal")
MARKED = QT_TRANSLATE_NOOP(
    "visitors", "{name} ditandai sudah datang: dokumen diperiksa dengan mata."
)
NOT_MARKED = QT_TRANSLATE_NOOP(
    "visitors", "{name} tidak ditandai: sudah datang, atau tidak diharapkan hari ini."
)
SCAN_UNKNOWN = QT_TRANSLATE_NOOP(
    "visitors", "Dokumen itu terbaca, tetapi orangnya tidak ada dalam daftar tamu."
)
GONE = QT_TRANSLATE_NOOP("visitors", "Tamu itu tidak lagi ada dalam daftar.")

# Why nobody is listed, and the next step.
NO_CENTRE = QT_TRANSLATE_NOOP(
    "visitors", "Terminal ini bekerja tanpa pusat data, jadi tidak ada daftar tamu."
)
NO_CENTRE_STEP = QT_TRANSLATE_NOOP(
    "visitors", "Periksa undangan dan dokumen tamu seperti biasa, tanpa terminal."
)
STARTING = QT_TRANSLATE_NOOP("visitors", "Daftar tamu sedang dibuka.")
STARTING_STEP = QT_TRANSLATE_NOOP("visitors", "Tunggu sebentar.")
NO_MANIFEST = QT_TRANSLATE_NOOP("visitors", "Daftar tamu belum diterima dari pusat data.")
NO_MANIFEST_STEP = QT_TRANSLATE_NOOP(
    "visitors",
    "Periksa undangan dan dokumen secara manual. Bila daftar seharusnya sudah ada, hubungi pusat"
    " data.",
)
NOBODY_TODAY = QT_TRANSLATE_NOOP("visitors", "Tidak ada tamu yang diharapkan hari ini.")
NOBODY_TODAY_STEP = QT_TRANSLATE_NOOP(
    "visitors", "Sentuh “Semua hari” untuk tamu hari lain, dan periksa undangan yang ditunjukkan."
)
NOBODY_CAME = QT_TRANSLATE_NOOP("visitors", "Belum ada tamu yang datang.")
NOBODY_CAME_STEP = QT_TRANSLATE_NOOP("visitors", "Sentuh “Hari ini” untuk semua tamu hari ini.")
NOBODY_MISSING = QT_TRANSLATE_NOOP("visitors", "Semua tamu hari ini sudah datang.")
NOBODY_MISSING_STEP = QT_TRANSLATE_NOOP(
    "visitors", "Sentuh “Sudah datang” untuk melihat pukul berapa."
)
NOBODY_FOUND = QT_TRANSLATE_NOOP("visitors", "Tidak ada tamu yang cocok dengan “{query}”.")
NOBODY_FOUND_STEP = QT_TRANSLATE_NOOP(
    "visitors", "Periksa ejaannya, cari di “Semua hari”, atau verifikasi dengan NIK."
)
NOT_ALLOWED = QT_TRANSLATE_NOOP("visitors", "Daftar tamu tidak terbuka untuk peran Anda.")
NOT_ALLOWED_STEP = QT_TRANSLATE_NOOP("visitors", "Minta petugas lajur atau pengawas membukanya.")
FAULT = QT_TRANSLATE_NOOP("visitors", "Catatan kedatangan tidak dapat dibaca.")
FAULT_STEP = QT_TRANSLATE_NOOP(
    "visitors", "Catat kedatangan di kertas, dan panggil teknisi. Daftar tamu tetap dapat dicari."
)

"""Expected visitors and their families."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Tamu dan keluarga")

# Buttons above the list, each with a count under it.
SEARCH_HINT = QT_TRANSLATE_NOOP("gapura", "Cari nama, NIK, atau paspor")
DUE = QT_TRANSLATE_NOOP("gapura", "Hari ini\n{count}")
CAME = QT_TRANSLATE_NOOP("gapura", "Sudah datang\n{count}")
MISSING = QT_TRANSLATE_NOOP("gapura", "Belum datang\n{count}")
ALL = QT_TRANSLATE_NOOP("gapura", "Semua hari\n{count}")
PARTIES = QT_TRANSLATE_NOOP("gapura", "Rombongan\n{count}")

# The line above the list.
SUMMARY = QT_TRANSLATE_NOOP(
    "gapura", "{day}: {due} tamu, {came} sudah datang, {missing} belum datang."
)
FOUND = QT_TRANSLATE_NOOP("gapura", "{count} tamu cocok dengan “{query}”.")
PARTY_SUMMARY = QT_TRANSLATE_NOOP("gapura", "{party}: {count} tamu dalam daftar ini.")
PARTIES_SUMMARY = QT_TRANSLATE_NOOP("gapura", "{day}: sentuh rombongan untuk melihat tamunya.")

# A row.
STATE_CAME = QT_TRANSLATE_NOOP("gapura", "Datang pukul {time}")
STATE_MISSING = QT_TRANSLATE_NOOP("gapura", "Belum datang")
STATE_LATER = QT_TRANSLATE_NOOP("gapura", "Terjadwal {day}")
NO_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Nomor dokumen tidak tercatat")
NO_PARTY = QT_TRANSLATE_NOOP("gapura", "Tanpa rombongan")
PARTY_CAME = QT_TRANSLATE_NOOP("gapura", "{came} dari {due} sudah datang")

# A person and their family.
FAMILY_CARD = QT_TRANSLATE_NOOP("gapura", "Kartu keluarga (KK) {number}")
NO_FAMILY_CARD = QT_TRANSLATE_NOOP("gapura", "Kartu keluarga tidak tercatat")
PARTY = QT_TRANSLATE_NOOP("gapura", "Rombongan: {party}")
CHILD = QT_TRANSLATE_NOOP("gapura", "Anak, {age}")
CHILD_WITH = QT_TRANSLATE_NOOP("gapura", "Anak, {age}, bersama {adults}")
AGE_UNKNOWN = QT_TRANSLATE_NOOP("gapura", "Usia tidak tercatat")
FAMILY = QT_TRANSLATE_NOOP("gapura", "Satu kartu keluarga: {count} orang")
FAMILY_ALONE = QT_TRANSLATE_NOOP(
    "gapura", "Tidak ada anggota keluarga lain yang terjadwal pada hari yang sama."
)
CHILD_RULE = QT_TRANSLATE_NOOP(
    "gapura", "Anak: di bawah 17 tahun (usia wajib KTP) menurut tanggal lahir dalam NIK."
)
ADULT_HERE = QT_TRANSLATE_NOOP("gapura", "Anggota keluarga dewasa sudah datang: {adults}.")
ADULT_DUE = QT_TRANSLATE_NOOP(
    "gapura",
    "Anggota keluarga dewasa belum datang: {adults}. Minta anak menunggu bersama petugas.",
)
ADULT_PERHAPS = QT_TRANSLATE_NOOP(
    "gapura",
    "Usia sebagian anggota keluarga tidak tercatat. Tanyakan siapa yang mendampingi anak.",
)
ADULT_NOBODY = QT_TRANSLATE_NOOP(
    "gapura",
    "Tidak ada anggota keluarga dewasa yang terjadwal hari itu. Tanyakan siapa yang mendampingi "
    "anak; bila tidak ada, panggil pengawas.",
)
HINT = QT_TRANSLATE_NOOP(
    "gapura",
    "Seorang anggota kartu keluarga ini tercantum dalam sebuah daftar. Itu bukan kesalahan tamu "
    "ini. Layani seperti biasa, dengan lebih cermat.",
)

# Letting in.
MARK = QT_TRANSLATE_NOOP("gapura", "Tandai sudah datang")
NO_PHOTOGRAPH = QT_TRANSLATE_NOOP(
    "gapura", "Tidak ada foto pembanding untuk tamu ini. Periksa dokumennya secara langsung."
)
NO_CAMERA = QT_TRANSLATE_NOOP(
    "gapura", "Kamera tidak memberi gambar, jadi wajah tidak dapat dibandingkan sekarang."
)
QUESTION = QT_TRANSLATE_NOOP(
    "gapura", "Dokumen {name} sudah Anda periksa secara langsung, dan cocok dengan orangnya?"
)
YES = QT_TRANSLATE_NOOP("gapura", "Ya, dokumen cocok")
CANCEL = QT_TRANSLATE_NOOP("gapura", "Batal")
MARKED = QT_TRANSLATE_NOOP(
    "gapura", "{name} ditandai sudah datang: dokumen diperiksa secara langsung."
)
NOT_MARKED = QT_TRANSLATE_NOOP(
    "gapura", "{name} tidak ditandai: sudah datang, atau tidak terjadwal hari ini."
)
SCAN_UNKNOWN = QT_TRANSLATE_NOOP(
    "gapura", "Dokumen itu terbaca, tetapi orangnya tidak ada dalam daftar tamu."
)
SCAN_DIFFERS = QT_TRANSLATE_NOOP(
    "gapura",
    "Paspor ini atas nama {document}, bukan {name} di daftar tamu dengan nomor yang sama. Pindai"
    " di layar verifikasi.",
)
SCAN_NOT_SURE = QT_TRANSLATE_NOOP(
    "gapura",
    "Paspor {name} tidak sama dengan daftar tamu (lahir, kelamin, atau negara). Pindai di layar"
    " verifikasi.",
)
GONE = QT_TRANSLATE_NOOP("gapura", "Tamu itu tidak lagi ada dalam daftar.")

# Why nobody is listed, and the next step.
NO_CENTRE = QT_TRANSLATE_NOOP(
    "gapura", "Terminal ini bekerja tanpa pusat data, jadi tidak ada daftar tamu."
)
NO_CENTRE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa undangan dan dokumen tamu seperti biasa, tanpa terminal."
)
STARTING = QT_TRANSLATE_NOOP("gapura", "Daftar tamu sedang dibuka.")
NO_MANIFEST = QT_TRANSLATE_NOOP("gapura", "Daftar tamu belum diterima dari pusat data.")
NO_MANIFEST_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa undangan dan dokumen secara manual. Bila daftar seharusnya sudah ada, hubungi pusat"
    " data.",
)
NOBODY_TODAY = QT_TRANSLATE_NOOP("gapura", "Tidak ada tamu yang terjadwal hari ini.")
NOBODY_TODAY_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Sentuh “Semua hari” untuk tamu hari lain, dan periksa undangan yang ditunjukkan."
)
NOBODY_CAME = QT_TRANSLATE_NOOP("gapura", "Belum ada tamu yang datang.")
NOBODY_CAME_STEP = QT_TRANSLATE_NOOP("gapura", "Sentuh “Hari ini” untuk semua tamu hari ini.")
NOBODY_MISSING = QT_TRANSLATE_NOOP("gapura", "Semua tamu hari ini sudah datang.")
NOBODY_MISSING_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Sentuh “Sudah datang” untuk melihat pukul berapa."
)
NOBODY_FOUND = QT_TRANSLATE_NOOP("gapura", "Tidak ada tamu yang cocok dengan “{query}”.")
NOBODY_FOUND_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa ejaannya, cari di “Semua hari”, atau verifikasi dengan NIK."
)
NOT_ALLOWED = QT_TRANSLATE_NOOP("gapura", "Daftar tamu tidak terbuka untuk peran Anda.")
NOT_ALLOWED_STEP = QT_TRANSLATE_NOOP("gapura", "Minta petugas lajur atau pengawas membukanya.")
FAULT = QT_TRANSLATE_NOOP("gapura", "Catatan kedatangan tidak dapat dibaca.")
FAULT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Catat kedatangan di kertas, dan panggil teknisi. Daftar tamu tetap dapat dicari."
)
LABEL = QT_TRANSLATE_NOOP("gapura", "Tamu")

"""Verifying a person: document, face, gestures, decision."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

# The document.
TITLE = QT_TRANSLATE_NOOP("gapura", "Verifikasi orang")
NIK_LABEL = QT_TRANSLATE_NOOP("gapura", "NIK, 16 angka")
ASK = QT_TRANSLATE_NOOP(
    "gapura", "Ketik NIK, tunjukkan kode QR kartu ke kamera, atau pindai paspor dengan alat pindai."
)
CHECK = QT_TRANSLATE_NOOP("gapura", "Periksa orang ini")
IDENTIFY = QT_TRANSLATE_NOOP("gapura", "Tanpa dokumen")
BORN_MAN = QT_TRANSLATE_NOOP("gapura", "Laki-laki, lahir {date}, {age}")
BORN_WOMAN = QT_TRANSLATE_NOOP("gapura", "Perempuan, lahir {date}, {age}")
MAN = QT_TRANSLATE_NOOP("gapura", "Laki-laki")
WOMAN = QT_TRANSLATE_NOOP("gapura", "Perempuan")
REGION = QT_TRANSLATE_NOOP("gapura", "NIK dari {names}")
REGION_UNKNOWN = QT_TRANSLATE_NOOP(
    "gapura", "Kode wilayah {code} tidak dikenal terminal: cocokkan dengan kartunya"
)
REGION_PARTLY = QT_TRANSLATE_NOOP(
    "gapura", "NIK dari {names}; kode {code} tidak dikenal terminal: cocokkan dengan kartunya"
)
CAMERA_CAPTION = QT_TRANSLATE_NOOP("gapura", "Tunjukkan kode di sini")
CAMERA_OFF = QT_TRANSLATE_NOOP("gapura", "Kamera tidak menyala; kode tidak dapat dibaca.")

# What is wrong with a NIK that is being typed.
WRONG_PROVINCE = QT_TRANSLATE_NOOP("gapura", "Kode provinsi (angka 1 dan 2) tidak ada.")
WRONG_REGENCY = QT_TRANSLATE_NOOP("gapura", "Kode kabupaten atau kota (angka 3 dan 4) tidak ada.")
WRONG_DISTRICT = QT_TRANSLATE_NOOP("gapura", "Kode kecamatan (angka 5 dan 6) tidak ada.")
WRONG_DAY = QT_TRANSLATE_NOOP(
    "gapura",
    "Tanggal lahir (angka 7 dan 8) tidak mungkin: 01 sampai 31, atau 41 sampai 71 bagi perempuan.",
)
WRONG_MONTH = QT_TRANSLATE_NOOP(
    "gapura", "Bulan lahir (angka 9 dan 10) tidak sesuai dengan tanggalnya."
)
WRONG_YEAR = QT_TRANSLATE_NOOP(
    "gapura", "Tahun lahir (angka 11 dan 12) tidak sesuai dengan tanggalnya."
)
WRONG_SERIAL = QT_TRANSLATE_NOOP("gapura", "Nomor urut (empat angka terakhir) tidak boleh 0000.")
WRONG_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Cocokkan dengan kartunya, lalu hapus dan ketik lagi angka itu."
)
NO_DIGIT = QT_TRANSLATE_NOOP("gapura", "NIK hanya berisi angka; yang lain tidak dimasukkan.")
NO_DIGIT_STEP = QT_TRANSLATE_NOOP("gapura", "Ketik angka di kartu satu per satu.")
TOO_LONG = QT_TRANSLATE_NOOP("gapura", "NIK sudah 16 angka; angka berikutnya tidak dimasukkan.")
TOO_LONG_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Sentuh {key} bila angkanya benar, atau hapus yang salah."
)

# Codes and readers.
CODE_EMPTY = QT_TRANSLATE_NOOP("gapura", "Kode itu kosong.")
CODE_TOO_LONG = QT_TRANSLATE_NOOP("gapura", "Kode itu terlalu panjang dan tidak dibaca.")
CODE_NO_NIK = QT_TRANSLATE_NOOP("gapura", "Kode itu tidak berisi NIK.")
CODE_WRONG_NIK = QT_TRANSLATE_NOOP(
    "gapura", "Kode itu berisi 16 angka yang tidak mungkin sebuah NIK."
)
CODE_FAMILY_CARD = QT_TRANSLATE_NOOP(
    "gapura", "Itu nomor kartu keluarga (KK), bukan NIK seseorang."
)
CODE_SEVERAL = QT_TRANSLATE_NOOP("gapura", "Terbaca NIK lebih dari satu orang.")
CODE_STEP = QT_TRANSLATE_NOOP("gapura", "Tunjukkan satu kode kartu identitas, atau ketik NIK-nya.")
NO_VISITOR = QT_TRANSLATE_NOOP("gapura", "Kode tamu itu tidak ada dalam daftar tamu.")
NO_PASSPORT = QT_TRANSLATE_NOOP("gapura", "Paspor itu tidak ada dalam daftar tamu.")
ABSENT_STEP = QT_TRANSLATE_NOOP("gapura", "Cari namanya di layar tamu, atau ketik NIK-nya.")
CODE_FAULT = QT_TRANSLATE_NOOP(
    "gapura", "Dokumen itu tidak dapat diperiksa karena gangguan di terminal."
)
FAULT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Coba sekali lagi; bila tetap begini, bandingkan sendiri dan panggil teknisi."
)

# Passports.
MRZ_MORE = QT_TRANSLATE_NOOP(
    "gapura", "Baris pertama paspor terbaca. Pindai sampai baris terakhir."
)
MRZ_LENGTH = QT_TRANSLATE_NOOP("gapura", "Baris MRZ paspor tidak terbaca seluruhnya.")
MRZ_FORMAT = QT_TRANSLATE_NOOP("gapura", "Yang terbaca bukan paspor atau kartu perjalanan.")
MRZ_VISA = QT_TRANSLATE_NOOP("gapura", "Yang terbaca adalah visa, bukan halaman identitas.")
MRZ_CHARACTER = QT_TRANSLATE_NOOP("gapura", "Ada huruf atau angka yang salah terbaca pada {field}.")
MRZ_SOMEWHERE = QT_TRANSLATE_NOOP("gapura", "Ada tanda yang tidak dapat dibaca pada paspor.")
MRZ_CHECK = QT_TRANSLATE_NOOP("gapura", "Angka pemeriksa untuk {field} tidak cocok.")
MRZ_DATE = QT_TRANSLATE_NOOP("gapura", "Menurut kalender, {field} itu tidak ada.")
MRZ_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Bersihkan halaman identitas, lalu pindai sekali lagi dengan lurus."
)
MRZ_FORGERY = QT_TRANSLATE_NOOP(
    "gapura", "Bila tetap ditolak, periksa keaslian dokumen dan minta pengawas melihatnya."
)
FIELD_NUMBER = QT_TRANSLATE_NOOP("gapura", "nomor dokumen")
FIELD_BIRTH = QT_TRANSLATE_NOOP("gapura", "tanggal lahir")
FIELD_EXPIRY = QT_TRANSLATE_NOOP("gapura", "tanggal habis berlaku")
FIELD_OPTIONAL = QT_TRANSLATE_NOOP("gapura", "data tambahan")
FIELD_WHOLE = QT_TRANSLATE_NOOP("gapura", "seluruh baris")
FIELD_SEX = QT_TRANSLATE_NOOP("gapura", "jenis kelamin")
FIELD_NAME = QT_TRANSLATE_NOOP("gapura", "nama")
FIELD_ISSUER = QT_TRANSLATE_NOOP("gapura", "negara penerbit")
FIELD_NATIONALITY = QT_TRANSLATE_NOOP("gapura", "kewarganegaraan")

# The person.
LIVE = QT_TRANSLATE_NOOP("gapura", "Di depan kamera")
TAKEN = QT_TRANSLATE_NOOP("gapura", "Foto dari kamera")  # who may have gone since
REFERENCE = QT_TRANSLATE_NOOP("gapura", "Di daftar tamu")
UNKNOWN_NAME = QT_TRANSLATE_NOOP("gapura", "Nama tidak diketahui di terminal")
NATIONALITY = QT_TRANSLATE_NOOP("gapura", "Kewarganegaraan {code}")
BORN = QT_TRANSLATE_NOOP("gapura", "Lahir {date}")
EXPECTED = QT_TRANSLATE_NOOP("gapura", "Terjadwal hari ini")
EXPECTED_ON = QT_TRANSLATE_NOOP("gapura", "Terjadwal tanggal {date}, bukan hari ini")
NOT_EXPECTED = QT_TRANSLATE_NOOP("gapura", "Tidak ada dalam daftar tamu")
DIFFERS = QT_TRANSLATE_NOOP(
    "gapura", "Di daftar tamu, nomor paspor ini atas nama {name}. Berbeda: {what}."
)
EXPIRED = QT_TRANSLATE_NOOP("gapura", "Paspor sudah habis berlaku {date}.")
WAIT_FACE = QT_TRANSLATE_NOOP("gapura", "Minta orang ini melihat ke kamera.")
WAIT_FACE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Wajah terbuka, satu orang saja di depan kamera. {duration} lagi."
)
CONFIRM = QT_TRANSLATE_NOOP("gapura", "Orang dalam bingkai ini yang diperiksa?")
CONFIRM_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Bila bukan, sentuh wajah yang benar di gambar. Sebelum itu tidak ada yang ditanyakan.",
)
CONFIRM_KEY = QT_TRANSLATE_NOOP("gapura", "Ya, orang ini")
FRAMED = QT_TRANSLATE_NOOP("gapura", "Dalam bingkai: yang diperiksa")
WAIT_ANSWER = QT_TRANSLATE_NOOP("gapura", "Pusat data sedang ditanya.")
WAIT_ANSWER_STEP = QT_TRANSLATE_NOOP("gapura", "Jawaban ditunggu paling lama {duration} lagi.")

# What came of it.
YES_NIK = QT_TRANSLATE_NOOP("gapura", "Wajah cocok dengan foto NIK ini.")
YES_NIK_STEP = QT_TRANSLATE_NOOP("gapura", "Bandingkan dengan foto di kartu, lalu putuskan.")
YES_LIST = QT_TRANSLATE_NOOP("gapura", "Wajah cocok dengan foto di daftar tamu.")
YES_LIST_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Bandingkan dengan nama dan foto pada dokumen, lalu putuskan."
)
UNCERTAIN = QT_TRANSLATE_NOOP("gapura", "Belum pasti apakah orangnya sama.")
UNCERTAIN_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Lihat foto pada dokumen, minta melihat lurus ke kamera, lalu bandingkan lagi."
)
NO = QT_TRANSLATE_NOOP("gapura", "Wajah tidak cocok dengan foto di daftar tamu.")
NO_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tetap sopan. Bandingkan lagi sekali; bila sama, minta pengawas memutuskan."
)
UNKNOWN = QT_TRANSLATE_NOOP(
    "gapura", "Pusat data tidak mengenal NIK ini, atau tidak memiliki fotonya."
)
CENTRE_NO = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak membenarkan wajah dan NIK ini.")
CENTRE_NO_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Wajahnya lain, NIK-nya tidak terdaftar, atau fotonya tidak ada. Bandingkan dengan foto pada"
    " dokumen, lalu putuskan.",
)
REFUSED_QUOTA = QT_TRANSLATE_NOOP(
    "gapura", "Jatah pertanyaan ke pusat data untuk hari ini sudah habis."
)
REFUSED = QT_TRANSLATE_NOOP("gapura", "Pusat data menolak pertanyaan dari pos ini.")
OFFLINE = QT_TRANSLATE_NOOP(
    "gapura", "Pusat data tidak tersambung, dan tidak ada foto di terminal."
)
NO_CENTRE = QT_TRANSLATE_NOOP(
    "gapura", "Terminal ini tidak memiliki pusat data, dan tidak ada foto di terminal."
)
NO_ANSWER = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak menjawab dalam {n} detik.")
CANCELLED = QT_TRANSLATE_NOOP("gapura", "Pertanyaan ke pusat data dihentikan.")
FAULT = QT_TRANSLATE_NOOP("gapura", "Wajah tidak dapat dibandingkan karena gangguan di terminal.")
NO_FACE = QT_TRANSLATE_NOOP("gapura", "Tidak ada wajah yang terlihat jelas di depan kamera.")
NO_FACE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Minta orang itu mendekat dan melihat ke kamera, lalu bandingkan lagi."
)
NOT_COMPARABLE = QT_TRANSLATE_NOOP("gapura", "Wajah dalam gambar ini tidak dapat dibandingkan.")
NOT_COMPARED = QT_TRANSLATE_NOOP("gapura", "Terminal tidak memiliki foto orang ini.")
BY_EYE = QT_TRANSLATE_NOOP("gapura", "Anda membandingkan sendiri, tanpa terminal.")
BY_EYE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Bandingkan orangnya dengan foto pada dokumen, lalu putuskan."
)
SCORE = QT_TRANSLATE_NOOP(
    "gapura",
    "Skor {score}, ambang {threshold}. Dari {people} orang lain, sekitar satu semirip ini.",
)
SCORE_RARER = QT_TRANSLATE_NOOP(
    "gapura",
    "Skor {score}, ambang {threshold}. Dari {people} orang lain, paling banyak satu semirip ini.",
)
SCORE_LOW = QT_TRANSLATE_NOOP("gapura", "Skor {score}, ambang {threshold}.")
STRENGTH = QT_TRANSLATE_NOOP(
    "gapura", "{words}: paling banyak 1 dari {people} orang lain semirip ini."
)
FROM_CENTRE = QT_TRANSLATE_NOOP("gapura", "Dibandingkan oleh pusat data.")

# Gestures.
TURN_LEFT = QT_TRANSLATE_NOOP("gapura", "Minta menoleh ke arah kirinya sendiri.")
TURN_RIGHT = QT_TRANSLATE_NOOP("gapura", "Minta menoleh ke arah kanannya sendiri.")
BLINK = QT_TRANSLATE_NOOP("gapura", "Minta memejamkan mata sebentar.")
SMILE = QT_TRANSLATE_NOOP("gapura", "Minta tersenyum lebar.")
STRAIGHT = QT_TRANSLATE_NOOP("gapura", "Minta melihat lurus ke kamera.")
GESTURES_STEP = QT_TRANSLATE_NOOP("gapura", "Gerakan {done} dari {of} selesai. {duration} lagi.")
LIVE_YES = QT_TRANSLATE_NOOP("gapura", "Gerakannya sesuai permintaan.")
LIVE_NO = QT_TRANSLATE_NOOP("gapura", "Gerakan tidak sesuai permintaan.")
LIVE_OTHER = QT_TRANSLATE_NOOP("gapura", "Orangnya berganti di tengah gerakan.")
LIVE_LOST = QT_TRANSLATE_NOOP("gapura", "Wajahnya hilang dari gambar di tengah gerakan.")
LIVE_LATE = QT_TRANSLATE_NOOP("gapura", "Waktu untuk gerakan habis.")
LIVE_AGAIN = QT_TRANSLATE_NOOP("gapura", "Gerakan dapat diminta sekali lagi.")
LIVE_OVER = QT_TRANSLATE_NOOP("gapura", "Gerakan tidak diminta lagi. Periksa orangnya sendiri.")

# Buttons.
ADMIT = QT_TRANSLATE_NOOP("gapura", "Persilakan masuk")
TURN_AWAY = QT_TRANSLATE_NOOP("gapura", "Tolak")
AGAIN = QT_TRANSLATE_NOOP("gapura", "Bandingkan lagi")
ASK_GESTURES = QT_TRANSLATE_NOOP("gapura", "Minta gerakan")
BY_EYE_KEY = QT_TRANSLATE_NOOP("gapura", "Bandingkan sendiri")
DO_NOT_WAIT = QT_TRANSLATE_NOOP("gapura", "Jangan tunggu")
NEXT = QT_TRANSLATE_NOOP("gapura", "Orang berikutnya")

# Why, and the moment in which a decision is taken back.
WHY_ADMIT = QT_TRANSLATE_NOOP("gapura", "Ada yang tidak cocok. Mengapa tetap dipersilakan masuk?")
WHY_TURN_AWAY = QT_TRANSLATE_NOOP("gapura", "Mengapa orang ini ditolak?")
WHY_STEP = QT_TRANSLATE_NOOP("gapura", "Alasannya dicatat bersama nomor Anda.")
SAME_BY_EYE = QT_TRANSLATE_NOOP("gapura", "Orangnya sama menurut mata saya")
WRITTEN_OTHERWISE = QT_TRANSLATE_NOOP("gapura", "Hanya penulisannya yang berbeda")
OTHER_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Dokumen lain membuktikannya")
SUPERVISOR_DECIDED = QT_TRANSLATE_NOOP("gapura", "Diputuskan pengawas")
NOT_THE_HOLDER = QT_TRANSLATE_NOOP("gapura", "Bukan pemilik dokumen")
DOCUMENT_NOT_GOOD = QT_TRANSLATE_NOOP("gapura", "Dokumen palsu, rusak, atau habis berlaku")
NOT_EXPECTED_TODAY = QT_TRANSLATE_NOOP("gapura", "Bukan tamu hari ini")
NOT_ALLOWED_IN = QT_TRANSLATE_NOOP("gapura", "Aturan pos tidak membolehkan")
HELD_ADMITTED = QT_TRANSLATE_NOOP("gapura", "{name} dipersilakan masuk. Berlaku dalam {n} detik.")
HELD_TURNED_AWAY = QT_TRANSLATE_NOOP("gapura", "{name} ditolak. Berlaku dalam {n} detik.")
UNDO = QT_TRANSLATE_NOOP("gapura", "Batalkan keputusan")
UNDONE = QT_TRANSLATE_NOOP("gapura", "Keputusan tentang {name} dibatalkan. Periksa orang itu lagi.")
COUNTS_ALREADY = QT_TRANSLATE_NOOP("gapura", "Keputusan tentang {name} sudah berlaku.")
# The document of somebody who alerted.
USE_FOR_ALERT = QT_TRANSLATE_NOOP("gapura", "Pakai untuk jawaban")
OTHER_PAPER = QT_TRANSLATE_NOOP("gapura", "Dokumen lain")
CHECKED = QT_TRANSLATE_NOOP("gapura", "Dokumen atas nama {name}: {result}")
CHECKED_NAMELESS = QT_TRANSLATE_NOOP("gapura", "Dokumennya: {result}")
CHECKED_BY_EYE = QT_TRANSLATE_NOOP("gapura", "Wajah tidak dibandingkan terminal.")
CHECKED_DIFFERS = QT_TRANSLATE_NOOP("gapura", "Dokumennya berbeda dengan daftar tamu.")
SCAN_BUSY = QT_TRANSLATE_NOOP(
    "gapura", "Selesaikan pemeriksaan orang ini dahulu, lalu pindai lagi."
)

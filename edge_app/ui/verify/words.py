"""Verifying a person: document, face, gestures, decision."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

# The document.
TITLE = QT_TRANSLATE_NOOP("verify", "Verifikasi orang")
NIK_LABEL = QT_TRANSLATE_NOOP("verify", "NIK, 16 angka")
ASK = QT_TRANSLATE_NOOP(
    "verify", "Ketik NIK, tunjukkan kode QR kartu ke kamera, atau pindai paspor dengan pembaca."
)
CHECK = QT_TRANSLATE_NOOP("verify", "Periksa orang ini")
IDENTIFY = QT_TRANSLATE_NOOP("verify", "Tanpa dokumen")
BORN_MAN = QT_TRANSLATE_NOOP("verify", "Laki-laki, lahir {date}, {age} tahun")
BORN_WOMAN = QT_TRANSLATE_NOOP("verify", "Perempuan, lahir {date}, {age} tahun")
MAN = QT_TRANSLATE_NOOP("verify", "Laki-laki")
WOMAN = QT_TRANSLATE_NOOP("verify", "Perempuan")
REGION = QT_TRANSLATE_NOOP("verify", "Kode wilayah {code}")
CAMERA_CAPTION = QT_TRANSLATE_NOOP("verify", "Tunjukkan kode di sini")
CAMERA_OFF = QT_TRANSLATE_NOOP("verify", "Kamera tidak menyala; kode tidak dapat dibaca.")

# What is wrong with a NIK that is being typed.
WRONG_PROVINCE = QT_TRANSLATE_NOOP("verify", "Kode provinsi (angka 1 dan 2) tidak ada.")
WRONG_REGENCY = QT_TRANSLATE_NOOP("verify", "Kode kabupaten atau kota (angka 3 dan 4) tidak ada.")
WRONG_DISTRICT = QT_TRANSLATE_NOOP("verify", "Kode kecamatan (angka 5 dan 6) tidak ada.")
WRONG_DAY = QT_TRANSLATE_NOOP(
    "verify",
    "Tanggal lahir (angka 7 dan 8) tidak mungkin: 01 sampai 31, atau 41 sampai 71 bagi perempuan.",
)
WRONG_MONTH = QT_TRANSLATE_NOOP(
    "verify", "Bulan lahir (angka 9 dan 10) tidak sesuai dengan tanggalnya."
)
WRONG_YEAR = QT_TRANSLATE_NOOP(
    "verify", "Tahun lahir (angka 11 dan 12) tidak sesuai dengan tanggalnya."
)
WRONG_SERIAL = QT_TRANSLATE_NOOP("verify", "Nomor urut (empat angka terakhir) tidak boleh 0000.")
WRONG_STEP = QT_TRANSLATE_NOOP(
    "verify", "Cocokkan dengan kartunya, lalu hapus dan ketik lagi angka itu."
)
NO_DIGIT = QT_TRANSLATE_NOOP("verify", "NIK hanya berisi angka; yang lain tidak dimasukkan.")
NO_DIGIT_STEP = QT_TRANSLATE_NOOP("verify", "Ketik angka di kartu satu per satu.")
TOO_LONG = QT_TRANSLATE_NOOP("verify", "NIK sudah 16 angka; angka berikutnya tidak dimasukkan.")
TOO_LONG_STEP = QT_TRANSLATE_NOOP(
    "verify", "Sentuh {key} bila angkanya benar, atau hapus yang salah."
)

# Codes and readers.
CODE_EMPTY = QT_TRANSLATE_NOOP("verify", "Kode itu kosong.")
CODE_TOO_LONG = QT_TRANSLATE_NOOP("verify", "Kode itu terlalu panjang dan tidak dibaca.")
CODE_NO_NIK = QT_TRANSLATE_NOOP("verify", "Kode itu tidak berisi NIK.")
CODE_WRONG_NIK = QT_TRANSLATE_NOOP(
    "verify", "Kode itu berisi 16 angka yang tidak mungkin sebuah NIK."
)
CODE_SEVERAL = QT_TRANSLATE_NOOP("verify", "Terbaca NIK lebih dari satu orang.")
CODE_STEP = QT_TRANSLATE_NOOP("verify", "Tunjukkan satu kode kartu identitas, atau ketik NIK-nya.")
NO_VISITOR = QT_TRANSLATE_NOOP("verify", "Kode tamu itu tidak ada dalam daftar tamu.")
NO_PASSPORT = QT_TRANSLATE_NOOP("verify", "Paspor itu tidak ada dalam daftar tamu.")
ABSENT_STEP = QT_TRANSLATE_NOOP("verify", "Cari namanya di layar tamu, atau ketik NIK-nya.")
CODE_FAULT = QT_TRANSLATE_NOOP(
    "verify", "Dokumen itu tidak dapat diperiksa karena gangguan di terminal."
)
FAULT_STEP = QT_TRANSLATE_NOOP(
    "verify", "Coba sekali lagi; bila tetap begini, bandingkan sendiri dan panggil teknisi."
)

# Passports.
MRZ_MORE = QT_TRANSLATE_NOOP(
    "verify", "Baris pertama paspor terbaca. Pindai sampai baris terakhir."
)
MRZ_LENGTH = QT_TRANSLATE_NOOP("verify", "Baris mesin paspor tidak lengkap terbaca.")
MRZ_FORMAT = QT_TRANSLATE_NOOP("verify", "Yang terbaca bukan paspor atau kartu perjalanan.")
MRZ_VISA = QT_TRANSLATE_NOOP("verify", "Yang terbaca adalah visa, bukan halaman identitas.")
MRZ_CHARACTER = QT_TRANSLATE_NOOP("verify", "Ada huruf atau angka yang salah terbaca pada {field}.")
MRZ_SOMEWHERE = QT_TRANSLATE_NOOP("verify", "Ada tanda yang tidak dapat dibaca pada paspor.")
MRZ_CHECK = QT_TRANSLATE_NOOP("verify", "Angka pemeriksa untuk {field} tidak cocok.")
MRZ_DATE = QT_TRANSLATE_NOOP("verify", "Tanggal pada {field} tidak ada.")
MRZ_STEP = QT_TRANSLATE_NOOP(
    "verify", "Bersihkan halaman identitas, lalu pindai sekali lagi dengan lurus."
)
MRZ_FORGERY = QT_TRANSLATE_NOOP(
    "verify", "Bila tetap ditolak, periksa keaslian dokumen dan minta pengawas melihatnya."
)
FIELD_NUMBER = QT_TRANSLATE_NOOP("verify", "nomor dokumen")
FIELD_BIRTH = QT_TRANSLATE_NOOP("verify", "tanggal lahir")
FIELD_EXPIRY = QT_TRANSLATE_NOOP("verify", "tanggal habis berlaku")
FIELD_OPTIONAL = QT_TRANSLATE_NOOP("verify", "data tambahan")
FIELD_WHOLE = QT_TRANSLATE_NOOP("verify", "seluruh baris")
FIELD_SEX = QT_TRANSLATE_NOOP("verify", "jenis kelamin")
FIELD_NAME = QT_TRANSLATE_NOOP("verify", "nama")
FIELD_ISSUER = QT_TRANSLATE_NOOP("verify", "negara penerbit")
FIELD_NATIONALITY = QT_TRANSLATE_NOOP("verify", "kewarganegaraan")

# The person.
LIVE = QT_TRANSLATE_NOOP("verify", "Di depan kamera")
REFERENCE = QT_TRANSLATE_NOOP("verify", "Di daftar tamu")
NO_REFERENCE = QT_TRANSLATE_NOOP("verify", "Tidak ada foto")
UNKNOWN_NAME = QT_TRANSLATE_NOOP("verify", "Nama tidak diketahui di terminal")
NIK = QT_TRANSLATE_NOOP("verify", "NIK {number}")
PASSPORT = QT_TRANSLATE_NOOP("verify", "Paspor {number}")
NATIONALITY = QT_TRANSLATE_NOOP("verify", "Kewarganegaraan {code}")
BORN = QT_TRANSLATE_NOOP("verify", "Lahir {date}")
EXPECTED = QT_TRANSLATE_NOOP("verify", "Diharapkan hari ini")
EXPECTED_ON = QT_TRANSLATE_NOOP("verify", "Diharapkan tanggal {date}, bukan hari ini")
NOT_EXPECTED = QT_TRANSLATE_NOOP("verify", "Tidak ada dalam daftar tamu")
EXPIRED = QT_TRANSLATE_NOOP("verify", "Paspor sudah habis berlaku {date}.")
WAIT_FACE = QT_TRANSLATE_NOOP("verify", "Minta orang ini melihat ke kamera.")
WAIT_FACE_STEP = QT_TRANSLATE_NOOP(
    "verify", "Wajah terbuka, satu orang saja di depan kamera. {n} detik lagi."
)
WAIT_ANSWER = QT_TRANSLATE_NOOP("verify", "Pusat data sedang ditanya.")
WAIT_ANSWER_STEP = QT_TRANSLATE_NOOP("verify", "Jawaban ditunggu paling lama {n} detik lagi.")

# What came of it.
YES = QT_TRANSLATE_NOOP("verify", "Wajah cocok dengan dokumen.")
YES_STEP = QT_TRANSLATE_NOOP("verify", "Periksa sekali lagi bahwa dokumennya utuh, lalu putuskan.")
UNCERTAIN = QT_TRANSLATE_NOOP("verify", "Belum pasti apakah orangnya sama.")
UNCERTAIN_STEP = QT_TRANSLATE_NOOP(
    "verify", "Lihat foto pada dokumen, minta melihat lurus ke kamera, lalu bandingkan lagi."
)
NO = QT_TRANSLATE_NOOP("verify", "Wajah tidak cocok dengan dokumen.")
NO_STEP = QT_TRANSLATE_NOOP(
    "verify", "Tetap sopan. Bandingkan lagi sekali; bila sama, minta pengawas memutuskan."
)
UNKNOWN = QT_TRANSLATE_NOOP(
    "verify", "Pusat data tidak mengenal NIK ini, atau tidak memiliki fotonya."
)
REFUSED = QT_TRANSLATE_NOOP("verify", "Pusat data menolak pertanyaan dari pos ini.")
OFFLINE = QT_TRANSLATE_NOOP(
    "verify", "Pusat data tidak tersambung, dan tidak ada foto di terminal."
)
NO_CENTRE = QT_TRANSLATE_NOOP(
    "verify", "Terminal ini tidak memiliki pusat data, dan tidak ada foto di terminal."
)
NO_ANSWER = QT_TRANSLATE_NOOP("verify", "Pusat data tidak menjawab dalam {n} detik.")
CANCELLED = QT_TRANSLATE_NOOP("verify", "Pertanyaan ke pusat data dihentikan.")
FAULT = QT_TRANSLATE_NOOP("verify", "Wajah tidak dapat dibandingkan karena gangguan di terminal.")
NO_FACE = QT_TRANSLATE_NOOP("verify", "Tidak ada wajah yang terlihat jelas di depan kamera.")
NO_FACE_STEP = QT_TRANSLATE_NOOP(
    "verify", "Minta orang itu mendekat dan melihat ke kamera, lalu bandingkan lagi."
)
NOT_COMPARED = QT_TRANSLATE_NOOP("verify", "Terminal tidak memiliki foto orang ini.")
BY_EYE = QT_TRANSLATE_NOOP("verify", "Anda membandingkan sendiri, tanpa terminal.")
BY_EYE_STEP = QT_TRANSLATE_NOOP(
    "verify", "Bandingkan orangnya dengan foto pada dokumen, lalu putuskan."
)
SCORE = QT_TRANSLATE_NOOP(
    "verify",
    "Skor {score}, ambang {threshold}. Di antara {people} orang lain, satu mencapai skor ini.",
)
SCORE_RARER = QT_TRANSLATE_NOOP(
    "verify",
    "Skor {score}, ambang {threshold}. Tidak satu pun dari {people} orang lain mencapainya.",
)
SCORE_LOW = QT_TRANSLATE_NOOP("verify", "Skor {score}, ambang {threshold}.")
FROM_CENTRE = QT_TRANSLATE_NOOP("verify", "Dibandingkan oleh pusat data; fotonya tetap di sana.")

# Gestures.
TURN_LEFT = QT_TRANSLATE_NOOP("verify", "Minta menoleh ke kirinya sendiri.")
TURN_RIGHT = QT_TRANSLATE_NOOP("verify", "Minta menoleh ke kanannya sendiri.")
BLINK = QT_TRANSLATE_NOOP("verify", "Minta memejamkan mata sebentar.")
SMILE = QT_TRANSLATE_NOOP("verify", "Minta tersenyum lebar.")
STRAIGHT = QT_TRANSLATE_NOOP("verify", "Minta melihat lurus ke kamera.")
GESTURES_STEP = QT_TRANSLATE_NOOP("verify", "Gerakan {done} dari {of} selesai. {n} detik lagi.")
LIVE_YES = QT_TRANSLATE_NOOP("verify", "Gerakan benar: orangnya hadir.")
LIVE_NO = QT_TRANSLATE_NOOP("verify", "Gerakan tidak sesuai permintaan.")
LIVE_OTHER = QT_TRANSLATE_NOOP("verify", "Di tengah gerakan, orang lain berdiri di sana.")
LIVE_LOST = QT_TRANSLATE_NOOP("verify", "Wajahnya hilang dari gambar di tengah gerakan.")
LIVE_LATE = QT_TRANSLATE_NOOP("verify", "Waktu untuk gerakan habis.")
LIVE_AGAIN = QT_TRANSLATE_NOOP("verify", "Gerakan dapat diminta sekali lagi.")
LIVE_OVER = QT_TRANSLATE_NOOP("verify", "Gerakan tidak diminta lagi. Periksa orangnya sendiri.")

# Keys.
ADMIT = QT_TRANSLATE_NOOP("verify", "Persilakan masuk")
TURN_AWAY = QT_TRANSLATE_NOOP("verify", "Tolak")
AGAIN = QT_TRANSLATE_NOOP("verify", "Bandingkan lagi")
ASK_GESTURES = QT_TRANSLATE_NOOP("verify", "Minta gerakan")
BY_EYE_KEY = QT_TRANSLATE_NOOP("verify", "Bandingkan sendiri")
DO_NOT_WAIT = QT_TRANSLATE_NOOP("verify", "Jangan tunggu")
NEXT = QT_TRANSLATE_NOOP("verify", "Orang berikutnya")

# Afterwards.
ADMITTED = QT_TRANSLATE_NOOP("verify", "Orang itu dipersilakan masuk, dan keputusan ini dicatat.")
TURNED_AWAY = QT_TRANSLATE_NOOP("verify", "Orang itu ditolak, dan keputusan ini dicatat.")
SCAN_BUSY = QT_TRANSLATE_NOOP("verify", "Selesaikan orang ini dahulu, lalu pindai lagi.")

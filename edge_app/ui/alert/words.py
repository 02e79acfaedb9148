"""The alert, its answers, and the strength of the evidence."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

ALERT_TITLE = QT_TRANSLATE_NOOP("alert", "Peringatan: periksa orang ini")
PRIORITY = QT_TRANSLATE_NOOP("alert", "Prioritas {priority}")
WAITING = QT_TRANSLATE_NOOP("alert", "{count} lagi menunggu")
WAITED_SECONDS = QT_TRANSLATE_NOOP("alert", "Menunggu {n} detik")
WAITED_MINUTES = QT_TRANSLATE_NOOP("alert", "Menunggu {n} menit")
UNANSWERED_SECONDS = QT_TRANSLATE_NOOP("alert", "Belum dijawab selama {n} detik")
UNANSWERED_MINUTES = QT_TRANSLATE_NOOP("alert", "Belum dijawab selama {n} menit")
IN_VIEW = QT_TRANSLATE_NOOP("alert", "Orang ini masih terlihat di lajur.")
OUT_OF_VIEW = QT_TRANSLATE_NOOP("alert", "Orang ini tidak lagi terlihat di lajur.")
CAPTURED_FACE = QT_TRANSLATE_NOOP("alert", "Di lajur ini")
REFERENCE_FACE = QT_TRANSLATE_NOOP("alert", "Foto di daftar")
NO_PICTURE = QT_TRANSLATE_NOOP("alert", "Tidak ada foto")
NO_NAME = QT_TRANSLATE_NOOP("alert", "Tanpa nama")
OWNER = QT_TRANSLATE_NOOP("alert", "{list}, dari {owner}")
CATEGORY = QT_TRANSLATE_NOOP("alert", "Kategori: {category}")
INSTRUCTION_TITLE = QT_TRANSLATE_NOOP("alert", "Yang harus dilakukan")

CONFIRM = QT_TRANSLATE_NOOP("alert", "Konfirmasi")
NOT_THIS_PERSON = QT_TRANSLATE_NOOP("alert", "Bukan orang ini")
CANNOT_TELL = QT_TRANSLATE_NOOP("alert", "Tidak dapat memastikan")
UNANSWERED = QT_TRANSLATE_NOOP("alert", "Tidak dijawab")
CALL = QT_TRANSLATE_NOOP("alert", "Panggil rekan")
CALLED_SECONDS = QT_TRANSLATE_NOOP("alert", "Rekan dipanggil {n} detik lalu.")
CALLED_MINUTES = QT_TRANSLATE_NOOP("alert", "Rekan dipanggil {n} menit lalu.")
BACK = QT_TRANSLATE_NOOP("alert", "Kembali")
NO_ACCOUNTS = QT_TRANSLATE_NOOP(
    "alert",
    "Daftar ini meminta dua petugas, tetapi terminal ini tanpa akun petugas. "
    "Panggil pengawas sebelum mengonfirmasi.",
)

WHY = QT_TRANSLATE_NOOP("alert", "{answer}: apa dasarnya?")
DOCUMENT_AGREES = QT_TRANSLATE_NOOP("alert", "Dokumennya sesuai")
SAME_BY_EYE = QT_TRANSLATE_NOOP("alert", "Wajahnya sama menurut pengamatan saya")
PERSON_SAYS_SO = QT_TRANSLATE_NOOP("alert", "Orang ini mengakuinya")
DIFFERENT_BY_EYE = QT_TRANSLATE_NOOP("alert", "Wajahnya berbeda menurut pengamatan saya")
OTHER_DOCUMENT = QT_TRANSLATE_NOOP("alert", "Dokumennya menunjukkan identitas lain")
KNOWN_TO_OFFICER = QT_TRANSLATE_NOOP("alert", "Saya mengenal orang ini")
POOR_PICTURE = QT_TRANSLATE_NOOP("alert", "Gambarnya kurang jelas")
PERSON_GONE = QT_TRANSLATE_NOOP("alert", "Orang ini sudah pergi")
NO_DOCUMENT = QT_TRANSLATE_NOOP("alert", "Tidak ada dokumen untuk diperiksa")
OFFICERS_DISAGREE = QT_TRANSLATE_NOOP("alert", "Kedua petugas tidak sependapat")
TIME_OVER = QT_TRANSLATE_NOOP("alert", "Orangnya sudah lama pergi")
NO_SECOND_OFFICER = QT_TRANSLATE_NOOP("alert", "Petugas kedua tidak datang")
TOO_MANY = QT_TRANSLATE_NOOP("alert", "Terlalu banyak peringatan menunggu")

SECOND_TITLE = QT_TRANSLATE_NOOP("alert", "Petugas kedua perlu memastikan")
SECOND_STEP = QT_TRANSLATE_NOOP(
    "alert",
    "Sudah dikonfirmasi oleh {officer}. Petugas lain memasukkan nomor dan PIN-nya, "
    "lalu memilih. Jika tidak setuju, yang dicatat: tidak dapat memastikan.",
)
AGREE = QT_TRANSLATE_NOOP("alert", "Setuju")
DISAGREE = QT_TRANSLATE_NOOP("alert", "Tidak setuju")

HELD = QT_TRANSLATE_NOOP("alert", "{answer}: {name}")
COUNTS_IN = QT_TRANSLATE_NOOP("alert", "Berlaku dalam {n} detik")
UNDO = QT_TRANSLATE_NOOP("alert", "Batalkan")

LOCKED_ONE = QT_TRANSLATE_NOOP("alert", "Ada peringatan yang menunggu jawaban")
LOCKED_SEVERAL = QT_TRANSLATE_NOOP("alert", "Ada {count} peringatan yang menunggu jawaban")
SIGN_IN_TO_ANSWER = QT_TRANSLATE_NOOP("alert", "Masuk untuk melihat dan menjawabnya.")
OFFICER_ANSWERS = QT_TRANSLATE_NOOP("alert", "Panggil petugas: hanya petugas dapat menjawabnya.")

VERY_STRONG = QT_TRANSLATE_NOOP("alert", "Sangat kuat")
STRONG = QT_TRANSLATE_NOOP("alert", "Kuat")
MODERATE = QT_TRANSLATE_NOOP("alert", "Sedang")
WEAK = QT_TRANSLATE_NOOP("alert", "Lemah")
SCORE = QT_TRANSLATE_NOOP("alert", "skor {score} (ambang {threshold})")
ONE_IN = QT_TRANSLATE_NOOP("alert", "1 dari {people} orang berbeda mencapai skor ini")
RARER_THAN = QT_TRANSLATE_NOOP(
    "alert", "Kurang dari 1 dari {people} orang berbeda mencapai skor ini"
)
FALSE_A_DAY = QT_TRANSLATE_NOOP(
    "alert", "Perkiraan peringatan keliru di lajur ini: sekitar {n} per hari"
)
FALSE_IN_DAYS = QT_TRANSLATE_NOOP(
    "alert", "Perkiraan peringatan keliru di lajur ini: sekitar 1 dalam {n} hari"
)
FALSE_PER_THOUSAND = QT_TRANSLATE_NOOP(
    "alert", "Perkiraan peringatan keliru: sekitar {n} dari tiap 1.000 orang"
)
FALSE_ONE_IN = QT_TRANSLATE_NOOP(
    "alert", "Perkiraan peringatan keliru: sekitar 1 dari tiap {n} orang"
)

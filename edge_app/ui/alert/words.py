"""The alert, its answers, and the strength of the evidence."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

ALERT_TITLE = QT_TRANSLATE_NOOP("gapura", "Peringatan: periksa orang ini")
URGENCY = QT_TRANSLATE_NOOP("gapura", "Prioritas {priority}. {waited}")
GONE = QT_TRANSLATE_NOOP("gapura", "Sudah pergi")
LAST_SEEN = QT_TRANSLATE_NOOP("gapura", "Terakhir terlihat {ago}")
MORE_WAITING = QT_TRANSLATE_NOOP("gapura", "+{count}")
WAITED = QT_TRANSLATE_NOOP("gapura", "Menunggu {duration}")
UNANSWERED = QT_TRANSLATE_NOOP("gapura", "Belum dijawab selama {duration}")
IN_VIEW = QT_TRANSLATE_NOOP("gapura", "Orang ini masih terlihat di lajur.")
OUT_OF_VIEW = QT_TRANSLATE_NOOP("gapura", "Orang ini tidak lagi terlihat di lajur.")
OWNER = QT_TRANSLATE_NOOP("gapura", "{list}, dari {owner}")
CATEGORY = QT_TRANSLATE_NOOP("gapura", "Kategori: {category}")
DETAILS = QT_TRANSLATE_NOOP("gapura", "Rincian")

CONFIRM = QT_TRANSLATE_NOOP("gapura", "Konfirmasi")
CALL = QT_TRANSLATE_NOOP("gapura", "Panggil rekan")
CALLED = QT_TRANSLATE_NOOP("gapura", "Panggilan dimulai {ago}.")
NO_ACCOUNTS = QT_TRANSLATE_NOOP(
    "gapura",
    "Daftar ini meminta dua petugas, tetapi terminal ini tanpa akun petugas. "
    "Panggil pengawas sebelum mengonfirmasi.",
)

WHY = QT_TRANSLATE_NOOP("gapura", "{answer}. Alasannya?")
DOCUMENT_AGREES = QT_TRANSLATE_NOOP("gapura", "Dokumennya atas nama orang ini")
SAME_BY_EYE = QT_TRANSLATE_NOOP("gapura", "Wajahnya sama menurut pengamatan saya")
PERSON_SAYS_SO = QT_TRANSLATE_NOOP("gapura", "Orang ini membenarkan namanya")
DIFFERENT_BY_EYE = QT_TRANSLATE_NOOP("gapura", "Wajahnya berbeda menurut pengamatan saya")
OTHER_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Dokumennya menunjukkan identitas lain")
KNOWN_TO_OFFICER = QT_TRANSLATE_NOOP("gapura", "Saya mengenal orang ini")
POOR_PICTURE = QT_TRANSLATE_NOOP("gapura", "Gambarnya kurang jelas")
PERSON_GONE = QT_TRANSLATE_NOOP("gapura", "Orang ini sudah pergi")
NO_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Tidak ada dokumen untuk diperiksa")
OFFICERS_DISAGREE = QT_TRANSLATE_NOOP("gapura", "Kedua petugas tidak sependapat")
TIME_OVER = QT_TRANSLATE_NOOP("gapura", "Orangnya sudah lama pergi")
NO_SECOND_OFFICER = QT_TRANSLATE_NOOP("gapura", "Petugas kedua tidak datang")
BETTER_MATCH = QT_TRANSLATE_NOOP("gapura", "Orang lain di lajur lebih mirip")
TOO_MANY = QT_TRANSLATE_NOOP("gapura", "Terlalu banyak peringatan menunggu")

SECOND_TITLE = QT_TRANSLATE_NOOP("gapura", "Petugas kedua menilai sendiri")
SECOND_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Bandingkan kedua wajah. Masukkan nomor dan PIN Anda, lalu jawab. "
    "Jika jawaban kedua petugas berbeda, yang dicatat: tidak pasti.",
)

UNDO_IN = QT_TRANSLATE_NOOP("gapura", "Batalkan ({n})")

LOCKED_ONE = QT_TRANSLATE_NOOP("gapura", "Ada peringatan yang menunggu jawaban")
LOCKED_SEVERAL = QT_TRANSLATE_NOOP("gapura", "Ada {count} peringatan yang menunggu jawaban")
SIGN_IN_TO_ANSWER = QT_TRANSLATE_NOOP("gapura", "Masuk untuk melihat dan menjawabnya.")
OFFICER_ANSWERS = QT_TRANSLATE_NOOP("gapura", "Panggil petugas: hanya petugas dapat menjawabnya.")

VERY_STRONG = QT_TRANSLATE_NOOP("gapura", "Sangat kuat")
STRONG = QT_TRANSLATE_NOOP("gapura", "Kuat")
MODERATE = QT_TRANSLATE_NOOP("gapura", "Sedang")
WEAK = QT_TRANSLATE_NOOP("gapura", "Lemah")
SCORE = QT_TRANSLATE_NOOP("gapura", "skor {score} (ambang {threshold})")
STRENGTH_UNKNOWN = QT_TRANSLATE_NOOP("gapura", "Kekuatan tidak diketahui")
OF_THOUSAND = QT_TRANSLATE_NOOP(
    "gapura", "Dari 1.000 tamu, sekitar {n} tampak semirip ini dengan seseorang di daftar ini"
)
ONE_OF = QT_TRANSLATE_NOOP(
    "gapura", "Sekitar 1 dari {people} tamu tampak semirip ini dengan seseorang di daftar ini"
)
BOUND_OF_THOUSAND = QT_TRANSLATE_NOOP(
    "gapura", "Dari 1.000 tamu, paling banyak {n} tampak semirip ini dengan seseorang di daftar ini"
)
BOUND_ONE_OF = QT_TRANSLATE_NOOP(
    "gapura", "Paling banyak 1 dari {people} tamu tampak semirip ini dengan seseorang di daftar ini"
)
NOT_MEASURED = QT_TRANSLATE_NOOP(
    "gapura", "Untuk daftar sebesar ini belum terukur berapa tamu tampak semirip ini"
)
GROUPS_NOT_MEASURED = QT_TRANSLATE_NOOP(
    "gapura",
    "Tidak terukur tersendiri bagi perempuan, anak, lansia, kulit gelap, dan wajah tertutup",
)
OWN_ANSWERS = QT_TRANSLATE_NOOP(
    "gapura", "Di lajur ini {confirmed} dari {answered} peringatan sekuat ini benar"
)
FALSE_A_DAY = QT_TRANSLATE_NOOP(
    "gapura", "Perkiraan peringatan keliru di lajur ini: sekitar {n} per hari"
)
FALSE_IN_DAYS = QT_TRANSLATE_NOOP(
    "gapura", "Perkiraan peringatan keliru di lajur ini: sekitar 1 dalam {n} hari"
)
FALSE_PER_THOUSAND = QT_TRANSLATE_NOOP(
    "gapura", "Perkiraan peringatan keliru: sekitar {n} dari tiap 1.000 orang"
)
FALSE_ONE_IN = QT_TRANSLATE_NOOP(
    "gapura", "Perkiraan peringatan keliru: sekitar 1 dari tiap {n} orang"
)

"""Looking for a person at the data centre."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Cari identitas")
ASK = QT_TRANSLATE_NOOP("gapura", "Untuk keperluan apa orang di depan kamera dicari di pusat data?")
RECORDED = QT_TRANSLATE_NOOP(
    "gapura", "Setiap pencarian dicatat dengan nomor petugas dan keperluannya."
)
LOST_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Dokumen hilang atau tidak dibawa")
DOUBTFUL_DOCUMENT = QT_TRANSLATE_NOOP("gapura", "Keaslian dokumen diragukan")
CANNOT_SPEAK = QT_TRANSLATE_NOOP("gapura", "Sakit atau tidak dapat berbicara")
LOST_CHILD = QT_TRANSLATE_NOOP("gapura", "Anak terpisah dari keluarganya")
WRITTEN_ORDER = QT_TRANSLATE_NOOP("gapura", "Permintaan tertulis dari pihak berwenang")
NOT_ALLOWED = QT_TRANSLATE_NOOP("gapura", "Peran Anda tidak mencari identitas.")
NOT_ALLOWED_STEP = QT_TRANSLATE_NOOP("gapura", "Minta pengawas masuk untuk pencarian ini.")
WAIT_FACE = QT_TRANSLATE_NOOP("gapura", "Minta orang itu melihat ke kamera.")
CONFIRM = QT_TRANSLATE_NOOP("gapura", "Orang dalam bingkai ini yang dicari?")
CONFIRM_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Wajahnya dikirim ke pusat data setelah Anda membenarkannya. Bila bukan, sentuh wajah yang"
    " benar.",
)
CONFIRM_KEY = QT_TRANSLATE_NOOP("gapura", "Ya, cari orang ini")
WAIT_ANSWER = QT_TRANSLATE_NOOP("gapura", "Pusat data sedang mencari.")
NOBODY = QT_TRANSLATE_NOOP("gapura", "Tidak ada orang yang mirip di pusat data.")
NOBODY_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Mungkin tidak terdaftar, atau wajahnya kurang jelas. Coba lagi, atau tanyakan cara lain.",
)
ONE = QT_TRANSLATE_NOOP("gapura", "Satu kemungkinan ditemukan.")
SEVERAL = QT_TRANSLATE_NOOP("gapura", "{n} kemungkinan ditemukan, yang terkuat di atas.")
FOUND_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Kemungkinan bukan kepastian: bandingkan dengan hal lain yang Anda ketahui. Sentuh nama untuk"
    " fotonya.",
)
GUEST_PHOTOGRAPH = QT_TRANSLATE_NOOP("gapura", "{name}: foto di daftar tamu")
PHOTOGRAPH_STAYS = QT_TRANSLATE_NOOP("gapura", "{name}: fotonya tetap di pusat data")
OFFLINE = QT_TRANSLATE_NOOP(
    "gapura", "Pusat data tidak tersambung; pencarian tidak mungkin sekarang."
)
OFFLINE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tanyakan identitas dengan cara lain, dan coba lagi setelah tersambung."
)
NO_CENTRE = QT_TRANSLATE_NOOP("gapura", "Terminal ini tidak memiliki pusat data.")
NO_CENTRE_STEP = QT_TRANSLATE_NOOP("gapura", "Pencarian hanya ada pada terminal yang terhubung.")
CANCELLED = QT_TRANSLATE_NOOP("gapura", "Pencarian dihentikan.")
FAULT = QT_TRANSLATE_NOOP("gapura", "Pencarian gagal karena gangguan di terminal.")
AGAIN_STEP = QT_TRANSLATE_NOOP("gapura", "Coba sekali lagi; bila tetap begini, beri tahu pengawas.")
NO_FACE_STEP = QT_TRANSLATE_NOOP("gapura", "Minta orang itu mendekat, lalu mulai lagi.")
REFUSED = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak melayani pencarian dari pos ini.")
REFUSED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Perjanjian pos ini tidak mencakupnya. Hubungi pengawas."
)
REFUSED_QUOTA_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tanyakan identitas dengan cara lain, dan beri tahu pengawas."
)
STOP = QT_TRANSLATE_NOOP("gapura", "Hentikan")
NEW = QT_TRANSLATE_NOOP("gapura", "Pencarian baru")

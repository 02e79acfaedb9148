"""Looking for a person at the data centre."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("identify", "Cari identitas")
ASK = QT_TRANSLATE_NOOP(
    "identify", "Untuk keperluan apa orang di depan kamera dicari di pusat data?"
)
RECORDED = QT_TRANSLATE_NOOP(
    "identify", "Setiap pencarian dicatat dengan nomor petugas dan keperluannya."
)
LOST_DOCUMENT = QT_TRANSLATE_NOOP("identify", "Dokumen hilang atau tidak dibawa")
DOUBTFUL_DOCUMENT = QT_TRANSLATE_NOOP("identify", "Keaslian dokumen diragukan")
CANNOT_SPEAK = QT_TRANSLATE_NOOP("identify", "Sakit atau tidak dapat berbicara")
LOST_CHILD = QT_TRANSLATE_NOOP("identify", "Anak terpisah dari keluarganya")
WRITTEN_ORDER = QT_TRANSLATE_NOOP("identify", "Permintaan tertulis yang berwenang")
NOT_ALLOWED = QT_TRANSLATE_NOOP("identify", "Peran Anda tidak mencari identitas.")
NOT_ALLOWED_STEP = QT_TRANSLATE_NOOP("identify", "Minta pengawas masuk untuk pencarian ini.")
WAIT_FACE = QT_TRANSLATE_NOOP("identify", "Minta orang itu melihat ke kamera.")
WAIT_FACE_STEP = QT_TRANSLATE_NOOP(
    "identify", "Wajah terbuka, satu orang saja di depan kamera. {n} detik lagi."
)
WAIT_ANSWER = QT_TRANSLATE_NOOP("identify", "Pusat data sedang mencari.")
WAIT_ANSWER_STEP = QT_TRANSLATE_NOOP("identify", "Jawaban ditunggu paling lama {n} detik lagi.")
NOBODY = QT_TRANSLATE_NOOP("identify", "Tidak ada calon di pusat data.")
NOBODY_STEP = QT_TRANSLATE_NOOP(
    "identify",
    "Mungkin tidak terdaftar, atau wajahnya kurang jelas. Coba lagi, atau tanyakan cara lain.",
)
ONE = QT_TRANSLATE_NOOP("identify", "Satu calon ditemukan.")
SEVERAL = QT_TRANSLATE_NOOP("identify", "{n} calon ditemukan, yang terkuat di atas.")
FOUND_STEP = QT_TRANSLATE_NOOP(
    "identify", "Calon bukan kepastian: bandingkan dengan hal lain yang Anda ketahui."
)
STRENGTH = QT_TRANSLATE_NOOP("identify", "{words}. Skor {score}, ambang {threshold}.")
OFFLINE = QT_TRANSLATE_NOOP(
    "identify", "Pusat data tidak tersambung; pencarian tidak mungkin sekarang."
)
OFFLINE_STEP = QT_TRANSLATE_NOOP(
    "identify", "Tanyakan identitas dengan cara lain, dan coba lagi setelah tersambung."
)
NO_CENTRE = QT_TRANSLATE_NOOP("identify", "Terminal ini tidak memiliki pusat data.")
NO_CENTRE_STEP = QT_TRANSLATE_NOOP("identify", "Pencarian hanya ada pada terminal yang terhubung.")
NO_ANSWER = QT_TRANSLATE_NOOP("identify", "Pusat data tidak menjawab dalam {n} detik.")
CANCELLED = QT_TRANSLATE_NOOP("identify", "Pencarian dihentikan.")
FAULT = QT_TRANSLATE_NOOP("identify", "Pencarian gagal karena gangguan di terminal.")
AGAIN_STEP = QT_TRANSLATE_NOOP(
    "identify", "Coba sekali lagi; bila tetap begini, beri tahu pengawas."
)
NO_FACE = QT_TRANSLATE_NOOP("identify", "Tidak ada wajah yang terlihat jelas di depan kamera.")
NO_FACE_STEP = QT_TRANSLATE_NOOP("identify", "Minta orang itu mendekat, lalu mulai lagi.")
REFUSED = QT_TRANSLATE_NOOP("identify", "Pusat data tidak melayani pencarian dari pos ini.")
REFUSED_STEP = QT_TRANSLATE_NOOP(
    "identify", "Perjanjian pos ini tidak mencakupnya. Hubungi pengawas."
)
LIVE = QT_TRANSLATE_NOOP("identify", "Di depan kamera")
STOP = QT_TRANSLATE_NOOP("identify", "Hentikan")
NEW = QT_TRANSLATE_NOOP("identify", "Pencarian baru")

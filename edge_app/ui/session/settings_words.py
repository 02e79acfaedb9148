"""How the kiosk looks and sounds."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Setelan layar dan suara")
LANGUAGE = QT_TRANSLATE_NOOP("gapura", "Bahasa")
INDONESIAN = QT_TRANSLATE_NOOP("gapura", "Indonesia")
ENGLISH = QT_TRANSLATE_NOOP("gapura", "Inggris")
LOOK = QT_TRANSLATE_NOOP("gapura", "Tampilan")
DARK = QT_TRANSLATE_NOOP("gapura", "Gelap")
LIGHT = QT_TRANSLATE_NOOP("gapura", "Terang, untuk sinar matahari")
TEXT = QT_TRANSLATE_NOOP("gapura", "Ukuran huruf")
PERCENT = QT_TRANSLATE_NOOP("gapura", "{n} persen")
SIDE = QT_TRANSLATE_NOOP("gapura", "Tangan yang menyentuh")
RIGHT = QT_TRANSLATE_NOOP("gapura", "Kanan")
LEFT = QT_TRANSLATE_NOOP("gapura", "Kiri")
PRACTICE = QT_TRANSLATE_NOOP("gapura", "Latihan dan hasil Anda")
OWN = QT_TRANSLATE_NOOP("gapura", "{setting} (milik Anda)")
QUIET = QT_TRANSLATE_NOOP("gapura", "Suara lebih pelan pada jam")
HOURS = QT_TRANSLATE_NOOP("gapura", "{start} sampai {end}")
NEVER = QT_TRANSLATE_NOOP("gapura", "Tidak pernah")
DIM = QT_TRANSLATE_NOOP("gapura", "Redupkan layar bila tidak ada orang")
VOLUME = QT_TRANSLATE_NOOP("gapura", "Suara peringatan")
SILENT = QT_TRANSLATE_NOOP("gapura", "Senyap")
TRY_SOUND = QT_TRANSLATE_NOOP("gapura", "Coba suara")
NO_SOUND = QT_TRANSLATE_NOOP(
    "gapura", "Pengeras suara tidak berfungsi. Perhatikan layar, dan beri tahu teknisi."
)
VISITOR = QT_TRANSLATE_NOOP("gapura", "Petunjuk untuk tamu di layar ini")
LIVENESS = QT_TRANSLATE_NOOP("gapura", "Uji gerak wajah pada setiap verifikasi")
IDLE_LOCK = QT_TRANSLATE_NOOP("gapura", "Kunci layar bila tidak disentuh")
ESCALATE = QT_TRANSLATE_NOOP("gapura", "Minta bantuan bila peringatan tidak dijawab")
ON = QT_TRANSLATE_NOOP("gapura", "Nyala")
OFF = QT_TRANSLATE_NOOP("gapura", "Mati")
CAMERA_VIEW = QT_TRANSLATE_NOOP("gapura", "Arah kamera")
ACCEPT_VIEW = QT_TRANSLATE_NOOP("gapura", "Arah sekarang benar")
VIEW_ACCEPTED = QT_TRANSLATE_NOOP("gapura", "Arah kamera sekarang menjadi acuan.")
CLOSE = QT_TRANSLATE_NOOP("gapura", "Tutup Gapura")
CLOSE_SURE = QT_TRANSLATE_NOOP("gapura", "Ya, tutup")
CLOSE_TITLE = QT_TRANSLATE_NOOP("gapura", "Lajur ini tidak dijaga bila Gapura ditutup")
LABEL = QT_TRANSLATE_NOOP("gapura", "Setelan")

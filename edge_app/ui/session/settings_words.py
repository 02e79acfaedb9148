"""How the kiosk looks and sounds."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("settings", "Setelan layar dan suara")
LANGUAGE = QT_TRANSLATE_NOOP("settings", "Bahasa")
INDONESIAN = QT_TRANSLATE_NOOP("settings", "Indonesia")
ENGLISH = QT_TRANSLATE_NOOP("settings", "Inggris")
LOOK = QT_TRANSLATE_NOOP("settings", "Tampilan")
DARK = QT_TRANSLATE_NOOP("settings", "Gelap")
LIGHT = QT_TRANSLATE_NOOP("settings", "Terang, untuk sinar matahari")
TEXT = QT_TRANSLATE_NOOP("settings", "Ukuran huruf")
PERCENT = QT_TRANSLATE_NOOP("settings", "{n} persen")
VOLUME = QT_TRANSLATE_NOOP("settings", "Suara peringatan")
SILENT = QT_TRANSLATE_NOOP("settings", "Senyap")
TRY_SOUND = QT_TRANSLATE_NOOP("settings", "Coba suara")
NO_SOUND = QT_TRANSLATE_NOOP(
    "settings", "Terminal ini tidak dapat bersuara. Perhatikan layar, dan beri tahu teknisi."
)
VISITOR = QT_TRANSLATE_NOOP("settings", "Petunjuk untuk tamu di layar ini")
LIVENESS = QT_TRANSLATE_NOOP("settings", "Uji gerak wajah pada setiap verifikasi")
IDLE_LOCK = QT_TRANSLATE_NOOP("settings", "Kunci layar bila tidak disentuh")
ESCALATE = QT_TRANSLATE_NOOP("settings", "Minta bantuan bila peringatan tidak dijawab")
MINUTES = QT_TRANSLATE_NOOP("settings", "{n} menit")
SECONDS = QT_TRANSLATE_NOOP("settings", "{n} detik")
ON = QT_TRANSLATE_NOOP("settings", "Nyala")
OFF = QT_TRANSLATE_NOOP("settings", "Mati")
CAMERA_VIEW = QT_TRANSLATE_NOOP("settings", "Arah kamera")
ACCEPT_VIEW = QT_TRANSLATE_NOOP("settings", "Arah sekarang benar")
VIEW_ACCEPTED = QT_TRANSLATE_NOOP("settings", "Arah kamera sekarang menjadi acuan.")

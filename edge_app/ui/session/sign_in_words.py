"""At the sign-in, and on the locked screen."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("gapura", "Masuk sebagai petugas")
TITLE_LOCKED = QT_TRANSLATE_NOOP("gapura", "Layar terkunci")
ASK_NUMBER = QT_TRANSLATE_NOOP(
    "gapura", "Ketik nomor petugas, atau tempelkan kartu petugas pada alat pindai."
)
ASK_PIN = QT_TRANSLATE_NOOP("gapura", "Ketik PIN, lalu sentuh {key}.")
ON_SHIFT = QT_TRANSLATE_NOOP("gapura", "Sif {name} sejak {time}.")
TAKE_OVER = QT_TRANSLATE_NOOP("gapura", "Bila petugas lain masuk, sif ini beralih kepadanya.")

PIN_LABEL = QT_TRANSLATE_NOOP("gapura", "PIN, 6 sampai 12 angka")
NEXT = QT_TRANSLATE_NOOP("gapura", "Lanjut")
ENTER = QT_TRANSLATE_NOOP("gapura", "Masuk")
UNLOCK = QT_TRANSLATE_NOOP("gapura", "Buka kunci")
CHECKING = QT_TRANSLATE_NOOP("gapura", "Memeriksa…")
OTHER_OFFICER = QT_TRANSLATE_NOOP("gapura", "Petugas lain")
TO_LETTERS = QT_TRANSLATE_NOOP("gapura", "Huruf A–Z")
TO_DIGITS = QT_TRANSLATE_NOOP("gapura", "Angka 0–9")

WRONG = QT_TRANSLATE_NOOP("gapura", "Nomor atau PIN salah.")
WRONG_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa nomor petugas, lalu ketik PIN sekali lagi.")
SLOWED = QT_TRANSLATE_NOOP("gapura", "PIN tadi salah. Nomor ini harus menunggu sebentar.")
NUMBER_LOCKED = QT_TRANSLATE_NOOP(
    "gapura", "Nomor ini terkunci sementara karena PIN salah berulang kali."
)
TERMINAL_SLOWED = QT_TRANSLATE_NOOP(
    "gapura", "Terlalu banyak percobaan yang salah di terminal ini."
)
WAIT = QT_TRANSLATE_NOOP("gapura", "Coba lagi dalam {duration}.")
WAIT_IS_OVER = QT_TRANSLATE_NOOP("gapura", "Silakan coba lagi.")
OTHERS_MAY = QT_TRANSLATE_NOOP("gapura", "Petugas lain tetap dapat masuk.")
ACCOUNT_GONE = QT_TRANSLATE_NOOP(
    "gapura", "Akun Anda dicabut atau ditangguhkan, dan Anda sudah dikeluarkan."
)
ACCOUNT_GONE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Hubungi pengawas; petugas lain dapat masuk sekarang."
)
ACCOUNTS_OPENING = QT_TRANSLATE_NOOP("gapura", "Akun petugas sedang dibuka.")
NO_ACCOUNTS = QT_TRANSLATE_NOOP("gapura", "Akun petugas belum tiba dari pusat data.")
NO_ACCOUNTS_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Tunggu sampai terminal terhubung, atau panggil teknisi untuk membawanya dengan flashdisk.",
)
HANDED_OVER = QT_TRANSLATE_NOOP("gapura", "Sif selesai dan sudah dicatat.")
HANDED_OVER_STEP = QT_TRANSLATE_NOOP("gapura", "Petugas berikutnya dapat masuk.")
FAULT = QT_TRANSLATE_NOOP("gapura", "PIN tidak dapat diperiksa.")
FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Coba sekali lagi; bila tetap begini, panggil teknisi.")
SAME_OFFICER = QT_TRANSLATE_NOOP("gapura", "Petugas kedua harus orang lain.")
SAME_OFFICER_STEP = QT_TRANSLATE_NOOP("gapura", "Minta rekan mengetik nomor dan PIN-nya sendiri.")
ROLE_MAY_NOT = QT_TRANSLATE_NOOP("gapura", "Peran petugas ini tidak menjawab peringatan.")
ROLE_MAY_NOT_STEP = QT_TRANSLATE_NOOP("gapura", "Minta petugas atau pengawas lain.")

NOT_A_BADGE = QT_TRANSLATE_NOOP("gapura", "Yang terbaca bukan kartu petugas.")
NOT_A_BADGE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tempelkan kartu petugas, atau ketik nomornya di layar."
)
NUMBER_FIRST = QT_TRANSLATE_NOOP("gapura", "Nomor petugas belum diketik.")
PIN_SHORT = QT_TRANSLATE_NOOP("gapura", "PIN belum lengkap.")
PIN_SHORT_STEP = QT_TRANSLATE_NOOP("gapura", "PIN terdiri dari 6 sampai 12 angka.")

"""At the sign-in, and on the locked screen."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

TITLE = QT_TRANSLATE_NOOP("sign_in", "Petugas masuk")
TITLE_LOCKED = QT_TRANSLATE_NOOP("sign_in", "Layar terkunci")
ASK_NUMBER = QT_TRANSLATE_NOOP(
    "sign_in", "Ketik nomor petugas, atau tempelkan kartu petugas pada pembaca."
)
ASK_PIN = QT_TRANSLATE_NOOP("sign_in", "Ketik PIN, lalu sentuh {key}.")
ON_SHIFT = QT_TRANSLATE_NOOP("sign_in", "Giliran {name} sejak {time}.")
TAKE_OVER = QT_TRANSLATE_NOOP("sign_in", "Bila petugas lain masuk, giliran ini beralih kepadanya.")
ALERT_WAITS = QT_TRANSLATE_NOOP(
    "sign_in", "Satu peringatan menunggu jawaban. Masuk untuk melihatnya."
)
ALERTS_WAIT = QT_TRANSLATE_NOOP(
    "sign_in", "{n} peringatan menunggu jawaban. Masuk untuk melihatnya."
)

NUMBER_LABEL = QT_TRANSLATE_NOOP("sign_in", "Nomor petugas")
PIN_LABEL = QT_TRANSLATE_NOOP("sign_in", "PIN, 6 sampai 12 angka")
NEXT = QT_TRANSLATE_NOOP("sign_in", "Lanjut")
ENTER = QT_TRANSLATE_NOOP("sign_in", "Masuk")
UNLOCK = QT_TRANSLATE_NOOP("sign_in", "Buka kunci")
CHECKING = QT_TRANSLATE_NOOP("sign_in", "Memeriksa…")
OTHER_OFFICER = QT_TRANSLATE_NOOP("sign_in", "Petugas lain")
TO_LETTERS = QT_TRANSLATE_NOOP("sign_in", "Huruf A–Z")
TO_DIGITS = QT_TRANSLATE_NOOP("sign_in", "Angka 0–9")

WRONG = QT_TRANSLATE_NOOP("sign_in", "Nomor atau PIN salah.")
WRONG_STEP = QT_TRANSLATE_NOOP("sign_in", "Periksa nomor petugas, lalu ketik PIN sekali lagi.")
SLOWED = QT_TRANSLATE_NOOP("sign_in", "Nomor ini menunggu sebentar setelah PIN yang salah.")
NUMBER_LOCKED = QT_TRANSLATE_NOOP(
    "sign_in", "Nomor ini terkunci sementara karena PIN salah berulang kali."
)
TERMINAL_SLOWED = QT_TRANSLATE_NOOP(
    "sign_in", "Terlalu banyak percobaan yang salah di terminal ini."
)
WAIT_SECONDS = QT_TRANSLATE_NOOP("sign_in", "Coba lagi dalam {n} detik.")
WAIT_MINUTES = QT_TRANSLATE_NOOP("sign_in", "Coba lagi dalam {n} menit.")
WAIT_IS_OVER = QT_TRANSLATE_NOOP("sign_in", "Silakan coba lagi.")
OTHERS_MAY = QT_TRANSLATE_NOOP("sign_in", "Petugas lain tetap dapat masuk.")
ACCOUNT_GONE = QT_TRANSLATE_NOOP(
    "sign_in", "Akun Anda dicabut atau ditangguhkan, dan Anda sudah dikeluarkan."
)
ACCOUNT_GONE_STEP = QT_TRANSLATE_NOOP(
    "sign_in", "Hubungi pengawas; petugas lain dapat masuk sekarang."
)
NO_ACCOUNTS = QT_TRANSLATE_NOOP("sign_in", "Akun petugas belum tiba dari pusat data.")
NO_ACCOUNTS_STEP = QT_TRANSLATE_NOOP(
    "sign_in",
    "Tunggu sampai terminal terhubung, atau panggil teknisi untuk membawanya dengan media USB.",
)
HANDED_OVER = QT_TRANSLATE_NOOP("sign_in", "Giliran selesai dan sudah dicatat.")
HANDED_OVER_STEP = QT_TRANSLATE_NOOP("sign_in", "Petugas berikutnya dapat masuk.")
FAULT = QT_TRANSLATE_NOOP("sign_in", "PIN tidak dapat diperiksa.")
FAULT_STEP = QT_TRANSLATE_NOOP("sign_in", "Coba sekali lagi; bila tetap begini, panggil teknisi.")
SAME_OFFICER = QT_TRANSLATE_NOOP("sign_in", "Petugas kedua harus orang lain.")
SAME_OFFICER_STEP = QT_TRANSLATE_NOOP("sign_in", "Minta rekan mengetik nomor dan PIN-nya sendiri.")
ROLE_MAY_NOT = QT_TRANSLATE_NOOP("sign_in", "Peran petugas ini tidak menjawab peringatan.")
ROLE_MAY_NOT_STEP = QT_TRANSLATE_NOOP("sign_in", "Minta petugas atau pengawas lain.")

NOT_A_BADGE = QT_TRANSLATE_NOOP("sign_in", "Yang terbaca bukan kartu petugas.")
NOT_A_BADGE_STEP = QT_TRANSLATE_NOOP(
    "sign_in", "Tempelkan kartu petugas, atau ketik nomornya di layar."
)
NUMBER_FIRST = QT_TRANSLATE_NOOP("sign_in", "Nomor petugas belum diketik.")
PIN_SHORT = QT_TRANSLATE_NOOP("sign_in", "PIN belum lengkap.")
PIN_SHORT_STEP = QT_TRANSLATE_NOOP("sign_in", "PIN terdiri dari 6 sampai 12 angka.")

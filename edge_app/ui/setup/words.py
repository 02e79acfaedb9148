"""A bare device becomes a terminal."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

LABEL = QT_TRANSLATE_NOOP("gapura", "Terminal baru")
SHOW_TICKET = QT_TRANSLATE_NOOP("gapura", "Perlihatkan tiket ke kamera")
HOW_TO_SHOW = QT_TRANSLATE_NOOP(
    "gapura",
    "Dekatkan lembar tiket sampai kodenya memenuhi gambar dan tetap tajam. Atau pasang stik USB"
    " yang berisi tiket.",
)
READ_STICK = QT_TRANSLATE_NOOP("gapura", "Baca dari stik USB")
READS_STICK = QT_TRANSLATE_NOOP("gapura", "Stik USB sedang dibaca.")
RIGHT_PLACE = QT_TRANSLATE_NOOP("gapura", "Apakah ini tempatnya?")
PLACE = QT_TRANSLATE_NOOP("gapura", "Pos {checkpoint}")
LANE = QT_TRANSLATE_NOOP("gapura", "Lajur: {lane}")
ONCE = QT_TRANSLATE_NOOP("gapura", "Tiket ini hanya dapat dipakai satu kali.")
YES = QT_TRANSLATE_NOOP("gapura", "Ya, jadikan terminal")
NO = QT_TRANSLATE_NOOP("gapura", "Bukan, cari tiket lain")
ASKING = QT_TRANSLATE_NOOP("gapura", "Bertanya ke pusat data")
KEYS_MADE = QT_TRANSLATE_NOOP("gapura", "Kunci dibuat di perangkat ini dan tetap di sini.")
READ_ALOUD = QT_TRANSLATE_NOOP("gapura", "Bacakan enam kata ini ke pusat data")
COMPARE = QT_TRANSLATE_NOOP(
    "gapura",
    "Operator melihat kata yang sama, lalu menyetujui. Jika satu kata berbeda, jangan teruskan:"
    " minta tiket baru.",
)
NUMBER = QT_TRANSLATE_NOOP("gapura", "Terminal {number}: {checkpoint}, {lane}")
AWAITING = QT_TRANSLATE_NOOP("gapura", "Menunggu persetujuan operator.")
APPROVED = QT_TRANSLATE_NOOP("gapura", "Disetujui")
OPENING = QT_TRANSLATE_NOOP("gapura", "Lajur segera dibuka.")
NO_CAMERA = QT_TRANSLATE_NOOP("gapura", "Kamera belum memberi gambar. Periksa kabelnya.")
NO_AGENT = QT_TRANSLATE_NOOP(
    "gapura", "Layanan jaringan terminal ini tidak berjalan. Nyalakan ulang perangkat."
)

PROBLEMS = {
    "none": QT_TRANSLATE_NOOP("gapura", "Ini bukan tiket Gapura. Minta tiket ke pusat data."),
    "cut": QT_TRANSLATE_NOOP("gapura", "Tiket ini tidak utuh. Salin lagi, atau minta tiket baru."),
    "altered": QT_TRANSLATE_NOOP("gapura", "Tiket ini telah diubah. Minta tiket baru."),
    "used": QT_TRANSLATE_NOOP(
        "gapura", "Tiket ini sudah dipakai perangkat lain. Minta tiket baru."
    ),
    "over": QT_TRANSLATE_NOOP(
        "gapura", "Masa tiket ini habis, atau tiket ditarik. Minta tiket baru."
    ),
    "lane": QT_TRANSLATE_NOOP("gapura", "Tiket ini untuk lajur lain. Minta tiket untuk lajur ini."),
    "no-lane": QT_TRANSLATE_NOOP(
        "gapura", "Tiket ini tidak menyebut lajur. Minta tiket yang dibuat untuk satu lajur."
    ),
    "no-stick": QT_TRANSLATE_NOOP("gapura", "Tidak ditemukan stik USB. Pasang, lalu coba lagi."),
    "no-file": QT_TRANSLATE_NOOP(
        "gapura", "Di stik USB ini tidak ada ticket.json. Salin tiket ke stik dengan nama itu."
    ),
    "unreadable": QT_TRANSLATE_NOOP("gapura", "Stik USB ini tidak dapat dibaca. Coba yang lain."),
    "unreachable": QT_TRANSLATE_NOOP(
        "gapura", "Pusat data belum menjawab. Periksa kabel jaringan; perangkat ini mencoba terus."
    ),
    "unwritable": QT_TRANSLATE_NOOP(
        "gapura", "Perangkat ini tidak dapat menyimpan. Periksa ruang simpan."
    ),
    "revoked": QT_TRANSLATE_NOOP(
        "gapura", "Pusat data menolak terminal ini. Hapus terminal, lalu minta tiket baru."
    ),
    "refused": QT_TRANSLATE_NOOP(
        "gapura", "Pusat data tidak menerima perangkat ini. Hubungi operator."
    ),
}

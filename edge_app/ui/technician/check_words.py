"""All that `gapura provision check` finds, at the glass; its English is that of the command."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

UNFINISHED = QT_TRANSLATE_NOOP("gapura", "Pemeriksaan bagian ini terlalu lama: {what}.")
UNFINISHED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa lagi; penyimpanan atau perangkat mungkin macet."
)
KEY_MISSING = QT_TRANSLATE_NOOP("gapura", "Kunci {name} tidak ada.")
WIPE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Kosongkan terminal ini (gapura provision wipe), lalu daftarkan dengan tiket baru."
)
KEY_DAMAGED = QT_TRANSLATE_NOOP("gapura", "Kunci {name} rusak.")
KEY_OPEN = QT_TRANSLATE_NOOP("gapura", "Kunci {name} dapat dibaca pengguna lain.")
KEY_OPEN_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Jalankan chmod 600 padanya; jika orang lain pernah memakai mesin ini, kosongkan dan "
    "daftarkan lagi.",
)
KEY_SEALED = QT_TRANSLATE_NOOP("gapura", "TPM mesin ini tidak membuka kunci {name}.")
KEY_SEALED_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Jika Secure Boot diubah, kembalikan; jika tidak, kosongkan dan daftarkan lagi dengan tiket "
    "baru.",
)
KEY_DENIED = QT_TRANSLATE_NOOP("gapura", "Kunci {name} milik pengguna lain.")
KEY_DENIED_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa sebagai root, yang boleh membacanya.")
AUTHORITY_LOST = QT_TRANSLATE_NOOP(
    "gapura", "Sertifikat otoritas pusat data di terminal ini tidak ada atau rusak."
)
SPOOL_UNUSABLE = QT_TRANSLATE_NOOP(
    "gapura", "Berkas bersama agen dan kios tidak dapat dibaca: {why}"
)
SPOOL_UNUSABLE_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa penyimpanan dan pemilik foldernya.")
CLOCK_UNSET = QT_TRANSLATE_NOOP("gapura", "Jam belum pernah disetel: menunjukkan {ours}.")
CLOCK_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Setel jam; jika hilang setiap kali mesin dimatikan, ganti baterai kecil di dalamnya."
)
CLOCK_BEHIND = QT_TRANSLATE_NOOP("gapura", "Jam menunjukkan {ours}, padahal {before} sudah lewat.")
CLOCK_OFF = QT_TRANSLATE_NOOP("gapura", "Jam menunjukkan {ours}; menurut pusat data {theirs}.")
CLOCK_OFF_STEP = QT_TRANSLATE_NOOP("gapura", "Setel jam, atau hidupkan layanan waktu mesin ini.")
NAME_UNKNOWN = QT_TRANSLATE_NOOP("gapura", "Server nama tidak mengenal {host}.")
NAME_UNKNOWN_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa ejaan alamatnya, dan apakah server nama (DNS) jaringan ini mengenalnya."
)
NAME_SILENT = QT_TRANSLATE_NOOP(
    "gapura", "Tidak ada server nama yang menjawab, sehingga {host} tidak ditemukan."
)
NAME_SILENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabel jaringan, lalu server nama (DNS) jaringan ini."
)
NO_WAY = QT_TRANSLATE_NOOP("gapura", "Tidak ada jalan dari sini ke {host}.")
NO_WAY_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabel jaringan, lalu alamat dan gerbang (gateway) mesin ini."
)
PORT_CLOSED = QT_TRANSLATE_NOOP(
    "gapura", "{host} menjawab, tetapi tidak ada layanan di port {port}."
)
PORT_CLOSED_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa alamat pusat data (gapura provision set --url); di pusat data, apakah layanannya "
    "berjalan.",
)
PORT_SILENT = QT_TRANSLATE_NOOP("gapura", "{host} tidak menjawab di port {port}.")
PORT_SILENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tanyakan apakah firewall menutup port {port}, dan apakah pusat data menyala."
)
PROXY_CLOSED = QT_TRANSLATE_NOOP("gapura", "Tidak ada layanan pada proxy {host}, port {port}.")
PROXY_CLOSED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa alamat proxy (gapura provision set --proxy)."
)
PROXY_SILENT = QT_TRANSLATE_NOOP("gapura", "Proxy {host} tidak menjawab di port {port}.")
PROXY_SILENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa alamat proxy (gapura provision set --proxy); tanyakan apakah proxy menyala."
)
PROXY_PASSWORD = QT_TRANSLATE_NOOP("gapura", "Proxy meminta nama dan kata sandi.")
PROXY_PASSWORD_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Minta pengelola jaringan meloloskan terminal ini tanpa itu."
)
PROXY_REFUSES = QT_TRANSLATE_NOOP("gapura", "Proxy melarang jalan ke {host}: status {status}.")
PROXY_REFUSES_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Minta pengelola jaringan mengizinkan {host}, port {port}."
)
PROXY_NO_WAY = QT_TRANSLATE_NOOP("gapura", "Proxy tidak mencapai {host}: status {status}.")
PROXY_NO_WAY_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa alamat pusat data (gapura provision set --url); tanyakan apakah proxy mengenal nama "
    "ini.",
)
PROXY_PAGE = QT_TRANSLATE_NOOP(
    "gapura", "Yang menjawab sebagai proxy adalah halaman jaringan ini sendiri."
)
PROXY_PAGE_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa alamat proxy (gapura provision set --proxy); tanyakan apakah jaringan ini meminta "
    "login.",
)
PORTAL = QT_TRANSLATE_NOOP("gapura", "Halaman jaringan ini menjawab sebagai ganti pusat data.")
PORTAL_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Jaringan ini meminta login: minta pengelolanya meloloskan terminal ini tanpa login."
)
TLS_INTERCEPTED = QT_TRANSLATE_NOOP(
    "gapura", "Pihak lain menjawab untuk {host}: sertifikat di sana dibuat oleh {issuer}."
)
TLS_INTERCEPTED_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Minta pengelola jaringan mengecualikan {host} dari pemeriksaan TLS, lalu periksa alamatnya.",
)
AUTHORITY_UNKNOWN = QT_TRANSLATE_NOOP(
    "gapura", "Sertifikat {host} dibuat oleh otoritas lain yang bernama sama, {issuer}."
)
AUTHORITY_UNKNOWN_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Tanyakan kepada pusat data apakah disiapkan ulang; jika ya, terminal ini perlu tiket baru.",
)
CERTIFICATE_NAME = QT_TRANSLATE_NOOP("gapura", "Sertifikat pusat data bukan untuk nama {host}.")
CERTIFICATE_NAME_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa alamat pusat data (gapura provision set --url); atau operatornya memperbarui "
    "sertifikat dengan nama ini.",
)
CERTIFICATE_ENDED = QT_TRANSLATE_NOOP("gapura", "Sertifikat pusat data sudah berakhir.")
CERTIFICATE_ENDED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Minta operatornya memperbaruinya (gapura central certificate renew)."
)
TLS_BROKEN = QT_TRANSLATE_NOOP("gapura", "Sambungan aman ke {host} diputus.")
TLS_BROKEN_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Tanyakan kepada pengelola jaringan apakah firewall menghentikan TLS 1.3 ke port {port}.",
)
CENTRE_SILENT = QT_TRANSLATE_NOOP("gapura", "{host} menerima sambungan, lalu diam.")
CENTRE_SILENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa lagi beberapa menit kemudian; lalu beri tahu operator pusat data."
)
CENTRE_STRANGE = QT_TRANSLATE_NOOP(
    "gapura", "Yang menjawab di {host} tidak berbicara seperti pusat data."
)
CENTRE_STRANGE_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Mungkin sedang dimulai ulang: periksa lagi beberapa menit kemudian, lalu beri tahu "
    "operatornya.",
)
CENTRE_BUSY = QT_TRANSLATE_NOOP("gapura", "Pusat data terlalu sibuk untuk menjawab.")
CENTRE_BUSY_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa lagi beberapa menit kemudian.")
PENDING = QT_TRANSLATE_NOOP("gapura", "Belum ada operator yang menyetujui terminal ini.")
PENDING_STEP = QT_TRANSLATE_NOOP("gapura", "Bacakan nomornya kepada operator: {terminal}.")
REVOKED = QT_TRANSLATE_NOOP("gapura", "Pusat data telah mencabut terminal ini.")
NOT_KNOWN = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak mengenal terminal ini.")
SIGNATURE = QT_TRANSLATE_NOOP("gapura", "Pusat data tidak menerima tanda tangan terminal ini.")
SIGNATURE_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Kuncinya atau pusat datanya bukan yang dahulu didaftarkan: kosongkan, lalu daftarkan lagi.",
)
REFUSED = QT_TRANSLATE_NOOP("gapura", "Pusat data menolak: {problem}.")
REFUSED_STEP = QT_TRANSLATE_NOOP("gapura", "Beri tahu operator pusat data.")
AGENT_OFF = QT_TRANSLATE_NOOP(
    "gapura", "Agen tidak berjalan: tidak ada yang datang dari pusat data."
)
AGENT_OFF_STEP = QT_TRANSLATE_NOOP("gapura", "Jalankan: systemctl start gapura-agent.")
KIOSK_OFF = QT_TRANSLATE_NOOP("gapura", "Kios tidak berjalan: tidak ada orang yang diperiksa.")
KIOSK_OFF_STEP = QT_TRANSLATE_NOOP("gapura", "Jalankan: systemctl start gapura-kiosk.")
KIOSK_QUIET = QT_TRANSLATE_NOOP(
    "gapura", "Kios berjalan, tetapi tidak memberi kabar sejak {since}."
)
KIOSK_QUIET_STEP = QT_TRANSLATE_NOOP("gapura", "Mulai ulang kios.")
KIOSK_FAULT = QT_TRANSLATE_NOOP("gapura", "Kios melaporkan: {why}")
KIOSK_FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Ikuti petunjuk itu; jika tidak ada, mulai ulang.")
STORE_FAULT = QT_TRANSLATE_NOOP("gapura", "Kios tidak dapat menulis basis datanya: {why}")
STORE_FAULT_STEP = QT_TRANSLATE_NOOP("gapura", "Kosongkan ruang, dan periksa penyimpanan.")
LEASE_OVER = QT_TRANSLATE_NOOP(
    "gapura", "Terminal ini terlalu lama tanpa pusat datanya, dan tidak memakai daftar apa pun."
)
LEASE_OVER_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Sambungkan, atau bawa flashdisk: daftar akan kembali."
)
LIST_OLD = QT_TRANSLATE_NOOP("gapura", "Daftar {name} terlalu lama tidak dikonfirmasi.")
LIST_OLD_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Sambungkan terminal dengan pusat data, atau bawa flashdisk."
)
LIST_REFUSED = QT_TRANSLATE_NOOP("gapura", "Versi baru daftar {name} ditolak: {why}")
LIST_REFUSED_STEP = QT_TRANSLATE_NOOP("gapura", "Beri tahu operator.")
LIST_AWAITED = QT_TRANSLATE_NOOP("gapura", "Daftar {name} belum datang.")
LIST_AWAITED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Tunggu beberapa menit; lalu periksa jalan ke pusat data, atau bawa flashdisk."
)
CAMERA_ABSENT = QT_TRANSLATE_NOOP("gapura", "Kamera {source} tidak terpasang.")
CAMERA_ABSENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Pasang, atau pilih kamera lain (gapura provision camera)."
)
CAMERA_BUSY = QT_TRANSLATE_NOOP("gapura", "Kamera {source} dipakai program lain: {program}.")
CAMERA_BUSY_STEP = QT_TRANSLATE_NOOP("gapura", "Akhiri program itu.")
CAMERA_DENIED = QT_TRANSLATE_NOOP("gapura", "Pengguna ini tidak boleh membuka kamera {source}.")
CAMERA_DENIED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa sebagai root, atau sebagai pengguna kios."
)
CAMERA_SILENT = QT_TRANSLATE_NOOP("gapura", "Kamera {source} ada, tetapi tidak memberi gambar.")
CAMERA_SILENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Cabut lalu pasang lagi; periksa kabel dan dayanya."
)
CAMERA_LOST = QT_TRANSLATE_NOOP("gapura", "Kamera dicabut, atau tidak mendapat daya.")
CAMERA_LOST_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa kabel dan dayanya.")
CAMERA_DARK = QT_TRANSLATE_NOOP("gapura", "Gambar kamera terlalu gelap.")
CAMERA_DARK_STEP = QT_TRANSLATE_NOOP("gapura", "Buka tutup lensa; tambah cahaya dari arah kamera.")
CAMERA_BLANK = QT_TRANSLATE_NOOP(
    "gapura", "Kamera tidak menampilkan lajur, tetapi satu warna atau gambar uji."
)
CAMERA_BLANK_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Buka tutup lensa; periksa kabel, dan pada perekam kamera mana yang ditampilkan."
)
CAMERA_UNREADABLE = QT_TRANSLATE_NOOP("gapura", "Gambar kamera rusak.")
CAMERA_UNREADABLE_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabelnya; pilih ukuran gambar yang lebih kecil di sana."
)
CAMERA_FROZEN = QT_TRANSLATE_NOOP("gapura", "Kamera mengirim gambar yang sama berulang-ulang.")
CAMERA_FROZEN_STEP = QT_TRANSLATE_NOOP("gapura", "Cabut dayanya, lalu pasang lagi.")
CAMERA_BLURRED = QT_TRANSLATE_NOOP("gapura", "Gambar kamera kurang tajam.")
CAMERA_BLURRED_STEP = QT_TRANSLATE_NOOP("gapura", "Bersihkan lensa, lalu putar cincin fokusnya.")
CAMERA_MOVED = QT_TRANSLATE_NOOP("gapura", "Kamera melihat ke arah lain daripada saat disetel.")
CAMERA_MOVED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Putar kembali; jika arah ini benar, sahkan di Setelan."
)
CAMERA_TURNED = QT_TRANSLATE_NOOP("gapura", "Wajah tidak tegak di dalam gambar.")
CAMERA_TURNED_STEP = QT_TRANSLATE_NOOP("gapura", "Putar gambarnya, di halaman Kamera.")
CAMERA_SQUEEZED = QT_TRANSLATE_NOOP(
    "gapura", "Wajah di dalam gambar terlalu sempit atau terlalu lebar."
)
CAMERA_SQUEEZED_STEP = QT_TRANSLATE_NOOP("gapura", "Pilih bentuk piksel, di halaman Kamera.")
CAMERA_FLICKERS = QT_TRANSLATE_NOOP("gapura", "Gambar kamera berkedip.")
CAMERA_FLICKERS_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa lampu; setel kamera ke 50 Hz.")
CAMERA_TORN = QT_TRANSLATE_NOOP("gapura", "Sebagian gambar kamera hilang di jalan.")
CAMERA_TORN_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Periksa kabel jaringan dan switch-nya; pakai TCP untuk alirannya."
)
LANE_STALLED = QT_TRANSLATE_NOOP("gapura", "Gambar datang, tetapi tidak ada yang melihatnya.")
LANE_SLOW = QT_TRANSLATE_NOOP("gapura", "Lajur ini terlalu lambat: {rate} gambar per detik.")
LANE_SLOW_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Akhiri program lain; periksa apakah mesin terlalu panas."
)
FACES_UNREAD = QT_TRANSLATE_NOOP("gapura", "Terlalu sedikit wajah yang dapat dibandingkan.")
FACES_UNREAD_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Dekatkan atau rendahkan kamera, dan tambah cahaya dari arahnya."
)
SOUND_OFF = QT_TRANSLATE_NOOP("gapura", "Peringatan tidak terdengar: {why}")
SOUND_OFF_STEP = QT_TRANSLATE_NOOP("gapura", "Sambungkan pengeras suara, atau besarkan suaranya.")
MODEL_MISSING = QT_TRANSLATE_NOOP("gapura", "Berkas model {name} tidak ada.")
MODEL_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Pasang lagi paket Gapura, atau jalankan gapura models fetch."
)
MODEL_ALTERED = QT_TRANSLATE_NOOP("gapura", "Berkas model {name} bukan yang dirilis.")
MODEL_UNREADABLE = QT_TRANSLATE_NOOP("gapura", "Berkas model tidak dapat dibaca: {why}")
MODEL_UNREADABLE_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa pemiliknya, dan penyimpanannya.")
DISK_FULL = QT_TRANSLATE_NOOP(
    "gapura", "Sisa ruang hanya {free} MB; paling sedikit {least} MB harus kosong."
)
DISK_FULL_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Kosongkan ruang; hasil yang sudah terkirim akan terhapus sendiri."
)
DISK_READ_ONLY = QT_TRANSLATE_NOOP("gapura", "Penyimpanan tidak dapat ditulis lagi.")
DISK_READ_ONLY_STEP = QT_TRANSLATE_NOOP("gapura", "Mungkin rusak, menurut log sistem: ganti.")
DISK_FAILING = QT_TRANSLATE_NOOP("gapura", "Penyimpanan gagal menulis: {why}")
DISK_FAILING_STEP = QT_TRANSLATE_NOOP("gapura", "Jika terus begitu, ganti penyimpanannya.")
DISK_SLOW = QT_TRANSLATE_NOOP(
    "gapura", "Penyimpanan menulis {rate} MB per detik; seharusnya paling sedikit {least} MB."
)
DISK_SLOW_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Periksa lagi saat tidak ada yang menulis; lalu pakai kartu atau disk yang lebih cepat (kelas "
    "A1).",
)
MEMORY_SHORT = QT_TRANSLATE_NOOP(
    "gapura", "Memori yang kosong hanya {free} MB; {least} MB diperlukan."
)
MEMORY_SHORT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Akhiri program lain, atau tambah memori mesin ini."
)
MEMORY_EXPOSED = QT_TRANSLATE_NOOP("gapura", "Isi memori kios dapat tertulis ke penyimpanan: {why}")
MEMORY_EXPOSED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Matikan swap, atau jalankan kios dengan unitnya, yang mengunci memorinya."
)
SWAP_CLEAR = QT_TRANSLATE_NOOP("gapura", "Swap mesin ini tidak terenkripsi: {places}.")
SWAP_CLEAR_STEP = QT_TRANSLATE_NOOP("gapura", "Matikan swap, atau enkripsikan.")
TPM_ABSENT = QT_TRANSLATE_NOOP("gapura", "Mesin ini tidak menunjukkan TPM.")
TPM_ABSENT_STEP = QT_TRANSLATE_NOOP(
    "gapura", "Jika ada, hidupkan di firmware. Kunci disimpan dalam berkas milik penggunanya saja."
)
KEYS_CLEAR = QT_TRANSLATE_NOOP(
    "gapura", "Kunci disimpan dalam berkas milik penggunanya saja, padahal mesin ini punya TPM."
)
KEYS_CLEAR_STEP = QT_TRANSLATE_NOOP(
    "gapura",
    "Kunci disegel saat mesin menyala berikutnya; atau hentikan kios dan agen, lalu jalankan "
    "`gapura provision seal` sebagai root.",
)
TPM_DENIED = QT_TRANSLATE_NOOP(
    "gapura", "TPM ada; apakah terkunci, pengguna ini tidak boleh menanyakannya."
)
TPM_DENIED_STEP = QT_TRANSLATE_NOOP("gapura", "Periksa sebagai root, yang boleh.")
TPM_LOCKED = QT_TRANSLATE_NOOP("gapura", "TPM terkunci setelah terlalu banyak percobaan salah.")
TPM_LOCKED_STEP = QT_TRANSLATE_NOOP(
    "gapura", "TPM terbuka sendiri setelah beberapa lama tanpa percobaan; biarkan mesin menyala."
)

"""Every sentence on the officer's screen, once, in both languages.

`{names}` in braces are filled in by `language.say`. What the owner of a list wrote (its name, its
instruction) comes with the list and is not here.
"""

from __future__ import annotations

from edge_app.domain import Phrase

# The language key names the other language, in that language.
OTHER_LANGUAGE = Phrase("English", "Indonesia")

# Status bar: the camera, in a few words. The sentence and the next step stand over the picture.
CAMERA_STARTING = Phrase("Kamera sedang dinyalakan", "Camera is starting")
CAMERA_LIVE = Phrase("Kamera bekerja", "Camera works")
CAMERA_BLACK = Phrase("Gambar kamera gelap", "Camera picture is dark")
CAMERA_UNREADABLE = Phrase("Gambar tidak terbaca", "Picture is unreadable")
CAMERA_LOST = Phrase("Kamera terputus", "Camera is disconnected")
CAMERA_ENDED = Phrase("Rekaman selesai", "Recording has ended")
CAMERA_OLD = Phrase("Gambar berhenti", "Picture has stopped")
RATE = Phrase("{rate} gambar per detik", "{rate} pictures per second")

# Status bar: the lists.
LIST_NONE = Phrase("Belum ada daftar", "No list yet")
LIST_ONE = Phrase("Daftar versi {version}, {age}", "List version {version}, {age}")
LIST_SEVERAL = Phrase(
    "{count} daftar, tertua versi {version}, {age}",
    "{count} lists, oldest version {version}, {age}",
)
REFERENCES = Phrase("{count} orang terdaftar", "{count} listed persons")
REFERENCE_ONE = Phrase("1 orang terdaftar", "1 listed person")

# Status bar: the data centre.
CENTRE_CONNECTED = Phrase("Pusat data tersambung", "Data centre connected")
CENTRE_LOST = Phrase("Pusat data terputus sejak {time}", "No data centre since {time}")
CENTRE_NEVER = Phrase("Pusat data belum tersambung", "Data centre not reached yet")
CENTRE_REVOKED = Phrase("Izin terminal berakhir", "Terminal is shut out")
UPDATE_REFUSED_SHORT = Phrase("Pembaruan ditolak", "Update was refused")
STORE_FAULT_SHORT = Phrase("Penyimpanan bermasalah", "Storage has a problem")
RESULTS_DELIVERED = Phrase("Semua hasil terkirim", "All results delivered")
RESULT_WAITS = Phrase("1 hasil menunggu", "1 result waiting")
RESULTS_WAIT = Phrase("{count} hasil menunggu", "{count} results waiting")
UNWRITTEN = Phrase("{count} belum tersimpan", "{count} not stored yet")

# Ages.
JUST_NOW = Phrase("baru saja", "just now")
MINUTE_AGO = Phrase("1 menit lalu", "1 minute ago")
MINUTES_AGO = Phrase("{n} menit lalu", "{n} minutes ago")
HOUR_AGO = Phrase("1 jam lalu", "1 hour ago")
HOURS_AGO = Phrase("{n} jam lalu", "{n} hours ago")
DAY_AGO = Phrase("1 hari lalu", "1 day ago")
DAYS_AGO = Phrase("{n} hari lalu", "{n} days ago")
IN_THE_FUTURE = Phrase("tanggalnya belum tiba", "dated in the future")

# Over the picture: what is the matter, and the next step.
STARTING = Phrase("Kamera sedang dinyalakan.", "The camera is starting.")
STARTING_STEP = Phrase(
    "Tunggu sebentar. Gambar akan muncul dengan sendirinya.",
    "Wait a moment. The picture appears by itself.",
)
BLACK = Phrase(
    "Kamera tersambung, tetapi gambarnya gelap.",
    "The camera is connected, but its picture is dark.",
)
BLACK_STEP = Phrase(
    "Buka penutup lensa dan nyalakan lampu lajur. Periksa orang secara manual.",
    "Uncover the lens and switch on the lane light. Check people by hand.",
)
UNREADABLE = Phrase(
    "Gambar dari kamera rusak dan tidak dapat dibaca.",
    "The picture from the camera is damaged and cannot be read.",
)
UNREADABLE_STEP = Phrase(
    "Periksa kabel kamera. Jika tetap begini, panggil teknisi.",
    "Check the camera cable. If this stays, call the technician.",
)
LOST = Phrase(
    "Kamera terputus. Terminal terus mencoba menyambung.",
    "The camera is disconnected. The terminal keeps trying to reconnect.",
)
LOST_STEP = Phrase(
    "Periksa kabel dan daya kamera. Sementara itu, periksa orang secara manual.",
    "Check the camera's cable and power. Meanwhile, check people by hand.",
)
ENDED = Phrase("Rekaman sudah selesai diputar.", "The recording has been played to its end.")
ENDED_STEP = Phrase(
    "Tidak ada orang yang diperiksa sekarang. Teknisi dapat memulai sumber lain.",
    "Nobody is being checked now. The technician can start another source.",
)
OLD = Phrase(
    "Gambar ini sudah lama, bukan keadaan sekarang.", "This picture is old, it is not live."
)
OLD_STEP = Phrase(
    "Jangan andalkan gambar ini. Jika tidak pulih, panggil teknisi.",
    "Do not rely on this picture. If it does not recover, call the technician.",
)
PICTURE_AGE = Phrase("Gambar terakhir: {seconds} detik lalu", "Last picture: {seconds} s ago")
PICTURE_AGE_LONG = Phrase("Gambar terakhir: {age}", "Last picture: {age}")
FOR_THE_TECHNICIAN = Phrase("Untuk teknisi: {detail}", "For the technician: {detail}")

# Over the picture: the lists.
NO_LIST = Phrase(
    "Belum ada daftar. Terminal belum dapat mengenali siapa pun.",
    "There is no list yet. The terminal cannot recognise anyone.",
)
NO_LIST_STEP = Phrase(
    "Periksa orang secara manual dan hubungi teknisi.",
    "Check people by hand and call the technician.",
)
STALE_LIST = Phrase(
    "Daftar sudah usang: versi {version}, terbit {date}.",
    "The list is stale: version {version}, issued {date}.",
)
STALE_LIST_STEP = Phrase(
    "Orang yang baru didaftarkan tidak dikenali. Minta pembaruan dari pusat data.",
    "Newly listed persons are not recognised. Ask the data centre for an update.",
)
UNCONFIRMED_LIST = Phrase(
    "Daftar mungkin usang: terakhir dipastikan {date}.",
    "The list may be stale: last confirmed {date}.",
)
UNCONFIRMED_LIST_STEP = Phrase(
    "Orang yang baru didaftarkan tidak dikenali. Minta teknisi memeriksa jaringan.",
    "Newly listed persons are not recognised. Ask the technician to check the network.",
)
REVOKED = Phrase(
    "Terminal ini tidak lagi diizinkan memakai daftar. Daftar sudah dihapus.",
    "This terminal may no longer use lists. They have been erased.",
)
REVOKED_STEP = Phrase(
    "Periksa orang secara manual dan hubungi pusat data.",
    "Check people by hand and call the data centre.",
)
UPDATE_REFUSED = Phrase(
    "Pembaruan daftar ditolak. Versi sebelumnya tetap dipakai.",
    "An update was refused. The version before stays in use.",
)
UPDATE_REFUSED_STEP = Phrase(
    "Lanjutkan pekerjaan dan beri tahu teknisi.", "Go on working and tell the technician."
)
STORE_FAULT = Phrase(
    "Peringatan belum dapat disimpan. Pemeriksaan tetap berjalan.",
    "Alerts cannot be stored at present. Checking goes on.",
)
STORE_FAULT_STEP = Phrase(
    "Jangan matikan terminal. Panggil teknisi.",
    "Do not switch the terminal off. Call the technician.",
)
WRONG_CLOCK = Phrase(
    "Jam terminal salah: daftar terbit {date}, dan itu belum tiba.",
    "The terminal's clock is wrong: a list is dated {date}, in the future.",
)
WRONG_CLOCK_STEP = Phrase(
    "Panggil teknisi untuk menyetel jam.", "Call the technician to set the clock."
)

# Beside a person in the picture.
TRACK_LOOKING = Phrase("Mencari wajah", "Looking")
TRACK_CAPTURED = Phrase("Dibandingkan", "Comparing")
TRACK_UNCHECKED = Phrase("Tidak diperiksa", "Not checked")
TRACK_CLEAR = Phrase("Tidak terdaftar", "Not on a list")
TRACK_ALERT = Phrase("Peringatan", "Alert")

# The alert.
ALERT_TITLE = Phrase("Peringatan: periksa orang ini", "Alert: check this person")
WAITING = Phrase("{count} lagi menunggu", "{count} more waiting")
CAPTURED_FACE = Phrase("Di lajur ini", "At this lane")
REFERENCE_FACE = Phrase("Foto di daftar", "Photograph on the list")
OWNER = Phrase("{list}, dari {owner}", "{list}, from {owner}")
INSTRUCTION_TITLE = Phrase("Yang harus dilakukan", "What to do")
CONFIRM = Phrase("Konfirmasi", "Confirm")
NOT_THIS_PERSON = Phrase("Bukan orang ini", "Not this person")

# Strength of the evidence.
VERY_STRONG = Phrase("Sangat kuat", "Very strong")
STRONG = Phrase("Kuat", "Strong")
MODERATE = Phrase("Sedang", "Moderate")
WEAK = Phrase("Lemah", "Weak")
SCORE = Phrase("skor {score} (ambang {threshold})", "score {score} (threshold {threshold})")
ONE_IN = Phrase(
    "1 dari {people} orang berbeda mencapai skor ini",
    "1 in {people} different people reaches this score",
)
RARER_THAN = Phrase(
    "Kurang dari 1 dari {people} orang berbeda mencapai skor ini",
    "Fewer than 1 in {people} different people reach this score",
)

# Counts.
PEOPLE = Phrase("Orang terlihat", "People seen")
CAPTURED = Phrase("Wajah terambil", "Faces captured")
CAPTURE_RATE = Phrase("Persen terambil", "Capture rate")
ALERTS = Phrase("Peringatan", "Alerts")

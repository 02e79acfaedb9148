<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>gapura</name>
    <message>
        <source>Peringatan: periksa orang ini</source>
        <translation>Alert: check this person</translation>
    </message>
    <message>
        <source>Prioritas {priority}</source>
        <translation>Priority {priority}</translation>
    </message>
    <message>
        <source>Orang ini masih terlihat di lajur.</source>
        <translation>This person is still in view at the lane.</translation>
    </message>
    <message>
        <source>Orang ini tidak lagi terlihat di lajur.</source>
        <translation>This person is no longer in view at the lane.</translation>
    </message>
    <message>
        <source>{list}, dari {owner}</source>
        <translation>{list}, from {owner}</translation>
    </message>
    <message>
        <source>Kategori: {category}</source>
        <translation>Category: {category}</translation>
    </message>
    <message>
        <source>Konfirmasi</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Tidak pasti</source>
        <translation>Cannot tell</translation>
    </message>
    <message>
        <source>Panggil rekan</source>
        <translation>Call a colleague</translation>
    </message>
    <message>
        <source>Menunggu {duration}</source>
        <translation>Waiting for {duration}</translation>
    </message>
    <message>
        <source>Prioritas {priority}. {waited}</source>
        <translation>Priority {priority}. {waited}</translation>
    </message>
    <message>
        <source>Sudah pergi</source>
        <translation>Gone</translation>
    </message>
    <message>
        <source>Terakhir terlihat {ago}</source>
        <translation>Last seen {ago}</translation>
    </message>
    <message>
        <source>+{count}</source>
        <translation>+{count}</translation>
    </message>
    <message>
        <source>Belum dijawab selama {duration}</source>
        <translation>Unanswered for {duration}</translation>
    </message>
    <message>
        <source>Rincian</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Panggilan dimulai {ago}.</source>
        <translation>The call began {ago}.</translation>
    </message>
    <message>
        <source>Daftar ini meminta dua petugas, tetapi terminal ini tanpa akun petugas. Panggil pengawas sebelum mengonfirmasi.</source>
        <translation>This list asks for two officers, but this terminal has no officers&amp;apos; accounts. Call a supervisor before you confirm.</translation>
    </message>
    <message>
        <source>{answer}. Alasannya?</source>
        <translation>{answer}: for what reason?</translation>
    </message>
    <message>
        <source>Dokumennya atas nama orang ini</source>
        <translation>The document is in this person&apos;s name</translation>
    </message>
    <message>
        <source>Wajahnya sama menurut pengamatan saya</source>
        <translation>To my eye it is the same face</translation>
    </message>
    <message>
        <source>Orang ini membenarkan namanya</source>
        <translation>The person says it is their name</translation>
    </message>
    <message>
        <source>Wajahnya berbeda menurut pengamatan saya</source>
        <translation>To my eye it is a different face</translation>
    </message>
    <message>
        <source>Dokumennya menunjukkan identitas lain</source>
        <translation>The document shows another identity</translation>
    </message>
    <message>
        <source>Saya mengenal orang ini</source>
        <translation>I know this person</translation>
    </message>
    <message>
        <source>Gambarnya kurang jelas</source>
        <translation>The picture is not clear enough</translation>
    </message>
    <message>
        <source>Orang ini sudah pergi</source>
        <translation>The person has gone</translation>
    </message>
    <message>
        <source>Tidak ada dokumen untuk diperiksa</source>
        <translation>There is no document to check</translation>
    </message>
    <message>
        <source>Kedua petugas tidak sependapat</source>
        <translation>The two officers do not agree</translation>
    </message>
    <message>
        <source>Orangnya sudah lama pergi</source>
        <translation>The person left long ago</translation>
    </message>
    <message>
        <source>Petugas kedua tidak datang</source>
        <translation>No second officer came</translation>
    </message>
    <message>
        <source>Orang lain di lajur lebih mirip</source>
        <translation>Another person in the lane looks more alike</translation>
    </message>
    <message>
        <source>Terlalu banyak peringatan menunggu</source>
        <translation>Too many alerts were waiting</translation>
    </message>
    <message>
        <source>Petugas kedua menilai sendiri</source>
        <translation>The second officer judges alone</translation>
    </message>
    <message>
        <source>Bandingkan kedua wajah. Masukkan nomor dan PIN Anda, lalu jawab. Jika jawaban kedua petugas berbeda, yang dicatat: tidak pasti.</source>
        <translation>Compare the two faces. Enter your number and PIN, then answer. If the two officers answer differently, what is recorded is: cannot tell.</translation>
    </message>
    <message>
        <source>Batalkan ({n})</source>
        <translation>Undo ({n})</translation>
    </message>
    <message>
        <source>Kekuatan tidak diketahui</source>
        <translation>Strength not known</translation>
    </message>
    <message>
        <source>Dari 1.000 tamu, sekitar {n} tampak semirip ini dengan seseorang di daftar ini</source>
        <translation>Of 1,000 visitors about {n} look this much like somebody on this list</translation>
    </message>
    <message>
        <source>Sekitar 1 dari {people} tamu tampak semirip ini dengan seseorang di daftar ini</source>
        <translation>About 1 in {people} visitors looks this much like somebody on this list</translation>
    </message>
    <message>
        <source>Dari 1.000 tamu, paling banyak {n} tampak semirip ini dengan seseorang di daftar ini</source>
        <translation>Of 1,000 visitors at most {n} look this much like somebody on this list</translation>
    </message>
    <message>
        <source>Paling banyak 1 dari {people} tamu tampak semirip ini dengan seseorang di daftar ini</source>
        <translation>At most 1 in {people} visitors looks this much like somebody on this list</translation>
    </message>
    <message>
        <source>Untuk daftar sebesar ini belum terukur berapa tamu tampak semirip ini</source>
        <translation>For a list of this size it was not measured how many visitors look this much alike</translation>
    </message>
    <message>
        <source>Tidak terukur tersendiri bagi perempuan, anak, lansia, kulit gelap, dan wajah tertutup</source>
        <translation>Not measured by itself for women, children, old people, dark skin and covered faces</translation>
    </message>
    <message>
        <source>Di lajur ini {confirmed} dari {answered} peringatan sekuat ini benar</source>
        <translation>At this lane {confirmed} of {answered} alerts as strong as this were right</translation>
    </message>
    <message>
        <source>Ada peringatan yang menunggu jawaban</source>
        <translation>An alert waits for an answer</translation>
    </message>
    <message>
        <source>Ada {count} peringatan yang menunggu jawaban</source>
        <translation>{count} alerts wait for an answer</translation>
    </message>
    <message>
        <source>Masuk untuk melihat dan menjawabnya.</source>
        <translation>Sign in to see and answer.</translation>
    </message>
    <message>
        <source>Panggil petugas: hanya petugas dapat menjawabnya.</source>
        <translation>Call an officer: only officers can answer it.</translation>
    </message>
    <message>
        <source>Sangat kuat</source>
        <translation>Very strong</translation>
    </message>
    <message>
        <source>Kuat</source>
        <translation>Strong</translation>
    </message>
    <message>
        <source>Sedang</source>
        <translation>Moderate</translation>
    </message>
    <message>
        <source>Lemah</source>
        <translation>Weak</translation>
    </message>
    <message>
        <source>skor {score} (ambang {threshold})</source>
        <translation>score {score} (threshold {threshold})</translation>
    </message>
    <message>
        <source>Perkiraan peringatan keliru di lajur ini: sekitar {n} per hari</source>
        <translation>False alerts expected at this lane: about {n} a day</translation>
    </message>
    <message>
        <source>Perkiraan peringatan keliru di lajur ini: sekitar 1 dalam {n} hari</source>
        <translation>False alerts expected at this lane: about 1 in {n} days</translation>
    </message>
    <message>
        <source>Perkiraan peringatan keliru: sekitar {n} dari tiap 1.000 orang</source>
        <translation>False alerts expected: about {n} in every 1,000 people</translation>
    </message>
    <message>
        <source>Perkiraan peringatan keliru: sekitar 1 dari tiap {n} orang</source>
        <translation>False alerts expected: about 1 in every {n} people</translation>
    </message>
    <message>
        <source>Hapus satu</source>
        <translation>Delete one</translation>
    </message>
    <message>
        <source>Spasi</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Kamera sedang dinyalakan</source>
        <translation>Camera is starting</translation>
    </message>
    <message>
        <source>Kamera bekerja</source>
        <translation>Camera works</translation>
    </message>
    <message>
        <source>Gambar kamera gelap</source>
        <translation>Camera picture is dark</translation>
    </message>
    <message>
        <source>Gambar tidak terbaca</source>
        <translation>Picture is unreadable</translation>
    </message>
    <message>
        <source>Bukan gambar lajur</source>
        <translation>Not a picture of the lane</translation>
    </message>
    <message>
        <source>Gambar tidak bergerak</source>
        <translation>Picture stands still</translation>
    </message>
    <message>
        <source>Kamera terputus</source>
        <translation>Camera is disconnected</translation>
    </message>
    <message>
        <source>Rekaman selesai</source>
        <translation>Recording has ended</translation>
    </message>
    <message>
        <source>Gambar berhenti</source>
        <translation>Picture has stopped</translation>
    </message>
    <message>
        <source>Tanpa kamera</source>
        <translation>No camera</translation>
    </message>
    <message>
        <source>{rate} gambar per detik</source>
        <translation>{rate} pictures per second</translation>
    </message>
    <message>
        <source>{rate} dari {of} gambar per detik</source>
        <translation>{rate} of {of} pictures a second</translation>
    </message>
    <message>
        <source>Kamera sedang dinyalakan.</source>
        <translation>The camera is starting.</translation>
    </message>
    <message>
        <source>Tunggu sebentar. Gambar akan muncul dengan sendirinya.</source>
        <translation>Wait a moment. The picture appears by itself.</translation>
    </message>
    <message>
        <source>Kamera tersambung, tetapi gambarnya gelap.</source>
        <translation>The camera is connected, but its picture is dark.</translation>
    </message>
    <message>
        <source>Buka penutup lensa dan nyalakan lampu lajur. Periksa orang secara manual.</source>
        <translation>Uncover the lens and switch on the lane light. Check people by hand.</translation>
    </message>
    <message>
        <source>Gambar dari kamera rusak dan tidak dapat dibaca.</source>
        <translation>The picture from the camera is damaged and cannot be read.</translation>
    </message>
    <message>
        <source>Periksa kabel kamera. Jika tetap begini, panggil teknisi.</source>
        <translation>Check the camera cable. If this stays, call the technician.</translation>
    </message>
    <message>
        <source>Kamera tersambung, tetapi tidak menampilkan lajur.</source>
        <translation>The camera is connected, but does not show the lane.</translation>
    </message>
    <message>
        <source>Buka penutup lensa dan periksa kabel kamera. Periksa orang secara manual. Jika tetap begini, panggil teknisi.</source>
        <translation>Take the cover off the lens and check the camera&apos;s cable. Check people yourself. If it stays so, call a technician.</translation>
    </message>
    <message>
        <source>Kamera terus mengirim gambar yang sama.</source>
        <translation>The camera sends the same picture again and again.</translation>
    </message>
    <message>
        <source>Jangan andalkan gambar ini. Periksa orang secara manual. Cabut daya kamera lalu pasang lagi; jika tetap begini, panggil teknisi.</source>
        <translation>Do not rely on this picture. Check people yourself. Unplug the camera&apos;s power and plug it in again; if it stays so, call a technician.</translation>
    </message>
    <message>
        <source>Kamera terputus. Terminal terus mencoba menyambung.</source>
        <translation>The camera is disconnected. The terminal keeps trying to reconnect.</translation>
    </message>
    <message>
        <source>Periksa kabel dan daya kamera. Sementara itu, periksa orang secara manual.</source>
        <translation>Check the camera&apos;s cable and power. Meanwhile, check people by hand.</translation>
    </message>
    <message>
        <source>Rekaman sudah selesai diputar.</source>
        <translation>The recording has been played to its end.</translation>
    </message>
    <message>
        <source>Tidak ada orang yang diperiksa sekarang. Teknisi dapat memulai sumber lain.</source>
        <translation>Nobody is being checked now. The technician can start another source.</translation>
    </message>
    <message>
        <source>Gambar ini sudah lama, bukan keadaan sekarang.</source>
        <translation>This picture is old, it is not live.</translation>
    </message>
    <message>
        <source>Jangan andalkan gambar ini. Jika tidak pulih, panggil teknisi.</source>
        <translation>Do not rely on this picture. If it does not recover, call the technician.</translation>
    </message>
    <message>
        <source>Terminal ini tidak memakai kamera.</source>
        <translation>This terminal has no camera.</translation>
    </message>
    <message>
        <source>Lajur lain dipantau dari halaman Semua lajur.</source>
        <translation>Other lanes are watched from the page All lanes.</translation>
    </message>
    <message>
        <source>Gambar terakhir: {age}</source>
        <translation>Last picture: {age}</translation>
    </message>
    <message>
        <source>Pusat data tersambung</source>
        <translation>Data centre connected</translation>
    </message>
    <message>
        <source>Menyambung ke pusat data</source>
        <translation>Connecting to the data centre</translation>
    </message>
    <message>
        <source>Pusat data terputus</source>
        <translation>Data centre out of reach</translation>
    </message>
    <message>
        <source>{count} menunggu</source>
        <translation>{count} waiting</translation>
    </message>
    <message>
        <source>sejak {time}</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>Pusat data belum tersambung</source>
        <translation>Data centre not reached yet</translation>
    </message>
    <message>
        <source>Izin terminal berakhir</source>
        <translation>Permit of this terminal has ended</translation>
    </message>
    <message>
        <source>Pembaruan ditolak</source>
        <translation>Update was refused</translation>
    </message>
    <message>
        <source>Penyimpanan bermasalah</source>
        <translation>Storage has a problem</translation>
    </message>
    <message>
        <source>Semua hasil terkirim</source>
        <translation>All results delivered</translation>
    </message>
    <message>
        <source>1 hasil menunggu</source>
        <translation>1 result waiting</translation>
    </message>
    <message>
        <source>{count} hasil menunggu</source>
        <translation>{count} results waiting</translation>
    </message>
    <message>
        <source>{count} belum tersimpan</source>
        <translation>{count} not stored yet</translation>
    </message>
    <message>
        <source>Terminal ini tidak lagi diizinkan memakai daftar. Daftar sudah dihapus.</source>
        <translation>This terminal may no longer use lists. They have been erased.</translation>
    </message>
    <message>
        <source>Daftar tidak dipakai: terminal ini terlalu lama tanpa pusat data.</source>
        <translation>Lists are not in use: this terminal was without the data centre for too long.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual. Daftar kembali sendiri setelah pusat data tersambung.</source>
        <translation>Check people by hand. Lists come back by themselves once the data centre is connected.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual dan hubungi pusat data.</source>
        <translation>Check people by hand and call the data centre.</translation>
    </message>
    <message>
        <source>Pembaruan daftar ditolak. Versi sebelumnya tetap dipakai.</source>
        <translation>An update was refused. The version before stays in use.</translation>
    </message>
    <message>
        <source>Lanjutkan pekerjaan dan beri tahu teknisi.</source>
        <translation>Go on working and tell the technician.</translation>
    </message>
    <message>
        <source>Daftar baru tidak diberikan: perangkat lunak terminal ini belum terbukti.</source>
        <translation>No new lists are given: this terminal has not proven its software.</translation>
    </message>
    <message>
        <source>Daftar baru tidak diberikan: terminal ini tidak punya TPM yang disetujui.</source>
        <translation>No new lists are given: this terminal has no approved TPM.</translation>
    </message>
    <message>
        <source>Peringatan belum dapat disimpan. Pemeriksaan tetap berjalan.</source>
        <translation>Alerts cannot be stored at present. Checking goes on.</translation>
    </message>
    <message>
        <source>Jangan matikan terminal. Panggil teknisi.</source>
        <translation>Do not switch the terminal off. Call the technician.</translation>
    </message>
    <message>
        <source>Lajur terlalu gelap untuk mengenali wajah.</source>
        <translation>The lane is too dark to recognise faces.</translation>
    </message>
    <message>
        <source>Nyalakan lampu lajur. Selama gelap, periksa orang secara manual.</source>
        <translation>Switch on the lane light. While it is dark, check people by hand.</translation>
    </message>
    <message>
        <source>Gambar kamera buram.</source>
        <translation>The camera picture is blurred.</translation>
    </message>
    <message>
        <source>Bersihkan kaca lensa dengan kain lembut. Jika tetap buram, panggil teknisi.</source>
        <translation>Clean the lens with a soft cloth. If it stays blurred, call the technician.</translation>
    </message>
    <message>
        <source>Kamera bergeser dari arah semula.</source>
        <translation>The camera has moved from where it looked.</translation>
    </message>
    <message>
        <source>Kembalikan arah kamera. Jika arah baru ini benar, sentuh “Arah sekarang benar” di Setelan.</source>
        <translation>Turn the camera back. If the new view is right, touch “This view is right” in Settings.</translation>
    </message>
    <message>
        <source>Antrean panjang: banyak orang menunggu di lajur.</source>
        <translation>The queue is long: many people wait in the lane.</translation>
    </message>
    <message>
        <source>Buka lajur lain atau minta orang maju satu per satu dengan jarak.</source>
        <translation>Open another lane, or ask people to come forward one by one, at a distance.</translation>
    </message>
    <message>
        <source>Gambar datang, tetapi tidak ada yang diperiksa.</source>
        <translation>Pictures arrive, but nobody is being checked.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual dan panggil teknisi untuk memulai ulang terminal.</source>
        <translation>Check people by hand, and call the technician to restart the terminal.</translation>
    </message>
    <message>
        <source>Gambar kamera berkedip terus-menerus.</source>
        <translation>The camera&apos;s picture flashes all the time.</translation>
    </message>
    <message>
        <source>Periksa lampu lajur. Jika lampu tidak berkedip, panggil teknisi.</source>
        <translation>Look at the lane&apos;s lamps. If they do not flicker, call a technician.</translation>
    </message>
    <message>
        <source>Gambar kamera rusak sebagian dan tidak dapat diandalkan.</source>
        <translation>Parts of the camera&apos;s picture are damaged; do not rely on it.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual. Panggil teknisi untuk memeriksa kabel jaringan kamera.</source>
        <translation>Check people yourself. Call a technician to look at the camera&apos;s network cable.</translation>
    </message>
    <message>
        <source>Wajah di gambar tidak tegak: kamera terpasang miring.</source>
        <translation>Faces in the picture do not stand upright: the camera hangs turned.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual. Panggil teknisi untuk memutar gambar kamera.</source>
        <translation>Check people yourself. Call a technician to turn the camera&apos;s picture.</translation>
    </message>
    <message>
        <source>Wajah di gambar terlalu sempit atau terlalu lebar.</source>
        <translation>Faces in the picture are too narrow or too wide.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual. Panggil teknisi untuk menyetel bentuk gambar kamera.</source>
        <translation>Check people yourself. Call a technician to set the shape of the camera&apos;s picture.</translation>
    </message>
    <message>
        <source>Lajur terlalu lambat: {rate} gambar per detik.</source>
        <translation>The lane is too slow: {rate} pictures a second.</translation>
    </message>
    <message>
        <source>Lajur terlalu lambat: {rate} dari {of} gambar per detik.</source>
        <translation>The lane is too slow: {rate} of {of} pictures a second.</translation>
    </message>
    <message>
        <source>Orang yang berjalan bisa terlewat. Minta orang berhenti sebentar, panggil teknisi.</source>
        <translation>People who walk may be missed. Ask them to stop for a moment, and call the technician.</translation>
    </message>
    <message>
        <source>Hasil terlambat: {seconds} detik sesudah gambar.</source>
        <translation>Results come late: {seconds} seconds after the picture.</translation>
    </message>
    <message>
        <source>Tahan orang di lajur sampai kotaknya diberi tanda. Panggil teknisi.</source>
        <translation>Keep people in the lane until their box has its sign. Call the technician.</translation>
    </message>
    <message>
        <source>Hanya {percent} wajah terbaca.</source>
        <translation>Only {percent} of the faces can be read.</translation>
    </message>
    <message>
        <source>Minta orang melepas penutup wajah dan melihat kamera. Jika tetap begini, panggil teknisi.</source>
        <translation>Ask people to uncover their faces and to look at the camera. If it stays so, call the technician.</translation>
    </message>
    <message>
        <source>Gambar berkedip</source>
        <translation>Picture flickers</translation>
    </message>
    <message>
        <source>Gambar rusak sebagian</source>
        <translation>Picture partly damaged</translation>
    </message>
    <message>
        <source>Gambar tidak tegak</source>
        <translation>Picture not upright</translation>
    </message>
    <message>
        <source>Bentuk gambar salah</source>
        <translation>Picture squeezed</translation>
    </message>
    <message>
        <source>Lajur terlalu gelap</source>
        <translation>Lane too dark</translation>
    </message>
    <message>
        <source>Gambar buram</source>
        <translation>Picture blurred</translation>
    </message>
    <message>
        <source>Kamera bergeser</source>
        <translation>Camera moved</translation>
    </message>
    <message>
        <source>Antrean panjang</source>
        <translation>Long queue</translation>
    </message>
    <message>
        <source>Tidak ada yang diperiksa</source>
        <translation>Nobody is checked</translation>
    </message>
    <message>
        <source>Lajur terlalu lambat</source>
        <translation>Lane too slow</translation>
    </message>
    <message>
        <source>Hasil terlambat</source>
        <translation>Results late</translation>
    </message>
    <message>
        <source>Wajah sulit terbaca</source>
        <translation>Faces hard to read</translation>
    </message>
    <message>
        <source>{seconds} detik</source>
        <translation>{seconds} seconds</translation>
    </message>
    <message>
        <source>{percent} terbaca</source>
        <translation>{percent} are read</translation>
    </message>
    <message>
        <source>Ruang penyimpanan hampir penuh: tersisa {size}.</source>
        <translation>Storage is nearly full: {size} left.</translation>
    </message>
    <message>
        <source>Lanjutkan pekerjaan dan panggil teknisi sebelum ruang habis.</source>
        <translation>Go on working, and call the technician before it is full.</translation>
    </message>
    <message>
        <source>Jam terminal meleset {duration}.</source>
        <translation>The terminal&apos;s clock is off by {duration}.</translation>
    </message>
    <message>
        <source>Jam terminal dan pusat data berbeda {duration}.</source>
        <translation>The terminal&apos;s clock and the data centre&apos;s differ by {duration}.</translation>
    </message>
    <message>
        <source>Waktu di layar mungkin salah. Panggil teknisi untuk memeriksa jam.</source>
        <translation>The time on the screen may be wrong. Call a technician to check the clock.</translation>
    </message>
    <message>
        <source>Waktu di layar mungkin salah sampai pusat data tersambung. Panggil teknisi untuk menyetel jam.</source>
        <translation>The time on the screen may be wrong until the data centre is connected. Call a technician to set the clock.</translation>
    </message>
    <message>
        <source>Waktu dari pusat data dipakai. Panggil teknisi untuk menyetel jam.</source>
        <translation>The data centre&apos;s time is used. Call the technician to set the clock.</translation>
    </message>
    <message>
        <source>Daftar sudah terlalu lama tidak dikonfirmasi pusat data.</source>
        <translation>The lists have not been confirmed for too long.</translation>
    </message>
    <message>
        <source>Daftar belum pernah dikonfirmasi oleh pusat data.</source>
        <translation>The data centre has never confirmed the lists.</translation>
    </message>
    <message>
        <source>Terakhir dikonfirmasi {date}.</source>
        <translation>Last confirmed {date}.</translation>
    </message>
    <message>
        <source>Jangan andalkan terminal ini saja. Periksa dokumen setiap orang secara manual, dan minta teknisi menyambungkan jaringan atau membawa daftar dengan flashdisk.</source>
        <translation>Do not rely on this terminal alone. Check everybody&apos;s documents by hand, and ask the technician to connect the network or to bring the lists on a USB stick.</translation>
    </message>
    <message>
        <source>Saya mengerti, periksa secara manual</source>
        <translation>I understand, check by hand</translation>
    </message>
    <message>
        <source>Selamat datang</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Silakan maju satu per satu</source>
        <translation>Please come forward one by one</translation>
    </message>
    <message>
        <source>Silakan mendekat</source>
        <translation>Please come closer</translation>
    </message>
    <message>
        <source>Mundur sedikit</source>
        <translation>Please step back a little</translation>
    </message>
    <message>
        <source>Lihat ke kamera</source>
        <translation>Look into the camera</translation>
    </message>
    <message>
        <source>Berdiri tenang sebentar</source>
        <translation>Hold still for a moment</translation>
    </message>
    <message>
        <source>Lepas masker atau penutup wajah</source>
        <translation>Please take off mask or face covering</translation>
    </message>
    <message>
        <source>Maju ke tempat terang</source>
        <translation>Please step into the light</translation>
    </message>
    <message>
        <source>Silakan buka mata dan lihat ke kamera</source>
        <translation>Open your eyes and look into the camera</translation>
    </message>
    <message>
        <source>Mohon tunggu sebentar</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>Terima kasih</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>Ikuti arahan petugas</source>
        <translation>Please follow the officer</translation>
    </message>
    <message>
        <source>Silakan ke petugas</source>
        <translation>Please go to the officer</translation>
    </message>
    <message>
        <source>Tidak ada daftar</source>
        <translation>No list</translation>
    </message>
    <message>
        <source>Daftar sedang dibuka</source>
        <translation>List is being opened</translation>
    </message>
    <message>
        <source>Daftar sedang dibuka. Tunggu sebentar.</source>
        <translation>The list is being opened. Wait a moment.</translation>
    </message>
    <message>
        <source>Selama itu, periksa orang secara manual.</source>
        <translation>Meanwhile, check people by hand.</translation>
    </message>
    <message>
        <source>Daftar versi {version}</source>
        <translation>List version {version}</translation>
    </message>
    <message>
        <source>{count} daftar</source>
        <translation>{count} lists</translation>
    </message>
    <message>
        <source>{count} orang · {age}</source>
        <translation>{count} people · {age}</translation>
    </message>
    <message>
        <source>Belum ada daftar. Terminal belum dapat mengenali siapa pun.</source>
        <translation>There is no list yet. The terminal cannot recognise anyone.</translation>
    </message>
    <message>
        <source>Periksa orang secara manual dan hubungi teknisi.</source>
        <translation>Check people by hand and call the technician.</translation>
    </message>
    <message>
        <source>Daftar sudah usang: versi {version}, terbit {date}.</source>
        <translation>The list is stale: version {version}, issued {date}.</translation>
    </message>
    <message>
        <source>Orang yang baru didaftarkan tidak dikenali. Minta pembaruan dari pusat data.</source>
        <translation>Newly listed persons are not recognised. Ask the data centre for an update.</translation>
    </message>
    <message>
        <source>Daftar mungkin usang: terakhir dikonfirmasi {date}.</source>
        <translation>The list may be stale: last confirmed {date}.</translation>
    </message>
    <message>
        <source>Orang yang baru didaftarkan tidak dikenali. Minta teknisi memeriksa jaringan.</source>
        <translation>Newly listed persons are not recognised. Ask the technician to check the network.</translation>
    </message>
    <message>
        <source>Jam terminal salah: daftar terbit {date}, dan itu belum tiba.</source>
        <translation>The terminal&apos;s clock is wrong: a list is dated {date}, in the future.</translation>
    </message>
    <message>
        <source>Panggil teknisi untuk menyetel jam.</source>
        <translation>Call the technician to set the clock.</translation>
    </message>
    <message>
        <source>Tidak diperiksa</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>Dinyatakan bukan oleh {officers}, {time}</source>
        <translation>Not this person, says {officers}, {time}</translation>
    </message>
    <message>
        <source>Dinyatakan bukan, {time}</source>
        <translation>Not this person, said at {time}</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <comment>one</comment>
        <translation>Alert</translation>
    </message>
    <message>
        <source>Riwayat</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Cari nama, daftar, atau nomor petugas</source>
        <translation>Search a name, list or officer number</translation>
    </message>
    <message>
        <source>Semua</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{alerts} peringatan, {verifications} verifikasi.</source>
        <translation>Alerts: {alerts}. Verifications: {verifications}.</translation>
    </message>
    <message>
        <source>Riwayat sedang dibaca.</source>
        <translation>The history is being read.</translation>
    </message>
    <message>
        <source>Belum ada peringatan atau verifikasi.</source>
        <translation>There are no alerts or verifications yet.</translation>
    </message>
    <message>
        <source>Tidak ada yang cocok dengan “{text}”.</source>
        <translation>Nothing is found for “{text}”.</translation>
    </message>
    <message>
        <source>Periksa ejaannya, atau pilih waktu yang lebih panjang.</source>
        <translation>Check the spelling, or choose a longer time.</translation>
    </message>
    <message>
        <source>Periksa ejaannya.</source>
        <translation>Check the spelling.</translation>
    </message>
    <message>
        <source>Riwayat tidak dapat dibaca.</source>
        <translation>The history cannot be read.</translation>
    </message>
    <message>
        <source>Menunggu jawaban</source>
        <translation>Waiting for an answer</translation>
    </message>
    <message>
        <source>{answer}, petugas {officers}</source>
        <translation>{answer}, officer {officers}</translation>
    </message>
    <message>
        <source>{first} dan {second}</source>
        <translation>{first} and {second}</translation>
    </message>
    <message>
        <source>{time}, {list}</source>
        <translation>{time}, {list}</translation>
    </message>
    <message>
        <source>{time}, {method}</source>
        <translation>{time}, {method}</translation>
    </message>
    <message>
        <source>Nama sudah dihapus</source>
        <translation>Name was erased</translation>
    </message>
    <message>
        <source>dibandingkan dengan foto tamu</source>
        <translation>compared with the visitor&apos;s photograph</translation>
    </message>
    <message>
        <source>ditanyakan ke pusat data</source>
        <translation>asked of the data centre</translation>
    </message>
    <message>
        <source>dokumen dilihat petugas</source>
        <translation>document seen by the officer</translation>
    </message>
    <message>
        <source>Orang yang sama</source>
        <translation>The same person</translation>
    </message>
    <message>
        <source>Orang lain</source>
        <translation>Another person</translation>
    </message>
    <message>
        <source>Tidak dikenal pusat data</source>
        <translation>Unknown to the data centre</translation>
    </message>
    <message>
        <source>Ditolak pusat data</source>
        <translation>Refused by the data centre</translation>
    </message>
    <message>
        <source>Wajah tidak dibandingkan</source>
        <translation>Face not compared</translation>
    </message>
    <message>
        <source>Peringatan {time}</source>
        <translation>Alert, {time}</translation>
    </message>
    <message>
        <source>{list} versi {version}, dari {owner}</source>
        <translation>{list} version {version}, of {owner}</translation>
    </message>
    <message>
        <source>{answer}, {time}</source>
        <translation>{answer}, {time}</translation>
    </message>
    <message>
        <source>Alasan: {reason}</source>
        <translation>Reason: {reason}</translation>
    </message>
    <message>
        <source>Jawaban yang belum dikenal versi ini</source>
        <translation>An answer that this version does not know</translation>
    </message>
    <message>
        <source>Hasil yang belum dikenal versi ini</source>
        <translation>A result that this version does not know</translation>
    </message>
    <message>
        <source>dengan cara yang belum dikenal versi ini</source>
        <translation>in a way that this version does not know</translation>
    </message>
    <message>
        <source>{detail}. {reason}</source>
        <translation>{detail}. {reason}</translation>
    </message>
    <message>
        <source>{answer}. {outcome}</source>
        <translation>{answer}. {outcome}</translation>
    </message>
    <message>
        <source>Petugas {officers}</source>
        <translation>Officer {officers}</translation>
    </message>
    <message>
        <source>Tanpa nomor petugas</source>
        <translation>No officer number</translation>
    </message>
    <message>
        <source>Rekan dipanggil.</source>
        <translation>A colleague was called.</translation>
    </message>
    <message>
        <source>Terlalu lama tanpa jawaban; bantuan diminta.</source>
        <translation>Unanswered for too long; help was called.</translation>
    </message>
    <message>
        <source>Kasusnya sudah ditutup</source>
        <translation>The case is closed</translation>
    </message>
    <message>
        <source>Kasusnya belum ditutup</source>
        <translation>The case is not closed</translation>
    </message>
    <message>
        <source>Dokumennya berbeda dengan daftar tamu</source>
        <translation>The document is not as on the guest list</translation>
    </message>
    <message>
        <source>Diperiksa untuk menjawab peringatan</source>
        <translation>Checked to answer an alert</translation>
    </message>
    <message>
        <source>Verifikasi {time}</source>
        <translation>Verification, {time}</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}</source>
        <translation>Score {score}, threshold {threshold}</translation>
    </message>
    <message>
        <source>Gerak wajah diuji: sesuai</source>
        <translation>Facial movement tested: as asked</translation>
    </message>
    <message>
        <source>Gerak wajah diuji: tidak sesuai</source>
        <translation>Facial movement tested: not as asked</translation>
    </message>
    <message>
        <source>Dipersilakan masuk</source>
        <translation>Let in</translation>
    </message>
    <message>
        <source>Ditolak masuk</source>
        <translation>Turned away</translation>
    </message>
    <message>
        <source>Foto sedang dibaca.</source>
        <translation>The pictures are being read.</translation>
    </message>
    <message>
        <source>Foto sudah dihapus, karena waktu penyimpanannya habis.</source>
        <translation>The pictures were erased: their time was over.</translation>
    </message>
    <message>
        <source>Foto tidak dapat dibaca. Beri tahu teknisi.</source>
        <translation>The pictures cannot be read. Tell the technician.</translation>
    </message>
    <message>
        <source>Verifikasi tidak menyimpan foto.</source>
        <translation>A verification keeps no pictures.</translation>
    </message>
    <message>
        <source>Catatan audit belum diperiksa</source>
        <translation>Audit chain not verified yet</translation>
    </message>
    <message>
        <source>Catatan audit sedang diperiksa</source>
        <translation>Audit chain is being verified</translation>
    </message>
    <message>
        <source>Catatan audit utuh, diperiksa sampai {time}, {n} baris</source>
        <translation>Audit chain whole, verified up to {time}, {n} rows</translation>
    </message>
    <message>
        <source>Catatan audit masih kosong</source>
        <translation>Audit chain is still empty</translation>
    </message>
    <message>
        <source>Catatan audit rusak sesudah {n} baris</source>
        <translation>Audit chain broken after {n} rows</translation>
    </message>
    <message>
        <source>Panggil pengawas</source>
        <translation>Call the supervisor</translation>
    </message>
    <message>
        <source>Catatan audit tidak dapat dibaca</source>
        <translation>Audit chain cannot be read</translation>
    </message>
    <message>
        <source>Baris {n} tidak cocok</source>
        <translation>Row {n} does not fit</translation>
    </message>
    <message>
        <source>Laporan lajur pemeriksaan</source>
        <translation>Report of a checkpoint lane</translation>
    </message>
    <message>
        <source>Pos</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>Petugas</source>
        <translation>Officers</translation>
    </message>
    <message>
        <source>Kasus</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>{n} kasus belum ditutup.</source>
        <translation>{n} not closed.</translation>
    </message>
    <message>
        <source>{n} peringatan menunggu jawaban.</source>
        <translation>{n} waiting for an answer.</translation>
    </message>
    <message>
        <source>Kasus sedang dibaca.</source>
        <translation>Reading the cases.</translation>
    </message>
    <message>
        <source>Tidak ada kasus yang terbuka.</source>
        <translation>No case is open.</translation>
    </message>
    <message>
        <source>Setiap orang yang dikonfirmasi tetap di sini sampai kasusnya ditutup.</source>
        <translation>Everybody who is confirmed stays here until their case is closed.</translation>
    </message>
    <message>
        <source>Kasus tidak dapat dibaca.</source>
        <translation>The cases cannot be read.</translation>
    </message>
    <message>
        <source>Belum ada hasil penanganan</source>
        <translation>No outcome yet</translation>
    </message>
    <message>
        <source>{time}, {list}. Dipegang {officer}.</source>
        <translation>{time}, {list}. With {officer}.</translation>
    </message>
    <message>
        <source>{list}, milik {owner}</source>
        <translation>{list}, of {owner}</translation>
    </message>
    <message>
        <source>Peringatan {time}, dan {n} lagi sesudahnya</source>
        <translation>Alert {time}, and {n} more after it</translation>
    </message>
    <message>
        <source>Dikonfirmasi {time}, petugas {officers}</source>
        <translation>Confirmed {time}, officer {officers}</translation>
    </message>
    <message>
        <source>Dikonfirmasi {time}</source>
        <translation>Confirmed {time}</translation>
    </message>
    <message>
        <source>Dipegang {officer}</source>
        <translation>With {officer}</translation>
    </message>
    <message>
        <source>{outcome}, {time}, petugas {officer}</source>
        <translation>{outcome}, {time}, officer {officer}</translation>
    </message>
    <message>
        <source>{outcome}, {time}</source>
        <translation>{outcome}, {time}</translation>
    </message>
    <message>
        <source>{time}: {officer} menyerahkan kasus ini kepada {receiver}</source>
        <translation>{time}: {officer} gave this case to {receiver}</translation>
    </message>
    <message>
        <source>isi catatan sudah dihapus</source>
        <translation>the words of this note were erased</translation>
    </message>
    <message>
        <source>{time}, {officer}: {note}</source>
        <translation>{time}, {officer}: {note}</translation>
    </message>
    <message>
        <source>{time}, {officer}: dokumen difoto</source>
        <translation>{time}, {officer}: a document was photographed</translation>
    </message>
    <message>
        <source>{time}: dokumen difoto</source>
        <translation>{time}: a document was photographed</translation>
    </message>
    <message>
        <source>{time}: {note}</source>
        <translation>{time}: {note}</translation>
    </message>
    <message>
        <source>{name} ({number})</source>
        <translation>{name} ({number})</translation>
    </message>
    <message>
        <source>Tambah catatan</source>
        <translation>Add a note</translation>
    </message>
    <message>
        <source>Serahkan ke rekan</source>
        <translation>Give to a colleague</translation>
    </message>
    <message>
        <source>Hasil penanganan</source>
        <translation>Outcome</translation>
    </message>
    <message>
        <source>Tutup kasus</source>
        <translation>Close the case</translation>
    </message>
    <message>
        <source>Apa yang terjadi dengan orang ini?</source>
        <translation>What became of this person?</translation>
    </message>
    <message>
        <source>Apa yang perlu dicatat?</source>
        <translation>What is to be noted?</translation>
    </message>
    <message>
        <source>Kepada siapa kasus ini diserahkan?</source>
        <translation>To whom is this case given?</translation>
    </message>
    <message>
        <source>Tutup kasus ini? Sesudahnya tidak dapat diubah lagi.</source>
        <translation>Close this case? Nothing can be changed afterwards.</translation>
    </message>
    <message>
        <source>Ya, tutup kasus ini</source>
        <translation>Yes, close this case</translation>
    </message>
    <message>
        <source>Ketik sendiri</source>
        <translation>Type your own</translation>
    </message>
    <message>
        <source>Simpan catatan ini</source>
        <translation>Save this note</translation>
    </message>
    <message>
        <source>Pengawas menutup kasus sesudah hasilnya dicatat.</source>
        <translation>A supervisor closes the case once its outcome is recorded.</translation>
    </message>
    <message>
        <source>Hasil sudah dicatat. Pengawas yang menutup kasus.</source>
        <translation>The outcome is recorded. A supervisor closes the case.</translation>
    </message>
    <message>
        <source>Dikawal ke pos pengawas</source>
        <translation>Escorted to the supervisor&apos;s post</translation>
    </message>
    <message>
        <source>Dikawal ke ruang pemeriksaan</source>
        <translation>Escorted to the interview room</translation>
    </message>
    <message>
        <source>Dikawal ke pos kesehatan</source>
        <translation>Escorted to the first-aid post</translation>
    </message>
    <message>
        <source>Diserahkan ke polisi</source>
        <translation>Handed over to the police</translation>
    </message>
    <message>
        <source>Diserahkan ke imigrasi</source>
        <translation>Handed over to immigration</translation>
    </message>
    <message>
        <source>Diserahkan ke instansi pemilik daftar</source>
        <translation>Handed over to the list&apos;s agency</translation>
    </message>
    <message>
        <source>Dilepas: ternyata orang lain</source>
        <translation>Let go: somebody else after all</translation>
    </message>
    <message>
        <source>Dilepas: atas petunjuk instansi pemilik daftar</source>
        <translation>Let go: on the word of the list&apos;s agency</translation>
    </message>
    <message>
        <source>Pergi sebelum ditangani</source>
        <translation>Left before anybody spoke to them</translation>
    </message>
    <message>
        <source>Tenang dan mau bekerja sama</source>
        <translation>Calm, and cooperates</translation>
    </message>
    <message>
        <source>Menolak atau melawan</source>
        <translation>Refuses or resists</translation>
    </message>
    <message>
        <source>Datang bersama orang lain</source>
        <translation>Came with other people</translation>
    </message>
    <message>
        <source>Barang bawaannya diamankan</source>
        <translation>Their luggage is kept</translation>
    </message>
    <message>
        <source>Dokumennya dibawa petugas</source>
        <translation>An officer has their document</translation>
    </message>
    <message>
        <source>Instansi pemilik daftar sudah dihubungi</source>
        <translation>The list&apos;s agency was called</translation>
    </message>
    <message>
        <source>Yang menyerahkan</source>
        <translation>Handed over by</translation>
    </message>
    <message>
        <source>Yang menerima</source>
        <translation>Received by</translation>
    </message>
    <message>
        <source>Nama dan tanda tangan</source>
        <translation>Name and signature</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Waktu</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>{since} sampai {until}</source>
        <translation>{since} to {until}</translation>
    </message>
    <message>
        <source>mulai {since}, kini {now}. {why}</source>
        <translation>since {since}, now {now}. {why}</translation>
    </message>
    <message>
        <source>Dibuat</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>tidak ada</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Ringkasan</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>Waktu periksa, median (ms)</source>
        <translation>Checking time, median (ms)</translation>
    </message>
    <message>
        <source>Waktu periksa, 95% (ms)</source>
        <translation>Checking time, 95% (ms)</translation>
    </message>
    <message>
        <source>Peringatan baru</source>
        <translation>New alerts</translation>
    </message>
    <message>
        <source>Peringatan yang masih terbuka dari sebelumnya</source>
        <translation>Alerts still open from before</translation>
    </message>
    <message>
        <source>Menurut jam</source>
        <translation>By hour</translation>
    </message>
    <message>
        <source>Menurut hari</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>Jam</source>
        <translation>Hour</translation>
    </message>
    <message>
        <source>Hari</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Daftar yang dipakai</source>
        <translation>Lists in use</translation>
    </message>
    <message>
        <source>Pemilik</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Versi</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Terbit</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>Terakhir dikonfirmasi</source>
        <translation>Last confirmed</translation>
    </message>
    <message>
        <source>Laporan ini memuat jumlah saja: tanpa nama, NIK, atau foto orang yang diperiksa.</source>
        <translation>This report holds numbers only: no name, NIK or picture of anybody who was checked.</translation>
    </message>
    <message>
        <source>Angka</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Waktu periksa</source>
        <translation>Checking time</translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} baru</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>{n} dari sebelumnya</source>
        <translation>{n} from before</translation>
    </message>
    <message>
        <source>{n} masih terbuka</source>
        <translation>{n} still open</translation>
    </message>
    <message>
        <source>{came}: {went}</source>
        <translation>{came}: {went}</translation>
    </message>
    <message>
        <source>separuh di bawah {p50} ms, 95% di bawah {p95} ms</source>
        <translation>half within {p50} ms, 95% within {p95} ms</translation>
    </message>
    <message>
        <source>Orang terlihat dan wajah terbaca (orang)</source>
        <translation>People seen and faces captured (people)</translation>
    </message>
    <message>
        <source>Peringatan dan jawaban (kali)</source>
        <translation>Alerts and answers (number)</translation>
    </message>
    <message>
        <source>Waktu periksa: median dan 95% (ms)</source>
        <translation>Checking time: median and 95% (ms)</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95%</source>
        <translation>95%</translation>
    </message>
    <message>
        <source>Grafik</source>
        <translation>Plots</translation>
    </message>
    <message>
        <source>Tabel</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Pukul {start}–{end}</source>
        <translation>{start}–{end}</translation>
    </message>
    <message>
        <source>{people} orang, {captured} terbaca ({rate}), {alerts} peringatan</source>
        <translation>{people} people, {captured} captured ({rate}), alerts: {alerts}</translation>
    </message>
    <message>
        <source>Tidak ada orang</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>{p50} / {p95} ms</source>
        <translation>{p50} / {p95} ms</translation>
    </message>
    <message>
        <source>Tidak ada daftar di terminal ini.</source>
        <translation>There is no list at this terminal.</translation>
    </message>
    <message>
        <source>{list}: versi {version}, terbit {time}</source>
        <translation>{list}: version {version}, issued {time}</translation>
    </message>
    <message>
        <source>Angka sedang dibaca.</source>
        <translation>The figures are being read.</translation>
    </message>
    <message>
        <source>Belum ada orang yang terhitung.</source>
        <translation>Nobody was counted yet.</translation>
    </message>
    <message>
        <source>Angka tidak dapat dibaca.</source>
        <translation>The figures cannot be read.</translation>
    </message>
    <message>
        <source>Simpan laporan</source>
        <translation>Save the report</translation>
    </message>
    <message>
        <source>Laporan sedang dibuat</source>
        <translation>Report is being made</translation>
    </message>
    <message>
        <source>Tersimpan di flashdisk, folder {folder}. Tunggu lampunya padam, lalu cabut.</source>
        <translation>Saved on the USB stick, folder {folder}. Wait until its light is out, then pull it out.</translation>
    </message>
    <message>
        <source>Tersimpan di terminal. Untuk membawanya, pasang flashdisk dan simpan lagi.</source>
        <translation>Saved on the terminal. To take it along, put in a USB stick and save again.</translation>
    </message>
    <message>
        <source>Flashdisk penuh. Pasang flashdisk lain, lalu ulangi.</source>
        <translation>The USB stick is full. Insert another one and try again.</translation>
    </message>
    <message>
        <source>Flashdisk tidak dapat ditulisi. Buka kuncinya atau pasang flashdisk lain, lalu ulangi.</source>
        <translation>The USB stick cannot be written to. Unlock it or insert another one, and try again.</translation>
    </message>
    <message>
        <source>Flashdisk terlepas atau rusak. Pasang lagi atau pakai flashdisk lain, lalu ulangi.</source>
        <translation>The USB stick came out or is damaged. Insert it again or use another one, and try again.</translation>
    </message>
    <message>
        <source>Penyimpanan terminal penuh. Pasang flashdisk, lalu ulangi, dan beri tahu teknisi.</source>
        <translation>The terminal&apos;s storage is full. Insert a USB stick, try again, and tell the technician.</translation>
    </message>
    <message>
        <source>Penyimpanan terminal penuh, juga untuk mencatat laporan. Beri tahu teknisi.</source>
        <translation>The terminal&apos;s storage is full, for recording a report too. Tell the technician.</translation>
    </message>
    <message>
        <source>Laporan tidak dapat dibuat. Coba lagi; jika tetap gagal, beri tahu teknisi.</source>
        <translation>The report cannot be made. Try again; if it still fails, tell the technician.</translation>
    </message>
    <message>
        <source>Peran Anda tidak dapat membuat laporan.</source>
        <translation>Your role cannot make reports.</translation>
    </message>
    <message>
        <source>Sif ini</source>
        <translation>This shift</translation>
    </message>
    <message>
        <source>Hari ini</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>7 hari</source>
        <translation>7 days</translation>
    </message>
    <message>
        <source>Pilih waktu yang lebih panjang di atas.</source>
        <translation>Choose a longer time above.</translation>
    </message>
    <message>
        <source>Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.</source>
        <translation>Checking at the lane goes on. Tell the technician.</translation>
    </message>
    <message>
        <source>Dikonfirmasi</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Keterbacaan wajah (%)</source>
        <translation>Capture rate (%)</translation>
    </message>
    <message>
        <source>Daftar</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Serah terima sif</source>
        <translation>Handing over the shift</translation>
    </message>
    <message>
        <source>Ringkasan sif sedang dibaca.</source>
        <translation>The summary of the shift is being read.</translation>
    </message>
    <message>
        <source>Ringkasan sif tidak dapat dibaca. Serah terima tetap dapat dilakukan.</source>
        <translation>The summary of the shift cannot be read. You can hand over all the same.</translation>
    </message>
    <message>
        <source>Lama sif</source>
        <translation>Length of the shift</translation>
    </message>
    <message>
        <source>tidak diketahui</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>{hours} jam {minutes} menit</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{n} dikonfirmasi</source>
        <translation>{n} confirmed</translation>
    </message>
    <message>
        <source>{n} bukan orang ini</source>
        <translation>{n} not this person</translation>
    </message>
    <message>
        <source>{n} tidak pasti</source>
        <translation>{n} cannot tell</translation>
    </message>
    <message>
        <source>{n} tidak dijawab</source>
        <translation>{n} not answered</translation>
    </message>
    <message>
        <source>Sif sebelumnya</source>
        <translation>Shifts before</translation>
    </message>
    <message>
        <source>Jumlah</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Sif ini: muncul selama sif ini. Sif sebelumnya: masih terbuka ketika sif ini dimulai.</source>
        <translation>This shift: raised during it. Shifts before: still open when it began.</translation>
    </message>
    <message>
        <source>Hasil menunggu dikirim</source>
        <translation>Results waiting to be sent</translation>
    </message>
    <message>
        <source>Semua sudah diterima pusat data.</source>
        <translation>The data centre has received them all.</translation>
    </message>
    <message>
        <source>Dikirim sendiri begitu terhubung.</source>
        <translation>They are sent by themselves once connected.</translation>
    </message>
    <message>
        <source>Satu peringatan belum dijawab.</source>
        <translation>One alert has not been answered.</translation>
    </message>
    <message>
        <source>{n} peringatan belum dijawab.</source>
        <translation>{n} alerts have not been answered.</translation>
    </message>
    <message>
        <source>Jawab dahulu, atau beri tahu pengganti Anda: peringatan tetap terbuka untuknya.</source>
        <translation>Answer first, or tell whoever takes over: what is open stays open.</translation>
    </message>
    <message>
        <source>Istirahat: kunci layar</source>
        <translation>Break: lock the screen</translation>
    </message>
    <message>
        <source>Selesai dan keluar</source>
        <translation>Finish and sign out</translation>
    </message>
    <message>
        <source>Serah terima</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Kasus belum ditutup</source>
        <translation>Cases not closed</translation>
    </message>
    <message>
        <source>Setelan layar dan suara</source>
        <translation>Screen and sound</translation>
    </message>
    <message>
        <source>Bahasa</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Indonesia</source>
        <translation>Indonesian</translation>
    </message>
    <message>
        <source>Inggris</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Tampilan</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Gelap</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Terang, untuk sinar matahari</source>
        <translation>Light, for sunshine</translation>
    </message>
    <message>
        <source>Ukuran huruf</source>
        <translation>Size of the text</translation>
    </message>
    <message>
        <source>{n} persen</source>
        <translation>{n} per cent</translation>
    </message>
    <message>
        <source>Tangan yang menyentuh</source>
        <translation>Hand that touches</translation>
    </message>
    <message>
        <source>Kanan</source>
        <translation>Right</translation>
    </message>
    <message>
        <source>Kiri</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>Latihan dan hasil Anda</source>
        <translation>Practice and your results</translation>
    </message>
    <message>
        <source>{setting} (milik Anda)</source>
        <translation>{setting} (your own)</translation>
    </message>
    <message>
        <source>Suara lebih pelan pada jam</source>
        <translation>Quieter sound at night</translation>
    </message>
    <message>
        <source>{start} sampai {end}</source>
        <translation>{start} to {end}</translation>
    </message>
    <message>
        <source>Tidak pernah</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Redupkan layar bila tidak ada orang</source>
        <translation>Dim the screen while nobody comes</translation>
    </message>
    <message>
        <source>Suara peringatan</source>
        <translation>Sound of alerts</translation>
    </message>
    <message>
        <source>Senyap</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>Coba suara</source>
        <translation>Try the sound</translation>
    </message>
    <message>
        <source>Pengeras suara tidak berfungsi. Perhatikan layar, dan beri tahu teknisi.</source>
        <translation>The loudspeaker does not work. Watch the screen, and tell the technician.</translation>
    </message>
    <message>
        <source>Petunjuk untuk tamu di layar ini</source>
        <translation>Guidance for visitors on this screen</translation>
    </message>
    <message>
        <source>Uji gerak wajah pada setiap verifikasi</source>
        <translation>Liveness check with every verification</translation>
    </message>
    <message>
        <source>Kunci layar bila tidak disentuh</source>
        <translation>Lock the screen when nobody touches it</translation>
    </message>
    <message>
        <source>Minta bantuan bila peringatan tidak dijawab</source>
        <translation>Call for help when an alert is not answered</translation>
    </message>
    <message>
        <source>Nyala</source>
        <translation>On</translation>
    </message>
    <message>
        <source>Mati</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>Arah kamera</source>
        <translation>Where the camera looks</translation>
    </message>
    <message>
        <source>Arah sekarang benar</source>
        <translation>This view is right</translation>
    </message>
    <message>
        <source>Arah kamera sekarang menjadi acuan.</source>
        <translation>The camera&apos;s present view is the reference now.</translation>
    </message>
    <message>
        <source>Tutup Gapura</source>
        <translation>Close Gapura</translation>
    </message>
    <message>
        <source>Ya, tutup</source>
        <translation>Yes, close it</translation>
    </message>
    <message>
        <source>Lajur ini tidak dijaga bila Gapura ditutup</source>
        <translation>Nobody watches this lane when Gapura is closed</translation>
    </message>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Masuk sebagai petugas</source>
        <translation>Officer sign-in</translation>
    </message>
    <message>
        <source>Layar terkunci</source>
        <translation>Screen locked</translation>
    </message>
    <message>
        <source>Ketik nomor petugas, atau tempelkan kartu petugas pada alat pindai.</source>
        <translation>Type your officer number, or hold your badge to the scanner.</translation>
    </message>
    <message>
        <source>Ketik PIN, lalu sentuh {key}.</source>
        <translation>Type your PIN, then touch {key}.</translation>
    </message>
    <message>
        <source>Sif {name} sejak {time}.</source>
        <translation>{name}&apos;s shift, since {time}.</translation>
    </message>
    <message>
        <source>Bila petugas lain masuk, sif ini beralih kepadanya.</source>
        <translation>If another officer signs in, this shift becomes theirs.</translation>
    </message>
    <message>
        <source>PIN, 6 sampai 12 angka</source>
        <translation>PIN, 6 to 12 digits</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Masuk</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Buka kunci</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Memeriksa…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Petugas lain</source>
        <translation>Another officer</translation>
    </message>
    <message>
        <source>Huruf A–Z</source>
        <translation>Letters A–Z</translation>
    </message>
    <message>
        <source>Angka 0–9</source>
        <translation>Digits 0–9</translation>
    </message>
    <message>
        <source>Nomor atau PIN salah.</source>
        <translation>The number or the PIN is wrong.</translation>
    </message>
    <message>
        <source>Periksa nomor petugas, lalu ketik PIN sekali lagi.</source>
        <translation>Check the officer number, then type the PIN once more.</translation>
    </message>
    <message>
        <source>PIN tadi salah. Nomor ini harus menunggu sebentar.</source>
        <translation>The last PIN was wrong. This number must wait a moment.</translation>
    </message>
    <message>
        <source>Nomor ini terkunci sementara karena PIN salah berulang kali.</source>
        <translation>This number is locked for a while, after several wrong PINs.</translation>
    </message>
    <message>
        <source>Terlalu banyak percobaan yang salah di terminal ini.</source>
        <translation>There were too many wrong tries at this terminal.</translation>
    </message>
    <message>
        <source>Coba lagi dalam {duration}.</source>
        <translation>Try again in {duration}.</translation>
    </message>
    <message>
        <source>Silakan coba lagi.</source>
        <translation>You may try again.</translation>
    </message>
    <message>
        <source>Petugas lain tetap dapat masuk.</source>
        <translation>Other officers can still sign in.</translation>
    </message>
    <message>
        <source>Akun Anda dicabut atau ditangguhkan, dan Anda sudah dikeluarkan.</source>
        <translation>Your account was withdrawn or suspended, and you have been signed out.</translation>
    </message>
    <message>
        <source>Hubungi pengawas; petugas lain dapat masuk sekarang.</source>
        <translation>Ask your supervisor; another officer can sign in now.</translation>
    </message>
    <message>
        <source>Akun petugas sedang dibuka.</source>
        <translation>The officers&apos; accounts are being opened.</translation>
    </message>
    <message>
        <source>Akun petugas belum tiba dari pusat data.</source>
        <translation>The officers&apos; accounts have not arrived from the data centre.</translation>
    </message>
    <message>
        <source>Tunggu sampai terminal terhubung, atau panggil teknisi untuk membawanya dengan flashdisk.</source>
        <translation>Wait until the terminal is connected, or call the technician to bring them on a USB stick.</translation>
    </message>
    <message>
        <source>Sif selesai dan sudah dicatat.</source>
        <translation>The shift is over and has been recorded.</translation>
    </message>
    <message>
        <source>Petugas berikutnya dapat masuk.</source>
        <translation>The next officer may sign in.</translation>
    </message>
    <message>
        <source>PIN tidak dapat diperiksa.</source>
        <translation>The PIN could not be checked.</translation>
    </message>
    <message>
        <source>Coba sekali lagi; bila tetap begini, panggil teknisi.</source>
        <translation>Try once more; if it stays so, call the technician.</translation>
    </message>
    <message>
        <source>Petugas kedua harus orang lain.</source>
        <translation>The second officer must be somebody else.</translation>
    </message>
    <message>
        <source>Minta rekan mengetik nomor dan PIN-nya sendiri.</source>
        <translation>Ask a colleague to type their own number and PIN.</translation>
    </message>
    <message>
        <source>Peran petugas ini tidak menjawab peringatan.</source>
        <translation>This officer&apos;s role does not answer alerts.</translation>
    </message>
    <message>
        <source>Minta petugas atau pengawas lain.</source>
        <translation>Ask another officer or a supervisor.</translation>
    </message>
    <message>
        <source>Yang terbaca bukan kartu petugas.</source>
        <translation>What was read is no officer&apos;s badge.</translation>
    </message>
    <message>
        <source>Tempelkan kartu petugas, atau ketik nomornya di layar.</source>
        <translation>Hold an officer&apos;s badge to the scanner, or type its number on the screen.</translation>
    </message>
    <message>
        <source>Nomor petugas belum diketik.</source>
        <translation>No officer number has been typed yet.</translation>
    </message>
    <message>
        <source>PIN belum lengkap.</source>
        <translation>The PIN is not complete.</translation>
    </message>
    <message>
        <source>PIN terdiri dari 6 sampai 12 angka.</source>
        <translation>A PIN has 6 to 12 digits.</translation>
    </message>
    <message>
        <source>{date} pukul {time}</source>
        <translation>{date}, {time}</translation>
    </message>
    <message>
        <source>baru saja</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>{duration} lalu</source>
        <translation>{duration} ago</translation>
    </message>
    <message>
        <source>tanggalnya belum tiba</source>
        <translation>dated in the future</translation>
    </message>
    <message>
        <source>Di lajur ini</source>
        <translation>At this lane</translation>
    </message>
    <message>
        <source>Foto di daftar</source>
        <translation>On the list</translation>
    </message>
    <message>
        <source>Tidak ada foto</source>
        <translation>No photograph</translation>
    </message>
    <message>
        <source>Tanpa nama</source>
        <translation>No name</translation>
    </message>
    <message>
        <source>Bukan orang ini</source>
        <translation>Not this person</translation>
    </message>
    <message>
        <source>Tidak dijawab</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Kosongkan</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Orang terlihat</source>
        <translation>People seen</translation>
    </message>
    <message>
        <source>Wajah terbaca</source>
        <translation>Faces captured</translation>
    </message>
    <message>
        <source>Keterbacaan wajah</source>
        <translation>Capture rate</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <translation>Verifications</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <comment>verb</comment>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Lajur</source>
        <translation>Lane</translation>
    </message>
    <message>
        <source>Latihan</source>
        <translation>Practice</translation>
    </message>
    <message>
        <source>Semua lajur</source>
        <translation>All lanes</translation>
    </message>
    <message>
        <source>Nomor petugas</source>
        <translation>Officer number</translation>
    </message>
    <message>
        <source>Masih terbuka</source>
        <translation>Still open</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Jam terminal diubah selama sif ini.</source>
        <translation>The terminal&apos;s clock was changed during this shift.</translation>
    </message>
    <message>
        <source>{n} wajah terbaca</source>
        <translation>{n} faces captured</translation>
    </message>
    <message>
        <source>NIK {number}</source>
        <translation>NIK {number}</translation>
    </message>
    <message>
        <source>Paspor {number}</source>
        <translation>Passport {number}</translation>
    </message>
    <message>
        <source>Untuk teknisi: {detail}</source>
        <translation>For the technician: {detail}</translation>
    </message>
    <message>
        <source>{name} (tidak tampil seperti tertulis)</source>
        <translation>{name} (not shown as written)</translation>
    </message>
    <message>
        <source>Cari identitas</source>
        <translation>Identify a person</translation>
    </message>
    <message>
        <source>Untuk keperluan apa orang di depan kamera dicari di pusat data?</source>
        <translation>For what purpose is the person in front of the camera looked for at the data centre?</translation>
    </message>
    <message>
        <source>Setiap pencarian dicatat dengan nomor petugas dan keperluannya.</source>
        <translation>Each search is recorded with the officer&apos;s number and the purpose.</translation>
    </message>
    <message>
        <source>Dokumen hilang atau tidak dibawa</source>
        <translation>Documents lost or not carried</translation>
    </message>
    <message>
        <source>Keaslian dokumen diragukan</source>
        <translation>Doubtful document</translation>
    </message>
    <message>
        <source>Sakit atau tidak dapat berbicara</source>
        <translation>Unwell or unable to speak</translation>
    </message>
    <message>
        <source>Anak terpisah dari keluarganya</source>
        <translation>Child separated from its family</translation>
    </message>
    <message>
        <source>Permintaan tertulis dari pihak berwenang</source>
        <translation>Written order of an authority</translation>
    </message>
    <message>
        <source>Peran Anda tidak mencari identitas.</source>
        <translation>Your role does not identify people.</translation>
    </message>
    <message>
        <source>Minta pengawas masuk untuk pencarian ini.</source>
        <translation>Let a supervisor sign in for this search.</translation>
    </message>
    <message>
        <source>Minta orang itu melihat ke kamera.</source>
        <translation>Ask the person to look into the camera.</translation>
    </message>
    <message>
        <source>Orang dalam bingkai ini yang dicari?</source>
        <translation>Is the framed person the one to search for?</translation>
    </message>
    <message>
        <source>Wajahnya dikirim ke pusat data setelah Anda membenarkannya. Bila bukan, sentuh wajah yang benar.</source>
        <translation>The face goes to the data centre once you say yes. If it is another person, touch the right face.</translation>
    </message>
    <message>
        <source>Ya, cari orang ini</source>
        <translation>Yes, search for this person</translation>
    </message>
    <message>
        <source>Pusat data sedang mencari.</source>
        <translation>The data centre is searching.</translation>
    </message>
    <message>
        <source>Tidak ada orang yang mirip di pusat data.</source>
        <translation>The data centre has no candidate.</translation>
    </message>
    <message>
        <source>Mungkin tidak terdaftar, atau wajahnya kurang jelas. Coba lagi, atau tanyakan cara lain.</source>
        <translation>Perhaps not enrolled, or the face was not clear. Try once more, or ask in another way.</translation>
    </message>
    <message>
        <source>Satu kemungkinan ditemukan.</source>
        <translation>One candidate was found.</translation>
    </message>
    <message>
        <source>{n} kemungkinan ditemukan, yang terkuat di atas.</source>
        <translation>{n} candidates were found, the strongest first.</translation>
    </message>
    <message>
        <source>Kemungkinan bukan kepastian: bandingkan dengan hal lain yang Anda ketahui. Sentuh nama untuk fotonya.</source>
        <translation>A candidate is no certainty: compare with something else that you know. Touch a name for the photograph.</translation>
    </message>
    <message>
        <source>{name}: foto di daftar tamu</source>
        <translation>{name}: photograph on the guest list</translation>
    </message>
    <message>
        <source>{name}: fotonya tetap di pusat data</source>
        <translation>{name}: the photograph stays at the data centre</translation>
    </message>
    <message>
        <source>Pusat data tidak tersambung; pencarian tidak mungkin sekarang.</source>
        <translation>The data centre is not connected; no search is possible now.</translation>
    </message>
    <message>
        <source>Tanyakan identitas dengan cara lain, dan coba lagi setelah tersambung.</source>
        <translation>Ask who it is in another way, and try again once it is connected.</translation>
    </message>
    <message>
        <source>Terminal ini tidak memiliki pusat data.</source>
        <translation>This terminal has no data centre.</translation>
    </message>
    <message>
        <source>Pencarian hanya ada pada terminal yang terhubung.</source>
        <translation>Searches are for terminals that have one.</translation>
    </message>
    <message>
        <source>Pencarian dihentikan.</source>
        <translation>The search was stopped.</translation>
    </message>
    <message>
        <source>Pencarian gagal karena gangguan di terminal.</source>
        <translation>The search failed because of a fault in the terminal.</translation>
    </message>
    <message>
        <source>Coba sekali lagi; bila tetap begini, beri tahu pengawas.</source>
        <translation>Try once more; if it stays so, tell a supervisor.</translation>
    </message>
    <message>
        <source>Minta orang itu mendekat, lalu mulai lagi.</source>
        <translation>Ask the person to step closer, then begin again.</translation>
    </message>
    <message>
        <source>Pusat data tidak melayani pencarian dari pos ini.</source>
        <translation>The data centre serves no searches of this checkpoint.</translation>
    </message>
    <message>
        <source>Perjanjian pos ini tidak mencakupnya. Hubungi pengawas.</source>
        <translation>The agreement of this checkpoint does not cover them. Call a supervisor.</translation>
    </message>
    <message>
        <source>Tanyakan identitas dengan cara lain, dan beri tahu pengawas.</source>
        <translation>Ask for the identity in another way, and tell the supervisor.</translation>
    </message>
    <message>
        <source>Hentikan</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Pencarian baru</source>
        <translation>New search</translation>
    </message>
    <message>
        <source>Verifikasi orang</source>
        <translation>Verify a person</translation>
    </message>
    <message>
        <source>NIK, 16 angka</source>
        <translation>NIK, 16 digits</translation>
    </message>
    <message>
        <source>Ketik NIK, tunjukkan kode QR kartu ke kamera, atau pindai paspor dengan alat pindai.</source>
        <translation>Type the NIK, hold the card&apos;s QR code to the camera, or scan the passport with the scanner.</translation>
    </message>
    <message>
        <source>Periksa orang ini</source>
        <translation>Check this person</translation>
    </message>
    <message>
        <source>Tanpa dokumen</source>
        <translation>Without a document</translation>
    </message>
    <message>
        <source>Laki-laki, lahir {date}, {age}</source>
        <translation>Man, born {date}, {age} old</translation>
    </message>
    <message>
        <source>Perempuan, lahir {date}, {age}</source>
        <translation>Woman, born {date}, {age} old</translation>
    </message>
    <message>
        <source>Laki-laki</source>
        <translation>Man</translation>
    </message>
    <message>
        <source>Perempuan</source>
        <translation>Woman</translation>
    </message>
    <message>
        <source>NIK dari {names}</source>
        <translation>NIK from {names}</translation>
    </message>
    <message>
        <source>Kode wilayah {code} tidak dikenal terminal: cocokkan dengan kartunya</source>
        <translation>Region code {code} is not known to the terminal: look at the card again</translation>
    </message>
    <message>
        <source>NIK dari {names}; kode {code} tidak dikenal terminal: cocokkan dengan kartunya</source>
        <translation>NIK from {names}; code {code} is not known to the terminal: look at the card again</translation>
    </message>
    <message>
        <source>Tunjukkan kode di sini</source>
        <translation>Show the code here</translation>
    </message>
    <message>
        <source>Kamera tidak menyala; kode tidak dapat dibaca.</source>
        <translation>The camera is off; codes cannot be read.</translation>
    </message>
    <message>
        <source>Kode provinsi (angka 1 dan 2) tidak ada.</source>
        <translation>There is no such province code (digits 1 and 2).</translation>
    </message>
    <message>
        <source>Kode kabupaten atau kota (angka 3 dan 4) tidak ada.</source>
        <translation>There is no such regency or city code (digits 3 and 4).</translation>
    </message>
    <message>
        <source>Kode kecamatan (angka 5 dan 6) tidak ada.</source>
        <translation>There is no such district code (digits 5 and 6).</translation>
    </message>
    <message>
        <source>Tanggal lahir (angka 7 dan 8) tidak mungkin: 01 sampai 31, atau 41 sampai 71 bagi perempuan.</source>
        <translation>The day of birth (digits 7 and 8) cannot be: 01 to 31, or 41 to 71 for women.</translation>
    </message>
    <message>
        <source>Bulan lahir (angka 9 dan 10) tidak sesuai dengan tanggalnya.</source>
        <translation>The month of birth (digits 9 and 10) does not go with the day.</translation>
    </message>
    <message>
        <source>Tahun lahir (angka 11 dan 12) tidak sesuai dengan tanggalnya.</source>
        <translation>The year of birth (digits 11 and 12) does not go with the day.</translation>
    </message>
    <message>
        <source>Nomor urut (empat angka terakhir) tidak boleh 0000.</source>
        <translation>The running number (the last four digits) cannot be 0000.</translation>
    </message>
    <message>
        <source>Cocokkan dengan kartunya, lalu hapus dan ketik lagi angka itu.</source>
        <translation>Look at the card again, then delete and retype those digits.</translation>
    </message>
    <message>
        <source>NIK hanya berisi angka; yang lain tidak dimasukkan.</source>
        <translation>A NIK has digits only; the rest was not taken.</translation>
    </message>
    <message>
        <source>Ketik angka di kartu satu per satu.</source>
        <translation>Type the digits on the card one by one.</translation>
    </message>
    <message>
        <source>NIK sudah 16 angka; angka berikutnya tidak dimasukkan.</source>
        <translation>The NIK already has 16 digits; further ones were not taken.</translation>
    </message>
    <message>
        <source>Sentuh {key} bila angkanya benar, atau hapus yang salah.</source>
        <translation>Touch {key} if the digits are right, or delete the wrong ones.</translation>
    </message>
    <message>
        <source>Kode itu kosong.</source>
        <translation>That code is empty.</translation>
    </message>
    <message>
        <source>Kode itu terlalu panjang dan tidak dibaca.</source>
        <translation>That code is too long and was not read.</translation>
    </message>
    <message>
        <source>Kode itu tidak berisi NIK.</source>
        <translation>That code holds no NIK.</translation>
    </message>
    <message>
        <source>Kode itu berisi 16 angka yang tidak mungkin sebuah NIK.</source>
        <translation>That code holds 16 digits that cannot be a NIK.</translation>
    </message>
    <message>
        <source>Itu nomor kartu keluarga (KK), bukan NIK seseorang.</source>
        <translation>That is the number of a family card (KK), not anybody&apos;s NIK.</translation>
    </message>
    <message>
        <source>Terbaca NIK lebih dari satu orang.</source>
        <translation>NIKs of more than one person were read.</translation>
    </message>
    <message>
        <source>Tunjukkan satu kode kartu identitas, atau ketik NIK-nya.</source>
        <translation>Show the one code of an identity card, or type the NIK.</translation>
    </message>
    <message>
        <source>Kode tamu itu tidak ada dalam daftar tamu.</source>
        <translation>That visitor&apos;s code is not on the guest list.</translation>
    </message>
    <message>
        <source>Paspor itu tidak ada dalam daftar tamu.</source>
        <translation>That passport is not on the guest list.</translation>
    </message>
    <message>
        <source>Cari namanya di layar tamu, atau ketik NIK-nya.</source>
        <translation>Look for the name on the visitors&apos; screen, or type the NIK.</translation>
    </message>
    <message>
        <source>Dokumen itu tidak dapat diperiksa karena gangguan di terminal.</source>
        <translation>That document could not be checked because of a fault in the terminal.</translation>
    </message>
    <message>
        <source>Coba sekali lagi; bila tetap begini, bandingkan sendiri dan panggil teknisi.</source>
        <translation>Try once more; if it stays so, compare by eye and call the technician.</translation>
    </message>
    <message>
        <source>Baris pertama paspor terbaca. Pindai sampai baris terakhir.</source>
        <translation>The passport&apos;s first line was read. Scan it to the last line.</translation>
    </message>
    <message>
        <source>Baris MRZ paspor tidak terbaca seluruhnya.</source>
        <translation>The passport&apos;s machine-readable lines were not read in full.</translation>
    </message>
    <message>
        <source>Yang terbaca bukan paspor atau kartu perjalanan.</source>
        <translation>What was read is no passport or travel card.</translation>
    </message>
    <message>
        <source>Yang terbaca adalah visa, bukan halaman identitas.</source>
        <translation>What was read is a visa, not the identity page.</translation>
    </message>
    <message>
        <source>Ada huruf atau angka yang salah terbaca pada {field}.</source>
        <translation>A letter or digit of the {field} was misread.</translation>
    </message>
    <message>
        <source>Ada tanda yang tidak dapat dibaca pada paspor.</source>
        <translation>The passport has a sign that could not be read.</translation>
    </message>
    <message>
        <source>Angka pemeriksa untuk {field} tidak cocok.</source>
        <translation>The check digit of the {field} does not match.</translation>
    </message>
    <message>
        <source>Menurut kalender, {field} itu tidak ada.</source>
        <translation>By the calendar there is no such {field}.</translation>
    </message>
    <message>
        <source>Bersihkan halaman identitas, lalu pindai sekali lagi dengan lurus.</source>
        <translation>Clean the identity page, then scan it once more, straight.</translation>
    </message>
    <message>
        <source>Bila tetap ditolak, periksa keaslian dokumen dan minta pengawas melihatnya.</source>
        <translation>If it is refused again, examine the document and let a supervisor see it.</translation>
    </message>
    <message>
        <source>nomor dokumen</source>
        <translation>document number</translation>
    </message>
    <message>
        <source>tanggal lahir</source>
        <translation>date of birth</translation>
    </message>
    <message>
        <source>tanggal habis berlaku</source>
        <translation>date of expiry</translation>
    </message>
    <message>
        <source>data tambahan</source>
        <translation>additional data</translation>
    </message>
    <message>
        <source>seluruh baris</source>
        <translation>whole line</translation>
    </message>
    <message>
        <source>jenis kelamin</source>
        <translation>sex</translation>
    </message>
    <message>
        <source>nama</source>
        <translation>name</translation>
    </message>
    <message>
        <source>negara penerbit</source>
        <translation>issuing state</translation>
    </message>
    <message>
        <source>kewarganegaraan</source>
        <translation>nationality</translation>
    </message>
    <message>
        <source>Di depan kamera</source>
        <translation>In front of the camera</translation>
    </message>
    <message>
        <source>Foto dari kamera</source>
        <translation>Camera picture</translation>
    </message>
    <message>
        <source>Di daftar tamu</source>
        <translation>On the guest list</translation>
    </message>
    <message>
        <source>Nama tidak diketahui di terminal</source>
        <translation>The name is not known at the terminal</translation>
    </message>
    <message>
        <source>Kewarganegaraan {code}</source>
        <translation>Nationality {code}</translation>
    </message>
    <message>
        <source>Lahir {date}</source>
        <translation>Born {date}</translation>
    </message>
    <message>
        <source>Terjadwal hari ini</source>
        <translation>Expected today</translation>
    </message>
    <message>
        <source>Terjadwal tanggal {date}, bukan hari ini</source>
        <translation>Expected on {date}, not today</translation>
    </message>
    <message>
        <source>Tidak ada dalam daftar tamu</source>
        <translation>Not on the guest list</translation>
    </message>
    <message>
        <source>Di daftar tamu, nomor paspor ini atas nama {name}. Berbeda: {what}.</source>
        <translation>The guest list has this passport number for {name}. Different: {what}.</translation>
    </message>
    <message>
        <source>Paspor sudah habis berlaku {date}.</source>
        <translation>The passport expired on {date}.</translation>
    </message>
    <message>
        <source>Minta orang ini melihat ke kamera.</source>
        <translation>Ask this person to look into the camera.</translation>
    </message>
    <message>
        <source>Wajah terbuka, satu orang saja di depan kamera. {duration} lagi.</source>
        <translation>Face uncovered, one person alone in front of the camera. {duration} left.</translation>
    </message>
    <message>
        <source>Orang dalam bingkai ini yang diperiksa?</source>
        <translation>Is the framed person the one to check?</translation>
    </message>
    <message>
        <source>Bila bukan, sentuh wajah yang benar di gambar. Sebelum itu tidak ada yang ditanyakan.</source>
        <translation>If not, touch the right face in the picture. Nothing is asked before that.</translation>
    </message>
    <message>
        <source>Ya, orang ini</source>
        <translation>Yes, this person</translation>
    </message>
    <message>
        <source>Dalam bingkai: yang diperiksa</source>
        <translation>Framed: who is checked</translation>
    </message>
    <message>
        <source>Jawaban ditunggu paling lama {duration} lagi.</source>
        <translation>Its answer is awaited for {duration} more at most.</translation>
    </message>
    <message>
        <source>Wajah cocok dengan foto NIK ini.</source>
        <translation>The face agrees with the photograph of this NIK.</translation>
    </message>
    <message>
        <source>Bandingkan dengan foto di kartu, lalu putuskan.</source>
        <translation>Compare with the photograph on the card, then decide.</translation>
    </message>
    <message>
        <source>Wajah cocok dengan foto di daftar tamu.</source>
        <translation>The face agrees with the photograph on the guest list.</translation>
    </message>
    <message>
        <source>Bandingkan dengan nama dan foto pada dokumen, lalu putuskan.</source>
        <translation>Compare with the name and the photograph on the document, then decide.</translation>
    </message>
    <message>
        <source>Wajah tidak cocok dengan foto di daftar tamu.</source>
        <translation>The face does not agree with the photograph on the guest list.</translation>
    </message>
    <message>
        <source>Pusat data tidak membenarkan wajah dan NIK ini.</source>
        <translation>The data centre does not confirm this face with this NIK.</translation>
    </message>
    <message>
        <source>Wajah dalam gambar ini tidak dapat dibandingkan.</source>
        <translation>The face in this picture cannot be compared.</translation>
    </message>
    <message>
        <source>Ada yang tidak cocok. Mengapa tetap dipersilakan masuk?</source>
        <translation>Something does not agree. Why let them in all the same?</translation>
    </message>
    <message>
        <source>Mengapa orang ini ditolak?</source>
        <translation>Why is this person turned away?</translation>
    </message>
    <message>
        <source>Alasannya dicatat bersama nomor Anda.</source>
        <translation>The reason is recorded with your number.</translation>
    </message>
    <message>
        <source>Orangnya sama menurut mata saya</source>
        <translation>The same person to my eye</translation>
    </message>
    <message>
        <source>Hanya penulisannya yang berbeda</source>
        <translation>Only written in another way</translation>
    </message>
    <message>
        <source>Dokumen lain membuktikannya</source>
        <translation>Another document proves it</translation>
    </message>
    <message>
        <source>Diputuskan pengawas</source>
        <translation>Decided by a supervisor</translation>
    </message>
    <message>
        <source>Bukan pemilik dokumen</source>
        <translation>Not the holder of the document</translation>
    </message>
    <message>
        <source>Dokumen palsu, rusak, atau habis berlaku</source>
        <translation>Document forged, damaged or expired</translation>
    </message>
    <message>
        <source>Bukan tamu hari ini</source>
        <translation>Not expected today</translation>
    </message>
    <message>
        <source>Aturan pos tidak membolehkan</source>
        <translation>The checkpoint&apos;s rules do not allow it</translation>
    </message>
    <message>
        <source>{name} dipersilakan masuk. Berlaku dalam {n} detik.</source>
        <translation>{name} is let in. It counts in {n} seconds.</translation>
    </message>
    <message>
        <source>{name} ditolak. Berlaku dalam {n} detik.</source>
        <translation>{name} is turned away. It counts in {n} seconds.</translation>
    </message>
    <message>
        <source>Batalkan keputusan</source>
        <translation>Undo the decision</translation>
    </message>
    <message>
        <source>Pakai untuk jawaban</source>
        <translation>Use for the answer</translation>
    </message>
    <message>
        <source>Dokumen lain</source>
        <translation>Another document</translation>
    </message>
    <message>
        <source>Dokumen atas nama {name}: {result}</source>
        <translation>Document of {name}: {result}</translation>
    </message>
    <message>
        <source>Dokumennya: {result}</source>
        <translation>Their document: {result}</translation>
    </message>
    <message>
        <source>Wajah tidak dibandingkan terminal.</source>
        <translation>The terminal compared no face.</translation>
    </message>
    <message>
        <source>Dokumennya berbeda dengan daftar tamu.</source>
        <translation>The document is not as on the guest list.</translation>
    </message>
    <message>
        <source>Jatah pertanyaan ke pusat data untuk hari ini sudah habis.</source>
        <translation>Today&apos;s questions to the data centre are used up.</translation>
    </message>
    <message>
        <source>{words}: paling banyak 1 dari {people} orang lain semirip ini.</source>
        <translation>{words}: at most 1 of {people} other people is as alike.</translation>
    </message>
    <message>
        <source>Gerakan {done} dari {of} selesai. {duration} lagi.</source>
        <translation>{done} of {of} movements done. {duration} left.</translation>
    </message>
    <message>
        <source>Pusat data sedang ditanya.</source>
        <translation>The data centre is being asked.</translation>
    </message>
    <message>
        <source>Belum pasti apakah orangnya sama.</source>
        <translation>It is not certain whether this is the person.</translation>
    </message>
    <message>
        <source>Lihat foto pada dokumen, minta melihat lurus ke kamera, lalu bandingkan lagi.</source>
        <translation>Look at the document&apos;s photograph, ask for a straight look, then compare again.</translation>
    </message>
    <message>
        <source>Tetap sopan. Bandingkan lagi sekali; bila sama, minta pengawas memutuskan.</source>
        <translation>Stay polite. Compare once more; if it is the same, let a supervisor decide.</translation>
    </message>
    <message>
        <source>Pusat data tidak mengenal NIK ini, atau tidak memiliki fotonya.</source>
        <translation>The data centre does not know this NIK, or has no photograph of it.</translation>
    </message>
    <message>
        <source>Wajahnya lain, NIK-nya tidak terdaftar, atau fotonya tidak ada. Bandingkan dengan foto pada dokumen, lalu putuskan.</source>
        <translation>It is another face, the NIK is not registered, or there is no photograph. Compare with the photograph on the document, then decide.</translation>
    </message>
    <message>
        <source>Pusat data menolak pertanyaan dari pos ini.</source>
        <translation>The data centre refuses questions of this checkpoint.</translation>
    </message>
    <message>
        <source>Pusat data tidak tersambung, dan tidak ada foto di terminal.</source>
        <translation>The data centre is not connected, and the terminal has no photograph.</translation>
    </message>
    <message>
        <source>Terminal ini tidak memiliki pusat data, dan tidak ada foto di terminal.</source>
        <translation>This terminal has no data centre, and there is no photograph here.</translation>
    </message>
    <message>
        <source>Pusat data tidak menjawab dalam {n} detik.</source>
        <translation>The data centre did not answer within {n} seconds.</translation>
    </message>
    <message>
        <source>Pertanyaan ke pusat data dihentikan.</source>
        <translation>The question to the data centre was stopped.</translation>
    </message>
    <message>
        <source>Wajah tidak dapat dibandingkan karena gangguan di terminal.</source>
        <translation>No face could be compared because of a fault in the terminal.</translation>
    </message>
    <message>
        <source>Tidak ada wajah yang terlihat jelas di depan kamera.</source>
        <translation>No face was clearly seen in front of the camera.</translation>
    </message>
    <message>
        <source>Minta orang itu mendekat dan melihat ke kamera, lalu bandingkan lagi.</source>
        <translation>Ask the person to step closer and look into the camera, then compare again.</translation>
    </message>
    <message>
        <source>Terminal tidak memiliki foto orang ini.</source>
        <translation>The terminal has no photograph of this person.</translation>
    </message>
    <message>
        <source>Anda membandingkan sendiri, tanpa terminal.</source>
        <translation>You compare by eye, without the terminal.</translation>
    </message>
    <message>
        <source>Bandingkan orangnya dengan foto pada dokumen, lalu putuskan.</source>
        <translation>Compare the person with the photograph in the document, then decide.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}. Dari {people} orang lain, sekitar satu semirip ini.</source>
        <translation>Score {score}, threshold {threshold}. Of {people} other people, about one is as alike.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}. Dari {people} orang lain, paling banyak satu semirip ini.</source>
        <translation>Score {score}, threshold {threshold}. Of {people} other people, at most one is as alike.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}.</source>
        <translation>Score {score}, threshold {threshold}.</translation>
    </message>
    <message>
        <source>Dibandingkan oleh pusat data.</source>
        <translation>Compared by the data centre.</translation>
    </message>
    <message>
        <source>Minta menoleh ke arah kirinya sendiri.</source>
        <translation>Ask for a turn of the head to their own left.</translation>
    </message>
    <message>
        <source>Minta menoleh ke arah kanannya sendiri.</source>
        <translation>Ask for a turn of the head to their own right.</translation>
    </message>
    <message>
        <source>Minta memejamkan mata sebentar.</source>
        <translation>Ask them to close their eyes for a moment.</translation>
    </message>
    <message>
        <source>Minta tersenyum lebar.</source>
        <translation>Ask for a broad smile.</translation>
    </message>
    <message>
        <source>Minta melihat lurus ke kamera.</source>
        <translation>Ask for a straight look into the camera.</translation>
    </message>
    <message>
        <source>Gerakannya sesuai permintaan.</source>
        <translation>The movements were those asked for.</translation>
    </message>
    <message>
        <source>Gerakan tidak sesuai permintaan.</source>
        <translation>The movements were not those asked for.</translation>
    </message>
    <message>
        <source>Orangnya berganti di tengah gerakan.</source>
        <translation>Somebody else stood there during the movements.</translation>
    </message>
    <message>
        <source>Wajahnya hilang dari gambar di tengah gerakan.</source>
        <translation>The face left the picture during the movements.</translation>
    </message>
    <message>
        <source>Waktu untuk gerakan habis.</source>
        <translation>The time for the movements is over.</translation>
    </message>
    <message>
        <source>Gerakan dapat diminta sekali lagi.</source>
        <translation>They can be asked for once more.</translation>
    </message>
    <message>
        <source>Gerakan tidak diminta lagi. Periksa orangnya sendiri.</source>
        <translation>They are not asked for again. Check the person yourself.</translation>
    </message>
    <message>
        <source>Persilakan masuk</source>
        <translation>Let in</translation>
    </message>
    <message>
        <source>Tolak</source>
        <translation>Turn away</translation>
    </message>
    <message>
        <source>Bandingkan lagi</source>
        <translation>Compare again</translation>
    </message>
    <message>
        <source>Minta gerakan</source>
        <translation>Ask for movements</translation>
    </message>
    <message>
        <source>Bandingkan sendiri</source>
        <translation>Compare by eye</translation>
    </message>
    <message>
        <source>Jangan tunggu</source>
        <translation>Do not wait</translation>
    </message>
    <message>
        <source>Orang berikutnya</source>
        <translation>Next person</translation>
    </message>
    <message>
        <source>Keputusan tentang {name} dibatalkan. Periksa orang itu lagi.</source>
        <translation>The decision about {name} was taken back. Check that person again.</translation>
    </message>
    <message>
        <source>Keputusan tentang {name} sudah berlaku.</source>
        <translation>The decision about {name} counts already.</translation>
    </message>
    <message>
        <source>Selesaikan pemeriksaan orang ini dahulu, lalu pindai lagi.</source>
        <translation>Finish with this person first, then scan again.</translation>
    </message>
    <message>
        <source>Tamu dan keluarga</source>
        <translation>Visitors and families</translation>
    </message>
    <message>
        <source>Cari nama, NIK, atau paspor</source>
        <translation>Search name, NIK or passport</translation>
    </message>
    <message>
        <source>Hari ini
{count}</source>
        <translation>Today
{count}</translation>
    </message>
    <message>
        <source>Sudah datang
{count}</source>
        <translation>Arrived
{count}</translation>
    </message>
    <message>
        <source>Belum datang
{count}</source>
        <translation>Not arrived
{count}</translation>
    </message>
    <message>
        <source>Semua hari
{count}</source>
        <translation>All days
{count}</translation>
    </message>
    <message>
        <source>Rombongan
{count}</source>
        <translation>Parties
{count}</translation>
    </message>
    <message>
        <source>{day}: {due} tamu, {came} sudah datang, {missing} belum datang.</source>
        <translation>{day}: {due} visitors, {came} arrived, {missing} not yet.</translation>
    </message>
    <message>
        <source>{count} tamu cocok dengan “{query}”.</source>
        <translation>{count} visitors found for “{query}”.</translation>
    </message>
    <message>
        <source>{party}: {count} tamu dalam daftar ini.</source>
        <translation>{party}: {count} visitors in this list.</translation>
    </message>
    <message>
        <source>{day}: sentuh rombongan untuk melihat tamunya.</source>
        <translation>{day}: touch a party to see its visitors.</translation>
    </message>
    <message>
        <source>Datang pukul {time}</source>
        <translation>Arrived at {time}</translation>
    </message>
    <message>
        <source>Belum datang</source>
        <translation>Not arrived yet</translation>
    </message>
    <message>
        <source>Terjadwal {day}</source>
        <translation>Expected {day}</translation>
    </message>
    <message>
        <source>Nomor dokumen tidak tercatat</source>
        <translation>No document number on record</translation>
    </message>
    <message>
        <source>Tanpa rombongan</source>
        <translation>Without a party</translation>
    </message>
    <message>
        <source>{came} dari {due} sudah datang</source>
        <translation>{came} of {due} arrived</translation>
    </message>
    <message>
        <source>Kartu keluarga (KK) {number}</source>
        <translation>Family card (KK) {number}</translation>
    </message>
    <message>
        <source>Kartu keluarga tidak tercatat</source>
        <translation>No family card on record</translation>
    </message>
    <message>
        <source>Rombongan: {party}</source>
        <translation>Party: {party}</translation>
    </message>
    <message>
        <source>Anak, {age}</source>
        <translation>Child, {age}</translation>
    </message>
    <message>
        <source>Anak, {age}, bersama {adults}</source>
        <translation>Child, {age}, with {adults}</translation>
    </message>
    <message>
        <source>Usia tidak tercatat</source>
        <translation>Age not on record</translation>
    </message>
    <message>
        <source>Satu kartu keluarga: {count} orang</source>
        <translation>One family card: {count} people</translation>
    </message>
    <message>
        <source>Tidak ada anggota keluarga lain yang terjadwal pada hari yang sama.</source>
        <translation>No other member of the family is expected on the same day.</translation>
    </message>
    <message>
        <source>Anak: di bawah 17 tahun (usia wajib KTP) menurut tanggal lahir dalam NIK.</source>
        <translation>Child: under 17 (the age for an identity card) by the birth date in the NIK.</translation>
    </message>
    <message>
        <source>Anggota keluarga dewasa sudah datang: {adults}.</source>
        <translation>An adult of the family has arrived: {adults}.</translation>
    </message>
    <message>
        <source>Anggota keluarga dewasa belum datang: {adults}. Minta anak menunggu bersama petugas.</source>
        <translation>No adult of the family has arrived yet: {adults}. Ask the child to wait with an officer.</translation>
    </message>
    <message>
        <source>Usia sebagian anggota keluarga tidak tercatat. Tanyakan siapa yang mendampingi anak.</source>
        <translation>The age of some family members is not on record. Ask who accompanies the child.</translation>
    </message>
    <message>
        <source>Tidak ada anggota keluarga dewasa yang terjadwal hari itu. Tanyakan siapa yang mendampingi anak; bila tidak ada, panggil pengawas.</source>
        <translation>No adult of the family is expected that day. Ask who accompanies the child; if nobody does, call a supervisor.</translation>
    </message>
    <message>
        <source>Seorang anggota kartu keluarga ini tercantum dalam sebuah daftar. Itu bukan kesalahan tamu ini. Layani seperti biasa, dengan lebih cermat.</source>
        <translation>A member of this family card is on a list. That is not this visitor’s fault. Serve them as usual, with a little more care.</translation>
    </message>
    <message>
        <source>Tandai sudah datang</source>
        <translation>Mark as arrived</translation>
    </message>
    <message>
        <source>Tidak ada foto pembanding untuk tamu ini. Periksa dokumennya secara langsung.</source>
        <translation>There is no reference photograph of this visitor. Check their document by eye.</translation>
    </message>
    <message>
        <source>Kamera tidak memberi gambar, jadi wajah tidak dapat dibandingkan sekarang.</source>
        <translation>The camera gives no picture, so the face cannot be compared now.</translation>
    </message>
    <message>
        <source>Dokumen {name} sudah Anda periksa secara langsung, dan cocok dengan orangnya?</source>
        <translation>Have you checked the document of {name} by eye, and does it fit the person?</translation>
    </message>
    <message>
        <source>Ya, dokumen cocok</source>
        <translation>Yes, it fits</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{name} ditandai sudah datang: dokumen diperiksa secara langsung.</source>
        <translation>{name} is marked as arrived: document checked by eye.</translation>
    </message>
    <message>
        <source>{name} tidak ditandai: sudah datang, atau tidak terjadwal hari ini.</source>
        <translation>{name} was not marked: already arrived, or not expected today.</translation>
    </message>
    <message>
        <source>Dokumen itu terbaca, tetapi orangnya tidak ada dalam daftar tamu.</source>
        <translation>The document was read, but its holder is not among the visitors.</translation>
    </message>
    <message>
        <source>Paspor ini atas nama {document}, bukan {name} di daftar tamu dengan nomor yang sama. Pindai di layar verifikasi.</source>
        <translation>This passport names {document}, not {name}, who is on the guest list with the same number. Scan it on the Verify screen.</translation>
    </message>
    <message>
        <source>Paspor {name} tidak sama dengan daftar tamu (lahir, kelamin, atau negara). Pindai di layar verifikasi.</source>
        <translation>The passport of {name} is not as on the guest list (birth, sex or state). Scan it on the Verify screen.</translation>
    </message>
    <message>
        <source>Tamu itu tidak lagi ada dalam daftar.</source>
        <translation>That visitor is no longer on the list.</translation>
    </message>
    <message>
        <source>Terminal ini bekerja tanpa pusat data, jadi tidak ada daftar tamu.</source>
        <translation>This terminal works without a data centre, so there is no list of visitors.</translation>
    </message>
    <message>
        <source>Periksa undangan dan dokumen tamu seperti biasa, tanpa terminal.</source>
        <translation>Check invitations and documents as usual, without the terminal.</translation>
    </message>
    <message>
        <source>Daftar tamu sedang dibuka.</source>
        <translation>The list of visitors is being opened.</translation>
    </message>
    <message>
        <source>Tunggu sebentar.</source>
        <translation>Please wait a moment.</translation>
    </message>
    <message>
        <source>Daftar tamu belum diterima dari pusat data.</source>
        <translation>The data centre has not sent a list of visitors yet.</translation>
    </message>
    <message>
        <source>Periksa undangan dan dokumen secara manual. Bila daftar seharusnya sudah ada, hubungi pusat data.</source>
        <translation>Check invitations and documents by hand. If there should be a list by now, call the data centre.</translation>
    </message>
    <message>
        <source>Tidak ada tamu yang terjadwal hari ini.</source>
        <translation>No visitors are expected today.</translation>
    </message>
    <message>
        <source>Sentuh “Semua hari” untuk tamu hari lain, dan periksa undangan yang ditunjukkan.</source>
        <translation>Touch “All days” for visitors of other days, and check the invitation that is shown.</translation>
    </message>
    <message>
        <source>Belum ada tamu yang datang.</source>
        <translation>No visitor has arrived yet.</translation>
    </message>
    <message>
        <source>Sentuh “Hari ini” untuk semua tamu hari ini.</source>
        <translation>Touch “Today” for all visitors of today.</translation>
    </message>
    <message>
        <source>Semua tamu hari ini sudah datang.</source>
        <translation>All visitors of today have arrived.</translation>
    </message>
    <message>
        <source>Sentuh “Sudah datang” untuk melihat pukul berapa.</source>
        <translation>Touch “Arrived” to see at what time.</translation>
    </message>
    <message>
        <source>Tidak ada tamu yang cocok dengan “{query}”.</source>
        <translation>No visitor fits “{query}”.</translation>
    </message>
    <message>
        <source>Periksa ejaannya, cari di “Semua hari”, atau verifikasi dengan NIK.</source>
        <translation>Check the spelling, search in “All days”, or verify by NIK.</translation>
    </message>
    <message>
        <source>Daftar tamu tidak terbuka untuk peran Anda.</source>
        <translation>The list of visitors is not open to your role.</translation>
    </message>
    <message>
        <source>Minta petugas lajur atau pengawas membukanya.</source>
        <translation>Ask a lane officer or a supervisor to open it.</translation>
    </message>
    <message>
        <source>Catatan kedatangan tidak dapat dibaca.</source>
        <translation>The record of arrivals cannot be read.</translation>
    </message>
    <message>
        <source>Catat kedatangan di kertas, dan panggil teknisi. Daftar tamu tetap dapat dicari.</source>
        <translation>Write arrivals down on paper, and call a technician. The list can still be searched.</translation>
    </message>
    <message>
        <source>Tamu</source>
        <translation>Visitors</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Indonesia</translation>
    </message>
    <message>
        <source>Alat pindai mengirim data yang tidak diperlukan di layar ini. Data itu dibuang.</source>
        <translation>The scanner sent something that this screen does not need. It was thrown away.</translation>
    </message>
    <message>
        <source>Data dari alat pindai terlalu panjang atau rusak. Coba sekali lagi.</source>
        <translation>What the scanner sent is too long or damaged. Try once more.</translation>
    </message>
    <message>
        <source>Layar terkunci dalam {seconds} detik. Sentuh layar untuk tetap masuk.</source>
        <translation>The screen locks in {seconds} s. Touch it to stay signed in.</translation>
    </message>
    <message>
        <source>Pengeras suara mati</source>
        <translation>No loudspeaker</translation>
    </message>
    <message>
        <source>Suara dimatikan</source>
        <translation>Sound is off</translation>
    </message>
    <message>
        <source>Peringatan tidak terdengar</source>
        <translation>Alerts are not heard</translation>
    </message>
    <message>
        <source>Layar ini terlalu kecil: sebagian tombol kurang dari 15 mm. Beri tahu teknisi.</source>
        <translation>This screen is too small: some keys are less than 15 mm. Tell a technician.</translation>
    </message>
    <message>
        <source>Tanpa akun petugas</source>
        <translation>No officers&apos; accounts</translation>
    </message>
    <message>
        <source>Petugas {name}</source>
        <translation>Officer {name}</translation>
    </message>
    <message>
        <source>Ganti PIN</source>
        <translation>Change PIN</translation>
    </message>
    <message>
        <source>PIN Anda</source>
        <translation>Your PIN</translation>
    </message>
    <message>
        <source>PIN lama</source>
        <translation>Old PIN</translation>
    </message>
    <message>
        <source>PIN baru, 6 sampai 12 angka</source>
        <translation>New PIN, 6 to 12 digits</translation>
    </message>
    <message>
        <source>PIN baru sekali lagi</source>
        <translation>New PIN once more</translation>
    </message>
    <message>
        <source>Langkah {n} dari 3</source>
        <translation>Step {n} of 3</translation>
    </message>
    <message>
        <source>Ketik PIN yang berlaku sekarang.</source>
        <translation>Type the PIN that you have now.</translation>
    </message>
    <message>
        <source>Pilih PIN yang tidak mudah ditebak: bukan angka berurutan atau berulang, bukan tanggal lahir, dan bukan nomor petugas.</source>
        <translation>Choose a PIN that is hard to guess: no digits in order or repeated, no date of birth, and not your officer’s number.</translation>
    </message>
    <message>
        <source>Ketik PIN baru itu sekali lagi.</source>
        <translation>Type the new PIN once more.</translation>
    </message>
    <message>
        <source>Simpan PIN</source>
        <translation>Save PIN</translation>
    </message>
    <message>
        <source>Menyimpan…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Mulai lagi</source>
        <translation>Start again</translation>
    </message>
    <message>
        <source>Selesai</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>PIN sudah diganti.</source>
        <translation>The PIN is changed.</translation>
    </message>
    <message>
        <source>Di sini PIN baru berlaku sekarang. Terminal lain menyusul begitu terhubung.</source>
        <translation>Here the new PIN counts now. Other terminals follow once they are connected.</translation>
    </message>
    <message>
        <source>PIN lama salah.</source>
        <translation>The old PIN is wrong.</translation>
    </message>
    <message>
        <source>PIN tidak diganti. Mulai lagi dengan PIN lama.</source>
        <translation>The PIN is not changed. Start again with the old PIN.</translation>
    </message>
    <message>
        <source>Kedua PIN baru tidak sama.</source>
        <translation>The two new PINs differ.</translation>
    </message>
    <message>
        <source>Ketik PIN baru dua kali lagi.</source>
        <translation>Type the new PIN twice again.</translation>
    </message>
    <message>
        <source>Pilih PIN lain.</source>
        <translation>Choose another PIN.</translation>
    </message>
    <message>
        <source>PIN ini mengulang angka yang sama dan mudah ditebak.</source>
        <translation>This PIN repeats the same digits and is easy to guess.</translation>
    </message>
    <message>
        <source>PIN ini mengikuti urutan angka dan mudah ditebak.</source>
        <translation>This PIN follows the order of the digits and is easy to guess.</translation>
    </message>
    <message>
        <source>PIN ini terbaca sebagai tanggal lahir dan mudah ditebak.</source>
        <translation>This PIN reads as a date of birth and is easy to guess.</translation>
    </message>
    <message>
        <source>PIN ini berisi nomor petugas dan mudah ditebak.</source>
        <translation>This PIN holds the officer’s number and is easy to guess.</translation>
    </message>
    <message>
        <source>PIN baru sama dengan PIN lama.</source>
        <translation>The new PIN is the old one.</translation>
    </message>
    <message>
        <source>PIN ini sudah terlalu sering diganti hari ini.</source>
        <translation>This PIN was changed too often today.</translation>
    </message>
    <message>
        <source>PIN lama tetap berlaku. Coba lagi besok.</source>
        <translation>The old PIN still counts. Try again tomorrow.</translation>
    </message>
    <message>
        <source>PIN tidak dapat diganti di terminal ini.</source>
        <translation>PINs cannot be changed at this terminal.</translation>
    </message>
    <message>
        <source>Ganti PIN di terminal lain, dan beri tahu teknisi: terminal ini belum punya kunci.</source>
        <translation>Change your PIN at another terminal, and tell the technician: this terminal has no key yet.</translation>
    </message>
    <message>
        <source>PIN tidak dapat disimpan.</source>
        <translation>The PIN cannot be saved.</translation>
    </message>
    <message>
        <source>PIN lama tetap berlaku. Coba sekali lagi; bila tetap begini, panggil teknisi.</source>
        <translation>The old PIN still counts. Try once more; if it stays like this, call the technician.</translation>
    </message>
    <message>
        <source>Putar layar ke arah Anda.</source>
        <translation>Turn the screen to yourself.</translation>
    </message>
    <message>
        <source>Setelah itu sentuh “Buka”.</source>
        <translation>Then touch “Open”.</translation>
    </message>
    <message>
        <source>Buka</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Catatan untuk petugas berikutnya</source>
        <translation>Notes for the next officer</translation>
    </message>
    <message>
        <source>Sentuh kalimat yang sesuai, atau tulis sendiri.</source>
        <translation>Touch the sentence that fits, or write your own.</translation>
    </message>
    <message>
        <source>Tulis sendiri</source>
        <translation>Your own words</translation>
    </message>
    <message>
        <source>Tulis catatan</source>
        <translation>Write a note</translation>
    </message>
    <message>
        <source>Simpan catatan</source>
        <translation>Save the note</translation>
    </message>
    <message>
        <source>Hapus</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Jangan tulis nama atau NIK orang yang diperiksa.</source>
        <translation>Write no name or NIK of anybody who was checked.</translation>
    </message>
    <message>
        <source>Situasi aman, tidak ada kejadian khusus.</source>
        <translation>All calm, nothing special.</translation>
    </message>
    <message>
        <source>Masih ada tamu yang ditunggu.</source>
        <translation>A visitor is still awaited.</translation>
    </message>
    <message>
        <source>Ada orang yang perlu diperhatikan; tanyakan kepada saya.</source>
        <translation>Somebody needs attention; ask me.</translation>
    </message>
    <message>
        <source>Kamera perlu dibersihkan atau diarahkan lagi.</source>
        <translation>The camera needs cleaning, or turning back.</translation>
    </message>
    <message>
        <source>Lampu lajur perlu diperiksa.</source>
        <translation>The lane light needs a look.</translation>
    </message>
    <message>
        <source>Teknisi sudah dipanggil.</source>
        <translation>The technician was called.</translation>
    </message>
    <message>
        <source>Dari sif sebelumnya</source>
        <translation>From the shift before</translation>
    </message>
    <message>
        <source>Petugas {officer}, {time}</source>
        <translation>Officer {officer}, {time}</translation>
    </message>
    <message>
        <source>Peringatan yang masih terbuka: {n}</source>
        <translation>Alerts still open: {n}</translation>
    </message>
    <message>
        <source>Dibisukan: {n}</source>
        <translation>Muted: {n}</translation>
    </message>
    <message>
        <source>{name}: dinyatakan bukan oleh {officers}, berlaku sampai {time}</source>
        <translation>{name}: not this person, says {officers}, until {time}</translation>
    </message>
    <message>
        <source>{name}: dinyatakan bukan, berlaku sampai {time}</source>
        <translation>{name}: not this person, until {time}</translation>
    </message>
    <message>
        <source>Sudah saya baca</source>
        <translation>I have read it</translation>
    </message>
    <message>
        <source>Kamera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Kamera yang dipakai</source>
        <translation>Camera in use</translation>
    </message>
    <message>
        <source>Cari kamera lagi</source>
        <translation>Look for cameras again</translation>
    </message>
    <message>
        <source>Tidak ada kamera yang terpasang pada terminal ini.</source>
        <translation>No camera is plugged into this terminal.</translation>
    </message>
    <message>
        <source>Sumber gambar terminal ini tidak dapat diganti di sini.</source>
        <translation>This terminal&apos;s source of pictures cannot be changed here.</translation>
    </message>
    <message>
        <source>Pilihan ini berlaku, tetapi tidak dapat disimpan. Periksa ruang simpan.</source>
        <translation>The choice works, but could not be saved. Check the disk space.</translation>
    </message>
    <message>
        <source>Putar ke kanan</source>
        <translation>Turn to the right</translation>
    </message>
    <message>
        <source>{n} derajat</source>
        <translation>{n} degrees</translation>
    </message>
    <message>
        <source>Tidak diputar</source>
        <translation>Not turned</translation>
    </message>
    <message>
        <source>Bentuk piksel</source>
        <translation>Shape of the pixels</translation>
    </message>
    <message>
        <source>Otomatis</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>Baris gambar</source>
        <translation>Lines of the picture</translation>
    </message>
    <message>
        <source>Utuh</source>
        <translation>Whole</translation>
    </message>
    <message>
        <source>Selang-seling</source>
        <translation>Interlaced</translation>
    </message>
    <message>
        <source>Lebar wajah terdekat</source>
        <translation>Width of the nearest face</translation>
    </message>
    <message>
        <source>{n} piksel</source>
        <translation>{n} pixels</translation>
    </message>
    <message>
        <source>Belum ada wajah</source>
        <translation>No face yet</translation>
    </message>
    <message>
        <source>Berdirilah di tempat tamu berhenti.</source>
        <translation>Stand where visitors stop.</translation>
    </message>
    <message>
        <source>Terlalu jauh: dekatkan kamera atau persempit sudutnya.</source>
        <translation>Too far: bring the camera nearer or narrow its angle.</translation>
    </message>
    <message>
        <source>Cukup. Lebih dekat lebih baik.</source>
        <translation>Enough. Nearer is better.</translation>
    </message>
    <message>
        <source>Baik.</source>
        <translation>Good.</translation>
    </message>
    <message>
        <source>Cahaya pada wajah</source>
        <translation>Light on the face</translation>
    </message>
    <message>
        <source>{n} dari 100</source>
        <translation>{n} of 100</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>Terlalu gelap: tambah lampu dari arah kamera.</source>
        <translation>Too dark: add a lamp on the camera&apos;s side.</translation>
    </message>
    <message>
        <source>Terlalu terang: kurangi lampu atau cahaya matahari.</source>
        <translation>Too bright: less lamp or sunlight.</translation>
    </message>
    <message>
        <source>Ketajaman</source>
        <translation>Sharpness</translation>
    </message>
    <message>
        <source>Buram: putar cincin fokus atau bersihkan lensa.</source>
        <translation>Blurred: turn the focus ring or clean the lens.</translation>
    </message>
    <message>
        <source>Kurang tajam: coba setel fokus sedikit lagi.</source>
        <translation>Not quite sharp: try the focus a little more.</translation>
    </message>
    <message>
        <source>Tajam.</source>
        <translation>Sharp.</translation>
    </message>
    <message>
        <source>Gambar kamera</source>
        <translation>Camera&apos;s picture</translation>
    </message>
    <message>
        <source>{width} x {height}</source>
        <translation>{width} x {height}</translation>
    </message>
    <message>
        <source>Wajah tidak tegak: putar gambar.</source>
        <translation>Faces do not stand upright: turn the picture.</translation>
    </message>
    <message>
        <source>Wajah terlalu sempit atau lebar: ubah bentuk piksel.</source>
        <translation>Faces are too narrow or wide: change the shape of the pixels.</translation>
    </message>
    <message>
        <source>Peringatan: {name}</source>
        <translation>Alert: {name}</translation>
    </message>
    <message>
        <source>{n} lain menunggu</source>
        <translation>{n} more waiting</translation>
    </message>
    <message>
        <source>Periksa dokumen</source>
        <translation>Check papers</translation>
    </message>
    <message>
        <source>Foto dokumen</source>
        <translation>Photo of document</translation>
    </message>
    <message>
        <source>Kembali ke peringatan</source>
        <translation>Back to the alert</translation>
    </message>
    <message>
        <source>Memuat program</source>
        <translation>Loading the program</translation>
    </message>
    <message>
        <source>Membuka penyimpanan</source>
        <translation>Opening the store</translation>
    </message>
    <message>
        <source>Membuka pengenal wajah</source>
        <translation>Opening the face recogniser</translation>
    </message>
    <message>
        <source>Menyiapkan layar</source>
        <translation>Preparing the screen</translation>
    </message>
    <message>
        <source>Sebelumnya dikonfirmasi, {time}, oleh {officers}.</source>
        <translation>Confirmed before, {time}, by {officers}.</translation>
    </message>
    <message>
        <source>Sebelumnya dinyatakan bukan orangnya, {time}, oleh {officers}.</source>
        <translation>Said before not to be this person, {time}, by {officers}.</translation>
    </message>
    <message>
        <source>Sebelumnya tidak dapat dipastikan, {time}, oleh {officers}.</source>
        <translation>Could not be told before, {time}, by {officers}.</translation>
    </message>
    <message>
        <source>Sebelumnya tidak dijawab, {time}.</source>
        <translation>Not answered before, {time}.</translation>
    </message>
    <message>
        <source>Terlihat {count} kali, terakhir datang {time}.</source>
        <translation>Seen {count} times, came last at {time}.</translation>
    </message>
    <message>
        <source>petugas tanpa akun</source>
        <translation>an officer without an account</translation>
    </message>
    <message>
        <source>Bukan {name} menurut {officers}, sampai {until}</source>
        <translation>Not {name}, says {officers}, until {until}</translation>
    </message>
    <message>
        <source>Bukan {name}, sampai {until}</source>
        <translation>Not {name}, until {until}</translation>
    </message>
    <message>
        <source>dan {count} lagi</source>
        <translation>and {count} more</translation>
    </message>
    <message>
        <source>Peringatkan lagi</source>
        <translation>Alert again</translation>
    </message>
    <message>
        <source>Memanggil lajur lain…</source>
        <translation>Calling the other lanes…</translation>
    </message>
    <message>
        <source>Panggilan sampai di 1 lajur</source>
        <translation>The call reached 1 lane</translation>
    </message>
    <message>
        <source>Panggilan sampai di {count} lajur</source>
        <translation>The call reached {count} lanes</translation>
    </message>
    <message>
        <source>Belum ada yang menjawab</source>
        <translation>Nobody has answered yet</translation>
    </message>
    <message>
        <source>Jawaban tidak dapat sampai: pakai radio</source>
        <translation>No answer can arrive: use the radio</translation>
    </message>
    <message>
        <source>{officer} datang</source>
        <translation>{officer} is coming</translation>
    </message>
    <message>
        <source>{officer} datang dari {lane}</source>
        <translation>{officer} is coming from {lane}</translation>
    </message>
    <message>
        <source>Tidak ada yang dapat dipanggil: pakai radio</source>
        <translation>Nobody can be reached: use the radio</translation>
    </message>
    <message>
        <source>Tidak ada yang menjawab: pakai radio</source>
        <translation>Nobody answered: use the radio</translation>
    </message>
    <message>
        <source>Akhiri panggilan</source>
        <translation>End the call</translation>
    </message>
    <message>
        <source>Panggilan Anda: {state}</source>
        <translation>Your call: {state}</translation>
    </message>
    <message>
        <source>{lane} memanggil bantuan</source>
        <translation>{lane} calls for help</translation>
    </message>
    <message>
        <source>{lane}: petugas di bawah ancaman</source>
        <translation>{lane}: officer under threat</translation>
    </message>
    <message>
        <source>Layar di sana tidak menunjukkannya. Jangan telepon.</source>
        <translation>The screen there does not show it. Do not phone.</translation>
    </message>
    <message>
        <source>{officer} menuju {lane}</source>
        <translation>{officer} is going to {lane}</translation>
    </message>
    <message>
        <source>Saya ke sana</source>
        <translation>I am going</translation>
    </message>
    <message>
        <source>Lihat kasusnya</source>
        <translation>Look at the case</translation>
    </message>
    <message>
        <source>Masuk untuk menjawab</source>
        <translation>Sign in to answer</translation>
    </message>
    <message>
        <source>Panggilan lain: {n}</source>
        <translation>Other calls: {n}</translation>
    </message>
    <message>
        <source>Rekan</source>
        <translation>A colleague</translation>
    </message>
    <message>
        <source>Pengujian</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>Uji</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Pemeriksaan terminal</source>
        <translation>Check of the terminal</translation>
    </message>
    <message>
        <source>Kamera, daftar, model, jam, penyimpanan, memori, dan jalan ke pusat data.</source>
        <translation>Camera, lists, models, clock, disk, memory and the way to the data centre.</translation>
    </message>
    <message>
        <source>Sedang memeriksa. Paling lama setengah menit.</source>
        <translation>Checking. It takes half a minute at most.</translation>
    </message>
    <message>
        <source>Semuanya baik.</source>
        <translation>All is well.</translation>
    </message>
    <message>
        <source>Yang perlu dibenahi: {n}.</source>
        <translation>To be mended: {n}.</translation>
    </message>
    <message>
        <source>Pemeriksaan gagal. Periksa lagi.</source>
        <translation>The check failed. Check again.</translation>
    </message>
    <message>
        <source>Ukuran layar</source>
        <translation>Screen size</translation>
    </message>
    <message>
        <source>{width} x {height} mm. Bila penggaris menunjukkan lain, mulai Gapura dengan --dpi yang benar.</source>
        <translation>{width} x {height} mm. If a ruler says otherwise, start Gapura with the right --dpi.</translation>
    </message>
    <message>
        <source>{width} x {height} mm, kurang dari {across} x {down} mm: sebagian tombol lebih kecil dari 15 mm. Pasang layar yang lebih besar. Bila penggaris menunjukkan lain, mulai Gapura dengan --dpi yang benar.</source>
        <translation>{width} x {height} mm, less than {across} x {down} mm: some keys are smaller than 15 mm. Fit a larger screen. If a ruler says otherwise, start Gapura with the right --dpi.</translation>
    </message>
    <message>
        <source>Layar sentuh</source>
        <translation>Touch screen</translation>
    </message>
    <message>
        <source>Sentuh atau usap semua bidang di layar.</source>
        <translation>Touch or wipe every field on the glass.</translation>
    </message>
    <message>
        <source>{reached} dari {all} bidang</source>
        <translation>{reached} of {all} fields</translation>
    </message>
    <message>
        <source>Semua {all} bidang menjawab sentuhan.</source>
        <translation>All {all} fields answer to touch.</translation>
    </message>
    <message>
        <source>{missing} dari {all} bidang tidak menjawab. Bersihkan kaca, lalu uji lagi.</source>
        <translation>{missing} of {all} fields do not answer. Clean the glass, then test again.</translation>
    </message>
    <message>
        <source>Warna layar</source>
        <translation>Colours of the screen</translation>
    </message>
    <message>
        <source>Cari titik yang tidak ikut berubah. Sentuh layar untuk warna berikutnya.</source>
        <translation>Look for dots that do not change. Touch the glass for the next colour.</translation>
    </message>
    <message>
        <source>Semua warna sudah ditampilkan.</source>
        <translation>All colours were shown.</translation>
    </message>
    <message>
        <source>Nada peringatan</source>
        <translation>Sound of an alert</translation>
    </message>
    <message>
        <source>Dengarkan dari tempat petugas berdiri.</source>
        <translation>Listen from where the officer stands.</translation>
    </message>
    <message>
        <source>Nada diputar. Jika tidak terdengar, periksa kabel speaker.</source>
        <translation>The signal is played. If you do not hear it, check the loudspeaker&apos;s cable.</translation>
    </message>
    <message>
        <source>Tidak ada pengeras suara. Sambungkan, lalu uji lagi.</source>
        <translation>There is no loudspeaker. Connect one, then test again.</translation>
    </message>
    <message>
        <source>Suara dimatikan di Setelan.</source>
        <translation>Sound is turned off in Settings.</translation>
    </message>
    <message>
        <source>Jaringan</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>Tanyakan sesuatu kepada pusat data sekarang.</source>
        <translation>Ask the data centre something now.</translation>
    </message>
    <message>
        <source>Terminal ini bekerja tanpa pusat data.</source>
        <translation>This terminal works without a data centre.</translation>
    </message>
    <message>
        <source>Menunggu jawaban pusat data …</source>
        <translation>Waiting for the data centre&apos;s answer …</translation>
    </message>
    <message>
        <source>Pusat data menjawab dalam {n} milidetik.</source>
        <translation>The data centre answered within {n} milliseconds.</translation>
    </message>
    <message>
        <source>Pusat data tidak menjawab. Periksa kabel jaringan, lalu alamat pusat data.</source>
        <translation>The data centre does not answer. Check the network cable, then the data centre&apos;s address.</translation>
    </message>
    <message>
        <source>Pusat data menjawab, tetapi menolak terminal ini: {code}.</source>
        <translation>The data centre answers, but refuses this terminal: {code}.</translation>
    </message>
    <message>
        <source>Layanan jaringan terminal ini tidak menjawab. Mulai ulang layanan itu.</source>
        <translation>This terminal&apos;s network service does not answer. Restart that service.</translation>
    </message>
    <message>
        <source>Mulai ulang layar ini</source>
        <translation>Restart this screen</translation>
    </message>
    <message>
        <source>Selama beberapa detik tidak ada yang diperiksa.</source>
        <translation>For some seconds nobody is checked.</translation>
    </message>
    <message>
        <source>Mulai ulang</source>
        <translation>Restart</translation>
    </message>
    <message>
        <source>Ya, mulai ulang</source>
        <translation>Yes, restart</translation>
    </message>
    <message>
        <source>Ini tadi latihan</source>
        <translation>This was practice</translation>
    </message>
    <message>
        <source>Jawaban Anda tepat.</source>
        <translation>Your answer was right.</translation>
    </message>
    <message>
        <source>Jawaban Anda tidak tepat.</source>
        <translation>Your answer was not right.</translation>
    </message>
    <message>
        <source>Anda menjawab: tidak pasti.</source>
        <translation>You answered: cannot tell.</translation>
    </message>
    <message>
        <source>Tidak dijawab dalam {duration}.</source>
        <translation>Not answered within {duration}.</translation>
    </message>
    <message>
        <source>Tidak ada yang dipanggil.</source>
        <translation>Nobody is called.</translation>
    </message>
    <message>
        <source>Tidak ada dokumen yang perlu diperiksa.</source>
        <translation>There is no document to check.</translation>
    </message>
    <message>
        <source>Kedua foto peringatan ini dari orang yang sama.</source>
        <translation>The two photographs of this alert show the same person.</translation>
    </message>
    <message>
        <source>Kedua foto peringatan ini dari dua orang yang berbeda.</source>
        <translation>The two photographs of this alert show two different people.</translation>
    </message>
    <message>
        <source>Orang ini tidak ada di lajur. Tidak ada yang dicatat sebagai peringatan, dikirim, atau dipanggil.</source>
        <translation>This person is not at the lane. Nothing is recorded as an alert, nothing is sent, nobody is called.</translation>
    </message>
    <message>
        <source>Dijawab dalam {duration}.</source>
        <translation>Answered within {duration}.</translation>
    </message>
    <message>
        <source>Foto latihan</source>
        <translation>Practice photograph</translation>
    </message>
    <message>
        <source>Mengerti, kembali ke lajur</source>
        <translation>Understood, back to the lane</translation>
    </message>
    <message>
        <source>Latihan pada sif ini sudah selesai.</source>
        <translation>Practice in this shift is over.</translation>
    </message>
    <message>
        <source>Peringatan latihan tampak seperti peringatan sungguhan. Jawab seperti biasa: layar langsung memberi tahu bahwa itu latihan.</source>
        <translation>A practice alert looks like a real one. Answer as always: the screen says at once that it was practice.</translation>
    </message>
    <message>
        <source>Hasil Anda dalam 90 hari</source>
        <translation>Your results in 90 days</translation>
    </message>
    <message>
        <source>Hanya Anda yang melihat angka ini.</source>
        <translation>Only you see these figures.</translation>
    </message>
    <message>
        <source>Semua petugas pada bulan lalu</source>
        <translation>All officers last month</translation>
    </message>
    <message>
        <source>Jumlah tampil bila pada bulan lalu sedikitnya {n} petugas berlatih.</source>
        <translation>The sums are shown where at least {n} officers practised last month.</translation>
    </message>
    <message>
        <source>{n} petugas, tanpa nama.</source>
        <translation>{n} officers, without names.</translation>
    </message>
    <message>
        <source>Latihan dinyalakan pada sif ini oleh {officer}.</source>
        <translation>Practice was switched on in this shift by {officer}.</translation>
    </message>
    <message>
        <source>Latihan tidak dinyalakan pada sif ini.</source>
        <translation>Practice was not switched on in this shift.</translation>
    </message>
    <message>
        <source>Orang terdaftar: dikonfirmasi</source>
        <translation>Listed person: confirmed</translation>
    </message>
    <message>
        <source>Orang lain: dijawab bukan orang ini</source>
        <translation>Somebody else: answered not this person</translation>
    </message>
    <message>
        <source>{n} dari {all}</source>
        <translation>{n} of {all}</translation>
    </message>
    <message>
        <source>Lama sampai dijawab</source>
        <translation>Time until the answer</translation>
    </message>
    <message>
        <source>nilai tengah</source>
        <translation>median</translation>
    </message>
    <message>
        <source>Rencana sif ini, jangan diberitahukan kepada petugas</source>
        <translation>Plan of this shift, not to be told to the officer</translation>
    </message>
    <message>
        <source>sekitar {time}: orang terdaftar</source>
        <translation>about {time}: listed person</translation>
    </message>
    <message>
        <source>sekitar {time}: orang lain</source>
        <translation>about {time}: somebody else</translation>
    </message>
    <message>
        <source>Nyalakan untuk sif ini</source>
        <translation>Switch on for this shift</translation>
    </message>
    <message>
        <source>Matikan untuk sif ini</source>
        <translation>Switch off for this shift</translation>
    </message>
    <message>
        <source>Nyalakan latihan saat sif seorang petugas berjalan: masuklah sebentar di layarnya.</source>
        <translation>Switch practice on while an officer&apos;s shift goes on: sign in at their screen for a moment.</translation>
    </message>
    <message>
        <source>Daftar di terminal ini memuat terlalu sedikit orang untuk latihan.</source>
        <translation>The lists of this terminal hold too few people for practice.</translation>
    </message>
    <message>
        <source>Latihan tidak dapat dibaca. Beri tahu teknisi.</source>
        <translation>Practice cannot be read. Tell the technician.</translation>
    </message>
    <message>
        <source>Bekerja</source>
        <translation>Working</translation>
    </message>
    <message>
        <source>Tidak ada petugas</source>
        <translation>No officer</translation>
    </message>
    <message>
        <source>Tidak ada kabar</source>
        <translation>No word from it</translation>
    </message>
    <message>
        <source>Ada gangguan</source>
        <translation>Something is wrong</translation>
    </message>
    <message>
        <source>Kasus: {n}</source>
        <translation>Cases: {n}</translation>
    </message>
    <message>
        <source>Dan {n} lajur lain.</source>
        <translation>And {n} more lanes.</translation>
    </message>
    <message>
        <source>Pos ini belum punya lajur lain.</source>
        <translation>This checkpoint has no other lane yet.</translation>
    </message>
    <message>
        <source>Lajur muncul di sini sesudah pusat data menyetujui terminalnya.</source>
        <translation>A lane appears here once the data centre has approved its terminal.</translation>
    </message>
    <message>
        <source>Belum ada kasus yang menunggu petugas kedua.</source>
        <translation>No case waits for a second officer yet.</translation>
    </message>
    <message>
        <source>Kasus muncul di sini sesudah petugas pertama di lajurnya menjawab.</source>
        <translation>A case appears here once the first officer at its lane has answered.</translation>
    </message>
    <message>
        <source>Peringatan dari semua lajur muncul di sini.</source>
        <translation>Alerts of all lanes appear here.</translation>
    </message>
    <message>
        <source>Layar ini terlihat oleh tamu.</source>
        <translation>Visitors see this screen.</translation>
    </message>
    <message>
        <source>Kasus lajur lain tidak ditampilkan selama petunjuk tamu menyala.</source>
        <translation>Cases of other lanes are not shown while visitors are guided here.</translation>
    </message>
    <message>
        <source>{lane}, {list}, {priority}</source>
        <translation>{lane}, {list}, {priority}</translation>
    </message>
    <message>
        <source>daftar yang tidak ada di terminal ini</source>
        <translation>a list that this terminal does not have</translation>
    </message>
    <message>
        <source>Menunggu petugas kedua</source>
        <translation>Waits for the second officer</translation>
    </message>
    <message>
        <source>Sudah dijawab</source>
        <translation>Answered</translation>
    </message>
    <message>
        <source>Jawaban Anda sedang dikirim</source>
        <translation>Your answer is on its way</translation>
    </message>
    <message>
        <source>Di {lane}</source>
        <translation>At {lane}</translation>
    </message>
    <message>
        <source>Orang ini masih terlihat di {lane}.</source>
        <translation>This person is still in view at {lane}.</translation>
    </message>
    <message>
        <source>Orang ini tidak lagi terlihat di {lane}.</source>
        <translation>This person is no longer in view at {lane}.</translation>
    </message>
    <message>
        <source>Petugas di {lane} belum menjawab. Di sini kasus ini hanya dapat dilihat.</source>
        <translation>The officer at {lane} has not answered yet. Here this case can only be looked at.</translation>
    </message>
    <message>
        <source>Anda petugas pertama kasus ini. Petugas lain yang menjawab berikutnya.</source>
        <translation>You are the first officer of this case. Another officer answers next.</translation>
    </message>
    <message>
        <source>Bandingkan kedua wajah, lalu jawab menurut Anda sendiri. Petugas pertama sudah menjawab. Jika kedua jawaban berbeda, yang dicatat: tidak pasti.</source>
        <translation>Compare both faces, then answer as you see it yourself. The first officer has answered. If the two answers differ, “cannot tell” is recorded.</translation>
    </message>
    <message>
        <source>Jawaban Anda: {answer}. Ketik PIN Anda, lalu sentuh {key}.</source>
        <translation>Your answer: {answer}. Type your PIN, then touch {key}.</translation>
    </message>
    <message>
        <source>Kirim jawaban</source>
        <translation>Send the answer</translation>
    </message>
    <message>
        <source>PIN salah.</source>
        <translation>Wrong PIN.</translation>
    </message>
    <message>
        <source>Ketik PIN Anda sekali lagi.</source>
        <translation>Type your PIN once more.</translation>
    </message>
    <message>
        <source>Gambar dari lajur belum sampai</source>
        <translation>The picture from the lane has not come yet</translation>
    </message>
    <message>
        <source>Kasus ini sudah dijawab di {lane}.</source>
        <translation>This case has been answered at {lane}.</translation>
    </message>
    <message>
        <source>Jawaban Anda: {answer}. Sudah diterima {lane}.</source>
        <translation>Your answer: {answer}. {lane} has it.</translation>
    </message>
    <message>
        <source>Petugas pertama ({officer}) menjawab: {answer}.</source>
        <translation>The first officer ({officer}) answered: {answer}.</translation>
    </message>
    <message>
        <source>Kedua jawaban sama.</source>
        <translation>Both answers are the same.</translation>
    </message>
    <message>
        <source>Kedua jawaban berbeda, jadi dicatat: tidak pasti.</source>
        <translation>The answers differ, so “cannot tell” is recorded.</translation>
    </message>
    <message>
        <source>Tidak diterima: Anda sudah menjawab kasus ini sebagai petugas pertama.</source>
        <translation>Not taken: you have answered this case as its first officer.</translation>
    </message>
    <message>
        <source>Tidak diterima: akun Anda belum dikenal di {lane}.</source>
        <translation>Not taken: {lane} does not know your account yet.</translation>
    </message>
    <message>
        <source>Terlambat: di {lane} tidak ada lagi yang menunggu.</source>
        <translation>Too late: nobody waits at {lane} any more.</translation>
    </message>
    <message>
        <source>{lane} belum mengabarkan bahwa jawaban Anda sampai. Jawab lagi, atau pakai radio.</source>
        <translation>{lane} has not said that your answer arrived. Answer again, or use the radio.</translation>
    </message>
    <message>
        <source>{lane} tidak menerima jawaban Anda. Pakai radio.</source>
        <translation>{lane} did not take your answer. Use the radio.</translation>
    </message>
    <message>
        <source>Pegang dokumen di depan kamera, penuhi bingkai, dan tahan diam.</source>
        <translation>Hold the document to the camera, fill the frame, and keep still.</translation>
    </message>
    <message>
        <source>Apakah dokumennya terbaca? Hanya yang tampak ini yang disimpan.</source>
        <translation>Can the document be read? Only what you see here is kept.</translation>
    </message>
    <message>
        <source>Foto sedang disimpan.</source>
        <translation>The photograph is being kept.</translation>
    </message>
    <message>
        <source>Foto dokumen tersimpan.</source>
        <translation>The photograph of the document is kept.</translation>
    </message>
    <message>
        <source>Sudah ada {n} foto dokumen untuk peringatan ini. Lebih dari itu tidak disimpan.</source>
        <translation>There are {n} photographs of documents for this alert. No more are kept.</translation>
    </message>
    <message>
        <source>{n} wajah lain disamarkan.</source>
        <translation>Other faces made unrecognisable: {n}.</translation>
    </message>
    <message>
        <source>Terlalu gelap: arahkan dokumen ke cahaya, lalu ulangi.</source>
        <translation>Too dark: turn the document to the light, and try again.</translation>
    </message>
    <message>
        <source>Memantulkan cahaya: miringkan dokumen sedikit, lalu ulangi.</source>
        <translation>It reflects light: tilt the document a little, and try again.</translation>
    </message>
    <message>
        <source>Tidak ada dokumen dalam bingkai. Ulangi.</source>
        <translation>There is no document in the frame. Try again.</translation>
    </message>
    <message>
        <source>Buram: tahan dokumen tetap diam, lalu ulangi.</source>
        <translation>Blurred: keep the document still, and try again.</translation>
    </message>
    <message>
        <source>Kamera tidak memberi gambar. Coba lagi.</source>
        <translation>The camera gives no picture. Try again.</translation>
    </message>
    <message>
        <source>Foto tidak tersimpan: penyimpanan penuh, atau kasusnya sudah ditutup.</source>
        <translation>The photograph was not kept: the disk is full, or the case is closed.</translation>
    </message>
    <message>
        <source>Foto tidak berhasil. Coba lagi; bila terulang, panggil teknisi.</source>
        <translation>The photograph failed. Try again; if it happens again, call the technician.</translation>
    </message>
    <message>
        <source>Ambil foto</source>
        <translation>Take photograph</translation>
    </message>
    <message>
        <source>Ulangi foto</source>
        <translation>Take it again</translation>
    </message>
    <message>
        <source>Simpan foto ini</source>
        <translation>Keep this photograph</translation>
    </message>
    <message>
        <source>Tetap simpan</source>
        <translation>Keep it anyway</translation>
    </message>
    <message>
        <source>Orang terlihat sejak {time}</source>
        <translation>People seen since {time}</translation>
    </message>
    <message>
        <source>Pemeriksaan bagian ini terlalu lama: {what}.</source>
        <translation>Looking at {what} took too long.</translation>
    </message>
    <message>
        <source>Periksa lagi; penyimpanan atau perangkat mungkin macet.</source>
        <translation>Check again; a disk or a device may hang.</translation>
    </message>
    <message>
        <source>Kunci {name} tidak ada.</source>
        <translation>The key {name} is missing.</translation>
    </message>
    <message>
        <source>Kosongkan terminal ini (gapura provision wipe), lalu daftarkan dengan tiket baru.</source>
        <translation>Wipe this terminal (gapura provision wipe) and enrol it with a new ticket.</translation>
    </message>
    <message>
        <source>Kunci {name} rusak.</source>
        <translation>The key {name} is damaged.</translation>
    </message>
    <message>
        <source>Kunci {name} dapat dibaca pengguna lain.</source>
        <translation>The key {name} may be read by others.</translation>
    </message>
    <message>
        <source>Jalankan chmod 600 padanya; jika orang lain pernah memakai mesin ini, kosongkan dan daftarkan lagi.</source>
        <translation>Run chmod 600 on it; if anybody else was on this machine, wipe and enrol it anew.</translation>
    </message>
    <message>
        <source>TPM mesin ini tidak membuka kunci {name}.</source>
        <translation>This machine&apos;s TPM does not open the key {name}.</translation>
    </message>
    <message>
        <source>Jika Secure Boot diubah, kembalikan; jika tidak, kosongkan dan daftarkan lagi dengan tiket baru.</source>
        <translation>If Secure Boot was changed, change it back; else wipe, and enrol with a new ticket.</translation>
    </message>
    <message>
        <source>Kunci {name} milik pengguna lain.</source>
        <translation>The key {name} is another user&apos;s.</translation>
    </message>
    <message>
        <source>Periksa sebagai root, yang boleh membacanya.</source>
        <translation>Check as root, who may read it.</translation>
    </message>
    <message>
        <source>Sertifikat otoritas pusat data di terminal ini tidak ada atau rusak.</source>
        <translation>The certificate of the data centre&apos;s authority is missing here or damaged.</translation>
    </message>
    <message>
        <source>Berkas bersama agen dan kios tidak dapat dibaca: {why}</source>
        <translation>What agent and kiosk share cannot be read: {why}</translation>
    </message>
    <message>
        <source>Periksa penyimpanan dan pemilik foldernya.</source>
        <translation>Check the disk and the folder&apos;s owners.</translation>
    </message>
    <message>
        <source>Jam belum pernah disetel: menunjukkan {ours}.</source>
        <translation>The clock was never set: it says {ours}.</translation>
    </message>
    <message>
        <source>Setel jam; jika hilang setiap kali mesin dimatikan, ganti baterai kecil di dalamnya.</source>
        <translation>Set it; if it is lost at each switch-off, replace the machine&apos;s small battery.</translation>
    </message>
    <message>
        <source>Jam menunjukkan {ours}, padahal {before} sudah lewat.</source>
        <translation>The clock says {ours}, but {before} has passed already.</translation>
    </message>
    <message>
        <source>Jam menunjukkan {ours}; menurut pusat data {theirs}.</source>
        <translation>The clock says {ours}; by the data centre it is {theirs}.</translation>
    </message>
    <message>
        <source>Setel jam, atau hidupkan layanan waktu mesin ini.</source>
        <translation>Set the clock, or turn on the machine&apos;s time service.</translation>
    </message>
    <message>
        <source>Server nama tidak mengenal {host}.</source>
        <translation>The name server does not know {host}.</translation>
    </message>
    <message>
        <source>Periksa ejaan alamatnya, dan apakah server nama (DNS) jaringan ini mengenalnya.</source>
        <translation>Check how the address is spelt, and whether this network&apos;s name server (DNS) knows it.</translation>
    </message>
    <message>
        <source>Tidak ada server nama yang menjawab, sehingga {host} tidak ditemukan.</source>
        <translation>No name server answers, so {host} cannot be found.</translation>
    </message>
    <message>
        <source>Periksa kabel jaringan, lalu server nama (DNS) jaringan ini.</source>
        <translation>Check the network cable, then the name server (DNS) of this network.</translation>
    </message>
    <message>
        <source>Tidak ada jalan dari sini ke {host}.</source>
        <translation>There is no way from here to {host}.</translation>
    </message>
    <message>
        <source>Periksa kabel jaringan, lalu alamat dan gerbang (gateway) mesin ini.</source>
        <translation>Check the network cable, then this machine&apos;s address and gateway.</translation>
    </message>
    <message>
        <source>{host} menjawab, tetapi tidak ada layanan di port {port}.</source>
        <translation>{host} answers, but nothing serves at its port {port}.</translation>
    </message>
    <message>
        <source>Periksa alamat pusat data (gapura provision set --url); di pusat data, apakah layanannya berjalan.</source>
        <translation>Check the data centre&apos;s address (gapura provision set --url); at the data centre, whether it is running.</translation>
    </message>
    <message>
        <source>{host} tidak menjawab di port {port}.</source>
        <translation>{host} does not answer at port {port}.</translation>
    </message>
    <message>
        <source>Tanyakan apakah firewall menutup port {port}, dan apakah pusat data menyala.</source>
        <translation>Ask whether a firewall blocks port {port}, and whether the data centre is switched on.</translation>
    </message>
    <message>
        <source>Tidak ada layanan pada proxy {host}, port {port}.</source>
        <translation>Nothing serves at the proxy {host}, port {port}.</translation>
    </message>
    <message>
        <source>Periksa alamat proxy (gapura provision set --proxy).</source>
        <translation>Check the proxy&apos;s address (gapura provision set --proxy).</translation>
    </message>
    <message>
        <source>Proxy {host} tidak menjawab di port {port}.</source>
        <translation>The proxy {host} does not answer at port {port}.</translation>
    </message>
    <message>
        <source>Periksa alamat proxy (gapura provision set --proxy); tanyakan apakah proxy menyala.</source>
        <translation>Check the proxy&apos;s address (gapura provision set --proxy); ask whether it is switched on.</translation>
    </message>
    <message>
        <source>Proxy meminta nama dan kata sandi.</source>
        <translation>The proxy asks for a name and a password.</translation>
    </message>
    <message>
        <source>Minta pengelola jaringan meloloskan terminal ini tanpa itu.</source>
        <translation>Ask the network&apos;s operator to let this terminal pass without.</translation>
    </message>
    <message>
        <source>Proxy melarang jalan ke {host}: status {status}.</source>
        <translation>The proxy forbids the way to {host}: status {status}.</translation>
    </message>
    <message>
        <source>Minta pengelola jaringan mengizinkan {host}, port {port}.</source>
        <translation>Ask the network&apos;s operator to allow {host}, port {port}.</translation>
    </message>
    <message>
        <source>Proxy tidak mencapai {host}: status {status}.</source>
        <translation>The proxy does not reach {host}: status {status}.</translation>
    </message>
    <message>
        <source>Periksa alamat pusat data (gapura provision set --url); tanyakan apakah proxy mengenal nama ini.</source>
        <translation>Check the data centre&apos;s address (gapura provision set --url); ask whether the proxy knows this name.</translation>
    </message>
    <message>
        <source>Yang menjawab sebagai proxy adalah halaman jaringan ini sendiri.</source>
        <translation>What answers as the proxy is a page of the network&apos;s own.</translation>
    </message>
    <message>
        <source>Periksa alamat proxy (gapura provision set --proxy); tanyakan apakah jaringan ini meminta login.</source>
        <translation>Check the proxy&apos;s address (gapura provision set --proxy); ask whether this network wants a sign-in.</translation>
    </message>
    <message>
        <source>Halaman jaringan ini menjawab sebagai ganti pusat data.</source>
        <translation>A page of this network answers in place of the data centre.</translation>
    </message>
    <message>
        <source>Jaringan ini meminta login: minta pengelolanya meloloskan terminal ini tanpa login.</source>
        <translation>The network wants a sign-in: ask its operator to let this terminal pass without.</translation>
    </message>
    <message>
        <source>Pihak lain menjawab untuk {host}: sertifikat di sana dibuat oleh {issuer}.</source>
        <translation>Somebody else answers for {host}: the certificate there is by {issuer}.</translation>
    </message>
    <message>
        <source>Minta pengelola jaringan mengecualikan {host} dari pemeriksaan TLS, lalu periksa alamatnya.</source>
        <translation>Ask the network&apos;s operator to exempt {host} from TLS inspection, then check the address.</translation>
    </message>
    <message>
        <source>Sertifikat {host} dibuat oleh otoritas lain yang bernama sama, {issuer}.</source>
        <translation>The certificate of {host} is by another authority of the same name, {issuer}.</translation>
    </message>
    <message>
        <source>Tanyakan kepada pusat data apakah disiapkan ulang; jika ya, terminal ini perlu tiket baru.</source>
        <translation>Ask the data centre whether it was set up anew; then this terminal needs a new ticket.</translation>
    </message>
    <message>
        <source>Sertifikat pusat data bukan untuk nama {host}.</source>
        <translation>The data centre&apos;s certificate is not for the name {host}.</translation>
    </message>
    <message>
        <source>Periksa alamat pusat data (gapura provision set --url); atau operatornya memperbarui sertifikat dengan nama ini.</source>
        <translation>Check the data centre&apos;s address (gapura provision set --url); or its operator renews the certificate with this name.</translation>
    </message>
    <message>
        <source>Sertifikat pusat data sudah berakhir.</source>
        <translation>The data centre&apos;s certificate has ended.</translation>
    </message>
    <message>
        <source>Minta operatornya memperbaruinya (gapura central certificate renew).</source>
        <translation>Tell its operator to renew it (gapura central certificate renew).</translation>
    </message>
    <message>
        <source>Sambungan aman ke {host} diputus.</source>
        <translation>The secured connection to {host} is broken off.</translation>
    </message>
    <message>
        <source>Tanyakan kepada pengelola jaringan apakah firewall menghentikan TLS 1.3 ke port {port}.</source>
        <translation>Ask the network&apos;s operator whether a firewall stops TLS 1.3 to port {port}.</translation>
    </message>
    <message>
        <source>{host} menerima sambungan, lalu diam.</source>
        <translation>{host} takes the connection and then says nothing.</translation>
    </message>
    <message>
        <source>Periksa lagi beberapa menit kemudian; lalu beri tahu operator pusat data.</source>
        <translation>Check again in a few minutes; then tell the data centre&apos;s operator.</translation>
    </message>
    <message>
        <source>Yang menjawab di {host} tidak berbicara seperti pusat data.</source>
        <translation>What answers at {host} does not speak as the data centre does.</translation>
    </message>
    <message>
        <source>Mungkin sedang dimulai ulang: periksa lagi beberapa menit kemudian, lalu beri tahu operatornya.</source>
        <translation>It may be restarting: check again in a few minutes, then tell its operator.</translation>
    </message>
    <message>
        <source>Pusat data terlalu sibuk untuk menjawab.</source>
        <translation>The data centre is too busy to answer.</translation>
    </message>
    <message>
        <source>Periksa lagi beberapa menit kemudian.</source>
        <translation>Check again in a few minutes.</translation>
    </message>
    <message>
        <source>Belum ada operator yang menyetujui terminal ini.</source>
        <translation>No operator has approved this terminal yet.</translation>
    </message>
    <message>
        <source>Bacakan nomornya kepada operator: {terminal}.</source>
        <translation>Read its number to the operator: {terminal}.</translation>
    </message>
    <message>
        <source>Pusat data telah mencabut terminal ini.</source>
        <translation>The data centre has revoked this terminal.</translation>
    </message>
    <message>
        <source>Pusat data tidak mengenal terminal ini.</source>
        <translation>The data centre does not know this terminal.</translation>
    </message>
    <message>
        <source>Pusat data tidak menerima tanda tangan terminal ini.</source>
        <translation>The data centre does not accept this terminal&apos;s signature.</translation>
    </message>
    <message>
        <source>Kuncinya atau pusat datanya bukan yang dahulu didaftarkan: kosongkan, lalu daftarkan lagi.</source>
        <translation>Its key or its data centre is another than at the enrolment: wipe it, and enrol it anew.</translation>
    </message>
    <message>
        <source>Pusat data menolak: {problem}.</source>
        <translation>The data centre refuses: {problem}.</translation>
    </message>
    <message>
        <source>Beri tahu operator pusat data.</source>
        <translation>Tell the data centre&apos;s operator.</translation>
    </message>
    <message>
        <source>Agen tidak berjalan: tidak ada yang datang dari pusat data.</source>
        <translation>The agent does not run: nothing comes from the data centre.</translation>
    </message>
    <message>
        <source>Jalankan: systemctl start gapura-agent.</source>
        <translation>Start it: systemctl start gapura-agent.</translation>
    </message>
    <message>
        <source>Kios tidak berjalan: tidak ada orang yang diperiksa.</source>
        <translation>The kiosk does not run: nobody is looked at.</translation>
    </message>
    <message>
        <source>Jalankan: systemctl start gapura-kiosk.</source>
        <translation>Start it: systemctl start gapura-kiosk.</translation>
    </message>
    <message>
        <source>Kios berjalan, tetapi tidak memberi kabar sejak {since}.</source>
        <translation>The kiosk runs, and has not said how it is since {since}.</translation>
    </message>
    <message>
        <source>Mulai ulang kios.</source>
        <translation>Start the kiosk anew.</translation>
    </message>
    <message>
        <source>Kios melaporkan: {why}</source>
        <translation>The kiosk says: {why}</translation>
    </message>
    <message>
        <source>Ikuti petunjuk itu; jika tidak ada, mulai ulang.</source>
        <translation>Follow what it says; else start it anew.</translation>
    </message>
    <message>
        <source>Kios tidak dapat menulis basis datanya: {why}</source>
        <translation>The kiosk cannot write its database: {why}</translation>
    </message>
    <message>
        <source>Kosongkan ruang, dan periksa penyimpanan.</source>
        <translation>Make room, and check the disk.</translation>
    </message>
    <message>
        <source>Terminal ini terlalu lama tanpa pusat datanya, dan tidak memakai daftar apa pun.</source>
        <translation>This terminal was without its data centre for too long, and serves no list.</translation>
    </message>
    <message>
        <source>Sambungkan, atau bawa flashdisk: daftar akan kembali.</source>
        <translation>Bring it into contact, or bring a stick: then the lists come back.</translation>
    </message>
    <message>
        <source>Daftar {name} terlalu lama tidak dikonfirmasi.</source>
        <translation>The list {name} was not confirmed for too long.</translation>
    </message>
    <message>
        <source>Sambungkan terminal dengan pusat data, atau bawa flashdisk.</source>
        <translation>Bring the terminal into contact with the data centre, or bring a stick.</translation>
    </message>
    <message>
        <source>Versi baru daftar {name} ditolak: {why}</source>
        <translation>A new version of the list {name} was refused: {why}</translation>
    </message>
    <message>
        <source>Beri tahu operator.</source>
        <translation>Tell the operator.</translation>
    </message>
    <message>
        <source>Daftar {name} belum datang.</source>
        <translation>The list {name} has not come yet.</translation>
    </message>
    <message>
        <source>Tunggu beberapa menit; lalu periksa jalan ke pusat data, atau bawa flashdisk.</source>
        <translation>Wait a few minutes; then check the way to the data centre, or bring a stick.</translation>
    </message>
    <message>
        <source>Kamera {source} tidak terpasang.</source>
        <translation>The camera {source} is not plugged in.</translation>
    </message>
    <message>
        <source>Pasang, atau pilih kamera lain (gapura provision camera).</source>
        <translation>Plug it in, or choose another one (gapura provision camera).</translation>
    </message>
    <message>
        <source>Kamera {source} dipakai program lain: {program}.</source>
        <translation>The camera {source} is used by another program: {program}.</translation>
    </message>
    <message>
        <source>Akhiri program itu.</source>
        <translation>End that program.</translation>
    </message>
    <message>
        <source>Pengguna ini tidak boleh membuka kamera {source}.</source>
        <translation>This user may not open the camera {source}.</translation>
    </message>
    <message>
        <source>Periksa sebagai root, atau sebagai pengguna kios.</source>
        <translation>Check as root, or as the kiosk&apos;s user.</translation>
    </message>
    <message>
        <source>Kamera {source} ada, tetapi tidak memberi gambar.</source>
        <translation>The camera {source} is there, and gives no picture.</translation>
    </message>
    <message>
        <source>Cabut lalu pasang lagi; periksa kabel dan dayanya.</source>
        <translation>Unplug it and plug it in again; check its cable and power.</translation>
    </message>
    <message>
        <source>Kamera dicabut, atau tidak mendapat daya.</source>
        <translation>The camera was pulled out, or is without power.</translation>
    </message>
    <message>
        <source>Periksa kabel dan dayanya.</source>
        <translation>Check its cable and power.</translation>
    </message>
    <message>
        <source>Gambar kamera terlalu gelap.</source>
        <translation>The camera&apos;s picture is too dark.</translation>
    </message>
    <message>
        <source>Buka tutup lensa; tambah cahaya dari arah kamera.</source>
        <translation>Take off the lens cap; add light from its side.</translation>
    </message>
    <message>
        <source>Kamera tidak menampilkan lajur, tetapi satu warna atau gambar uji.</source>
        <translation>The camera shows no lane, but one colour or a test picture.</translation>
    </message>
    <message>
        <source>Buka tutup lensa; periksa kabel, dan pada perekam kamera mana yang ditampilkan.</source>
        <translation>Take off the lens cap; check the cable, and at a recorder which camera it shows.</translation>
    </message>
    <message>
        <source>Gambar kamera rusak.</source>
        <translation>The camera&apos;s pictures are damaged.</translation>
    </message>
    <message>
        <source>Periksa kabelnya; pilih ukuran gambar yang lebih kecil di sana.</source>
        <translation>Check its cable; choose a smaller picture there.</translation>
    </message>
    <message>
        <source>Kamera mengirim gambar yang sama berulang-ulang.</source>
        <translation>The camera sends the same picture again and again.</translation>
    </message>
    <message>
        <source>Cabut dayanya, lalu pasang lagi.</source>
        <translation>Take its power away, and give it back.</translation>
    </message>
    <message>
        <source>Gambar kamera kurang tajam.</source>
        <translation>The camera&apos;s picture is blurred.</translation>
    </message>
    <message>
        <source>Bersihkan lensa, lalu putar cincin fokusnya.</source>
        <translation>Clean the lens, then turn its focus ring.</translation>
    </message>
    <message>
        <source>Kamera melihat ke arah lain daripada saat disetel.</source>
        <translation>The camera looks elsewhere than it was set up to.</translation>
    </message>
    <message>
        <source>Putar kembali; jika arah ini benar, sahkan di Setelan.</source>
        <translation>Turn it back; if it is right so, say so in the settings.</translation>
    </message>
    <message>
        <source>Wajah tidak tegak di dalam gambar.</source>
        <translation>Faces do not stand upright in the picture.</translation>
    </message>
    <message>
        <source>Putar gambarnya, di halaman Kamera.</source>
        <translation>Turn the picture, under Camera.</translation>
    </message>
    <message>
        <source>Wajah di dalam gambar terlalu sempit atau terlalu lebar.</source>
        <translation>Faces are too narrow or too wide in the picture.</translation>
    </message>
    <message>
        <source>Pilih bentuk piksel, di halaman Kamera.</source>
        <translation>Choose the shape of the pixels, under Camera.</translation>
    </message>
    <message>
        <source>Gambar kamera berkedip.</source>
        <translation>The camera&apos;s picture flickers.</translation>
    </message>
    <message>
        <source>Periksa lampu; setel kamera ke 50 Hz.</source>
        <translation>Check the lamps; set the camera to 50 Hz.</translation>
    </message>
    <message>
        <source>Sebagian gambar kamera hilang di jalan.</source>
        <translation>Parts of the camera&apos;s pictures are lost on the way.</translation>
    </message>
    <message>
        <source>Periksa kabel jaringan dan switch-nya; pakai TCP untuk alirannya.</source>
        <translation>Check its network cable and switch; use TCP for its stream.</translation>
    </message>
    <message>
        <source>Gambar datang, tetapi tidak ada yang melihatnya.</source>
        <translation>Pictures come, and nobody looks at them.</translation>
    </message>
    <message>
        <source>Lajur ini terlalu lambat: {rate} gambar per detik.</source>
        <translation>The lane is too slow: {rate} pictures a second.</translation>
    </message>
    <message>
        <source>Akhiri program lain; periksa apakah mesin terlalu panas.</source>
        <translation>End other programs; check that the machine is not too warm.</translation>
    </message>
    <message>
        <source>Terlalu sedikit wajah yang dapat dibandingkan.</source>
        <translation>Too few faces can be compared.</translation>
    </message>
    <message>
        <source>Dekatkan atau rendahkan kamera, dan tambah cahaya dari arahnya.</source>
        <translation>Bring the camera closer or lower, and add light from its side.</translation>
    </message>
    <message>
        <source>Peringatan tidak terdengar: {why}</source>
        <translation>Alerts are not heard: {why}</translation>
    </message>
    <message>
        <source>Sambungkan pengeras suara, atau besarkan suaranya.</source>
        <translation>Connect the loudspeaker, or turn it up.</translation>
    </message>
    <message>
        <source>Berkas model {name} tidak ada.</source>
        <translation>The model file {name} is missing.</translation>
    </message>
    <message>
        <source>Pasang lagi paket Gapura, atau jalankan gapura models fetch.</source>
        <translation>Install Gapura&apos;s package again, or run gapura models fetch.</translation>
    </message>
    <message>
        <source>Berkas model {name} bukan yang dirilis.</source>
        <translation>The model file {name} is not the one that was released.</translation>
    </message>
    <message>
        <source>Berkas model tidak dapat dibaca: {why}</source>
        <translation>The model files cannot be read: {why}</translation>
    </message>
    <message>
        <source>Periksa pemiliknya, dan penyimpanannya.</source>
        <translation>Check their owner, and the disk.</translation>
    </message>
    <message>
        <source>Sisa ruang hanya {free} MB; paling sedikit {least} MB harus kosong.</source>
        <translation>Only {free} MB are free on the disk; at least {least} MB must be.</translation>
    </message>
    <message>
        <source>Kosongkan ruang; hasil yang sudah terkirim akan terhapus sendiri.</source>
        <translation>Make room; results that were sent go by themselves.</translation>
    </message>
    <message>
        <source>Penyimpanan tidak dapat ditulis lagi.</source>
        <translation>The disk takes no writes any more.</translation>
    </message>
    <message>
        <source>Mungkin rusak, menurut log sistem: ganti.</source>
        <translation>It may have failed, as the system&apos;s log says: replace it.</translation>
    </message>
    <message>
        <source>Penyimpanan gagal menulis: {why}</source>
        <translation>The disk did not write: {why}</translation>
    </message>
    <message>
        <source>Jika terus begitu, ganti penyimpanannya.</source>
        <translation>If it goes on so, replace the disk.</translation>
    </message>
    <message>
        <source>Penyimpanan menulis {rate} MB per detik; seharusnya paling sedikit {least} MB.</source>
        <translation>The disk writes {rate} MB a second; at least {least} MB should go.</translation>
    </message>
    <message>
        <source>Periksa lagi saat tidak ada yang menulis; lalu pakai kartu atau disk yang lebih cepat (kelas A1).</source>
        <translation>Check again when nothing else writes; then use a faster card or disk (class A1).</translation>
    </message>
    <message>
        <source>Memori yang kosong hanya {free} MB; {least} MB diperlukan.</source>
        <translation>Only {free} MB of memory are free; {least} MB are needed.</translation>
    </message>
    <message>
        <source>Akhiri program lain, atau tambah memori mesin ini.</source>
        <translation>End other programs, or give the machine more memory.</translation>
    </message>
    <message>
        <source>Isi memori kios dapat tertulis ke penyimpanan: {why}</source>
        <translation>What the kiosk holds may reach a disk: {why}</translation>
    </message>
    <message>
        <source>Matikan swap, atau jalankan kios dengan unitnya, yang mengunci memorinya.</source>
        <translation>Turn swap off, or start the kiosk by its unit, which locks its memory.</translation>
    </message>
    <message>
        <source>Swap mesin ini tidak terenkripsi: {places}.</source>
        <translation>The machine swaps to a disk in the clear: {places}.</translation>
    </message>
    <message>
        <source>Matikan swap, atau enkripsikan.</source>
        <translation>Turn swap off, or encrypt it.</translation>
    </message>
    <message>
        <source>Mesin ini tidak menunjukkan TPM.</source>
        <translation>This machine shows no TPM.</translation>
    </message>
    <message>
        <source>Jika ada, hidupkan di firmware. Kunci disimpan dalam berkas milik penggunanya saja.</source>
        <translation>If it has one, turn it on in the firmware. Keys lie in files of their user alone.</translation>
    </message>
    <message>
        <source>Kunci disimpan dalam berkas milik penggunanya saja, padahal mesin ini punya TPM.</source>
        <translation>The keys lie in files of their user alone, though this machine has a TPM.</translation>
    </message>
    <message>
        <source>Kunci disegel saat mesin menyala berikutnya; atau hentikan kios dan agen, lalu jalankan `gapura provision seal` sebagai root.</source>
        <translation>They are sealed at its next start; or stop kiosk and agent, and give `gapura provision seal` as root.</translation>
    </message>
    <message>
        <source>TPM ada; apakah terkunci, pengguna ini tidak boleh menanyakannya.</source>
        <translation>There is a TPM; whether it is locked, this user may not ask.</translation>
    </message>
    <message>
        <source>Periksa sebagai root, yang boleh.</source>
        <translation>Check as root, who may.</translation>
    </message>
    <message>
        <source>TPM terkunci setelah terlalu banyak percobaan salah.</source>
        <translation>The TPM is locked after too many wrong attempts.</translation>
    </message>
    <message>
        <source>TPM terbuka sendiri setelah beberapa lama tanpa percobaan; biarkan mesin menyala.</source>
        <translation>It opens by itself after some time without attempts; leave the machine on.</translation>
    </message>
    <message>
        <source>Terminal baru</source>
        <translation>New terminal</translation>
    </message>
    <message>
        <source>Perlihatkan tiket ke kamera</source>
        <translation>Show the ticket to the camera</translation>
    </message>
    <message>
        <source>Dekatkan lembar tiket sampai kodenya memenuhi gambar dan tetap tajam. Atau pasang stik USB yang berisi tiket.</source>
        <translation>Bring the sheet closer until its code fills the picture and is still sharp. Or plug in a USB stick with the ticket.</translation>
    </message>
    <message>
        <source>Baca dari stik USB</source>
        <translation>Read from the USB stick</translation>
    </message>
    <message>
        <source>Stik USB sedang dibaca.</source>
        <translation>The USB stick is being read.</translation>
    </message>
    <message>
        <source>Apakah ini tempatnya?</source>
        <translation>Is this the place?</translation>
    </message>
    <message>
        <source>Pos {checkpoint}</source>
        <translation>Checkpoint {checkpoint}</translation>
    </message>
    <message>
        <source>Lajur: {lane}</source>
        <translation>Lane: {lane}</translation>
    </message>
    <message>
        <source>Tiket ini hanya dapat dipakai satu kali.</source>
        <translation>This ticket can be used only once.</translation>
    </message>
    <message>
        <source>Ya, jadikan terminal</source>
        <translation>Yes, make it the terminal</translation>
    </message>
    <message>
        <source>Bukan, cari tiket lain</source>
        <translation>No, another ticket</translation>
    </message>
    <message>
        <source>Bertanya ke pusat data</source>
        <translation>Asking the data centre</translation>
    </message>
    <message>
        <source>Kunci dibuat di perangkat ini dan tetap di sini.</source>
        <translation>Keys are made on this device, and stay here.</translation>
    </message>
    <message>
        <source>Bacakan enam kata ini ke pusat data</source>
        <translation>Read these six words to the data centre</translation>
    </message>
    <message>
        <source>Operator melihat kata yang sama, lalu menyetujui. Jika satu kata berbeda, jangan teruskan: minta tiket baru.</source>
        <translation>The operator sees the same words, and then approves. If one word differs, stop: ask for a new ticket.</translation>
    </message>
    <message>
        <source>Terminal {number}: {checkpoint}, {lane}</source>
        <translation>Terminal {number}: {checkpoint}, {lane}</translation>
    </message>
    <message>
        <source>Menunggu persetujuan operator.</source>
        <translation>Waiting for an operator&apos;s approval.</translation>
    </message>
    <message>
        <source>Disetujui</source>
        <translation>Approved</translation>
    </message>
    <message>
        <source>Lajur segera dibuka.</source>
        <translation>The lane opens in a moment.</translation>
    </message>
    <message>
        <source>Kamera belum memberi gambar. Periksa kabelnya.</source>
        <translation>The camera gives no picture yet. Check its cable.</translation>
    </message>
    <message>
        <source>Layanan jaringan terminal ini tidak berjalan. Nyalakan ulang perangkat.</source>
        <translation>The network service of this terminal does not run. Restart the device.</translation>
    </message>
    <message>
        <source>Ini bukan tiket Gapura. Minta tiket ke pusat data.</source>
        <translation>This is no ticket of Gapura. Ask the data centre for one.</translation>
    </message>
    <message>
        <source>Tiket ini tidak utuh. Salin lagi, atau minta tiket baru.</source>
        <translation>This ticket is cut short. Copy it again, or ask for a new one.</translation>
    </message>
    <message>
        <source>Tiket ini telah diubah. Minta tiket baru.</source>
        <translation>This ticket was altered. Ask for a new one.</translation>
    </message>
    <message>
        <source>Tiket ini sudah dipakai perangkat lain. Minta tiket baru.</source>
        <translation>Another device has used this ticket. Ask for a new one.</translation>
    </message>
    <message>
        <source>Masa tiket ini habis, atau tiket ditarik. Minta tiket baru.</source>
        <translation>This ticket has ended, or was withdrawn. Ask for a new one.</translation>
    </message>
    <message>
        <source>Tiket ini untuk lajur lain. Minta tiket untuk lajur ini.</source>
        <translation>This ticket is for another lane. Ask for one of this lane.</translation>
    </message>
    <message>
        <source>Tiket ini tidak menyebut lajur. Minta tiket yang dibuat untuk satu lajur.</source>
        <translation>This ticket names no lane. Ask for one that is made for a lane.</translation>
    </message>
    <message>
        <source>Tidak ditemukan stik USB. Pasang, lalu coba lagi.</source>
        <translation>No USB stick was found. Plug it in, then try again.</translation>
    </message>
    <message>
        <source>Di stik USB ini tidak ada ticket.json. Salin tiket ke stik dengan nama itu.</source>
        <translation>This USB stick has no ticket.json. Copy the ticket to it under that name.</translation>
    </message>
    <message>
        <source>Stik USB ini tidak dapat dibaca. Coba yang lain.</source>
        <translation>This USB stick cannot be read. Try another one.</translation>
    </message>
    <message>
        <source>Pusat data belum menjawab. Periksa kabel jaringan; perangkat ini mencoba terus.</source>
        <translation>The data centre does not answer yet. Check the network cable; this device keeps trying.</translation>
    </message>
    <message>
        <source>Perangkat ini tidak dapat menyimpan. Periksa ruang simpan.</source>
        <translation>This device cannot store anything. Check its storage.</translation>
    </message>
    <message>
        <source>Pusat data menolak terminal ini. Hapus terminal, lalu minta tiket baru.</source>
        <translation>The data centre refuses this terminal. Wipe it, then ask for a new ticket.</translation>
    </message>
    <message>
        <source>Pusat data tidak menerima perangkat ini. Hubungi operator.</source>
        <translation>The data centre does not accept this device. Call the operator.</translation>
    </message>
    <message>
        <source>Pemasangan</source>
        <translation>Set-up</translation>
    </message>
    <message>
        <source>{done} dari {all} langkah selesai.</source>
        <translation>{done} of {all} steps done.</translation>
    </message>
    <message>
        <source>Berikutnya: {step}.</source>
        <translation>Next: {step}.</translation>
    </message>
    <message>
        <source>Tidak ada di lajur ini.</source>
        <translation>There is none at this lane.</translation>
    </message>
    <message>
        <source>Baik, diukur {time}.</source>
        <translation>Good, measured {time}.</translation>
    </message>
    <message>
        <source>Pusat data menjawab.</source>
        <translation>The data centre answers.</translation>
    </message>
    <message>
        <source>Pusat data tidak menjawab. Sentuh Uji untuk sebabnya.</source>
        <translation>The data centre does not answer. Touch Test for the reason.</translation>
    </message>
    <message>
        <source>Buka Kamera</source>
        <translation>Open Camera</translation>
    </message>
    <message>
        <source>Buka Pengujian</source>
        <translation>Open Tests</translation>
    </message>
    <message>
        <source>Jam terminal</source>
        <translation>The terminal&apos;s clock</translation>
    </message>
    <message>
        <source>Cocok dengan pusat data.</source>
        <translation>As the data centre&apos;s.</translation>
    </message>
    <message>
        <source>Berbeda dari pusat data. Setel jam, lalu lihat lagi.</source>
        <translation>Not as the data centre&apos;s. Set the clock, then look again.</translation>
    </message>
    <message>
        <source>Menunggu waktu dari pusat data.</source>
        <translation>Waiting for the time of the data centre.</translation>
    </message>
    <message>
        <source>Daftar orang</source>
        <translation>Lists of people</translation>
    </message>
    <message>
        <source>Jumlah daftar: {lists}. Jumlah wajah: {n}.</source>
        <translation>Lists: {lists}. Faces: {n}.</translation>
    </message>
    <message>
        <source>Daftar yang datang ditolak. Pemeriksaan terminal di bawah menyebutkan sebabnya.</source>
        <translation>A list that came was refused. The terminal&apos;s check below says why.</translation>
    </message>
    <message>
        <source>Menunggu daftar dari pusat data.</source>
        <translation>Waiting for lists of the data centre.</translation>
    </message>
    <message>
        <source>Gambar datang, {width} x {height} piksel.</source>
        <translation>Pictures come, {width} x {height} pixels.</translation>
    </message>
    <message>
        <source>Arah dan bentuk gambar</source>
        <translation>The picture&apos;s turn and shape</translation>
    </message>
    <message>
        <source>Wajah tegak dan terbaca.</source>
        <translation>Faces are upright and read.</translation>
    </message>
    <message>
        <source>Wajah belum terbaca. Lihatlah ke kamera.</source>
        <translation>The face is not read yet. Look into the camera.</translation>
    </message>
    <message>
        <source>Baik, diukur {time}. Lihat lagi siang dan malam.</source>
        <translation>Good, measured {time}. Look again by day and by night.</translation>
    </message>
    <message>
        <source>Cahaya berkedip: ganti lampu atau setel kamera.</source>
        <translation>The light flickers: change the lamp, or set the camera.</translation>
    </message>
    <message>
        <source>Gambar pecah: periksa kabel dan jaringan kamera.</source>
        <translation>The picture is torn: check the camera&apos;s cable and network.</translation>
    </message>
    <message>
        <source>{width} x {height} mm, cocok dengan penggaris.</source>
        <translation>{width} x {height} mm, as a ruler shows.</translation>
    </message>
    <message>
        <source>Ukuran benar</source>
        <translation>The size is right</translation>
    </message>
    <message>
        <source>Semua bidang menjawab sentuhan.</source>
        <translation>Every field answers a touch.</translation>
    </message>
    <message>
        <source>Sebagian bidang tidak menjawab. Bersihkan kaca, lalu uji lagi.</source>
        <translation>Some fields do not answer. Clean the glass, then test again.</translation>
    </message>
    <message>
        <source>Terdengar</source>
        <translation>I heard it</translation>
    </message>
    <message>
        <source>Terdengar dari tempat petugas berdiri.</source>
        <translation>Heard from where the officer stands.</translation>
    </message>
    <message>
        <source>Pembaca dokumen</source>
        <translation>Document reader</translation>
    </message>
    <message>
        <source>Pindai satu dokumen atau kartu sekarang.</source>
        <translation>Scan one document or card now.</translation>
    </message>
    <message>
        <source>Pembaca mengirim kode yang utuh.</source>
        <translation>The reader sends whole codes.</translation>
    </message>
    <message>
        <source>Tanpa pembaca</source>
        <translation>No reader here</translation>
    </message>
    <message>
        <source>Berita acara</source>
        <translation>Acceptance</translation>
    </message>
    <message>
        <source>Uji peringatan</source>
        <translation>Test alert</translation>
    </message>
    <message>
        <source>Mulai uji</source>
        <translation>Begin the test</translation>
    </message>
    <message>
        <source>Ulangi uji</source>
        <translation>Test again</translation>
    </message>
    <message>
        <source>Hentikan uji</source>
        <translation>Stop the test</translation>
    </message>
    <message>
        <source>Tulis berita acara</source>
        <translation>Write the report</translation>
    </message>
    <message>
        <source>Perlihatkan wajah, keluar dari gambar, lalu kembali: terminal harus mengenalinya. Ini latihan: tidak ada peringatan yang dicatat atau dikirim, dan wajah itu tidak disimpan.</source>
        <translation>Show your face, leave the picture, and come back: the terminal must recognise it. This is practice: no alert is recorded or sent, and the face is not kept.</translation>
    </message>
    <message>
        <source>Lihatlah ke kamera.</source>
        <translation>Look into the camera.</translation>
    </message>
    <message>
        <source>Hanya satu orang di depan kamera.</source>
        <translation>One person alone before the camera.</translation>
    </message>
    <message>
        <source>Wajah diingat. Sekarang keluarlah dari gambar.</source>
        <translation>The face is remembered. Now leave the picture.</translation>
    </message>
    <message>
        <source>Kembalilah, dan lihat ke kamera.</source>
        <translation>Come back, and look into the camera.</translation>
    </message>
    <message>
        <source>Ini uji: peringatan muncul.</source>
        <translation>This is a test: the alert came.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}. {n} milidetik sesudah gambar diambil.</source>
        <translation>Score {score}, threshold {threshold}. {n} milliseconds after the picture was taken.</translation>
    </message>
    <message>
        <source>Wajah dikenali {time}. Skor {score}, ambang {threshold}.</source>
        <translation>Face recognised {time}. Score {score}, threshold {threshold}.</translation>
    </message>
    <message>
        <source>Diperlihatkan</source>
        <translation>Shown</translation>
    </message>
    <message>
        <source>Dikenali</source>
        <translation>Recognised</translation>
    </message>
    <message>
        <source>Dalam satu menit tidak terjadi apa-apa. Ulangi uji.</source>
        <translation>Nothing happened within a minute. Test again.</translation>
    </message>
    <message>
        <source>Wajah tidak dikenali lagi. Perbaiki jarak, cahaya, dan fokus, lalu ulangi uji.</source>
        <translation>The face was not recognised again. Mend distance, light and focus, then test again.</translation>
    </message>
    <message>
        <source>Ada peringatan sungguhan yang menunggu jawaban. Ulangi uji sesudahnya.</source>
        <translation>A real alert waits for an answer. Test again after it.</translation>
    </message>
    <message>
        <source>Belum diuji dengan kamera ini.</source>
        <translation>Not tested with this camera yet.</translation>
    </message>
    <message>
        <source>Terminal ini tidak punya kunci untuk menandatangani berita acara.</source>
        <translation>This terminal has no key to sign a report with.</translation>
    </message>
    <message>
        <source>Belum selesai: {steps}. Berita acara akan menyebutkannya.</source>
        <translation>Not done: {steps}. The report will say so.</translation>
    </message>
    <message>
        <source>Berita acara sedang ditulis.</source>
        <translation>The report is being written.</translation>
    </message>
    <message>
        <source>Berita acara pemasangan terminal</source>
        <translation>Acceptance of a terminal&apos;s set-up</translation>
    </message>
    <message>
        <source>Pos pemeriksaan dan lajur</source>
        <translation>Checkpoint and lane</translation>
    </message>
    <message>
        <source>Nomor terminal</source>
        <translation>Terminal&apos;s number</translation>
    </message>
    <message>
        <source>Teknisi</source>
        <translation>Technician</translation>
    </message>
    <message>
        <source>Ditulis pada</source>
        <translation>Written</translation>
    </message>
    <message>
        <source>Perangkat lunak</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>Langkah pemasangan</source>
        <translation>Steps of the set-up</translation>
    </message>
    <message>
        <source>Daftar dan versinya</source>
        <translation>List and version</translation>
    </message>
    <message>
        <source>Langkah</source>
        <translation>Step</translation>
    </message>
    <message>
        <source>Keadaan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Diperiksa</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>selesai</source>
        <translation>done</translation>
    </message>
    <message>
        <source>bermasalah</source>
        <translation>failing</translation>
    </message>
    <message>
        <source>belum</source>
        <translation>not yet</translation>
    </message>
    <message>
        <source>tidak ada di sini</source>
        <translation>not here</translation>
    </message>
    <message>
        <source>Yang perlu dibenahi</source>
        <translation>To be mended</translation>
    </message>
    <message>
        <source>{width} x {height} piksel, {rate} gambar per detik diperiksa</source>
        <translation>{width} x {height} pixels, {rate} pictures a second looked at</translation>
    </message>
    <message>
        <source>{width} x {height} mm</source>
        <translation>{width} x {height} mm</translation>
    </message>
    <message>
        <source>{list}, versi {version}</source>
        <translation>{list}, version {version}</translation>
    </message>
    <message>
        <source>Tidak ada wajah atau nama pengunjung di sini. Berkas JSON di sampingnya ditandatangani oleh terminal; pusat data memeriksanya.</source>
        <translation>No face and no visitor&apos;s name is in here. The terminal signed the JSON file beside it; the data centre verifies it.</translation>
    </message>
    <message>
        <source>Teknisi yang menyerahkan</source>
        <translation>Technician who hands over</translation>
    </message>
    <message>
        <source>Penanggung jawab pos</source>
        <translation>In charge of the checkpoint</translation>
    </message>
    <message>
        <source>Nama, tanda tangan, dan tanggal</source>
        <translation>Name, signature and date</translation>
    </message>
    <message>
        <source>Versi {version} siap. Layar mati sebentar saat lajur sepi.</source>
        <translation>Version {version} is ready. The screen goes dark for a moment when the lane is quiet.</translation>
    </message>
    <message>
        <source>Versi {version} ditunda sampai {until}.</source>
        <translation>Version {version} is put off until {until}.</translation>
    </message>
    <message>
        <source>Tunda sampai {until}</source>
        <translation>Put off until {until}</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>verify</name>
    <message>
        <source>Verifikasi orang</source>
        <translation>Verify a person</translation>
    </message>
    <message>
        <source>NIK, 16 angka</source>
        <translation>NIK, 16 digits</translation>
    </message>
    <message>
        <source>Ketik NIK, tunjukkan kode QR kartu ke kamera, atau pindai paspor dengan pembaca.</source>
        <translation>Type the NIK, hold the card&apos;s QR code to the camera, or scan the passport with the reader.</translation>
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
        <source>Laki-laki, lahir {date}, {age} tahun</source>
        <translation>Man, born {date}, {age} years old</translation>
    </message>
    <message>
        <source>Perempuan, lahir {date}, {age} tahun</source>
        <translation>Woman, born {date}, {age} years old</translation>
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
        <source>Kode wilayah {code}</source>
        <translation>Region code {code}</translation>
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
        <source>Terbaca NIK lebih dari satu orang.</source>
        <translation>NIKs of more than one person were read.</translation>
    </message>
    <message>
        <source>Tunjukkan satu kode kartu identitas, atau ketik NIK-nya.</source>
        <translation>Show the one code of an identity card, or type the NIK.</translation>
    </message>
    <message>
        <source>Kode tamu itu tidak ada dalam daftar tamu.</source>
        <translation>That visitor&apos;s code is not on the manifest.</translation>
    </message>
    <message>
        <source>Paspor itu tidak ada dalam daftar tamu.</source>
        <translation>That passport is not on the manifest.</translation>
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
        <source>Baris mesin paspor tidak lengkap terbaca.</source>
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
        <source>Tanggal pada {field} tidak ada.</source>
        <translation>There is no such day in the {field}.</translation>
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
        <translation>At the camera</translation>
    </message>
    <message>
        <source>Di daftar tamu</source>
        <translation>On the manifest</translation>
    </message>
    <message>
        <source>Tidak ada foto</source>
        <translation>No photograph</translation>
    </message>
    <message>
        <source>Nama tidak diketahui di terminal</source>
        <translation>The name is not known at the terminal</translation>
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
        <source>Kewarganegaraan {code}</source>
        <translation>Nationality {code}</translation>
    </message>
    <message>
        <source>Lahir {date}</source>
        <translation>Born {date}</translation>
    </message>
    <message>
        <source>Diharapkan hari ini</source>
        <translation>Expected today</translation>
    </message>
    <message>
        <source>Diharapkan tanggal {date}, bukan hari ini</source>
        <translation>Expected on {date}, not today</translation>
    </message>
    <message>
        <source>Tidak ada dalam daftar tamu</source>
        <translation>Not on the manifest</translation>
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
        <source>Wajah terbuka, satu orang saja di depan kamera. {n} detik lagi.</source>
        <translation>Face uncovered, one person alone in front of the camera. {n} seconds left.</translation>
    </message>
    <message>
        <source>Pusat data sedang ditanya.</source>
        <translation>The data centre is being asked.</translation>
    </message>
    <message>
        <source>Jawaban ditunggu paling lama {n} detik lagi.</source>
        <translation>Its answer is awaited for {n} more seconds at most.</translation>
    </message>
    <message>
        <source>Wajah cocok dengan dokumen.</source>
        <translation>The face agrees with the document.</translation>
    </message>
    <message>
        <source>Periksa sekali lagi bahwa dokumennya utuh, lalu putuskan.</source>
        <translation>Check once more that the document is sound, then decide.</translation>
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
        <source>Wajah tidak cocok dengan dokumen.</source>
        <translation>The face does not agree with the document.</translation>
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
        <source>Skor {score}, ambang {threshold}. Di antara {people} orang lain, satu mencapai skor ini.</source>
        <translation>Score {score}, threshold {threshold}. Of {people} other people, one reaches this score.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}. Tidak satu pun dari {people} orang lain mencapainya.</source>
        <translation>Score {score}, threshold {threshold}. Not even one of {people} other people reaches it.</translation>
    </message>
    <message>
        <source>Skor {score}, ambang {threshold}.</source>
        <translation>Score {score}, threshold {threshold}.</translation>
    </message>
    <message>
        <source>Dibandingkan oleh pusat data; fotonya tetap di sana.</source>
        <translation>Compared by the data centre; the photograph stays there.</translation>
    </message>
    <message>
        <source>Minta menoleh ke kirinya sendiri.</source>
        <translation>Ask for a turn of the head to their own left.</translation>
    </message>
    <message>
        <source>Minta menoleh ke kanannya sendiri.</source>
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
        <source>Gerakan {done} dari {of} selesai. {n} detik lagi.</source>
        <translation>{done} of {of} movements done. {n} seconds left.</translation>
    </message>
    <message>
        <source>Gerakan benar: orangnya hadir.</source>
        <translation>The movements were right: a person is present.</translation>
    </message>
    <message>
        <source>Gerakan tidak sesuai permintaan.</source>
        <translation>The movements were not those asked for.</translation>
    </message>
    <message>
        <source>Di tengah gerakan, orang lain berdiri di sana.</source>
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
        <source>Orang itu dipersilakan masuk, dan keputusan ini dicatat.</source>
        <translation>The person was let in, and the decision is on record.</translation>
    </message>
    <message>
        <source>Orang itu ditolak, dan keputusan ini dicatat.</source>
        <translation>The person was turned away, and the decision is on record.</translation>
    </message>
    <message>
        <source>Selesaikan orang ini dahulu, lalu pindai lagi.</source>
        <translation>Finish with this person first, then scan again.</translation>
    </message>
</context>
</TS>

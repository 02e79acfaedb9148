<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>alert</name>
    <message>
        <source>Peringatan: periksa orang ini</source>
        <translation>Alert: check this person</translation>
    </message>
    <message>
        <source>Prioritas {priority}</source>
        <translation>Priority {priority}</translation>
    </message>
    <message>
        <source>{count} lagi menunggu</source>
        <translation>{count} more waiting</translation>
    </message>
    <message>
        <source>Menunggu {n} detik</source>
        <translation>Waiting for {n} s</translation>
    </message>
    <message>
        <source>Menunggu {n} menit</source>
        <translation>Waiting for {n} min</translation>
    </message>
    <message>
        <source>Belum dijawab selama {n} detik</source>
        <translation>Unanswered for {n} s</translation>
    </message>
    <message>
        <source>Belum dijawab selama {n} menit</source>
        <translation>Unanswered for {n} min</translation>
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
        <source>Di lajur ini</source>
        <translation>At this lane</translation>
    </message>
    <message>
        <source>Foto di daftar</source>
        <translation>Photograph on the list</translation>
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
        <source>{list}, dari {owner}</source>
        <translation>{list}, from {owner}</translation>
    </message>
    <message>
        <source>Kategori: {category}</source>
        <translation>Category: {category}</translation>
    </message>
    <message>
        <source>Yang harus dilakukan</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>Konfirmasi</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Bukan orang ini</source>
        <translation>Not this person</translation>
    </message>
    <message>
        <source>Tidak dapat memastikan</source>
        <translation>Cannot tell</translation>
    </message>
    <message>
        <source>Tidak dijawab</source>
        <translation>Not answered</translation>
    </message>
    <message>
        <source>Panggil rekan</source>
        <translation>Call a colleague</translation>
    </message>
    <message>
        <source>Rekan dipanggil {n} detik lalu.</source>
        <translation>A colleague was called {n} s ago.</translation>
    </message>
    <message>
        <source>Rekan dipanggil {n} menit lalu.</source>
        <translation>A colleague was called {n} min ago.</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Daftar ini meminta dua petugas, tetapi terminal ini tanpa akun petugas. Panggil pengawas sebelum mengonfirmasi.</source>
        <translation>This list asks for two officers, but this terminal has no officers&amp;apos; accounts. Call a supervisor before you confirm.</translation>
    </message>
    <message>
        <source>{answer}: apa dasarnya?</source>
        <translation>{answer}: on what grounds?</translation>
    </message>
    <message>
        <source>Dokumennya sesuai</source>
        <translation>The document agrees</translation>
    </message>
    <message>
        <source>Wajahnya sama menurut pengamatan saya</source>
        <translation>To my eye it is the same face</translation>
    </message>
    <message>
        <source>Orang ini mengakuinya</source>
        <translation>The person says so</translation>
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
        <source>Terlalu banyak peringatan menunggu</source>
        <translation>Too many alerts were waiting</translation>
    </message>
    <message>
        <source>Petugas kedua perlu memastikan</source>
        <translation>A second officer must confirm</translation>
    </message>
    <message>
        <source>Sudah dikonfirmasi oleh {officer}. Petugas lain memasukkan nomor dan PIN-nya, lalu memilih. Jika tidak setuju, yang dicatat: tidak dapat memastikan.</source>
        <translation>Confirmed by {officer}. Another officer enters their number and PIN, then chooses. If they do not agree, it is recorded as: cannot tell.</translation>
    </message>
    <message>
        <source>Setuju</source>
        <translation>I agree</translation>
    </message>
    <message>
        <source>Tidak setuju</source>
        <translation>I do not agree</translation>
    </message>
    <message>
        <source>{answer}: {name}</source>
        <translation>{answer} – {name}</translation>
    </message>
    <message>
        <source>Berlaku dalam {n} detik</source>
        <translation>Counts in {n} s</translation>
    </message>
    <message>
        <source>Batalkan</source>
        <translation>Undo</translation>
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
        <source>1 dari {people} orang berbeda mencapai skor ini</source>
        <translation>1 in {people} different people reaches this score</translation>
    </message>
    <message>
        <source>Kurang dari 1 dari {people} orang berbeda mencapai skor ini</source>
        <translation>Fewer than 1 in {people} different people reach this score</translation>
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
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>history</name>
    <message>
        <source>Riwayat</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Cari nama, daftar, atau nomor petugas</source>
        <translation>Search a name, list or officer number</translation>
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
        <source>Giliran ini</source>
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
        <source>Pilih waktu yang lebih panjang di atas.</source>
        <translation>Choose a longer time above.</translation>
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
        <source>Riwayat tidak dapat dibaca.</source>
        <translation>The history cannot be read.</translation>
    </message>
    <message>
        <source>Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.</source>
        <translation>Checking at the lane goes on. Tell the technician.</translation>
    </message>
    <message>
        <source>Menunggu jawaban</source>
        <translation>Waiting for an answer</translation>
    </message>
    <message>
        <source>Dikonfirmasi</source>
        <translation>Confirmed</translation>
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
        <source>Tanpa nama</source>
        <translation>No name</translation>
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
        <source>Tidak pasti</source>
        <translation>Uncertain</translation>
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
        <source>Kembali</source>
        <translation>Back</translation>
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
        <source>Tidak dipersilakan masuk</source>
        <translation>Not let in</translation>
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
        <source>Tanda {head}</source>
        <translation>Mark {head}</translation>
    </message>
    <message>
        <source>Baris {n} tidak cocok</source>
        <translation>Row {n} does not fit</translation>
    </message>
</context>
</TS>

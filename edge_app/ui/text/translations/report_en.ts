<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>report</name>
    <message>
        <source>Laporan lajur pemeriksaan</source>
        <translation>Report of a checkpoint lane</translation>
    </message>
    <message>
        <source>Lajur</source>
        <translation>Lane</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Nomor petugas</source>
        <translation>Officer number</translation>
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
        <source>Orang terlihat</source>
        <translation>People seen</translation>
    </message>
    <message>
        <source>Wajah terambil</source>
        <translation>Faces captured</translation>
    </message>
    <message>
        <source>Persentase terambil (%)</source>
        <translation>Capture rate (%)</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>Dikonfirmasi</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Bukan orang ini</source>
        <translation>Not this person</translation>
    </message>
    <message>
        <source>Tidak pasti</source>
        <translation>Cannot tell</translation>
    </message>
    <message>
        <source>Tidak dijawab</source>
        <translation>Unanswered</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <translation>Verifications</translation>
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
        <source>Daftar</source>
        <translation>List</translation>
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
        <source>Laporan ini memuat jumlah saja: tanpa nama, NIK, atau foto siapa pun.</source>
        <translation>This report holds numbers only: nobody&apos;s name, NIK or picture.</translation>
    </message>
</context>
</TS>

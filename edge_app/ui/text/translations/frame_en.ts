<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>frame</name>
    <message>
        <source>English</source>
        <translation>Indonesia</translation>
    </message>
    <message>
        <source>Untuk teknisi: {detail}</source>
        <translation>For the technician: {detail}</translation>
    </message>
    <message>
        <source>Lajur</source>
        <translation>Lane</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Tamu</source>
        <translation>Visitors</translation>
    </message>
    <message>
        <source>Riwayat</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Angka</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Setelan</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Serah terima</source>
        <translation>Hand over</translation>
    </message>
    <message>
        <source>Pembaca mengirim data yang tidak diperlukan di layar ini. Data itu dibuang.</source>
        <translation>The reader sent something that this screen does not need. It was thrown away.</translation>
    </message>
    <message>
        <source>Data dari pembaca terlalu panjang atau rusak. Coba sekali lagi.</source>
        <translation>What the reader sent is too long or damaged. Try once more.</translation>
    </message>
    <message>
        <source>Layar terkunci dalam {seconds} detik. Sentuh layar untuk tetap masuk.</source>
        <translation>The screen locks in {seconds} s. Touch it to stay signed in.</translation>
    </message>
    <message>
        <source>Tanpa akun petugas</source>
        <translation>No officers&apos; accounts</translation>
    </message>
    <message>
        <source>Petugas {name}</source>
        <translation>Officer {name}</translation>
    </message>
</context>
</TS>

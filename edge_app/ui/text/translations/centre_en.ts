<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>centre</name>
    <message>
        <source>Pusat data tersambung</source>
        <translation>Data centre connected</translation>
    </message>
    <message>
        <source>Pusat data terputus sejak {time}</source>
        <translation>No data centre since {time}</translation>
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
        <source>Peringatan belum dapat disimpan. Pemeriksaan tetap berjalan.</source>
        <translation>Alerts cannot be stored at present. Checking goes on.</translation>
    </message>
    <message>
        <source>Jangan matikan terminal. Panggil teknisi.</source>
        <translation>Do not switch the terminal off. Call the technician.</translation>
    </message>
</context>
</TS>

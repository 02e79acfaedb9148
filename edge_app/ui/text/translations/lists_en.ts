<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>lists</name>
    <message>
        <source>Belum ada daftar</source>
        <translation>No list yet</translation>
    </message>
    <message>
        <source>Daftar versi {version}, {age}</source>
        <translation>List version {version}, {age}</translation>
    </message>
    <message>
        <source>{count} daftar, tertua versi {version}, {age}</source>
        <translation>{count} lists, oldest version {version}, {age}</translation>
    </message>
    <message>
        <source>{count} orang terdaftar</source>
        <translation>{count} listed persons</translation>
    </message>
    <message>
        <source>1 orang terdaftar</source>
        <translation>1 listed person</translation>
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
</context>
</TS>

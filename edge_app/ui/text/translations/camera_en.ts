<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>camera</name>
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
        <source>{rate} gambar per detik</source>
        <translation>{rate} pictures per second</translation>
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
        <source>Gambar terakhir: {seconds} detik lalu</source>
        <translation>Last picture: {seconds} s ago</translation>
    </message>
    <message>
        <source>Gambar terakhir: {age}</source>
        <translation>Last picture: {age}</translation>
    </message>
</context>
</TS>

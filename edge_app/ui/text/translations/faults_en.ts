<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>faults</name>
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
        <translation>Turn the camera back. If the new view is right, press “This view is right” in Settings.</translation>
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
        <source>Ruang simpan hampir penuh: tersisa {size}.</source>
        <translation>Storage is nearly full: {size} left.</translation>
    </message>
    <message>
        <source>Lanjutkan pekerjaan dan panggil teknisi sebelum ruang habis.</source>
        <translation>Go on working, and call the technician before it is full.</translation>
    </message>
    <message>
        <source>Jam terminal meleset {minutes} menit.</source>
        <translation>The terminal&apos;s clock is off by {minutes} minutes.</translation>
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
        <source>Jangan andalkan terminal ini saja. Periksa dokumen setiap orang secara manual, dan minta teknisi menyambungkan jaringan atau membawa daftar dengan USB.</source>
        <translation>Do not rely on this terminal alone. Check everybody&apos;s documents by hand, and ask the technician to connect the network or to bring the lists on a USB stick.</translation>
    </message>
    <message>
        <source>Saya mengerti, periksa secara manual</source>
        <translation>I understand, check by hand</translation>
    </message>
</context>
</TS>

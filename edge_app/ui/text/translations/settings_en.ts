<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>settings</name>
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
        <source>Terminal ini tidak dapat bersuara. Perhatikan layar, dan beri tahu teknisi.</source>
        <translation>This terminal can make no sound. Watch the screen, and tell the technician.</translation>
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
        <source>{n} menit</source>
        <translation>{n} minutes</translation>
    </message>
    <message>
        <source>{n} detik</source>
        <translation>{n} seconds</translation>
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
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>guidance</name>
    <message>
        <source>Selamat datang</source>
        <translation>Welcome</translation>
    </message>
    <message>
        <source>Silakan maju satu per satu</source>
        <translation>Please come forward one by one</translation>
    </message>
    <message>
        <source>Silakan mendekat</source>
        <translation>Please come closer</translation>
    </message>
    <message>
        <source>Mundur sedikit</source>
        <translation>Please step back a little</translation>
    </message>
    <message>
        <source>Lihat ke kamera</source>
        <translation>Look into the camera</translation>
    </message>
    <message>
        <source>Berdiri tenang sebentar</source>
        <translation>Hold still for a moment</translation>
    </message>
    <message>
        <source>Lepas masker atau penutup wajah</source>
        <translation>Please take off mask or face covering</translation>
    </message>
    <message>
        <source>Maju ke tempat terang</source>
        <translation>Please step into the light</translation>
    </message>
    <message>
        <source>Buka mata dan lihat ke kamera</source>
        <translation>Open your eyes and look into the camera</translation>
    </message>
    <message>
        <source>Mohon tunggu sebentar</source>
        <translation>One moment, please</translation>
    </message>
    <message>
        <source>Terima kasih</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>Ikuti arahan petugas</source>
        <translation>Please follow the officer</translation>
    </message>
    <message>
        <source>Silakan ke petugas</source>
        <translation>Please go to the officer</translation>
    </message>
</context>
</TS>

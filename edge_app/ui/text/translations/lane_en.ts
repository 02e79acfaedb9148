<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>lane</name>
    <message>
        <source>Mencari wajah</source>
        <translation>Looking</translation>
    </message>
    <message>
        <source>Dibandingkan</source>
        <translation>Comparing</translation>
    </message>
    <message>
        <source>Tidak diperiksa</source>
        <translation>Not checked</translation>
    </message>
    <message>
        <source>Tidak ada di daftar</source>
        <translation>Not on a list</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <translation>Alert</translation>
    </message>
</context>
</TS>

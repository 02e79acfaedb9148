<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>keys</name>
    <message>
        <source>Ulang</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Hapus satu</source>
        <translation>Delete one</translation>
    </message>
    <message>
        <source>Spasi</source>
        <translation>Space</translation>
    </message>
</context>
</TS>

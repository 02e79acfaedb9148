<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>counts</name>
    <message>
        <source>Orang terlihat</source>
        <translation>People seen</translation>
    </message>
    <message>
        <source>Wajah terambil</source>
        <translation>Faces captured</translation>
    </message>
    <message>
        <source>Persentase terambil</source>
        <translation>Capture rate</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <translation>Alerts</translation>
    </message>
</context>
</TS>

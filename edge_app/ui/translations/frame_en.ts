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
</context>
</TS>

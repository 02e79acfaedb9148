<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>ages</name>
    <message>
        <source>baru saja</source>
        <translation>just now</translation>
    </message>
    <message>
        <source>1 menit lalu</source>
        <translation>1 minute ago</translation>
    </message>
    <message>
        <source>{n} menit lalu</source>
        <translation>{n} minutes ago</translation>
    </message>
    <message>
        <source>1 jam lalu</source>
        <translation>1 hour ago</translation>
    </message>
    <message>
        <source>{n} jam lalu</source>
        <translation>{n} hours ago</translation>
    </message>
    <message>
        <source>1 hari lalu</source>
        <translation>1 day ago</translation>
    </message>
    <message>
        <source>{n} hari lalu</source>
        <translation>{n} days ago</translation>
    </message>
    <message>
        <source>tanggalnya belum tiba</source>
        <translation>dated in the future</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>alert</name>
    <message>
        <source>Peringatan: periksa orang ini</source>
        <translation>Alert: check this person</translation>
    </message>
    <message>
        <source>{count} lagi menunggu</source>
        <translation>{count} more waiting</translation>
    </message>
    <message>
        <source>Di lajur ini</source>
        <translation>At this lane</translation>
    </message>
    <message>
        <source>Foto di daftar</source>
        <translation>Photograph on the list</translation>
    </message>
    <message>
        <source>{list}, dari {owner}</source>
        <translation>{list}, from {owner}</translation>
    </message>
    <message>
        <source>Yang harus dilakukan</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>Konfirmasi</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>Bukan orang ini</source>
        <translation>Not this person</translation>
    </message>
    <message>
        <source>Sangat kuat</source>
        <translation>Very strong</translation>
    </message>
    <message>
        <source>Kuat</source>
        <translation>Strong</translation>
    </message>
    <message>
        <source>Sedang</source>
        <translation>Moderate</translation>
    </message>
    <message>
        <source>Lemah</source>
        <translation>Weak</translation>
    </message>
    <message>
        <source>skor {score} (ambang {threshold})</source>
        <translation>score {score} (threshold {threshold})</translation>
    </message>
    <message>
        <source>1 dari {people} orang berbeda mencapai skor ini</source>
        <translation>1 in {people} different people reaches this score</translation>
    </message>
    <message>
        <source>Kurang dari 1 dari {people} orang berbeda mencapai skor ini</source>
        <translation>Fewer than 1 in {people} different people reach this score</translation>
    </message>
</context>
</TS>

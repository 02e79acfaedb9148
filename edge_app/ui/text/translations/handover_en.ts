<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>handover</name>
    <message>
        <source>Serah terima giliran</source>
        <translation>Handing over the shift</translation>
    </message>
    <message>
        <source>Giliran {name} sejak {time}.</source>
        <translation>{name}&apos;s shift, since {time}.</translation>
    </message>
    <message>
        <source>Ringkasan giliran sedang dibaca.</source>
        <translation>The summary of the shift is being read.</translation>
    </message>
    <message>
        <source>Ringkasan giliran tidak dapat dibaca. Serah terima tetap dapat dilakukan.</source>
        <translation>The summary of the shift cannot be read. You can hand over all the same.</translation>
    </message>
    <message>
        <source>Lama giliran</source>
        <translation>Length of the shift</translation>
    </message>
    <message>
        <source>{hours} jam {minutes} menit</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} menit</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Orang terlihat</source>
        <translation>People seen</translation>
    </message>
    <message>
        <source>{n} wajah terambil</source>
        <translation>{n} faces captured</translation>
    </message>
    <message>
        <source>Persentase terambil</source>
        <translation>Capture rate</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Peringatan</source>
        <translation>Alerts</translation>
    </message>
    <message>
        <source>{n} dikonfirmasi</source>
        <translation>{n} confirmed</translation>
    </message>
    <message>
        <source>{n} bukan orangnya</source>
        <translation>{n} not the person</translation>
    </message>
    <message>
        <source>{n} tidak pasti</source>
        <translation>{n} uncertain</translation>
    </message>
    <message>
        <source>{n} tidak dijawab</source>
        <translation>{n} not answered</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <translation>Verifications</translation>
    </message>
    <message>
        <source>Hasil menunggu dikirim</source>
        <translation>Results waiting to be sent</translation>
    </message>
    <message>
        <source>Semua sudah diterima pusat data.</source>
        <translation>The data centre has received them all.</translation>
    </message>
    <message>
        <source>Dikirim sendiri begitu terhubung.</source>
        <translation>They are sent by themselves once connected.</translation>
    </message>
    <message>
        <source>Satu peringatan belum dijawab.</source>
        <translation>One alert has not been answered.</translation>
    </message>
    <message>
        <source>{n} peringatan belum dijawab.</source>
        <translation>{n} alerts have not been answered.</translation>
    </message>
    <message>
        <source>Jawab dahulu, atau beri tahu pengganti Anda: peringatan tetap terbuka untuknya.</source>
        <translation>Answer first, or tell whoever takes over: what is open stays open.</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Istirahat: kunci layar</source>
        <translation>Break: lock the screen</translation>
    </message>
    <message>
        <source>Selesai dan keluar</source>
        <translation>Finish and sign out</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>figures</name>
    <message>
        <source>Angka</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>Giliran ini</source>
        <translation>This shift</translation>
    </message>
    <message>
        <source>Hari ini</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>7 hari</source>
        <translation>7 days</translation>
    </message>
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
    <message>
        <source>Verifikasi</source>
        <translation>Verifications</translation>
    </message>
    <message>
        <source>Waktu periksa</source>
        <translation>Checking time</translation>
    </message>
    <message>
        <source>belum ada</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation>{n}%</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} wajah terambil</source>
        <translation>{n} faces captured</translation>
    </message>
    <message>
        <source>{confirmed} dikonfirmasi, {refused} bukan orangnya, {rest} lainnya</source>
        <translation>{confirmed} confirmed, {refused} not this person, {rest} other</translation>
    </message>
    <message>
        <source>separuh di bawah {p50} ms, 95% di bawah {p95} ms</source>
        <translation>half within {p50} ms, 95% within {p95} ms</translation>
    </message>
    <message>
        <source>Orang terlihat dan wajah terambil (orang)</source>
        <translation>People seen and faces captured (people)</translation>
    </message>
    <message>
        <source>Persentase terambil (%)</source>
        <translation>Capture rate (%)</translation>
    </message>
    <message>
        <source>Peringatan dan jawaban (kali)</source>
        <translation>Alerts and answers (times)</translation>
    </message>
    <message>
        <source>Waktu periksa: median dan 95% (ms)</source>
        <translation>Checking time: median and 95% (ms)</translation>
    </message>
    <message>
        <source>Dikonfirmasi</source>
        <translation>Confirmed</translation>
    </message>
    <message>
        <source>Bukan orang ini</source>
        <translation>Not this person</translation>
    </message>
    <message>
        <source>Jawaban lain</source>
        <translation>Other answers</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95%</source>
        <translation>95%</translation>
    </message>
    <message>
        <source>Grafik</source>
        <translation>Plots</translation>
    </message>
    <message>
        <source>Tabel</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Pukul {start}–{end}</source>
        <translation>{start}–{end}</translation>
    </message>
    <message>
        <source>{people} orang, {captured} terambil ({rate}), {alerts} peringatan</source>
        <translation>{people} people, {captured} captured ({rate}), {alerts} alerts</translation>
    </message>
    <message>
        <source>Tidak ada orang</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>{p50} / {p95} ms</source>
        <translation>{p50} / {p95} ms</translation>
    </message>
    <message>
        <source>Daftar</source>
        <translation>Lists</translation>
    </message>
    <message>
        <source>Tidak ada daftar di terminal ini.</source>
        <translation>There is no list at this terminal.</translation>
    </message>
    <message>
        <source>{list}: versi {version}, terbit {time}</source>
        <translation>{list}: version {version}, issued {time}</translation>
    </message>
    <message>
        <source>Angka sedang dibaca.</source>
        <translation>The figures are being read.</translation>
    </message>
    <message>
        <source>Belum ada orang yang terhitung.</source>
        <translation>Nobody was counted yet.</translation>
    </message>
    <message>
        <source>Pilih waktu yang lebih panjang di atas.</source>
        <translation>Choose a longer time above.</translation>
    </message>
    <message>
        <source>Angka tidak dapat dibaca.</source>
        <translation>The figures cannot be read.</translation>
    </message>
    <message>
        <source>Pemeriksaan di lajur tetap berjalan. Beri tahu teknisi.</source>
        <translation>Checking at the lane goes on. Tell the technician.</translation>
    </message>
    <message>
        <source>Simpan laporan</source>
        <translation>Save the report</translation>
    </message>
    <message>
        <source>Laporan sedang dibuat</source>
        <translation>Report is being made</translation>
    </message>
    <message>
        <source>Laporan tersimpan di stik USB: {file}. Tunggu lampunya padam, lalu cabut.</source>
        <translation>The report is on the USB stick: {file}. Wait until its light is off, then pull it out.</translation>
    </message>
    <message>
        <source>Laporan tersimpan di terminal ini: {file}. Pasang stik USB jika ingin membawanya.</source>
        <translation>The report is kept at this terminal: {file}. Insert a USB stick to take it along.</translation>
    </message>
    <message>
        <source>Stik USB penuh. Pasang stik lain, lalu ulangi.</source>
        <translation>The USB stick is full. Insert another one and try again.</translation>
    </message>
    <message>
        <source>Stik USB tidak dapat ditulisi. Buka kuncinya atau pasang stik lain, lalu ulangi.</source>
        <translation>The USB stick cannot be written to. Unlock it or insert another one, and try again.</translation>
    </message>
    <message>
        <source>Stik USB terlepas atau rusak. Pasang lagi atau pakai stik lain, lalu ulangi.</source>
        <translation>The USB stick came out or is damaged. Insert it again or use another one, and try again.</translation>
    </message>
    <message>
        <source>Penyimpanan terminal penuh. Pasang stik USB, lalu ulangi, dan beri tahu teknisi.</source>
        <translation>The terminal&apos;s storage is full. Insert a USB stick, try again, and tell the technician.</translation>
    </message>
    <message>
        <source>Laporan tidak dapat dibuat. Coba lagi; jika tetap gagal, beri tahu teknisi.</source>
        <translation>The report cannot be made. Try again; if it still fails, tell the technician.</translation>
    </message>
    <message>
        <source>Peran Anda tidak dapat membuat laporan.</source>
        <translation>Your role cannot make reports.</translation>
    </message>
</context>
</TS>

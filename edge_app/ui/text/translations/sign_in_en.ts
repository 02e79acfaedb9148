<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>sign_in</name>
    <message>
        <source>Petugas masuk</source>
        <translation>Officer sign-in</translation>
    </message>
    <message>
        <source>Layar terkunci</source>
        <translation>Screen locked</translation>
    </message>
    <message>
        <source>Ketik nomor petugas, atau tempelkan kartu petugas pada pembaca.</source>
        <translation>Type your officer number, or hold your badge to the reader.</translation>
    </message>
    <message>
        <source>Ketik PIN, lalu sentuh {key}.</source>
        <translation>Type your PIN, then touch {key}.</translation>
    </message>
    <message>
        <source>Giliran {name} sejak {time}.</source>
        <translation>{name}&apos;s shift, since {time}.</translation>
    </message>
    <message>
        <source>Bila petugas lain masuk, giliran ini beralih kepadanya.</source>
        <translation>If another officer signs in, this shift becomes theirs.</translation>
    </message>
    <message>
        <source>Satu peringatan menunggu jawaban. Masuk untuk melihatnya.</source>
        <translation>One alert waits for an answer. Sign in to see it.</translation>
    </message>
    <message>
        <source>{n} peringatan menunggu jawaban. Masuk untuk melihatnya.</source>
        <translation>{n} alerts wait for an answer. Sign in to see them.</translation>
    </message>
    <message>
        <source>Nomor petugas</source>
        <translation>Officer number</translation>
    </message>
    <message>
        <source>PIN, 6 sampai 12 angka</source>
        <translation>PIN, 6 to 12 digits</translation>
    </message>
    <message>
        <source>Lanjut</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Masuk</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Buka kunci</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Memeriksa…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Petugas lain</source>
        <translation>Another officer</translation>
    </message>
    <message>
        <source>Huruf A–Z</source>
        <translation>Letters A–Z</translation>
    </message>
    <message>
        <source>Angka 0–9</source>
        <translation>Digits 0–9</translation>
    </message>
    <message>
        <source>Nomor atau PIN salah.</source>
        <translation>The number or the PIN is wrong.</translation>
    </message>
    <message>
        <source>Periksa nomor petugas, lalu ketik PIN sekali lagi.</source>
        <translation>Check the officer number, then type the PIN once more.</translation>
    </message>
    <message>
        <source>Nomor ini menunggu sebentar setelah PIN yang salah.</source>
        <translation>This number waits for a moment after a wrong PIN.</translation>
    </message>
    <message>
        <source>Nomor ini terkunci sementara karena PIN salah berulang kali.</source>
        <translation>This number is locked for a while, after several wrong PINs.</translation>
    </message>
    <message>
        <source>Terlalu banyak percobaan yang salah di terminal ini.</source>
        <translation>There were too many wrong tries at this terminal.</translation>
    </message>
    <message>
        <source>Coba lagi dalam {n} detik.</source>
        <translation>Try again in {n} s.</translation>
    </message>
    <message>
        <source>Coba lagi dalam {n} menit.</source>
        <translation>Try again in {n} min.</translation>
    </message>
    <message>
        <source>Silakan coba lagi.</source>
        <translation>You may try again.</translation>
    </message>
    <message>
        <source>Petugas lain tetap dapat masuk.</source>
        <translation>Other officers can still sign in.</translation>
    </message>
    <message>
        <source>Akun Anda dicabut atau ditangguhkan, dan Anda sudah dikeluarkan.</source>
        <translation>Your account was withdrawn or suspended, and you have been signed out.</translation>
    </message>
    <message>
        <source>Hubungi pengawas; petugas lain dapat masuk sekarang.</source>
        <translation>Ask your supervisor; another officer can sign in now.</translation>
    </message>
    <message>
        <source>Akun petugas belum tiba dari pusat data.</source>
        <translation>The officers&apos; accounts have not arrived from the data centre.</translation>
    </message>
    <message>
        <source>Tunggu sampai terminal terhubung, atau panggil teknisi untuk membawanya dengan media USB.</source>
        <translation>Wait until the terminal is connected, or call the technician to bring them on a USB stick.</translation>
    </message>
    <message>
        <source>Giliran selesai dan sudah dicatat.</source>
        <translation>The shift is over and has been recorded.</translation>
    </message>
    <message>
        <source>Petugas berikutnya dapat masuk.</source>
        <translation>The next officer may sign in.</translation>
    </message>
    <message>
        <source>PIN tidak dapat diperiksa.</source>
        <translation>The PIN could not be checked.</translation>
    </message>
    <message>
        <source>Coba sekali lagi; bila tetap begini, panggil teknisi.</source>
        <translation>Try once more; if it stays so, call the technician.</translation>
    </message>
    <message>
        <source>Petugas kedua harus orang lain.</source>
        <translation>The second officer must be somebody else.</translation>
    </message>
    <message>
        <source>Minta rekan mengetik nomor dan PIN-nya sendiri.</source>
        <translation>Ask a colleague to type their own number and PIN.</translation>
    </message>
    <message>
        <source>Peran petugas ini tidak menjawab peringatan.</source>
        <translation>This officer&apos;s role does not answer alerts.</translation>
    </message>
    <message>
        <source>Minta petugas atau pengawas lain.</source>
        <translation>Ask another officer or a supervisor.</translation>
    </message>
    <message>
        <source>Yang terbaca bukan kartu petugas.</source>
        <translation>What was read is no officer&apos;s badge.</translation>
    </message>
    <message>
        <source>Tempelkan kartu petugas, atau ketik nomornya di layar.</source>
        <translation>Hold an officer&apos;s badge to the reader, or type its number on the screen.</translation>
    </message>
    <message>
        <source>Nomor petugas belum diketik.</source>
        <translation>No officer number has been typed yet.</translation>
    </message>
    <message>
        <source>PIN belum lengkap.</source>
        <translation>The PIN is not complete.</translation>
    </message>
    <message>
        <source>PIN terdiri dari 6 sampai 12 angka.</source>
        <translation>A PIN has 6 to 12 digits.</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>identify</name>
    <message>
        <source>Cari identitas</source>
        <translation>Identify a person</translation>
    </message>
    <message>
        <source>Untuk keperluan apa orang di depan kamera dicari di pusat data?</source>
        <translation>For what purpose is the person in front of the camera looked for at the data centre?</translation>
    </message>
    <message>
        <source>Setiap pencarian dicatat dengan nomor petugas dan keperluannya.</source>
        <translation>Each search is recorded with the officer&apos;s number and the purpose.</translation>
    </message>
    <message>
        <source>Dokumen hilang atau tidak dibawa</source>
        <translation>Documents lost or not carried</translation>
    </message>
    <message>
        <source>Keaslian dokumen diragukan</source>
        <translation>Doubtful document</translation>
    </message>
    <message>
        <source>Sakit atau tidak dapat berbicara</source>
        <translation>Unwell or unable to speak</translation>
    </message>
    <message>
        <source>Anak terpisah dari keluarganya</source>
        <translation>Child separated from its family</translation>
    </message>
    <message>
        <source>Permintaan tertulis yang berwenang</source>
        <translation>Written order of an authority</translation>
    </message>
    <message>
        <source>Peran Anda tidak mencari identitas.</source>
        <translation>Your role does not identify people.</translation>
    </message>
    <message>
        <source>Minta pengawas masuk untuk pencarian ini.</source>
        <translation>Let a supervisor sign in for this search.</translation>
    </message>
    <message>
        <source>Minta orang itu melihat ke kamera.</source>
        <translation>Ask the person to look into the camera.</translation>
    </message>
    <message>
        <source>Wajah terbuka, satu orang saja di depan kamera. {n} detik lagi.</source>
        <translation>Face uncovered, one person alone in front of the camera. {n} seconds left.</translation>
    </message>
    <message>
        <source>Pusat data sedang mencari.</source>
        <translation>The data centre is searching.</translation>
    </message>
    <message>
        <source>Jawaban ditunggu paling lama {n} detik lagi.</source>
        <translation>Its answer is awaited for {n} more seconds at most.</translation>
    </message>
    <message>
        <source>Tidak ada calon di pusat data.</source>
        <translation>The data centre has no candidate.</translation>
    </message>
    <message>
        <source>Mungkin tidak terdaftar, atau wajahnya kurang jelas. Coba lagi, atau tanyakan cara lain.</source>
        <translation>Perhaps not enrolled, or the face was not clear. Try once more, or ask in another way.</translation>
    </message>
    <message>
        <source>Satu calon ditemukan.</source>
        <translation>One candidate was found.</translation>
    </message>
    <message>
        <source>{n} calon ditemukan, yang terkuat di atas.</source>
        <translation>{n} candidates were found, the strongest first.</translation>
    </message>
    <message>
        <source>Calon bukan kepastian: bandingkan dengan hal lain yang Anda ketahui.</source>
        <translation>A candidate is no certainty: compare with what else you know.</translation>
    </message>
    <message>
        <source>{words}. Skor {score}, ambang {threshold}.</source>
        <translation>{words}. Score {score}, threshold {threshold}.</translation>
    </message>
    <message>
        <source>Pusat data tidak tersambung; pencarian tidak mungkin sekarang.</source>
        <translation>The data centre is not connected; no search is possible now.</translation>
    </message>
    <message>
        <source>Tanyakan identitas dengan cara lain, dan coba lagi setelah tersambung.</source>
        <translation>Ask who it is in another way, and try again once it is connected.</translation>
    </message>
    <message>
        <source>Terminal ini tidak memiliki pusat data.</source>
        <translation>This terminal has no data centre.</translation>
    </message>
    <message>
        <source>Pencarian hanya ada pada terminal yang terhubung.</source>
        <translation>Searches are for terminals that have one.</translation>
    </message>
    <message>
        <source>Pusat data tidak menjawab dalam {n} detik.</source>
        <translation>The data centre did not answer within {n} seconds.</translation>
    </message>
    <message>
        <source>Pencarian dihentikan.</source>
        <translation>The search was stopped.</translation>
    </message>
    <message>
        <source>Pencarian gagal karena gangguan di terminal.</source>
        <translation>The search failed because of a fault in the terminal.</translation>
    </message>
    <message>
        <source>Coba sekali lagi; bila tetap begini, beri tahu pengawas.</source>
        <translation>Try once more; if it stays so, tell a supervisor.</translation>
    </message>
    <message>
        <source>Tidak ada wajah yang terlihat jelas di depan kamera.</source>
        <translation>No face was clearly seen in front of the camera.</translation>
    </message>
    <message>
        <source>Minta orang itu mendekat, lalu mulai lagi.</source>
        <translation>Ask the person to step closer, then begin again.</translation>
    </message>
    <message>
        <source>Pusat data tidak melayani pencarian dari pos ini.</source>
        <translation>The data centre serves no searches of this checkpoint.</translation>
    </message>
    <message>
        <source>Perjanjian pos ini tidak mencakupnya. Hubungi pengawas.</source>
        <translation>The agreement of this checkpoint does not cover them. Call a supervisor.</translation>
    </message>
    <message>
        <source>Di depan kamera</source>
        <translation>In front of the camera</translation>
    </message>
    <message>
        <source>Hentikan</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Pencarian baru</source>
        <translation>New search</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="id">
<context>
    <name>visitors</name>
    <message>
        <source>Tamu dan keluarga</source>
        <translation>Visitors and families</translation>
    </message>
    <message>
        <source>Cari nama, NIK, atau paspor</source>
        <translation>Search name, NIK or passport</translation>
    </message>
    <message>
        <source>Tutup</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Kosongkan</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Hari ini
{count}</source>
        <translation>Today
{count}</translation>
    </message>
    <message>
        <source>Sudah datang
{count}</source>
        <translation>Arrived
{count}</translation>
    </message>
    <message>
        <source>Belum datang
{count}</source>
        <translation>Not arrived
{count}</translation>
    </message>
    <message>
        <source>Semua hari
{count}</source>
        <translation>All days
{count}</translation>
    </message>
    <message>
        <source>Rombongan
{count}</source>
        <translation>Parties
{count}</translation>
    </message>
    <message>
        <source>{day}: {due} tamu, {came} sudah datang, {missing} belum datang.</source>
        <translation>{day}: {due} visitors, {came} arrived, {missing} not yet.</translation>
    </message>
    <message>
        <source>{count} tamu cocok dengan “{query}”.</source>
        <translation>{count} visitors found for “{query}”.</translation>
    </message>
    <message>
        <source>{party}: {count} tamu dalam daftar ini.</source>
        <translation>{party}: {count} visitors in this list.</translation>
    </message>
    <message>
        <source>{day}: sentuh rombongan untuk melihat tamunya.</source>
        <translation>{day}: touch a party to see its visitors.</translation>
    </message>
    <message>
        <source>Datang pukul {time}</source>
        <translation>Arrived at {time}</translation>
    </message>
    <message>
        <source>Belum datang</source>
        <translation>Not arrived yet</translation>
    </message>
    <message>
        <source>Diharapkan {day}</source>
        <translation>Expected {day}</translation>
    </message>
    <message>
        <source>NIK {number}</source>
        <translation>NIK {number}</translation>
    </message>
    <message>
        <source>Paspor {number}</source>
        <translation>Passport {number}</translation>
    </message>
    <message>
        <source>Nomor dokumen tidak tercatat</source>
        <translation>No document number on record</translation>
    </message>
    <message>
        <source>Tanpa rombongan</source>
        <translation>Without a party</translation>
    </message>
    <message>
        <source>{came} dari {due} sudah datang</source>
        <translation>{came} of {due} arrived</translation>
    </message>
    <message>
        <source>Kembali</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Kartu keluarga (KK) {number}</source>
        <translation>Family card (KK) {number}</translation>
    </message>
    <message>
        <source>Kartu keluarga tidak tercatat</source>
        <translation>No family card on record</translation>
    </message>
    <message>
        <source>Rombongan: {party}</source>
        <translation>Party: {party}</translation>
    </message>
    <message>
        <source>{years} tahun</source>
        <translation>{years} years</translation>
    </message>
    <message>
        <source>Anak, {years} tahun</source>
        <translation>Child, {years} years</translation>
    </message>
    <message>
        <source>Anak, {years} tahun, bersama {adults}</source>
        <translation>Child, {years} years, with {adults}</translation>
    </message>
    <message>
        <source>Usia tidak tercatat</source>
        <translation>Age not on record</translation>
    </message>
    <message>
        <source>Satu kartu keluarga: {count} orang</source>
        <translation>One family card: {count} people</translation>
    </message>
    <message>
        <source>Tidak ada anggota keluarga lain yang diharapkan pada hari yang sama.</source>
        <translation>No other member of the family is expected on the same day.</translation>
    </message>
    <message>
        <source>Anak: di bawah 17 tahun (usia wajib KTP) menurut tanggal lahir dalam NIK.</source>
        <translation>Child: under 17 (the age for an identity card) by the birth date in the NIK.</translation>
    </message>
    <message>
        <source>Anggota keluarga dewasa sudah datang: {adults}.</source>
        <translation>An adult of the family has arrived: {adults}.</translation>
    </message>
    <message>
        <source>Anggota keluarga dewasa belum datang: {adults}. Minta anak menunggu bersama petugas.</source>
        <translation>No adult of the family has arrived yet: {adults}. Ask the child to wait with an officer.</translation>
    </message>
    <message>
        <source>Usia sebagian anggota keluarga tidak tercatat. Tanyakan siapa yang mendampingi anak.</source>
        <translation>The age of some family members is not on record. Ask who accompanies the child.</translation>
    </message>
    <message>
        <source>Tidak ada anggota keluarga dewasa yang diharapkan hari itu. Tanyakan siapa yang mendampingi anak; bila tidak ada, panggil pengawas.</source>
        <translation>No adult of the family is expected that day. Ask who accompanies the child; if nobody does, call a supervisor.</translation>
    </message>
    <message>
        <source>Seorang anggota kartu keluarga ini tercantum dalam sebuah daftar. Itu bukan kesalahan tamu ini. Layani seperti biasa, dengan sedikit lebih cermat.</source>
        <translation>A member of this family card is on a list. That is not this visitor’s fault. Serve them as usual, with a little more care.</translation>
    </message>
    <message>
        <source>Verifikasi</source>
        <translation>Verify</translation>
    </message>
    <message>
        <source>Tandai sudah datang</source>
        <translation>Mark as arrived</translation>
    </message>
    <message>
        <source>Tidak ada foto pembanding untuk tamu ini. Periksa dokumennya dengan mata.</source>
        <translation>There is no reference photograph of this visitor. Check their document by eye.</translation>
    </message>
    <message>
        <source>Kamera tidak memberi gambar, jadi wajah tidak dapat dibandingkan sekarang.</source>
        <translation>The camera gives no picture, so the face cannot be compared now.</translation>
    </message>
    <message>
        <source>Dokumen {name} sudah Anda periksa dengan mata, dan cocok dengan orangnya?</source>
        <translation>Have you checked the document of {name} by eye, and does it fit the person?</translation>
    </message>
    <message>
        <source>Ya, dokumen cocok</source>
        <translation>Yes, it fits</translation>
    </message>
    <message>
        <source>Batal</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>{name} ditandai sudah datang: dokumen diperiksa dengan mata.</source>
        <translation>{name} is marked as arrived: document checked by eye.</translation>
    </message>
    <message>
        <source>{name} tidak ditandai: sudah datang, atau tidak diharapkan hari ini.</source>
        <translation>{name} was not marked: already arrived, or not expected today.</translation>
    </message>
    <message>
        <source>Dokumen itu terbaca, tetapi orangnya tidak ada dalam daftar tamu.</source>
        <translation>The document was read, but its holder is not among the visitors.</translation>
    </message>
    <message>
        <source>Tamu itu tidak lagi ada dalam daftar.</source>
        <translation>That visitor is no longer in the manifest.</translation>
    </message>
    <message>
        <source>Terminal ini bekerja tanpa pusat data, jadi tidak ada daftar tamu.</source>
        <translation>This terminal works without a data centre, so there is no list of visitors.</translation>
    </message>
    <message>
        <source>Periksa undangan dan dokumen tamu seperti biasa, tanpa terminal.</source>
        <translation>Check invitations and documents as usual, without the terminal.</translation>
    </message>
    <message>
        <source>Daftar tamu sedang dibuka.</source>
        <translation>The list of visitors is being opened.</translation>
    </message>
    <message>
        <source>Tunggu sebentar.</source>
        <translation>Please wait a moment.</translation>
    </message>
    <message>
        <source>Daftar tamu belum diterima dari pusat data.</source>
        <translation>The data centre has not sent a list of visitors yet.</translation>
    </message>
    <message>
        <source>Periksa undangan dan dokumen secara manual. Bila daftar seharusnya sudah ada, hubungi pusat data.</source>
        <translation>Check invitations and documents by hand. If there should be a list by now, call the data centre.</translation>
    </message>
    <message>
        <source>Tidak ada tamu yang diharapkan hari ini.</source>
        <translation>No visitors are expected today.</translation>
    </message>
    <message>
        <source>Sentuh “Semua hari” untuk tamu hari lain, dan periksa undangan yang ditunjukkan.</source>
        <translation>Touch “All days” for visitors of other days, and check the invitation that is shown.</translation>
    </message>
    <message>
        <source>Belum ada tamu yang datang.</source>
        <translation>No visitor has arrived yet.</translation>
    </message>
    <message>
        <source>Sentuh “Hari ini” untuk semua tamu hari ini.</source>
        <translation>Touch “Today” for all visitors of today.</translation>
    </message>
    <message>
        <source>Semua tamu hari ini sudah datang.</source>
        <translation>All visitors of today have arrived.</translation>
    </message>
    <message>
        <source>Sentuh “Sudah datang” untuk melihat pukul berapa.</source>
        <translation>Touch “Arrived” to see at what time.</translation>
    </message>
    <message>
        <source>Tidak ada tamu yang cocok dengan “{query}”.</source>
        <translation>No visitor fits “{query}”.</translation>
    </message>
    <message>
        <source>Periksa ejaannya, cari di “Semua hari”, atau verifikasi dengan NIK.</source>
        <translation>Check the spelling, search in “All days”, or verify by NIK.</translation>
    </message>
    <message>
        <source>Daftar tamu tidak terbuka untuk peran Anda.</source>
        <translation>The list of visitors is not open to your role.</translation>
    </message>
    <message>
        <source>Minta petugas lajur atau pengawas membukanya.</source>
        <translation>Ask a lane officer or a supervisor to open it.</translation>
    </message>
    <message>
        <source>Catatan kedatangan tidak dapat dibaca.</source>
        <translation>The record of arrivals cannot be read.</translation>
    </message>
    <message>
        <source>Catat kedatangan di kertas, dan panggil teknisi. Daftar tamu tetap dapat dicari.</source>
        <translation>Write arrivals down on paper, and call a technician. The list can still be searched.</translation>
    </message>
</context>
</TS>

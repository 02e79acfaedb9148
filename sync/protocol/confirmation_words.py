"""The 256 words of confirmation.py: common, short, Indonesian, and far from each other.

Their first four letters differ. No two are one letter apart, nor one sound: on a bad line b is
heard as p, d as t, g as k, j as c. The list is ours, and its order is for ever: a byte is a place.
"""

from __future__ import annotations

_LIST = """
abadi acara anggur angsa apel atap awan ayunan bahasa baju bakso bakul bambu bantal bawang
bayam belajar berani besar biawak bibir bidan bintang biru boneka bukit buku bunga burung
cabai cacing cair cangkir cantik cendol cepat cermin cicak cincin cinta cokelat contoh cuaca
cukup daerah dahan danau dapur dayung delapan dinding dokter domba dongeng dorong durian
ekor ember empat enam engsel fajar foto galah gamelan garam garis garpu garuda gelas gembira
gerak gigi gitar guntur gurita hadiah halaman handuk hangat harimau harum hasil hidung hijau
hitam hormat hujan iklan ilmu istana isyarat itik jagung jalan jasa jendela jernih jeruk
joget jumlah kain kakek kambing kantor kapal kasur kebun kecil kedai kejora kelapa kelinci
kemeja kepala kereta kertas ketupat kipas komodo kompor koran kuali kuda kumis kunci kuning
kurma kursi lancar laut leher lemari lengan lentera lereng lihat lilin lima listrik logam
lumbung lutut mangkuk masjid melati melon menang merdu mewah mimpi minum minyak mobil monyet
mudik mutiara nanas nangka negara nenek nilai nomor nyaman nyiur obat obor pabrik pakai
panci panen pegas pelangi peluit pensil penyu perahu pesawat petir piala piring pisang pohon
pondok pramuka pucuk pulau putih putra radio ratu rencana rendah resmi rindu roti rubah
rujak rumput sabun sagu sahabat salak salju sampan sapi sate sawit sekolah semut sendok
senja sepatu sepeda serbuk simpul singa sisir siswa sungai surat suster susu tahu tambak
tanda tanjung telaga telur teman tempe tepung teratai terbang terima tiang tikar tikus timun
tinggi tomat tongkat topi trompet tujuh turun ujung ular unta wangi warna wisata wortel
yakin zaitun zamrud
"""

WORDS = tuple(_LIST.split())

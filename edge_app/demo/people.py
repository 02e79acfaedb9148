"""The demo's people: who works at its gate, and who is expected there. All but one are invented.

Eileen Collins walks through the demo's scene; her NIK is invented too. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from edge_app.demo.scene import BIDEN, COLLINS
from sync.protocol.content import OfficerRole
from sync.protocol.nik import WOMEN
from sync.protocol.pins import weak_pin

PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Account:
    """An officer of the demo, who ends with it."""

    number: str
    name: str
    role: OfficerRole
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is expected, as a row of a manifest; empty: nothing is said."""

    day: date
    name: str
    nik: str = ""
    passport: str = ""
    family_card: str = ""
    party: str = ""
    photo: str = ""  # of the manifest's portraits


def accounts(digit: Callable[[], int], today: date) -> tuple[Account, ...]:
    """Return one account of each role; `digit` gives the next of a PIN, 0 to 9."""
    people = (
        ("1001", "Rahmat Hidayat", OfficerRole.OFFICER),
        ("2001", "Nurul Aini Siregar", OfficerRole.SUPERVISOR),
        ("9001", "Yohanes Tandi", OfficerRole.TECHNICIAN),
    )
    return tuple(
        Account(number, name, role, _pin(digit, number, today)) for number, name, role in people
    )


def _pin(digit: Callable[[], int], number: str, today: date) -> str:
    """Return the first PIN that the data centre takes."""
    while True:
        pin = "".join(str(digit()) for _ in range(PIN_DIGITS))
        if weak_pin(pin, number, today) is None:
            return pin


def guests(today: date) -> tuple[Guest, ...]:
    """Return the manifest: most of them come today, some tomorrow."""
    return (*_known(today), *_family(today), *_others(today))


# A person of the demo's list, and the family card that one visitor shares.
LISTED_FAMILIES = {BIDEN: "6471021203110007"}
_FAMILY_CARD = "6409041706140012"


def _known(today: date) -> Iterator[Guest]:
    yield Guest(
        today,
        COLLINS.replace("_", " "),
        nik=_nik("317101", date(1956, 11, 19), woman=True, serial=1),
        party="Kuliah Umum Antariksa",
        photo="astronaut.png",
    )
    yield Guest(
        today,
        "Ratna Kusumawati",
        nik=_nik("647102", date(1991, 3, 27), woman=True, serial=4),
        family_card=LISTED_FAMILIES[BIDEN],
        party="Kuliah Umum Antariksa",
    )
    yield Guest(today, "Hiroshi Tanaka", passport="TK4829136", party="Kuliah Umum Antariksa")
    yield Guest(today, "Marieke van den Berg", passport="NX7P31K95", party="Audit Bendungan")


def _family(today: date) -> Iterator[Guest]:
    for name, born, woman, serial in (
        ("Bambang Santoso", date(1984, 6, 2), False, 3),
        ("Siti Rahayu", date(1987, 9, 14), True, 5),
        ("Bagas Adi Santoso", date(2014, 2, 21), False, 2),
        ("Kirana Putri Santoso", date(2018, 11, 5), True, 1),
    ):
        nik = _nik("640904", born, woman, serial)
        yield Guest(today, name, nik, family_card=_FAMILY_CARD, party="Kunjungan Keluarga")


def _others(today: date) -> Iterator[Guest]:
    for i, (name, woman) in enumerate(_NAMES):
        # 23 to 64 years old, spread over the year without a random source.
        born = date(today.year - 23 - i * 17 % 42, 1 + i * 5 % 12, 1 + i * 11 % 28)
        nik = _nik(_REGIONS[i % len(_REGIONS)], born, woman, 1 + i % 9)
        day = today + timedelta(days=i % 9 == 8)
        yield Guest(day, name, nik, party=_PARTIES[i % len(_PARTIES)])


def _nik(region: str, born: date, woman: bool, serial: int) -> str:
    day = born.day + WOMEN * woman
    return f"{region}{day:02}{born.month:02}{born.year % 100:02}{serial:04}"


_PARTIES = ("Rapat Tata Ruang", "Audit Bendungan", "Pelatihan Pemadam", "Pameran UMKM", "")
_REGIONS = (
    "640904",
    "647105",
    "647203",
    "737111",
    "357810",
    "327305",
    "347104",
    "517102",
    "127106",
)
_NAMES = (
    ("Agus Setiawan", False),
    ("Ni Luh Putu Ayu Wardani", True),
    ("Muhammad Fajar Ramadhan", False),
    ("Maria Goreti Bere", True),
    ("Suparman", False),
    ("Andi Tenri Olle", True),
    ("Ucok Parlindungan Nasution", False),
    ("Dewi Anggraini", True),
    ("I Gede Made Sudarsana", False),
    ("Sri Wahyuningsih", True),
    ("Yosef Wenda", False),
    ("Fitri Handayani", True),
    ("Hendra Gunawan Halim", False),
    ("Rr. Kusuma Dyah Paramitha", True),
    ("La Ode Syarifuddin", False),
    ("Yuliana Kristin Manurung", True),
    ("Teuku Iskandar Muda Alamsyah", False),
    ("Cut Nyak Meutia Zahra", True),
    ("Deden Suhendar", False),
    ("Lilis Karlina", True),
    ("Abdul Rahman Al Habsyi", False),
    ("Oktaviani Dwi Lestari", True),
    ("Petrus Kanisius Lawai", False),
    ("Wulan Purnamasari", True),
    ("Joko Prasetyo", False),
    ("Mutia Rahmawati", True),
    ("Raden Mas Haryo Kusumo Wicaksono Adiningrat", False),
    ("Sulastri", True),
    ("Daeng Mappatoba", False),
    ("Grace Natalia Pangemanan", True),
    ("Slamet Riyadi Wibowo", False),
    ("Nur Hidayatul Jannah", True),
    ("Ferdinand Sitompul", False),
    ("Ayu Lestari Ningtyas", True),
    ("Rizky Maulana", False),
    ("Halimah Tussa'diyah", True),
    ("Markus Tukan", False),
    ("Puspita Sari Dewi", True),
    ("Zulkifli Harahap", False),
    ("Esther Imelda Rumbiak", True),
    ("Tri Utomo", False),
    ("Melati Cahyaningrum", True),
)

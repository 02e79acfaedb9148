"""The region of a NIK by its name."""

from __future__ import annotations

import pytest

from edge_app.documents.regions import PROVINCES, Region, region_names, region_of
from sync.protocol.nik import PROVINCES as POSSIBLE


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("317101", ("Gambir", "Jakarta Pusat", "Jakarta")),
        ("647203", ("Samarinda Ulu", "Kota Samarinda", "Kalimantan Timur")),
        ("317199", ("Jakarta Pusat", "Jakarta")),
        ("9599", ("Papua Pegunungan",)),
        ("2099", ()),
        ("", ()),
    ],
)
def test_codes_have_the_names_of_the_ministrys_decree(code: str, names: tuple[str, ...]) -> None:
    assert region_of(code).names == names


def test_every_district_lies_in_a_regency_and_a_province() -> None:
    assert len(PROVINCES) == 38
    assert all(int(code) in POSSIBLE for code in PROVINCES)
    assert region_of("110101") == Region("Aceh", "Kab. Aceh Selatan", "Bakongan")
    codes = region_names()
    assert sum(len(code) == 4 for code in codes) == 514
    assert sum(len(code) == 6 for code in codes) == 7230
    for code, name in codes.items():
        assert name.strip() == name != ""
        assert region_of(code).province is not None
        assert code[:4] in codes

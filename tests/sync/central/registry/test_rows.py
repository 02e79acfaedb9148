"""Files as spreadsheets and offices write them; what was guessed or left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.registry.errors import RegistryError
from sync.central.registry.imports import COLUMNS
from sync.central.registry.numbers import NumberFault, read_family_card, read_nik
from sync.central.registry.rows import Table, read_table
from tests.sync.central.registry.conftest import NOW

NIK = "3171011708450001"


def read(tmp_path: Path, data: bytes, name: str = "persons.csv") -> Table:
    (tmp_path / name).write_bytes(data)
    return read_table(tmp_path / name, COLUMNS, ("photo", "name"))


@pytest.mark.parametrize(
    "data",
    [
        b"photo,name\r\na.jpg,JOS\xc3\x89\r\n",
        b"\xef\xbb\xbfphoto;name\r\na.jpg;JOS\xc3\x89\r\n",
        b"sep=;\r\nphoto;name\r\na.jpg;JOS\xc3\x89\r\n",
        b"photo\tname\r\na.jpg\tJOS\xc3\x89\r\n",
        b"photo,name,,\r\na.jpg,JOS\xc3\x89,,\r\n",
        b"Pas Foto,Nama Lengkap\na.jpg,JOS\xc3\x89\n",
        b" FOTO , nama\ra.jpg,\xc2\xa0JOS\xc3\x89 \r",
        "photo\tname\r\na.jpg\tJOSÉ\r\n".encode("utf-16"),
        "photo,name\na.jpg,JOSÉ\n".encode("utf-16-le"),
        "photo,name\na.jpg,JOSÉ\n".encode("utf-16-be"),
    ],
)
def test_what_spreadsheets_write_is_taken(tmp_path: Path, data: bytes) -> None:
    table = read(tmp_path, data)
    assert [(row.get("photo"), row.get("name")) for row in table.rows] == [("a.jpg", "JOSÉ")]
    assert table.notes == ()


def test_windows_1252_is_taken_with_a_word(tmp_path: Path) -> None:
    table = read(tmp_path, "photo,name\na.jpg,JOSÉ\n".encode("cp1252"))
    assert table.rows[0].get("name") == "JOSÉ"
    assert "Windows-1252" in table.notes[0]


def test_further_columns_are_left_out_by_name(tmp_path: Path) -> None:
    table = read(tmp_path, b"photo,name,alamat,nk\x1b\na.jpg,SATU,Jalan,1\n")
    assert table.notes[0].startswith("not read: alamat, nk?; there may be: photo, name, nik")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "empty"),
        (b"PK\x03\x04sheet", "workbook"),
        (b"\xff\xfea", "no text"),
        (b"photo,name\na.jpg,\x81", "no text"),
        (b"nama,alamat\nSATU,Jalan\n", "no column photo; there is: alamat"),
        (b"foto,photo,name\na,b,c\n", "two columns for photo"),
        (b'photo,name\n"a"b,SATU\n', "line 2: not CSV"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, text: str) -> None:
    with pytest.raises(RegistryError, match=text):
        read(tmp_path, data)


def test_a_header_alone_and_a_comma_in_a_name_are_said(tmp_path: Path) -> None:
    assert "no row" in read(tmp_path, b"photo,name\n").notes[0]
    table = read(tmp_path, b"photo,name\na.jpg,BUDI, S.H.\nb.jpg,SITI,\n")
    assert [bool(row.fault) for row in table.rows] == [True, False]
    assert [row.line for row in read(tmp_path, b'sep=,\nphoto,name\n"a\nb",X\nc,Y\n').rows] == [
        3,
        5,
    ]


@pytest.mark.parametrize(
    "text", [NIK, "'" + NIK, "317101 170845 0001", "317101.170845.0001", NIK + ".0", NIK + ",00"]
)
def test_a_nik_as_people_write_it_is_taken(text: str) -> None:
    assert read_nik(text, NOW.date()) == NIK
    assert read_family_card(text) == NIK


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("317101170845001", "nik-length"),
        ("31710117084500O1", "nik-signs"),
        ("3171013113450001", "nik-date"),
        ("0071011708450001", "nik-region"),
        ("3171011708450000", "nik-serial"),
        ("3,17101E+15", "nik-rounded"),
        ("3.17E15", "nik-rounded"),
    ],
)
def test_each_kind_of_bad_nik_has_its_reason(text: str, reason: str) -> None:
    found = read_nik(text, NOW.date())
    assert isinstance(found, NumberFault)
    assert found.reason == reason
    assert text not in found.text


def test_names_that_a_screen_may_not_draw_are_counted_and_not_repeated(tmp_path: Path) -> None:
    table = read(tmp_path, "photo,name\na.jpg,JOSÉ\nb.jpg,王小明\nc.jpg,देवी\n".encode())
    (note,) = table.notes
    assert note.startswith("names in other than Latin letters: 2;")
    assert "fonts-noto-cjk" in note
    assert "王" not in note

"""What codes and readers hand over: one person, or why none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from edge_app.documents.mrz import Field, MrzFault, MrzFaultKind
from edge_app.documents.payload import MAX_PAYLOAD, Nothing, PayloadKind, read
from tests.edge_app.documents.test_mrz import TD3

TODAY = date(2026, 11, 22)
NIK, OTHER, KK = "3171014408610012", "3171010408610001", "3171011501200007"
HELD_CARD = "3171011501200008"  # on the manifest


def named(text: str) -> Any:
    return read(text, TODAY, {"X1234567"}.__contains__, {HELD_CARD}.__contains__)


@pytest.mark.parametrize(
    "text",
    [
        NIK,
        " 317101 440861 0012\n",
        f"https://contoh.go.id/ktp?nik={NIK}&v=2",
        f"https://contoh.go.id/ktp/{NIK}",
        json.dumps({"nama": "Siti", "nik": NIK, "no_kk": KK}),
        json.dumps({"nik": int(NIK), "lainnya": OTHER}),
        f"NIK: {NIK}\nNo KK : {KK}\nNama: Siti",
        f"{NIK};SITI;{NIK}",
        f"NIK            : {NIK}\nNO KK          : {KK}\nNAMA           : UJI",
        f"NO. KK         : {KK}\nNIK            : {NIK}",
        f"Nomor Kartu Keluarga: {KK}\nNomor Induk Kependudukan: {NIK}",
        f"KARTU KELUARGA\nNo. {KK}\nNIK\n{NIK}",
        f"NIK;NO_KK;NAMA\n{NIK};{KK};SITI",
        f"No KK | NIK | Nama\n{KK} | {NIK} | Siti",
        f"NO KK / NIK : {KK} / {NIK}",
        f"KK={KK}&NIK={NIK}",
        f"https://contoh.go.id/cek?nomorKartuKeluarga={KK}&nomorNik={NIK}",
        json.dumps({"noKK": KK, "noKTP": NIK}, indent=2),
        f"NIK : 3171 0144 0861 0012\nKK : {KK}",
        f"NIK: 317101-440861-0012\nNo. KK: {KK}",
        f"NIK 31.71.01.440861.0012, No. KK {KK}",
        f"NIK KEPALA KELUARGA : {NIK}\nNO KK : {KK}",
        # Without words of its own, and yet no card's: a woman's day, or an early year.
        f"KARTU KELUARGA (KK)\n{KK} {NIK}",
    ],
)
def test_a_nik_is_found_in_what_surrounds_it(text: str) -> None:
    found = named(text)
    assert (found.kind, found.value) == (PayloadKind.NIK, NIK)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Nothing.EMPTY),
        (" \n", Nothing.EMPTY),
        ("https://contoh.go.id", Nothing.NO_NIK),
        ("WIFI:T:WPA;S:Kantor;P:rahasia;;", Nothing.NO_NIK),
        (f"no_kk={KK}", Nothing.FAMILY_CARD),
        (f"KARTU KELUARGA\nNo. {KK}", Nothing.FAMILY_CARD),
        (f"KARTU KELUARGA NO. {KK}", Nothing.FAMILY_CARD),
        (f"KARTU KELUARGA\r\nNomor\r\n{KK}", Nothing.FAMILY_CARD),
        (f"Kartu Keluarga (KK)\tNomor : {KK}\tKepala : UJI", Nothing.FAMILY_CARD),
        (f'{{"nomor_kk": "{KK}"}}', Nothing.FAMILY_CARD),
        (f"https://contoh.go.id/kk/{KK}", Nothing.FAMILY_CARD),
        (f"NKK:{KK}", Nothing.FAMILY_CARD),
        (f"{KK} (nomor KK)", Nothing.FAMILY_CARD),
        (f"KK: {KK}, {KK[:-1]}9", Nothing.FAMILY_CARD),
        (HELD_CARD, Nothing.FAMILY_CARD),
        (f"no. {HELD_CARD} atas nama Siti", Nothing.FAMILY_CARD),
        (f"KARTU KELUARGA\nNo. KK: {KK}\nNIK\n{NIK}\n{OTHER}", Nothing.SEVERAL),
        (f"NIK,NAMA\n{NIK},SITI\n{OTHER},BUDI", Nothing.SEVERAL),
        (f"NIK: {NIK}, {OTHER}", Nothing.SEVERAL),
        ("4000 1234 0101 8001", Nothing.WRONG_NIK),
        (f"1{NIK}", Nothing.NO_NIK),
        (f"a{NIK}f", Nothing.NO_NIK),
        ("3171018408610012", Nothing.WRONG_NIK),
        ("nik=3171018408610012", Nothing.WRONG_NIK),
        (f"{NIK} {OTHER}", Nothing.SEVERAL),
        ("Z9999999", Nothing.NO_NIK),
        (NIK + " " * MAX_PAYLOAD, Nothing.TOO_LONG),
        ("\u202e" + "ا" * 900, Nothing.NO_NIK),
    ],
)
def test_what_names_nobody_says_why(text: str, why: Nothing) -> None:
    assert named(text) is why


def test_visitors_and_passports_of_the_manifest() -> None:
    assert named("0F" * 16).value == "0f" * 16
    assert named("0f" * 16).kind is PayloadKind.VISITOR
    assert (named("x123-4567").kind, named("x123-4567").value) == (PayloadKind.PASSPORT, "X1234567")


def test_a_machine_readable_zone_is_read_or_refused_as_one() -> None:
    found = named(TD3)
    assert (found.kind, found.value) == (PayloadKind.MRZ, "L898902C3")
    assert found.document.surname == "ERIKSSON"
    assert named(TD3.replace("C36", "C35")) == MrzFault(MrzFaultKind.CHECK_DIGIT, Field.NUMBER)


def test_what_is_named_is_in_no_representation() -> None:
    assert NIK not in repr(named(NIK))

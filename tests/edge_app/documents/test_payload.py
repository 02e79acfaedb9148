"""What codes and readers hand over: one person, or why none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from edge_app.documents.mrz import Field, MrzFault, MrzFaultKind
from edge_app.documents.payload import MAX_PAYLOAD, Kind, Nothing, read
from tests.edge_app.documents.test_mrz import TD3

TODAY = date(2026, 11, 22)
NIK, OTHER, KK = "3171014408610012", "3171010408610001", "3171011501200007"


def named(text: str) -> Any:
    return read(text, TODAY, {"X1234567"}.__contains__)


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
    ],
)
def test_a_nik_is_found_in_what_surrounds_it(text: str) -> None:
    found = named(text)
    assert (found.kind, found.value) == (Kind.NIK, NIK)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Nothing.EMPTY),
        (" \n", Nothing.EMPTY),
        ("https://contoh.go.id", Nothing.NO_NIK),
        ("WIFI:T:WPA;S:Kantor;P:rahasia;;", Nothing.NO_NIK),
        (f"no_kk={KK}", Nothing.NO_NIK),
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
    assert named("0f" * 16).kind is Kind.VISITOR
    assert (named("x123-4567").kind, named("x123-4567").value) == (Kind.PASSPORT, "X1234567")


def test_a_machine_readable_zone_is_read_or_refused_as_one() -> None:
    found = named(TD3)
    assert (found.kind, found.value) == (Kind.MRZ, "L898902C3")
    assert found.document.surname == "ERIKSSON"
    assert named(TD3.replace("C36", "C35")) == MrzFault(MrzFaultKind.CHECK_DIGIT, Field.NUMBER)


def test_what_is_named_is_in_no_representation() -> None:
    assert NIK not in repr(named(NIK))

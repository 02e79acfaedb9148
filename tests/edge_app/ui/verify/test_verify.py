"""1:1 with a finger: a NIK digit by digit, a code, a passport; the face; the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QTest

from edge_app.desk.session.views import OPEN
from edge_app.desk.verification.views import VerificationStep
from edge_app.ui.look.theme import DARK, LIGHT
from edge_app.ui.text.language import Language
from edge_app.ui.verify.presenter import PersonAction
from edge_app.ui.verify.screen import VerifyScreen
from models.liveness import Expression, Gesture
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.verification_fixtures import (
    FOREIGNER,
    NIK,
    OBAMA,
    UNEXPECTED,
    Counter,
    holding,
    signed_in,
    visitor,
)
from tests.edge_app.documents.test_mrz import TD3
from tests.edge_app.ui.verify.verify_fixtures import Stand
from tests.waiting import PATIENCE_MS

SELF = np.eye(1, 128, dtype=np.float32)[0]
OTHER = np.eye(1, 128, 1, dtype=np.float32)[0]
SIZES = [(1280, 800), (1920, 1080), (1080, 1920)]


@pytest.fixture
def stand(tmp_path: Path, qtbot, finger) -> Iterator[Stand]:
    counter = Counter(tmp_path, SELF)
    made = Stand(counter, counter.desk, VerifyScreen(counter.desk), finger)
    qtbot.addWidget(made.window)
    yield made
    counter.close()


def type_in(stand: Stand, digits: str) -> None:
    for digit in digits:
        stand.touch(stand.screen.document.keypad.key(digit))
    stand.step()


def check(stand: Stand) -> None:
    stand.touch(stand.screen.document.check)
    stand.step()


def press(stand: Stand, do: PersonAction) -> None:
    stand.step(1.0)  # what decides counts a moment after it appeared
    stand.touch(stand.screen.person.button(do))
    stand.step()


def test_a_nik_is_typed_and_an_expected_visitor_let_in(stand):
    type_in(stand, NIK)
    assert "317101 040861 0001" in stand.read()
    assert "Laki-laki, lahir 4 Agu 1961, 65 tahun" in stand.read()
    stand.counter.lane.stand(SELF)
    check(stand)
    stand.step()
    assert "Barack Obama" in stand.read()
    assert "Wajah cocok dengan dokumen." in stand.read()
    assert "Skor 1,00" in stand.read()
    press(stand, PersonAction.ADMIT)
    assert stand.said == ["Orang itu dipersilakan masuk, dan keputusan ini dicatat."]
    assert stand.counter.came == [OBAMA]
    assert "Barack Obama" not in stand.read()
    assert "317101" not in stand.read()


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("0", "Kode provinsi"),
        ("3100", "Kode kabupaten"),
        ("3171018", "Tanggal lahir"),
        ("3171013104", "Bulan lahir"),
        ("3171010408610000", "Nomor urut"),
    ],
)
def test_a_wrong_part_is_said_at_the_digit_that_shows_it(stand, digits, said):
    type_in(stand, digits[:-1])
    assert said not in stand.read()
    type_in(stand, digits[-1])
    assert said in stand.read()
    assert not stand.screen.document.check.isEnabled()
    stand.touch(stand.screen.document.keypad.key("delete"))
    stand.step()
    assert said not in stand.read()


def test_forty_digits_a_second_keep_the_first_sixteen(stand):
    type_in(stand, NIK + "7" * 24)
    assert "317101 040861 0001" in stand.read()
    assert "NIK sudah 16 angka" in stand.read()
    assert stand.screen.document.check.isEnabled()


def test_a_number_that_may_not_be_yet_cannot_be_checked(stand):
    type_in(stand, NIK[:15])
    check(stand)
    assert stand.counter.desk.view().subject is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("halo", "tidak berisi NIK"),
        ("https://contoh.go.id/?x=1", "tidak berisi NIK"),
        ("x" * 4097, "terlalu panjang"),
        ("\u202eמספר", "tidak berisi NIK"),
        (f"{NIK} {UNEXPECTED}", "lebih dari satu orang"),
        ("3171018408610012", "tidak mungkin sebuah NIK"),
        ("f" * 32, "tidak ada dalam daftar tamu"),
        (TD3.replace("C36", "C35"), "Angka pemeriksa untuk nomor dokumen"),
        (TD3.replace("7408122", "74O8122"), "tanggal lahir"),
        (TD3.replace("P<UTO", "V<UTO"), "visa"),
        ("P<" + "<" * 60, "tidak lengkap"),
    ],
)
def test_what_a_reader_types_is_refused_with_why_and_never_shown(stand, text, said):
    assert stand.screen.scanned(text)
    stand.step()
    assert said in stand.read()
    assert text[:12] not in stand.read()


def test_a_code_in_the_picture_brings_the_person(stand):
    stand.counter.lane.picture = holding(f"nik={NIK}")
    stand.step(0.3)
    assert "Minta orang ini melihat ke kamera." in stand.read()


def test_a_passport_line_by_line_and_an_expired_one(stand):
    first, second = TD3.split("\n")
    stand.screen.scanned(first)
    stand.step()
    assert "Baris pertama paspor terbaca." in stand.read()
    stand.screen.scanned(second)
    stand.step()
    assert stand.counter.desk.view().subject.visitor_id == FOREIGNER
    assert "Paspor sudah habis berlaku 15 Apr 2012." in stand.read()
    assert "Bandingkan orangnya dengan foto pada dokumen" in stand.read()
    stand.screen.scanned("1001")
    assert stand.said == ["Selesaikan orang ini dahulu, lalu pindai lagi."]


def test_somebody_else_is_turned_away(stand):
    stand.counter.lane.stand(OTHER)
    stand.screen.verify_visitor(OBAMA)
    stand.step()
    stand.step()
    assert "Wajah tidak cocok dengan dokumen." in stand.read()
    press(stand, PersonAction.TURN_AWAY)
    assert stand.said == ["Orang itu ditolak, dan keputusan ini dicatat."]


def test_a_touch_as_the_keys_appear_decides_nothing(stand):
    stand.counter.lane.stand(SELF)
    type_in(stand, NIK)
    check(stand)
    stand.step()
    stand.touch(stand.screen.person.button(PersonAction.ADMIT))
    stand.step()
    assert stand.counter.desk.view().step is VerificationStep.DECISION
    assert stand.counter.kept() == []


def test_the_wait_for_the_data_centre_counts_down_and_can_be_ended(stand):
    stand.counter.lane.stand(SELF)
    type_in(stand, UNEXPECTED)
    check(stand)
    assert "Pusat data sedang ditanya." in stand.read()
    assert "paling lama 10 detik" in stand.read()
    stand.step(3.0)
    assert "paling lama 7 detik" in stand.read()
    press(stand, PersonAction.CANCEL)
    assert "Pertanyaan ke pusat data dihentikan." in stand.read()


def test_a_countdown_takes_no_key_from_under_a_finger(stand):
    stand.counter.lane.stand(SELF)
    type_in(stand, UNEXPECTED)
    check(stand)
    stand.step(1.0)
    key = stand.screen.person.button(PersonAction.CANCEL)
    where = key.mapTo(stand.window, key.rect().center())
    QTest.touchEvent(stand.window, stand.finger).press(0, where, stand.window).commit()
    stand.step(2.0)
    QTest.touchEvent(stand.window, stand.finger).release(0, where, stand.window).commit()
    stand.step()
    assert "Pertanyaan ke pusat data dihentikan." in stand.read()


def test_offline_is_said_at_once_with_the_next_step(stand):
    stand.counter.offline()
    type_in(stand, UNEXPECTED)
    check(stand)
    assert "Pusat data tidak tersambung" in stand.read()
    assert "Bandingkan orangnya dengan foto pada dokumen" in stand.read()


def test_gestures_are_told_in_words_and_a_sign(stand):
    stand.counter.lane.stand(SELF)
    type_in(stand, NIK)
    check(stand)
    stand.step()
    press(stand, PersonAction.GESTURES)
    assert "Minta melihat lurus ke kamera." in stand.read()
    neutral = Expression(0.0, 0.05, 0.05, 0.05, 0.0)
    stand.counter.lane.act(*[neutral] * 7)
    stand.step()
    sign = stand.screen.person.sign
    assert sign.isVisible()
    assert isinstance(sign.gesture, Gesture)
    assert "Gerakan 0 dari 3 selesai." in stand.read()
    stand.step(7.0)
    assert "Waktu untuk gerakan habis." in stand.read()
    assert "sekali lagi" in stand.read()


def test_leaving_the_screen_forgets_what_was_typed_and_whom(stand):
    type_in(stand, NIK)
    stand.screen.left()
    stand.screen.entered()
    stand.step()
    assert "317101" not in stand.read()
    stand.counter.lane.stand(SELF)
    stand.screen.verify_visitor(OBAMA)
    stand.step()
    stand.screen.left()
    stand.step()
    assert "Obama" not in stand.read()


def test_digits_are_forgotten_when_nobody_types(stand):
    type_in(stand, "317101")
    stand.step(61.0)
    stand.step()
    assert "317101" not in stand.read()


def test_only_who_may_search_is_led_there(stand, qtbot):
    assert not stand.screen.document.identify.isVisible()
    stand.counter.session = signed_in(OfficerRole.SUPERVISOR)
    stand.step()
    with qtbot.waitSignal(stand.screen.searching, timeout=PATIENCE_MS):
        stand.touch(stand.screen.document.identify)
    stand.counter.session = OPEN
    stand.step()
    assert not stand.screen.document.identify.isVisible()


@pytest.mark.parametrize("name", ["Budi " * 40, "שלום עולם " * 5, "\u202eevil", "W" * 200])
def test_a_long_or_odd_name_stays_in_its_place(stand, name):
    more = visitor("9" * 32, name=name.strip(), passport="Z1234567")
    held = stand.counter.manifests[0]
    stand.counter.manifests = (replace(held, visitors=(more,)),)
    stand.screen.verify_visitor("9" * 32)
    stand.step()
    stand.require_room()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_everything_fits_and_can_be_hit(stand, size, text, palette):
    stand.resize(*size, palette=palette, text=text)
    for stand.language in Language:
        stand.step()
        stand.require_room()
        type_in(stand, "3171018")
        stand.require_room()
        stand.counter.lane.stand(OTHER)
        stand.screen.verify_visitor(OBAMA)
        stand.step()
        stand.step()
        stand.require_room()
        stand.counter.desk.reset()
        stand.step()

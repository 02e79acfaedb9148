"""1:1 with a finger: a NIK digit by digit, a code, a passport; the face; the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from edge_app.desk.session.views import OPEN
from edge_app.desk.verification.reasons import DecisionReason
from edge_app.desk.verification.views import VerificationStep
from edge_app.ui.look.theme import DARK, LIGHT, Tone
from edge_app.ui.text.language import Language
from edge_app.ui.verify.presenter import PersonAction
from edge_app.ui.verify.screen import VerifyScreen
from models.liveness import Expression, Gesture
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.verification_fixtures import (
    FOREIGNER,
    NIK,
    NOW,
    OBAMA,
    PASSPORT,
    UNEXPECTED,
    Counter,
    holding,
    signed_in,
    visitor,
)
from tests.edge_app.documents.test_mrz import TD3
from tests.edge_app.documents.zones import passport
from tests.edge_app.ui.verify.verify_fixtures import VerificationWindow
from tests.present import present
from tests.waiting import PATIENCE_MS

SELF = np.eye(1, 128, dtype=np.float32)[0]
OTHER = np.eye(1, 128, 1, dtype=np.float32)[0]
SIZES = [(1280, 800), (1920, 1080), (1080, 1920)]

Kiosk = VerificationWindow[VerifyScreen]


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot, finger: QPointingDevice) -> Iterator[Kiosk]:
    counter = Counter(tmp_path, SELF)
    made = VerificationWindow(counter, counter.desk, VerifyScreen(counter.desk), finger)
    qtbot.addWidget(made.window)
    yield made
    counter.close()


def type_in(kiosk: Kiosk, digits: str) -> None:
    for digit in digits:
        kiosk.touch(kiosk.screen.document.keypad.key(digit))
    kiosk.step()


def check(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.screen.document.check)
    kiosk.step()


def press(kiosk: Kiosk, do: PersonAction) -> None:
    kiosk.step(1.0)  # what decides counts a moment after it appeared
    kiosk.touch(kiosk.screen.person.button(do))
    kiosk.step()


def test_a_nik_is_typed_and_an_expected_visitor_let_in(kiosk: Kiosk) -> None:
    type_in(kiosk, NIK)
    assert "317101 040861 0001" in kiosk.read()
    assert "Laki-laki, lahir 4 Agu 1961, 65 tahun" in kiosk.read()
    kiosk.counter.lane.stand(SELF)
    check(kiosk)
    kiosk.step()
    assert "Barack Obama" in kiosk.read()
    assert "Wajah cocok dengan foto di daftar tamu." in kiosk.read()
    assert "Skor 1,00" in kiosk.read()
    # The calibration counted nothing rarer: what its curve says beyond is a guess.
    assert "Dari 30.000 orang lain, paling banyak satu semirip ini." in kiosk.read()
    press(kiosk, PersonAction.ADMIT)
    assert "\u2068Barack Obama\u2069 dipersilakan masuk. Berlaku dalam 10 detik." in kiosk.read()
    assert "317101" not in kiosk.read()
    kiosk.step(4.0)
    assert "Berlaku dalam 6 detik." in kiosk.read()
    assert kiosk.counter.came == []
    kiosk.step(6.0)
    assert kiosk.counter.came == [OBAMA]
    assert "Barack Obama" not in kiosk.read()


def test_a_finger_takes_a_decision_back(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    kiosk.counter.desk.by_visitor(OBAMA)
    kiosk.step()
    kiosk.step()
    press(kiosk, PersonAction.ADMIT)
    kiosk.touch(kiosk.screen.document.undo.button)
    kiosk.step()
    assert kiosk.said == [
        "Keputusan tentang \u2068Barack Obama\u2069 dibatalkan. Periksa orang itu lagi."
    ]
    assert "Wajah cocok dengan foto di daftar tamu." in kiosk.read()
    kiosk.step(20.0)
    assert kiosk.counter.came == []


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
def test_a_wrong_part_is_said_at_the_digit_that_shows_it(
    kiosk: Kiosk, digits: str, said: str
) -> None:
    type_in(kiosk, digits[:-1])
    assert said not in kiosk.read()
    type_in(kiosk, digits[-1])
    assert said in kiosk.read()
    assert not kiosk.screen.document.check.isEnabled()
    kiosk.touch(kiosk.screen.document.keypad.key("delete"))
    kiosk.step()
    assert said not in kiosk.read()


def test_forty_digits_a_second_keep_the_first_sixteen(kiosk: Kiosk) -> None:
    type_in(kiosk, NIK + "7" * 24)
    assert "317101 040861 0001" in kiosk.read()
    assert "NIK sudah 16 angka" in kiosk.read()
    assert kiosk.screen.document.check.isEnabled()


def test_a_number_that_may_not_be_yet_cannot_be_checked(kiosk: Kiosk) -> None:
    type_in(kiosk, NIK[:15])
    check(kiosk)
    assert kiosk.counter.desk.view().subject is None


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
        ("P<" + "<" * 60, "tidak terbaca seluruhnya"),
    ],
)
def test_what_a_reader_types_is_refused_with_why_and_never_shown(
    kiosk: Kiosk, text: str, said: str
) -> None:
    assert kiosk.screen.scanned(text)
    kiosk.step()
    assert said in kiosk.read()
    assert text[:12] not in kiosk.read()


def test_a_code_in_the_picture_brings_the_person(kiosk: Kiosk) -> None:
    kiosk.counter.lane.picture = holding(f"nik={NIK}")
    kiosk.step(0.3)
    assert "Minta orang ini melihat ke kamera." in kiosk.read()


def test_a_passport_line_by_line_and_an_expired_one(kiosk: Kiosk) -> None:
    first, second = TD3.split("\n")
    kiosk.screen.scanned(first)
    kiosk.step()
    assert "Baris pertama paspor terbaca." in kiosk.read()
    kiosk.screen.scanned(second)
    kiosk.step()
    assert present(kiosk.counter.desk.view().subject).visitor_id == FOREIGNER
    assert "Paspor sudah habis berlaku 15 Apr 2012." in kiosk.read()
    assert "Bandingkan orangnya dengan foto pada dokumen" in kiosk.read()
    kiosk.screen.scanned("1001")
    assert kiosk.said == ["Selesaikan pemeriksaan orang ini dahulu, lalu pindai lagi."]


def test_a_passport_of_another_names_both_and_what_differs(kiosk: Kiosk) -> None:
    kiosk.screen.scanned(passport(PASSPORT, "KHAN<<IMRAN", "PAK", sex="M"))
    kiosk.step()
    said = kiosk.read()
    assert "IMRAN KHAN" in said
    assert "nomor paspor ini atas nama \u2068Anna Maria Eriksson\u2069. Berbeda: nama." in said
    assert "Terjadwal hari ini" not in said


def test_the_number_of_a_family_card_is_told_as_one(kiosk: Kiosk) -> None:
    kiosk.screen.scanned("KARTU KELUARGA\nNo. 3171011203150007")
    kiosk.step()
    assert "nomor kartu keluarga (KK), bukan NIK" in kiosk.read()


def test_somebody_else_is_turned_away(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(OTHER)
    kiosk.counter.desk.by_visitor(OBAMA)
    kiosk.step()
    kiosk.step()
    assert "Wajah tidak cocok dengan foto di daftar tamu." in kiosk.read()
    press(kiosk, PersonAction.TURN_AWAY)
    assert "Mengapa orang ini ditolak?" in kiosk.read()
    kiosk.touch(kiosk.screen.person.reasons[DecisionReason.NOT_THE_HOLDER])  # not meant yet
    kiosk.step()
    assert "Mengapa orang ini ditolak?" in kiosk.read()
    press(kiosk, PersonAction.BACK)
    assert "Wajah tidak cocok dengan foto di daftar tamu." in kiosk.read()
    press(kiosk, PersonAction.TURN_AWAY)
    kiosk.step(1.0)
    kiosk.touch(kiosk.screen.person.reasons[DecisionReason.NOT_THE_HOLDER])
    kiosk.step()
    assert "\u2068Barack Obama\u2069 ditolak. Berlaku dalam 10 detik." in kiosk.read()
    (row,) = kiosk.counter.kept()
    assert (row["admitted"], row["reason"]) == (0, "not_the_holder")


def test_a_touch_as_the_keys_appear_decides_nothing(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    type_in(kiosk, NIK)
    check(kiosk)
    kiosk.step()
    kiosk.touch(kiosk.screen.person.button(PersonAction.ADMIT))
    kiosk.step()
    assert kiosk.counter.desk.view().step is VerificationStep.DECISION
    assert kiosk.counter.kept() == []


def test_the_wait_for_the_data_centre_counts_down_and_can_be_ended(
    kiosk: Kiosk,
) -> None:
    kiosk.counter.lane.stand(SELF)
    type_in(kiosk, UNEXPECTED)
    check(kiosk)
    assert "Orang dalam bingkai ini yang diperiksa?" in kiosk.read()
    press(kiosk, PersonAction.CONFIRM)
    assert "Pusat data sedang ditanya." in kiosk.read()
    assert "paling lama 10 detik" in kiosk.read()
    kiosk.step(3.0)
    assert "paling lama 7 detik" in kiosk.read()
    press(kiosk, PersonAction.CANCEL)
    assert "Pertanyaan ke pusat data dihentikan." in kiosk.read()


def test_a_finger_frames_another_of_several(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(OTHER)
    kiosk.counter.lane.stand_beside(SELF, 2)
    type_in(kiosk, NIK)
    check(kiosk)
    picture = kiosk.screen.person.choice
    assert picture.isVisible()
    kiosk.touch_at(picture, picture.place_of(2))
    kiosk.step()
    assert kiosk.counter.desk.view().framed == 2
    press(kiosk, PersonAction.CONFIRM)
    assert "Wajah cocok dengan foto di daftar tamu." in kiosk.read()


def test_a_countdown_takes_no_key_from_under_a_finger(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    type_in(kiosk, UNEXPECTED)
    check(kiosk)
    press(kiosk, PersonAction.CONFIRM)
    kiosk.step(1.0)
    key = kiosk.screen.person.button(PersonAction.CANCEL)
    where = key.mapTo(kiosk.window, key.rect().center())
    QTest.touchEvent(kiosk.window, kiosk.finger).press(0, where, kiosk.window).commit()
    kiosk.step(2.0)
    QTest.touchEvent(kiosk.window, kiosk.finger).release(0, where, kiosk.window).commit()
    kiosk.step()
    assert "Pertanyaan ke pusat data dihentikan." in kiosk.read()


def test_offline_is_said_at_once_with_the_next_step(kiosk: Kiosk) -> None:
    kiosk.counter.offline()
    type_in(kiosk, UNEXPECTED)
    check(kiosk)
    assert "Pusat data tidak tersambung" in kiosk.read()
    assert "Bandingkan orangnya dengan foto pada dokumen" in kiosk.read()


def test_gestures_are_told_in_words_and_a_sign(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    type_in(kiosk, NIK)
    check(kiosk)
    kiosk.step()
    press(kiosk, PersonAction.GESTURES)
    assert "Minta melihat lurus ke kamera." in kiosk.read()
    neutral = Expression(0.0, 0.05, 0.05, 0.05, 0.0)
    kiosk.counter.lane.act(*[neutral] * 7)
    kiosk.step()
    sign = kiosk.screen.person.sign
    assert sign.isVisible()
    assert isinstance(sign.gesture, Gesture)
    assert "Gerakan 0 dari 3 selesai." in kiosk.read()
    kiosk.step(7.0)
    assert "Waktu untuk gerakan habis." in kiosk.read()
    assert "sekali lagi" in kiosk.read()


def test_leaving_the_screen_forgets_what_was_typed_and_whom(kiosk: Kiosk) -> None:
    type_in(kiosk, NIK)
    kiosk.screen.left()
    kiosk.screen.entered()
    kiosk.step()
    assert "317101" not in kiosk.read()
    kiosk.counter.lane.stand(SELF)
    kiosk.counter.desk.by_visitor(OBAMA)
    kiosk.step()
    kiosk.screen.left()
    kiosk.step()
    assert "Obama" not in kiosk.read()


def test_digits_are_forgotten_when_nobody_types(kiosk: Kiosk) -> None:
    type_in(kiosk, "317101")
    kiosk.step(61.0)
    kiosk.step()
    assert "317101" not in kiosk.read()


def test_only_who_may_search_is_led_there(kiosk: Kiosk, qtbot: QtBot) -> None:
    assert not kiosk.screen.document.identify.isVisible()
    kiosk.counter.session = signed_in(OfficerRole.SUPERVISOR)
    kiosk.step()
    with qtbot.waitSignal(kiosk.screen.searching, timeout=PATIENCE_MS):
        kiosk.touch(kiosk.screen.document.identify)
    kiosk.counter.session = OPEN
    kiosk.step()
    assert not kiosk.screen.document.identify.isVisible()


def test_a_visitor_of_the_new_day_is_expected_from_the_gates_own_midnight(kiosk: Kiosk) -> None:
    tomorrow = NOW.date() + timedelta(days=1)
    more = visitor("9" * 32, name="Tamu Besok", passport="Z1234567", day=tomorrow)
    held = kiosk.counter.manifests[0]
    kiosk.counter.manifests = (replace(held, visitors=(more,)),)
    kiosk.wall = NOW.replace(hour=16, minute=30)  # 00:30 in WITA
    kiosk.counter.desk.by_visitor("9" * 32)
    kiosk.step()
    assert "Terjadwal tanggal 21 Nov 2026, bukan hari ini" in kiosk.read()
    kiosk.zone = "WITA"
    kiosk.step()
    assert "bukan hari ini" not in kiosk.read()


@pytest.mark.parametrize("name", ["Budi " * 40, "שלום עולם " * 5, "\u202eevil", "W" * 200])
def test_a_long_or_odd_name_stays_in_its_place(kiosk: Kiosk, name: str) -> None:
    more = visitor("9" * 32, name=name.strip(), passport="Z1234567")
    held = kiosk.counter.manifests[0]
    kiosk.counter.manifests = (replace(held, visitors=(more,)),)
    kiosk.counter.desk.by_visitor("9" * 32)
    kiosk.step()
    kiosk.require_room()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_everything_fits_and_can_be_hit(
    kiosk: Kiosk, size: tuple[int, int], text: float, palette: dict[Tone, str]
) -> None:
    kiosk.resize(*size, palette=palette, text=text)
    for kiosk.language in Language:
        kiosk.step()
        kiosk.require_room()
        type_in(kiosk, "3171018")
        kiosk.require_room()
        kiosk.counter.lane.stand(OTHER)
        kiosk.counter.desk.by_visitor(OBAMA)
        kiosk.step()
        kiosk.step()
        kiosk.require_room()
        kiosk.counter.desk.reset()
        kiosk.step()

"""1:N with a finger: a purpose, the wait, candidates in names and words, nothing that stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPointingDevice
from pytestqt.qtbot import QtBot

from edge_app.desk.verification.identification import IdentificationDesk
from edge_app.desk.verification.screen_desk import IDLE_S
from edge_app.lists.served_list import load_calibration
from edge_app.ui.look.theme import DARK, LIGHT, Tone
from edge_app.ui.text.language import Language
from edge_app.ui.verify.identify_screen import IdentifyScreen
from sync.protocol.content import OfficerRole
from sync.protocol.question_content import Purpose
from tests.edge_app.desk.verification_fixtures import Counter, signed_in
from tests.edge_app.ui.verify.verify_fixtures import VerificationWindow

SELF = np.eye(1, 128, dtype=np.float32)[0]
OTHER = np.eye(1, 128, 1, dtype=np.float32)[0]
CANDIDATES = [
    {"person_id": "a" * 32, "name": "Barack Obama", "score": 0.56, "strength": "strong"},
    {"person_id": "b" * 32, "name": "Joe Biden", "score": 0.37, "strength": "near"},
]

Kiosk = VerificationWindow[IdentifyScreen]


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot, finger: QPointingDevice) -> Iterator[Kiosk]:
    counter = Counter(tmp_path, SELF)
    counter.session = signed_in(OfficerRole.SUPERVISOR)
    counter.lane.stand(SELF)
    desk = IdentificationDesk(
        counter.lane,
        counter.subjects,
        counter.inquiry(),
        lambda: counter.session,
        load_calibration(),
        counter.readers,
        counter.clock,
    )
    made = VerificationWindow(counter, desk, IdentifyScreen(desk), finger)
    qtbot.addWidget(made.window)
    yield made
    desk.stop()
    counter.close()


def ask(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.screen.purposes[Purpose.LOST_CHILD])
    kiosk.step()
    if kiosk.screen.confirm_button.isVisible():
        kiosk.step(1.0)  # a touch as the key appears counts for nothing
        kiosk.touch(kiosk.screen.confirm_button)
        kiosk.step()


def test_who_is_framed_is_confirmed_before_anything_is_sent(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand_beside(OTHER, 2)
    kiosk.touch(kiosk.screen.purposes[Purpose.LOST_CHILD])
    kiosk.step()
    assert "Orang dalam bingkai ini yang dicari?" in kiosk.read()
    kiosk.touch(kiosk.screen.confirm_button)
    kiosk.step(1.0)
    assert kiosk.counter.asked() == []
    picture = kiosk.screen.choice
    kiosk.touch_at(picture, picture.place_of(2))
    kiosk.step(1.0)
    kiosk.step(1.0)
    kiosk.touch(kiosk.screen.confirm_button)
    kiosk.step()
    assert "Pusat data sedang mencari." in kiosk.read()
    (content,) = kiosk.counter.asked()
    assert np.allclose(np.frombuffer(content.template, "<f4"), OTHER)


def test_a_purpose_is_chosen_and_candidates_come_in_words(kiosk: Kiosk) -> None:
    assert "Untuk keperluan apa" in kiosk.read()
    assert "dicatat dengan nomor petugas" in kiosk.read()
    ask(kiosk)
    assert "Pusat data sedang mencari." in kiosk.read()
    content = kiosk.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    assert (content.purpose, content.officer) == ("lost-child", "P-7")
    kiosk.step()
    said = kiosk.read()
    assert "2 kemungkinan ditemukan" in said
    assert "Barack Obama" in said
    # The data centre's step is one of 1,000,000; nothing rarer than this was ever counted.
    assert "Sangat kuat: paling banyak 1 dari 30.000 orang lain semirip ini." in said
    assert "Sedang: paling banyak 1 dari 1.000 orang lain semirip ini." in said
    assert "0,56" not in said
    assert "Anak terpisah dari keluarganya" in said
    kiosk.touch(kiosk.screen.end_button)
    kiosk.step()
    assert "Obama" not in kiosk.read()


def test_nobody_is_said_in_words(kiosk: Kiosk) -> None:
    ask(kiosk)
    kiosk.counter.reply(outcome="candidates", threshold=0.4)
    kiosk.step()
    assert "Tidak ada orang yang mirip di pusat data." in kiosk.read()


def test_a_quota_that_is_used_up_is_said(kiosk: Kiosk) -> None:
    ask(kiosk)
    kiosk.counter.reply(outcome="refused", refusal="quota")
    kiosk.step()
    assert "Jatah pertanyaan ke pusat data untuk hari ini sudah habis." in kiosk.read()


def test_a_face_that_cannot_be_compared_is_said_with_what_to_do(kiosk: Kiosk) -> None:
    ask(kiosk)
    kiosk.counter.reply(outcome="refused", refusal="not-comparable")
    kiosk.step()
    assert "Wajah dalam gambar ini tidak dapat dibandingkan." in kiosk.read()
    assert "Minta orang itu mendekat" in kiosk.read()


def test_the_wait_can_be_stopped(kiosk: Kiosk) -> None:
    ask(kiosk)
    kiosk.touch(kiosk.screen.end_button)
    kiosk.step()
    assert "Pencarian dihentikan." in kiosk.read()
    assert kiosk.counter.asked() == []


def test_offline_and_a_role_that_may_not_are_said_before_anything_is_chosen(
    kiosk: Kiosk,
) -> None:
    kiosk.counter.offline()
    kiosk.step()
    assert "Pusat data tidak tersambung" in kiosk.read()
    ask(kiosk)
    assert kiosk.counter.chain() == []
    kiosk.counter.session = signed_in(OfficerRole.OFFICER)
    kiosk.step()
    assert "Peran Anda tidak mencari identitas." in kiosk.read()
    assert not any(key.isEnabled() for key in kiosk.screen.purposes.values())


@pytest.mark.parametrize("how", ["left", "idle"])
def test_nothing_stays(kiosk: Kiosk, how: str) -> None:
    ask(kiosk)
    kiosk.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    kiosk.step()
    if how == "left":
        kiosk.screen.left()
    kiosk.step(IDLE_S if how == "idle" else 0.1)
    assert "Obama" not in kiosk.read()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_everything_fits_and_can_be_hit(
    kiosk: Kiosk, size: tuple[int, int], text: float, palette: dict[Tone, str]
) -> None:
    kiosk.resize(*size, palette=palette, text=text)
    for kiosk.language in Language:
        kiosk.step()
        kiosk.require_room()
        kiosk.touch(kiosk.screen.purposes[Purpose.LOST_CHILD])
        kiosk.step()
        kiosk.require_room()
        kiosk.step(1.0)
        kiosk.touch(kiosk.screen.confirm_button)
        kiosk.step()
        kiosk.require_room()
        kiosk.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
        kiosk.step()
        kiosk.require_room()
        kiosk.touch(kiosk.screen.end_button)
        kiosk.step()

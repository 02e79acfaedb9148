"""1:N with a finger: a purpose, the wait, candidates in names and words, nothing that stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from edge_app.desk.verification.identification import IDLE_S, IdentificationDesk, Purpose
from edge_app.lists.served_list import load_calibration
from edge_app.ui.look.theme import DARK, LIGHT
from edge_app.ui.text.language import Language
from edge_app.ui.verify.identify_screen import IdentifyScreen
from sync.protocol.content import OfficerRole
from tests.edge_app.desk.verification_fixtures import Counter, signed_in
from tests.edge_app.ui.verify.verify_fixtures import Stand

SELF = np.eye(1, 128, dtype=np.float32)[0]
CANDIDATES = [
    {"person_id": "a" * 32, "name": "Barack Obama", "score": 0.71},
    {"person_id": "b" * 32, "name": "Joe Biden", "score": 0.41},
]


@pytest.fixture
def stand(tmp_path: Path, qtbot, finger) -> Iterator[Stand]:
    counter = Counter(tmp_path, SELF)
    counter.session = signed_in(OfficerRole.SUPERVISOR)
    counter.lane.stand(SELF)
    desk = IdentificationDesk(
        counter.lane,
        counter.inquiry(),
        lambda: counter.session,
        load_calibration(),
        counter.readers,
        counter.clock,
    )
    made = Stand(counter, desk, IdentifyScreen(desk), finger)
    qtbot.addWidget(made.window)
    yield made
    desk.stop()
    counter.close()


def ask(stand: Stand) -> None:
    stand.touch(stand.screen.purposes[Purpose.LOST_CHILD])
    stand.step()


def test_a_purpose_is_chosen_and_candidates_come_in_words(stand):
    assert "Untuk keperluan apa" in stand.read()
    assert "dicatat dengan nomor petugas" in stand.read()
    ask(stand)
    assert "Pusat data sedang mencari." in stand.read()
    content = stand.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    assert (content.purpose, content.officer) == ("lost-child", "P-7")
    stand.step()
    said = stand.read()
    assert "2 calon ditemukan" in said
    assert "Barack Obama" in said
    assert "Sangat kuat. Skor 0,71, ambang 0,40." in said
    assert "Anak terpisah dari keluarganya" in said
    stand.touch(stand.screen.end_button)
    stand.step()
    assert "Obama" not in stand.read()


def test_nobody_is_said_in_words(stand):
    ask(stand)
    stand.counter.reply(outcome="candidates", threshold=0.4)
    stand.step()
    assert "Tidak ada calon di pusat data." in stand.read()


def test_the_wait_can_be_stopped(stand):
    ask(stand)
    stand.touch(stand.screen.end_button)
    stand.step()
    assert "Pencarian dihentikan." in stand.read()
    assert stand.counter.asked() == []


def test_offline_and_a_role_that_may_not_are_said_before_anything_is_chosen(stand):
    stand.counter.offline()
    stand.step()
    assert "Pusat data tidak tersambung" in stand.read()
    ask(stand)
    assert stand.counter.chain() == []
    stand.counter.session = signed_in(OfficerRole.OFFICER)
    stand.step()
    assert "Peran Anda tidak mencari identitas." in stand.read()
    assert not any(key.isEnabled() for key in stand.screen.purposes.values())


@pytest.mark.parametrize("how", ["left", "idle"])
def test_nothing_stays(stand, how):
    ask(stand)
    stand.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
    stand.step()
    if how == "left":
        stand.screen.left()
    stand.step(IDLE_S if how == "idle" else 0.1)
    assert "Obama" not in stand.read()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)])
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_everything_fits_and_can_be_hit(stand, size, text, palette):
    stand.resize(*size, palette=palette, text=text)
    for stand.language in Language:
        stand.step()
        stand.require_room()
        ask(stand)
        stand.require_room()
        stand.counter.reply(outcome="candidates", threshold=0.4, candidates=CANDIDATES)
        stand.step()
        stand.require_room()
        stand.touch(stand.screen.end_button)
        stand.step()

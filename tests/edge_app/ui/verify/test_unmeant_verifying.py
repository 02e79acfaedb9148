"""What a finger that was on its way to something else does to a verification: nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from edge_app.desk.verification.face_wait import FACE_LIMIT_S
from edge_app.desk.verification.views import VerificationStep
from edge_app.ui.look.theme import ANSWER_GUARD_S, STEP_GUARD_S
from edge_app.ui.verify.presenter import PersonAction
from tests.edge_app.desk.verification_fixtures import NIK, OBAMA, UNEXPECTED
from tests.edge_app.ui.verify.test_verify import OTHER, SELF, Kiosk, check, press, type_in
from tests.edge_app.ui.verify.test_verify import kiosk as kiosk


def middle(kiosk: Kiosk, widget: QWidget) -> QPoint:
    return widget.mapTo(kiosk.window, widget.rect().center())


def tap(kiosk: Kiosk, place: QPoint) -> None:
    QTest.touchEvent(kiosk.window, kiosk.finger).press(0, place, kiosk.window).commit()
    QTest.touchEvent(kiosk.window, kiosk.finger).release(0, place, kiosk.window).commit()


@pytest.mark.parametrize("action", [PersonAction.BY_EYE, PersonAction.NEXT])
def test_a_digit_on_its_way_as_a_code_is_read_stops_no_comparison(
    kiosk: Kiosk, action: PersonAction
) -> None:
    type_in(kiosk, NIK[:5])
    kiosk.counter.desk.by_code(NIK)  # the camera reads the card before it is typed
    kiosk.step()
    tap(kiosk, middle(kiosk, kiosk.screen.person.button(action)))
    kiosk.step()
    view = kiosk.counter.desk.view()
    assert (view.step, view.subject is not None) == (VerificationStep.FACE, True)
    kiosk.step(STEP_GUARD_S)
    tap(kiosk, middle(kiosk, kiosk.screen.person.button(action)))
    kiosk.step()
    assert kiosk.counter.desk.view().step is not VerificationStep.FACE or (
        kiosk.counter.desk.view().subject is None
    )


def test_what_came_of_a_document_is_not_used_for_an_alert_unread(kiosk: Kiosk) -> None:
    alert_id = "f" * 32
    kiosk.counter.desk.bind(alert_id, lambda: None)
    kiosk.step()
    type_in(kiosk, UNEXPECTED)
    check(kiosk)
    kiosk.step(1.0)
    place = middle(kiosk, kiosk.screen.person.button(PersonAction.BY_EYE))
    kiosk.step(FACE_LIMIT_S)  # nobody looks into the camera
    use = kiosk.screen.person.button(PersonAction.USE)
    assert use.rect().contains(use.mapFrom(kiosk.window, place))
    tap(kiosk, place)
    kiosk.step()
    assert kiosk.counter.desk.check(alert_id) is None
    kiosk.step(ANSWER_GUARD_S)
    tap(kiosk, place)
    kiosk.step()
    assert kiosk.counter.desk.check(alert_id) is not None


def test_whoever_is_left_when_the_framed_person_goes_is_confirmed_first(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(OTHER)
    kiosk.counter.lane.stand_beside(SELF, 2)
    type_in(kiosk, NIK)
    check(kiosk)
    picture = kiosk.screen.person.choice
    kiosk.touch_at(picture, picture.place_of(2))
    kiosk.step()
    kiosk.counter.lane.go(2)
    kiosk.step()
    kiosk.step()
    assert kiosk.counter.desk.view().step is VerificationStep.FACE
    assert "Orang dalam bingkai ini yang diperiksa?" in kiosk.read()
    press(kiosk, PersonAction.CONFIRM)
    assert "Wajah tidak cocok dengan foto di daftar tamu." in kiosk.read()


def test_a_decision_that_counts_already_is_not_called_taken_back(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    kiosk.counter.desk.by_visitor(OBAMA)
    kiosk.step()
    kiosk.step()
    press(kiosk, PersonAction.ADMIT)
    kiosk.step(9.9)
    kiosk.counter.clock.now += 0.1  # it counts, and then the finger's word comes
    kiosk.counter.desk._decisions.poll()
    kiosk.touch(kiosk.screen.document.undo.button)
    kiosk.step()
    assert kiosk.counter.came == [OBAMA]
    assert kiosk.said == ["Keputusan tentang \u2068Barack Obama\u2069 sudah berlaku."]


def test_the_face_that_was_compared_is_not_said_to_stand_there(kiosk: Kiosk) -> None:
    kiosk.counter.lane.stand(SELF)
    kiosk.counter.desk.by_visitor(OBAMA)
    kiosk.step()
    kiosk.step()
    kiosk.counter.lane.go(1)
    kiosk.counter.lane.standing = None
    kiosk.step()
    assert "Di depan kamera" not in kiosk.read()
    assert "Foto dari kamera" in kiosk.read()

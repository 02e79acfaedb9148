"""On a small upright panel with the largest type the pictures of people have room to be judged."""

from __future__ import annotations

import pytest

from edge_app.desk.session.preferences import Preferences
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.screenshots.renderer import Renderer
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES

CLOSE = (800, 1280)
# In fingers: two faces that are compared, a code that is held before the camera.
MIN_SIDES = {
    "case-told": 1.9,
    "history-alert": 1.7,
    "lane-case-pin": 1.9,
    "lane-case-pin-wrong": 1.9,
    "verify-document": 1.5,
    "alert-document": 1.5,
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", MIN_SIDES)
@pytest.mark.usefixtures("qapp")
def test_faces_and_codes_beside_keys_are_larger_than_fingers(name: str, language: str) -> None:
    stage = Renderer(SCENES[name], CLOSE, Preferences(language, text="200"))
    stage.show(CLOSE, Preferences(language, text="200"))
    window = stage.window
    sides = [
        min(view.face.width(), view.face.height())
        for view in window.screens[window.place].findChildren(FaceView)
        if view.isVisible() and view.image is not None
    ]
    stage.leave()
    assert sides
    assert min(sides) >= MIN_SIDES[name] * window.style_now.touch

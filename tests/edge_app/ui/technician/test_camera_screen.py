"""A technician points a camera by what its picture is worth, and sees nobody's standing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.camera import CameraFigures, CameraView
from edge_app.domain import LaneFault, LaneView, SourceState
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.pipeline.cameras import CameraDevice
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.look.style import style_for
from edge_app.ui.screenshots.fake_desk import FakeCamera
from edge_app.ui.technician.presenter import face_marks, present_technician
from edge_app.ui.technician.screen import CameraScreen
from edge_app.ui.text.language import Language
from edge_app.ui.window.places import Place, open_places
from sync.protocol.content import OfficerRole

FIRST, SECOND = CameraDevice("/dev/v4l/by-id/a", "Lane"), CameraDevice("/dev/v4l/by-id/b", "Desk")
WALL = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
GOOD = CameraFigures((1280, 720), 120.0, 0.4, 0.7)


class ChosenCamera(FakeCamera):
    """A camera that takes every choice."""

    def choose(self, source: str) -> None:
        self._view = replace(self._view, chosen=Camera(source))

    def hang(self, settings: CameraSettings) -> None:
        assert self._view.chosen is not None
        self._view = replace(self._view, chosen=replace(self._view.chosen, settings=settings))


@pytest.fixture
def camera() -> ChosenCamera:
    return ChosenCamera(CameraView(Camera(FIRST.address), (FIRST, SECOND)))


@pytest.fixture
def context(view: LaneView) -> ScreenContext:
    who = SignedIn("9001", "Made", OfficerRole.TECHNICIAN, WALL)
    session = SessionView(SessionState.SIGNED_IN, who)
    return ScreenContext(view, session, Language.EN, 1000.0, WALL, style_for(1280, 800))


@pytest.fixture
def screen(qtbot: QtBot, camera: ChosenCamera, context: ScreenContext) -> CameraScreen:
    made = CameraScreen(camera)
    qtbot.addWidget(made)
    made.restyle(context.style)
    made.resize(1140, 700)
    made.show_context(context)
    return made


def details(
    figures: CameraFigures | None, view: LaneView, camera: CameraView | None = None
) -> list[str]:
    shown = present_technician(camera or CameraView(Camera()), view, figures, Language.EN)
    return [tile.detail for tile in shown.tiles]


def test_a_touch_chooses_turns_and_squares(
    screen: CameraScreen, camera: ChosenCamera, context: ScreenContext
) -> None:
    screen.device_buttons[1].click()
    screen.show_context(context)
    screen.turn_buttons[1].click()
    screen.shape_buttons[2].click()
    screen.line_buttons[1].click()
    screen.show_context(context)
    settings = CameraSettings(rotate=90, pixel_aspect=2.0, interlaced=True)
    assert camera.view().chosen == Camera(SECOND.address, settings)
    for buttons, place in (
        (screen.device_buttons, 1),
        (screen.turn_buttons, 1),
        (screen.shape_buttons, 2),
        (screen.line_buttons, 1),
    ):
        assert [button.isChecked() for button in buttons].index(True) == place


def test_a_source_that_is_no_camera_shows_its_picture_and_no_choice(
    qtbot: QtBot, context: ScreenContext
) -> None:
    screen = CameraScreen(FakeCamera(CameraView(None)))
    qtbot.addWidget(screen)
    screen.restyle(context.style)
    screen.show_context(context)
    buttons = (*screen.device_buttons, *screen.turn_buttons, screen.search)
    assert all(button.isHidden() for button in buttons)
    assert not screen.live_view.isHidden()


@pytest.mark.parametrize(
    ("figures", "place", "said"),
    [
        (replace(GOOD, face=None, light=None), 0, "Stand where visitors stop."),
        (replace(GOOD, face=30.0), 0, "Too far: bring the camera nearer or narrow its angle."),
        (replace(GOOD, face=60.0), 0, "Enough. Nearer is better."),
        (GOOD, 0, "Good."),
        (replace(GOOD, light=0.05), 1, "Too dark: add a lamp on the camera's side."),
        (replace(GOOD, light=0.95), 1, "Too bright: less lamp or sunlight."),
        (replace(GOOD, sharp=0.1), 2, "Blurred: turn the focus ring or clean the lens."),
        (replace(GOOD, sharp=0.3), 2, "Not quite sharp: try the focus a little more."),
        (GOOD, 2, "Sharp."),
    ],
)
def test_a_figure_comes_with_what_to_do(
    view: LaneView, figures: CameraFigures, place: int, said: str
) -> None:
    assert details(figures, view)[place] == said


def test_a_camera_that_hangs_turned_or_squeezed_is_told_there(view: LaneView) -> None:
    for fault, said in (
        (LaneFault.SIDEWAYS, "Faces do not stand upright: turn the picture."),
        (LaneFault.SQUEEZED, "Faces are too narrow or wide: change the shape of the pixels."),
    ):
        assert details(GOOD, replace(view, faults=(fault,)))[3] == said


def test_without_a_live_picture_nothing_is_measured(
    screen: CameraScreen, context: ScreenContext
) -> None:
    lost = replace(context.lane, source_state=SourceState.LOST, tracks=())
    screen.show_context(replace(context, lane=lost, clock=1001.0))
    assert screen._figures is None


def test_an_address_is_shown_without_its_password(view: LaneView) -> None:
    camera = CameraView(Camera("rtsp://gate:rahasia@10.1.2.3/main"), (FIRST,))
    shown = present_technician(camera, view, None, Language.EN)
    assert [each.choice.label for each in shown.devices] == ["rtsp://10.1.2.3/main", "Lane"]
    assert "rahasia" not in str([each.choice for each in shown.devices])


def test_boxes_say_how_wide_a_face_is_and_not_who_it_is(view: LaneView) -> None:
    (mark,) = face_marks(view.tracks, Language.EN)
    assert mark.label == "232 pixels"


@pytest.mark.parametrize("role", OfficerRole)
def test_the_camera_is_the_technicians(role: OfficerRole) -> None:
    session = SessionView(SessionState.SIGNED_IN, SignedIn("1", "A", role, WALL))
    assert (Place.CAMERA in open_places(session)) is (role is OfficerRole.TECHNICIAN)

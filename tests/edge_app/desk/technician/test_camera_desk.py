"""A technician chooses a camera, sees it at once, and finds it again after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.camera import CameraDesk, figures
from edge_app.domain import Track, TrackState
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.pipeline.cameras import CameraDevice
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from models.geometry import Box
from sync.protocol.content import OfficerRole
from tests.waiting import until

NOW = datetime(2026, 3, 11, 6, 32, tzinfo=UTC)
FOUND = (CameraDevice("/dev/v4l/by-id/a", "A"), CameraDevice("/dev/v4l/by-id/b", "B"))
SECRET = "rtsp://gate:rahasia@camera/main"  # noqa: S105


class FakePlace:
    """A lane and a file that remember what they were told."""

    def __init__(self) -> None:
        self.used: list[Camera] = []
        self.kept: list[Camera] = []
        self.full = False

    def chosen(self) -> Camera:
        return Camera()

    def use(self, camera: Camera) -> None:
        self.used.append(camera)

    def keep(self, camera: Camera) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.kept.append(camera)


@pytest.fixture
def database() -> Iterator[StoreDatabase]:
    with throwaway_store() as opened:
        yield opened


@pytest.fixture
def place() -> FakePlace:
    return FakePlace()


@pytest.fixture
def desk_of(
    database: StoreDatabase, place: FakePlace
) -> Iterator[Callable[[OfficerRole | None], CameraDesk]]:
    pools: list[ReaderPool] = []

    def make(role: OfficerRole | None) -> CameraDesk:
        who = None if role is None else SignedIn("9001", "Made", role, NOW)
        session = SessionView(SessionState.SIGNED_IN, who, open_mode=role is None)
        pools.append(ReaderPool())
        log = AuditLog(database, lambda: NOW)
        desk = CameraDesk(place, lambda: session, log, pools[-1], lambda: FOUND)
        pools[-1].start()
        return desk

    yield make
    for pool in pools:
        pool.stop()


def test_a_choice_is_used_at_once_kept_and_noted_without_its_address(
    desk_of: Callable[..., CameraDesk], place: FakePlace, database: StoreDatabase
) -> None:
    desk = desk_of(OfficerRole.TECHNICIAN)
    desk.choose(SECRET)
    desk.hang(CameraSettings(rotate=90, pixel_aspect=2.0))
    chosen = Camera(SECRET, CameraSettings(90, 2.0))
    assert place.used == [Camera(SECRET), chosen]
    assert desk.view().chosen == chosen
    until(lambda: place.kept == [Camera(SECRET), chosen])

    def rows() -> list[tuple[str, str, str]]:
        found = database.rows("SELECT actor, action, details FROM chain ORDER BY sequence")
        return [(row["actor"], row["action"], row["details"]) for row in found]

    until(lambda: len(rows()) == 2)
    assert {row[:2] for row in rows()} == {("9001", "camera-changed")}
    assert "rahasia" not in str(rows())


def test_another_camera_hangs_in_its_own_way(
    desk_of: Callable[..., CameraDesk], place: FakePlace
) -> None:
    desk = desk_of(OfficerRole.TECHNICIAN)
    desk.hang(CameraSettings(rotate=180))
    desk.choose("/dev/video7")
    assert place.used[-1] == Camera("/dev/video7", CameraSettings())
    before = len(place.used)
    desk.choose("/dev/video7")
    assert len(place.used) == before


@pytest.mark.parametrize("role", [None, OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_changes_the_camera(
    desk_of: Callable[..., CameraDesk], place: FakePlace, role: OfficerRole | None
) -> None:
    desk = desk_of(role)
    desk.choose("/dev/video7")
    desk.hang(CameraSettings(rotate=180))
    assert (place.used, desk.view().chosen) == ([], Camera())


def test_a_choice_that_cannot_be_written_down_works_and_says_so(
    desk_of: Callable[..., CameraDesk], place: FakePlace, caplog: pytest.LogCaptureFixture
) -> None:
    place.full = True
    desk = desk_of(OfficerRole.TECHNICIAN)
    desk.choose("/dev/video7")
    until(lambda: desk.view().unkept)
    assert place.used == [Camera("/dev/video7")]
    assert [line[:25] for line in caplog.messages] == ["a camera is not kept: OSE"]
    caplog.clear()


def test_the_cameras_are_looked_for_when_asked(desk_of: Callable[..., CameraDesk]) -> None:
    desk = desk_of(OfficerRole.TECHNICIAN)
    assert desk.view().devices == ()
    desk.look()
    until(lambda: desk.view().devices == FOUND)


def test_figures_are_of_the_largest_face() -> None:
    image = np.full((360, 640, 3), 51, np.uint8)
    image[100:180, 200:280] = 204
    tracks = (
        Track(1, Box(10, 10, 40, 40), TrackState.LOOKING, 0.5),
        Track(2, Box(200, 100, 80, 80), TrackState.LOOKING, 0.5),
    )
    seen = figures(image, tracks)
    assert (seen.size, seen.face) == ((640, 360), 80)
    assert seen.light == pytest.approx(0.8)
    assert seen.sharp == 1.0  # edges as hard as these
    assert figures(np.full_like(image, 90), ()).sharp is None
    assert figures(image, ()).face is None


def test_a_face_at_the_edge_is_measured_where_it_is_seen() -> None:
    image = np.full((360, 640, 3), 51, np.uint8)
    outside = Track(1, Box(-90, -90, 80, 80), TrackState.LOOKING, 0.5)
    assert figures(image, (outside,)).size == (640, 360)

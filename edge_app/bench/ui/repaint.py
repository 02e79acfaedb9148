"""What the live picture costs at so many repaints a second.

`python -m edge_app.bench.ui.repaint SECONDS RUNS HZ WIDTHxHEIGHT...` prints JSON: for each size of
the live picture, medians of runs in the terminal's own way and in Qt's, in turn, percent of a core.
"""

from __future__ import annotations

import json
import statistics
import sys
import time

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from edge_app.demo.scene import FPS, SceneSource, crowd
from edge_app.domain import Frame, Track, TrackState
from edge_app.ui.kit.pixels import fitted, qimage
from edge_app.ui.lane.live_picture_presenter import PictureView
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.lane.track_painter import TrackPainter
from edge_app.ui.lane.tracks_presenter import present_tracks
from edge_app.ui.look.style import style_for
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application

FACES = 8
RECORDED = 45  # frames, shown again and again


class PlainLiveView(LiveView):
    """The baseline: Qt scales and converts the camera's picture, every mark is drawn anew."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw picture and marks."""
        self.repaints += 1
        picture = self._picture
        if picture is None or picture.image is None:
            return
        height, width = picture.image.shape[:2]
        area = fitted(width, height, QRectF(self.rect()))
        marks = TrackPainter()
        marks.restyle(self._style)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, qimage(picture.image))
        marks.draw(painter, picture.tracks, area, area.width() / width)
        painter.end()


def pictures(faces: int = FACES, frames: int = RECORDED) -> list[PictureView]:
    """Return camera pictures of 1280x720 with `faces` people, as the live view takes them."""
    scene, states, views = SceneSource(crowd(faces)), list(TrackState), []
    for number in range(frames):
        image = scene.draw(number / FPS)
        tracks = tuple(
            Track(place, box, states[place % len(states)], 0.9)
            for place, (_, box) in enumerate(scene.present(number / FPS))
        )
        frame = Frame(number, number / FPS, 0.0, image)
        views.append(PictureView(frame, image, True, present_tracks(tracks, None, Language.ID)))
    return views


def core_percent(view: LiveView, shown: list[PictureView], seconds: float, hz: float) -> float:
    """Return the processor time of the process at `hz` repaints a second, percent of a core.

    It shows `shown` for `seconds`. A machine too slow for as many a second is told as if it had
    kept up. Raise RuntimeError when not every repaint was one.
    """
    app, repaints = application(), round(seconds * hz)
    before, worked, began = view.repaints, time.process_time(), time.monotonic()
    for number in range(repaints):
        view.show_picture(shown[number % len(shown)], None, None)
        app.processEvents()
        time.sleep(max(began + (number + 1) / hz - time.monotonic(), 0.0))
    if view.repaints - before != repaints:
        raise RuntimeError(f"{view.repaints - before} repaints, not {repaints}")
    return 100 * (time.process_time() - worked) * hz / repaints


def measure(
    seconds: float, runs: int, hz: float, sizes: list[tuple[int, int]]
) -> list[dict[str, float]]:
    """Return the medians of both ways for each size."""
    application()
    shown, found = pictures(), []
    for width, height in sizes:
        taken: list[list[float]] = [[], []]
        for _ in range(runs):
            for way, values in zip((LiveView, PlainLiveView), taken, strict=True):
                view = way()
                view.resize(width, height)
                view.restyle(style_for(width, height))
                view.show()
                core_percent(view, shown, min(seconds, 0.5), hz)
                values.append(core_percent(view, shown, seconds, hz))
                view.close()
        ours, plain = map(statistics.median, taken)
        found.append({"percent": ours, "plain": plain})
    return found


def main(arguments: list[str]) -> int:
    """Measure and print; return the exit status."""
    seconds, runs, hz, *sizes = arguments
    wanted = [(int(width), int(height)) for width, height in (size.split("x") for size in sizes)]
    print(json.dumps(measure(float(seconds), int(runs), float(hz), wanted)))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

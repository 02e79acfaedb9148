"""From a scene to a PNG file, without a display."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Pillow
from PySide6.QtCore import QBuffer, QIODevice, Qt

from edge_app.domain import Answer, LaneView
from edge_app.ui import theme
from edge_app.ui.application import application
from edge_app.ui.kiosk_window import KioskWindow
from edge_app.ui.language import Language
from edge_app.ui.screenshots.scenes import CLOCK_S, WALL

_MOST_BYTES = 400_000  # of one file, as it is kept in the repository


class StillLane:
    """A lane in which nothing moves."""

    def __init__(self, view: LaneView) -> None:
        self._view = view

    def view(self) -> LaneView:
        """The one view."""
        return self._view

    def answer(self, alert_id: str, answer: Answer) -> None:
        """A picture takes no answers."""


def render(view: LaneView, language: Language, size: tuple[int, int]) -> bytes:
    """The screen for `view`, `size` (width, height) in pixels, as a PNG of less than 400 kB."""
    app = application()
    now = [CLOCK_S - theme.ANSWER_GUARD_S]
    window = KioskWindow(StillLane(view), clock=lambda: now[0], wall=lambda: WALL)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*size)
    window.show()
    window.refresh()
    if window.language is not language:
        window.status_bar.toggle.click()
    now[0] = CLOCK_S  # the alert has been there for long enough: its answers are armed
    window.refresh()
    app.processEvents()  # the layouts take up the new texts
    shot = window.grab()
    window.leave()
    window.deleteLater()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    shot.save(buffer, "PNG")
    picture = Pillow.open(BytesIO(buffer.data().data())).convert("RGB")
    for colours in (256, 128, 64):
        out = BytesIO()
        _with_few_colours(picture, colours).save(out, "PNG", optimize=True)
        if out.tell() < _MOST_BYTES:
            break
    return out.getvalue()


def _with_few_colours(picture: Pillow.Image, colours: int) -> Pillow.Image:
    """`picture` in `colours` colours, the theme's own among them: plain areas stay plain."""
    own = {int(colour[1:], 16) for colour in theme.DARK.values()}
    fixed = [colour.to_bytes(3, "big") for colour in sorted(own)]
    small = picture.resize((picture.width // 2, picture.height // 2), Pillow.Resampling.BOX)
    rest = small.quantize(colours - len(fixed), Pillow.Quantize.MEDIANCUT).getpalette() or []
    palette = Pillow.new("P", (1, 1))
    palette.putpalette([*b"".join(fixed), *rest][: colours * 3])
    return picture.quantize(palette=palette, dither=Pillow.Dither.FLOYDSTEINBERG)

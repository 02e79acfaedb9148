"""From a scene to a PNG file, without a display."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Pillow
from PySide6.QtCore import QBuffer, QIODevice, Qt

from edge_app.desk.preferences import Preferences
from edge_app.ui import theme
from edge_app.ui.application import application
from edge_app.ui.kiosk_window import KioskWindow
from edge_app.ui.language import Language
from edge_app.ui.presenters.place import Place
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.screenshots.scenes import CLOCK_S, WALL
from edge_app.ui.screenshots.still import StillLane, still_desk

_MOST_BYTES = 400_000  # of one file, as it is kept in the repository


def render(
    scene: Scene,
    language: Language,
    size: tuple[int, int],
    look: str = "dark",
    text: str = "100",
) -> bytes:
    """The screen of `scene`, `size` (width, height) in pixels, as a PNG of less than 400 kB.

    `look`, `text`: as in `Preferences`.
    """
    app = application()
    now = [CLOCK_S - theme.ANSWER_GUARD_S]
    preferences = Preferences(language.value, look, text, visitor=scene.visitor)
    desk = still_desk(scene.session, scene.alerts, preferences)
    window = KioskWindow(
        StillLane(scene.view), desk, clock=lambda: now[0], wall=lambda: WALL, dpi=theme.DPI
    )
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    if scene.screen is not None:
        window.replace_screen(scene.place, scene.screen())
    window.resize(*size)
    window.show()
    window.refresh()
    if scene.place is not Place.SIGN_IN and scene.session.working:
        window.go(scene.place)
    if scene.touch is not None:
        scene.touch(window.screens[scene.place])
    now[0] = CLOCK_S  # the alert has been there for long enough: its answers are armed
    for _ in range(2):
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
        _with_few_colours(picture, colours, theme.PALETTES[look]).save(out, "PNG", optimize=True)
        if out.tell() < _MOST_BYTES:
            break
    return out.getvalue()


def _with_few_colours(
    picture: Pillow.Image, colours: int, palette_of: theme.Palette
) -> Pillow.Image:
    """`picture` in `colours` colours, the theme's own among them: plain areas stay plain."""
    own = {int(colour[1:], 16) for colour in palette_of.values()}
    fixed = [colour.to_bytes(3, "big") for colour in sorted(own)]
    small = picture.resize((picture.width // 2, picture.height // 2), Pillow.Resampling.BOX)
    rest = small.quantize(colours - len(fixed), Pillow.Quantize.MEDIANCUT).getpalette() or []
    palette = Pillow.new("P", (1, 1))
    palette.putpalette([*b"".join(fixed), *rest][: colours * 3])
    return picture.quantize(palette=palette, dither=Pillow.Dither.FLOYDSTEINBERG)

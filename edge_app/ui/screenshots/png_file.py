"""From a scene to a PNG file, without a display."""

from __future__ import annotations

from io import BytesIO

from PIL import Image as Pillow
from PySide6.QtCore import QBuffer, QIODevice

from edge_app.desk.session.preferences import Preferences
from edge_app.ui.look import theme
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.text.language import Language

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
    stage = Renderer(scene, size, Preferences(language.value, look, text))
    shot = stage.window.grab()
    stage.leave()
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

"""`gapura screenshots`: every screen as PNG, for the documentation and for the eye."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

import click

from edge_app.domain import Image
from edge_app.ui.screenshots.comparison import looks_like
from edge_app.ui.screenshots.png_file import encode
from models.images import read_image
from models.whole_file import write_whole
from sync.command_line.output import examples

# Where the repository keeps the few pictures that its pages show, and the pages that show them.
KEPT = Path("edge_app/docs/screens")
PAGES = (
    Path("README.md"),
    Path("edge_app/README.md"),
    Path("edge_app/docs/petugas.md"),
    Path("edge_app/docs/officers.md"),
    Path("edge_app/docs/teknisi.md"),
    Path("edge_app/docs/technicians.md"),
)
_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")


def _size(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise click.BadParameter(f"{text!r} is not WIDTHxHEIGHT in pixels, such as 1280x800")
    return int(match[1]), int(match[2])


@click.command(
    "screenshots",
    epilog=examples(
        "gapura screenshots --size 1080x1920 --look light",
        "gapura screenshots --only alert --only lane --text 200 --out screens",
    ),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder for the PNG files; made when missing.  [default: screenshots, or {KEPT}]",
)
@click.option(
    "--size",
    default="1280x800",
    show_default=True,
    callback=_size,
    metavar="WxH",
    help="Size of the screen in pixels.",
)
@click.option("--look", type=click.Choice(["dark", "light"]), default="dark", show_default=True)
@click.option(
    "--text",
    type=click.Choice(["100", "125", "150", "200"]),
    default="100",
    show_default=True,
    help="Size of the type in per cent.",
)
@click.option("--only", multiple=True, metavar="NAME", help="These screens alone.")
@click.option("--pages", is_flag=True, help="The pictures on this repository's pages alone.")
def command(
    out: Path | None,
    size: tuple[int, int],
    look: str,
    text: str,
    only: tuple[str, ...],
    pages: bool,
) -> None:
    """Draw every screen in both languages and write each to a PNG file.

    The people are public-domain portraits (`gapura models fetch`); no display is needed. What
    differs from 1280x800, dark and 100 becomes part of the files' names. A file that looks the
    same already is left as it is.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from edge_app.desk.session.preferences import Preferences
    from edge_app.ui.screenshots.gallery import gallery_of_portraits
    from edge_app.ui.screenshots.renderer import draw
    from edge_app.ui.text.language import Language
    from edge_app.ui.window.application import application

    application()
    changed = [f"{size[0]}x{size[1]}" * (size != (1280, 800)), look * (look != "dark")]
    suffix = "".join(f"-{one}" for one in (*changed, text * (text != "100")) if one)
    scenes = {
        f"{scene.name}-{language.value}": (scene, language)
        for scene in gallery_of_portraits()
        for language in Language
    }
    unknown = {*only} - {scene.name for scene, _ in scenes.values()}
    if unknown:
        raise click.BadParameter(f"no screen is called {min(unknown)!r}", param_hint="--only")
    folder = out or (KEPT if pages else Path("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    shown = pictured(PAGES) if pages else scenes.keys()
    for name, (scene, language) in scenes.items():
        if name in shown and (not only or scene.name in only):
            path = folder / f"{name}{suffix}.png"
            _write(path, draw(scene, size, Preferences(language.value, look, text)))
            click.echo(path)


def _write(path: Path, image: Image) -> None:
    """Write `image` to `path`, unless the picture there looks the same.

    Another machine smooths letters in another way. Nobody commits a picture for that.
    """
    if not (path.exists() and looks_like(read_image(path), image)):
        write_whole(path, encode(image))


def pictured(pages: Iterable[Path]) -> set[str]:
    """Return what pictures `pages` show, such as `lane-id`; a missing page shows none."""
    return {
        name
        for page in pages
        if page.exists()
        for name in re.findall(r"screens/([a-z0-9-]+)\.png", page.read_text("utf-8"))
    }

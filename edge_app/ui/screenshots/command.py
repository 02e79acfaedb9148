"""`gapura screenshots`: every screen as PNG, for the documentation and for the eye."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from models.weights import path_of
from models.whole_file import write_whole
from sync.command_line.output import examples

_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")


def _size(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise click.BadParameter(f"{text!r} is not WIDTHxHEIGHT in pixels, such as 1280x800")
    return int(match[1]), int(match[2])


@click.command(
    "screenshots",
    epilog=examples(
        "gapura screenshots --out screens --size 1080x1920 --look light",
        "gapura screenshots --only alert --only lane --text 200 --out screens",
    ),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("edge_app/docs/screens"),
    show_default=True,
    help="Folder for the PNG files; made when it is not there.",
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
@click.option("--pages", is_flag=True, help="The screens on the pages for officers alone.")
def command(
    out: Path, size: tuple[int, int], look: str, text: str, only: tuple[str, ...], pages: bool
) -> None:
    """Draw every screen in both languages and write each to a PNG file.

    The people are public-domain portraits (`gapura models fetch`); no display is needed. What
    differs from 1280x800, dark and 100 becomes part of the files' names.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from edge_app.ui.screenshots.gallery import gallery
    from edge_app.ui.screenshots.png_file import render
    from edge_app.ui.screenshots.portraits import SITTERS, pictures
    from edge_app.ui.text.language import Language
    from edge_app.ui.window.application import application

    application()
    changed = [f"{size[0]}x{size[1]}" * (size != (1280, 800)), look * (look != "dark")]
    suffix = "".join(f"-{one}" for one in (*changed, text * (text != "100")) if one)
    scenes = list(gallery(pictures({sitter.file: path_of(sitter.file) for sitter in SITTERS})))
    wanted = {*only, *(pictured(Path("edge_app/docs")) if pages else ())}
    unknown = wanted - {scene.name for scene in scenes}
    if unknown:
        raise click.BadParameter(f"no screen is called {min(unknown)!r}", param_hint="--only")
    out.mkdir(parents=True, exist_ok=True)
    for scene in scenes:
        if not wanted or scene.name in wanted:
            for language in Language:
                path = out / f"{scene.name}-{language.value}{suffix}.png"
                write_whole(path, render(scene, language, size, look, text))
                click.echo(path)


def pictured(docs: Path) -> set[str]:
    """The names of the screens on the pages in `docs`, and on the READMEs."""
    pages = [*docs.glob("*.md"), Path("README.md"), Path("edge_app/README.md")]
    return {
        name
        for page in pages
        if page.exists()
        for name in re.findall(r"screens/([a-z0-9-]+)-(?:id|en)\.png", page.read_text("utf-8"))
    }

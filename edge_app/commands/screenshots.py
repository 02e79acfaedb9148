"""`gapura screenshots`: every screen as PNG, for the documentation and for the eye."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from edge_app.commands.output import examples
from models.weights import path_of
from models.whole_file import write_whole

DEMO_AT_S = 8.6  # of the scene: three people, two of them listed
_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")


def _size(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise click.BadParameter(f"{text!r} is not WIDTHxHEIGHT in pixels, such as 1280x800")
    return int(match[1]), int(match[2])


@click.command("screenshots", epilog=examples("gapura screenshots --out screens --size 1080x1920"))
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
def command(out: Path, size: tuple[int, int]) -> None:
    """Draw every screen in both languages and write each to a PNG file.

    The people are public-domain portraits (`gapura models fetch`); no display is needed.
    A size other than 1280x800 becomes part of the files' names.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from edge_app.demo import still
    from edge_app.ui.language import Language
    from edge_app.ui.screenshots.portraits import SITTERS, pictures
    from edge_app.ui.screenshots.render import render
    from edge_app.ui.screenshots.scene import Scene
    from edge_app.ui.screenshots.scenes import CLOCK_S, WALL, scenes

    suffix = "" if size == (1280, 800) else f"-{size[0]}x{size[1]}"
    out.mkdir(parents=True, exist_ok=True)
    drawn = scenes(pictures({sitter.file: path_of(sitter.file) for sitter in SITTERS}))
    # The demo is what the pipeline found; the others show states that take a while to meet.
    for scene in (Scene("demo", still(DEMO_AT_S, CLOCK_S, WALL)), *drawn):
        for language in Language:
            path = out / f"{scene.name}-{language.value}{suffix}.png"
            write_whole(path, render(scene, language, size))
            click.echo(path)

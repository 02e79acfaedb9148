"""`gapura screenshots` draws every screen in both languages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from PIL import Image as Pillow

from edge_app.commands.screenshots import command
from edge_app.ui.language import Language
from edge_app.ui.screenshots.portraits import pictures
from edge_app.ui.screenshots.scenes import scenes


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
@pytest.mark.usefixtures("qapp", "weights")
def test_every_screen_is_written(tmp_path, portraits, size):
    width, height = size
    arguments = ["--out", str(tmp_path / "screens"), "--size", f"{width}x{height}"]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    suffix = "" if size == (1280, 800) else "-800x1280"
    names = ["demo", *(scene.name for scene in scenes(pictures(portraits)))]
    expected = {f"{name}-{language.value}{suffix}.png" for name in names for language in Language}
    written = {path.name: path for path in (tmp_path / "screens").iterdir()}
    assert set(written) == expected
    for path in written.values():
        assert path.stat().st_size < 400_000
        with Pillow.open(path) as picture:
            assert picture.size == size


@pytest.mark.parametrize("size", ["wide", "1280", "0x0", "99999x800", "-1x800"])
def test_a_size_that_is_none_is_refused(size):
    result = CliRunner().invoke(command, ["--size", size])
    assert result.exit_code == 2
    assert "WIDTHxHEIGHT" in result.output

"""`gapura screenshots` draws screens in both languages, in any size, look and text."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from PIL import Image as Pillow

from edge_app.ui.screenshots.command import command, pictured

DRAWN = ("sign-in", "handover", "alert")  # a page, a summary, and an alert with its pictures
NAMES = [f"{name}-{language}" for name in DRAWN for language in ("id", "en")]
ONLY = [word for name in DRAWN for word in ("--only", name)]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("size", "arguments", "suffix"),
    [
        ((1280, 800), [], ""),
        ((1080, 1920), ["--look", "light", "--text", "200"], "-1080x1920-light-200"),
    ],
)
@pytest.mark.usefixtures("qapp", "weights")
def test_screens_are_drawn_and_what_is_unusual_is_in_their_names(tmp_path, size, arguments, suffix):
    out = tmp_path / "new" / "screens"
    said = run("--out", str(out), "--size", "x".join(map(str, size)), *arguments, *ONLY)
    written = {path.name: path for path in out.iterdir()}
    assert set(written) == {f"{name}{suffix}.png" for name in NAMES}
    assert set(said.split()) == {str(path) for path in written.values()}
    assert len({path.read_bytes() for path in written.values()}) == len(written)
    for path in written.values():
        assert path.stat().st_size < 400_000
        with Pillow.open(path) as picture:
            assert picture.size == size
            assert len(picture.convert("RGB").resize((64, 64)).getcolors(4096)) > 20


def test_the_pages_name_the_screens_they_show(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    page = "![a](screens/sign-in-id.png) ![b](screens/lane-guidance-en.png) ![c](other/lane-id.png)"
    (docs / "page.md").write_text(page, "utf-8")
    assert {"sign-in", "lane-guidance"} <= pictured(docs)
    assert "lane" not in pictured(docs)


@pytest.mark.usefixtures("qapp", "weights")
def test_a_screen_that_is_none_is_refused_by_its_name(tmp_path):
    out = tmp_path / "screens"
    result = CliRunner().invoke(command, ["--out", str(out), "--only", "lane", "--only", "moon"])
    assert result.exit_code == 2
    assert "no screen is called 'moon'" in result.output
    assert not out.exists()


@pytest.mark.parametrize("size", ["wide", "1280", "0x0", "99999x800", "-1x800"])
def test_a_size_that_is_none_is_refused(size):
    result = CliRunner().invoke(command, ["--size", size])
    assert result.exit_code == 2
    assert "WIDTHxHEIGHT" in result.output


@pytest.mark.parametrize("wrong", [("--look", "pink"), ("--text", "300")])
def test_a_look_that_is_none_is_refused(wrong):
    result = CliRunner().invoke(command, list(wrong))
    assert result.exit_code == 2
    assert wrong[1] in result.output

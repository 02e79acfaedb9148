"""`gapura screenshots` draws screens in both languages, in any size, look and text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image as Pillow
from PIL import ImageChops

from edge_app.ui.screenshots.command import KEPT, command, pictured
from tests.present import present

DRAWN = ("sign-in", "handover", "alert")  # a page, a summary, and an alert with its pictures
NAMES = [f"{name}-{language}" for name in DRAWN for language in ("id", "en")]
ONLY = [word for name in DRAWN for word in ("--only", name)]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def colours_of(picture: Pillow.Image, most: int) -> int:
    """How many colours a picture has; it may not have more than `most`."""
    counted: Sequence[object] = present(picture.getcolors(most))
    return len(counted)


@pytest.mark.parametrize(
    ("size", "arguments", "suffix"),
    [
        ((1280, 800), [], ""),
        ((1080, 1920), ["--look", "light", "--text", "200"], "-1080x1920-light-200"),
    ],
)
@pytest.mark.usefixtures("qapp", "weights")
def test_screens_are_drawn_and_what_is_unusual_is_in_their_names(
    tmp_path: Path, size: tuple[int, int], arguments: list[str], suffix: str
) -> None:
    out = tmp_path / "new" / "screens"
    said = run("--out", str(out), "--size", "x".join(map(str, size)), *arguments, *ONLY)
    written = {path.name: path for path in out.iterdir()}
    assert set(written) == {f"{name}{suffix}.png" for name in NAMES}
    assert set(said.split()) == {str(path) for path in written.values()}
    assert len({path.read_bytes() for path in written.values()}) == len(written)
    for path in written.values():
        assert path.stat().st_size < 700_000
        with Pillow.open(path) as picture:
            assert picture.size == size
            assert colours_of(picture.convert("RGB").resize((64, 64)), 4096) > 20


@pytest.mark.slow
@pytest.mark.usefixtures("qapp", "weights")
def test_a_file_that_looks_the_same_is_left_as_it_is(tmp_path: Path) -> None:
    run("--out", str(tmp_path), "--only", "sign-in")
    kept, changed = tmp_path / "sign-in-id.png", tmp_path / "sign-in-en.png"
    with Pillow.open(kept) as picture:
        ImageChops.offset(picture, 1, 0).save(kept)  # as another machine may smooth its letters
    with Pillow.open(changed) as picture:
        Pillow.new("RGB", picture.size).save(changed)
    before = {path: path.read_bytes() for path in (kept, changed)}
    run("--out", str(tmp_path), "--only", "sign-in")
    assert kept.read_bytes() == before[kept]
    assert changed.read_bytes() != before[changed]
    with Pillow.open(changed) as picture:
        assert colours_of(picture, 2**20) > 20


def test_the_pages_name_the_pictures_they_show(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("![a](screens/sign-in-id.png) ![b](docs/screens/lane-en.png) ![c](o/f-id.png)")
    assert pictured([page, tmp_path / "missing.md"]) == {"sign-in-id", "lane-en"}


@pytest.mark.slow
@pytest.mark.usefixtures("qapp", "weights")
def test_only_the_pictures_of_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("![a](screens/sign-in-en.png) ![b](screens/handover-id.png)")
    run("--pages")
    kept = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.png")}
    assert kept == {KEPT / "sign-in-en.png", KEPT / "handover-id.png"}


@pytest.mark.usefixtures("qapp", "weights")
def test_a_screen_that_is_none_is_refused_by_its_name(tmp_path: Path) -> None:
    out = tmp_path / "screens"
    result = CliRunner().invoke(command, ["--out", str(out), "--only", "lane", "--only", "moon"])
    assert result.exit_code == 2
    assert "no screen is called 'moon'" in result.output
    assert not out.exists()


@pytest.mark.parametrize("size", ["wide", "1280", "0x0", "99999x800", "-1x800"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    result = CliRunner().invoke(command, ["--size", size])
    assert result.exit_code == 2
    assert "WIDTHxHEIGHT" in result.output


@pytest.mark.parametrize("wrong", [("--look", "pink"), ("--text", "300")])
def test_a_look_that_is_none_is_refused(wrong: tuple[str, str]) -> None:
    result = CliRunner().invoke(command, list(wrong))
    assert result.exit_code == 2
    assert wrong[1] in result.output

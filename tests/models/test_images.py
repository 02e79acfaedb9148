"""What may come as a picture, and what is said of the rest."""

from __future__ import annotations

import io
import os
import struct
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.Image import Exif

import models.images
from models.errors import UnreadableImage
from models.images import decode_image, picture_files, read_image
from models.picture_decoder import PictureDecoder

RED, GREEN = (200, 30, 30), (20, 180, 40)


def two_colours() -> Image.Image:
    """64 wide, 32 high, the left half red, the right half green."""
    image = Image.new("RGB", (64, 32), RED)
    image.paste(GREEN, (32, 0, 64, 32))
    return image


def encoded(image: Image.Image, kind: str, **options: Exif | int | bytes) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def assert_two_colours(pixels: np.ndarray) -> None:
    assert pixels.shape == (32, 64, 3)
    assert pixels.dtype == np.uint8
    assert np.abs(pixels[16, 8].astype(int) - RED).max() < 12
    assert np.abs(pixels[16, 56].astype(int) - GREEN).max() < 12


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_every_kind_comes_as_rgb(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "picture"
    file.write_bytes(encoded(two_colours(), kind))
    assert_two_colours(read_image(file))


@pytest.mark.parametrize("mode", ["RGBA", "CMYK"])
def test_alpha_and_print_colours_come_as_rgb(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "picture"
    file.write_bytes(encoded(two_colours().convert(mode), "JPEG" if mode == "CMYK" else "PNG"))
    assert_two_colours(read_image(file))


@pytest.mark.parametrize("options", [{}, {"transparency": 0}], ids=["opaque", "transparent"])
def test_a_palette_comes_as_its_colours(tmp_path: Path, options: dict[str, int]) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(encoded(two_colours().quantize(16), "PNG", **options))
    assert_two_colours(read_image(file))


@pytest.mark.parametrize("mode", ["1", "L", "LA"])
def test_grey_pictures_come_with_three_equal_planes(tmp_path: Path, mode: str) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(encoded(two_colours().convert("L").convert(mode), "PNG"))
    pixels = read_image(file)
    assert pixels.shape == (32, 64, 3)
    assert (pixels == pixels[:, :, :1]).all()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_keep_their_greys(tmp_path: Path, kind: str) -> None:
    greys = np.linspace(0, 65535, 256 * 8).reshape(8, 256).astype(np.uint16)
    file = tmp_path / "picture"
    file.write_bytes(encoded(Image.fromarray(greys), kind))
    pixels = read_image(file)
    assert pixels.shape == (8, 256, 3)
    assert np.abs(pixels[:, :, 1].astype(int) - greys / 257).max() <= 1


# EXIF orientation -> how the camera's picture was turned before it was stored
STORED = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
}


@pytest.mark.parametrize("orientation", STORED)
def test_a_turned_photograph_comes_upright(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = two_colours().transpose(STORED[orientation])
    file = tmp_path / "phone.jpg"
    file.write_bytes(encoded(stored, "JPEG", exif=exif, quality=95))
    assert_two_colours(read_image(file))


JPEG = encoded(two_colours(), "JPEG")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty (0 bytes)"),
        (b"Dear data centre, here is the list.\n", "not a picture in a known format"),
        (JPEG[: len(JPEG) * 2 // 3], "cannot be read as a picture: "),
        (JPEG[:20], ""),
    ],
)
def test_what_is_no_picture_is_named_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "face.jpg"
    file.write_bytes(content)
    with pytest.raises(UnreadableImage) as raised:
        read_image(file)
    assert str(raised.value).startswith(f"{file}: {said}")
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImage, match=r"gone\.jpg: .*No such file or directory$"):
        read_image(tmp_path / "gone.jpg")
    with pytest.raises(UnreadableImage, match=r"Is a directory$"):
        read_image(tmp_path)


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims `width` x `height` and holds no row."""

    def chunk(name: bytes, content: bytes) -> bytes:
        summed = name + content
        return struct.pack(">I", len(content)) + summed + struct.pack(">I", zlib.crc32(summed))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("side", [8000, 12_000, 60_000])
def test_too_many_pixels_are_refused_before_any_is_decoded(tmp_path: Path, side: int) -> None:
    """There is no row to decode: who tried would say that the picture is cut short."""
    file = tmp_path / "bomb.png"
    file.write_bytes(huge_png(side, side))
    with pytest.raises(UnreadableImage, match=r"bomb\.png: .*pixels"):
        read_image(file)


def test_a_picture_at_the_limit_is_read() -> None:
    content = encoded(two_colours(), "PNG")
    with closing(PictureDecoder(64 * 32)) as enough, closing(PictureDecoder(64 * 32 - 1)) as less:
        assert_two_colours(enough.decode(content))
        with pytest.raises(UnreadableImage, match="64x32 pixels"):
            less.decode(content)


def test_a_file_over_the_limit_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.images, "FILE_LIMIT", 3_000_000)
    file = tmp_path / "film.jpg"
    file.write_bytes(JPEG)
    os.truncate(file, 2**40)  # a terabyte that takes no room
    with pytest.raises(UnreadableImage, match=r"film\.jpg: more than 3 MB; make the picture sm"):
        read_image(file)


@given(block=st.binary(max_size=200))
def test_whatever_stands_in_the_exif_block_the_picture_is_read(block: bytes) -> None:
    assert_two_colours(decode_image(encoded(two_colours(), "JPEG", exif=b"Exif\0\0" + block), "x"))


# A TIFF header and one entry: tag, type, count, value. The kind of damage that Pillow meets only
# when it turns the picture: an orientation of another type, too long, or outside the block.
@given(
    order=st.sampled_from(["<", ">"]),
    tag=st.sampled_from([0x0112, 0x011A, 0x8769, 0x0100]),
    kind=st.integers(0, 20),
    count=st.integers(0, 2**32 - 1),
    value=st.binary(min_size=4, max_size=4),
    rest=st.binary(max_size=40),
)
def test_an_orientation_of_any_kind_costs_no_picture(
    order: str, tag: int, kind: int, count: int, value: bytes, rest: bytes
) -> None:
    head = b"II" if order == "<" else b"MM"
    block = head + struct.pack(order + "HIHHHI", 42, 8, 1, tag, kind, count) + value + rest
    pixels = decode_image(encoded(two_colours(), "JPEG", exif=b"Exif\0\0" + block), "x")
    assert sorted(pixels.shape) == [3, 32, 64]


FLAWED = {kind: encoded(two_colours(), kind) for kind in ("JPEG", "PNG", "WEBP", "BMP", "TIFF")}
FLAWS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6)


def read_or_told(file: Path) -> tuple[np.ndarray | None, str]:
    try:
        return read_image(file), ""
    except UnreadableImage as error:
        return None, str(error)


@pytest.fixture(scope="module")
def flawed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flawed") / "picture"


@pytest.mark.parametrize("kind", FLAWED)
@given(flaws=FLAWS, cut=st.none() | st.integers(1, 400))
def test_flipped_bytes_give_pixels_or_one_line_and_nothing_else(
    flawed_file: Path, kind: Any, flaws: Any, cut: Any
) -> None:
    content = bytearray(FLAWED[kind][:cut])
    for position, value in flaws:
        content[position % len(content)] = value
    flawed_file.write_bytes(content)
    pixels, said = read_or_told(flawed_file)
    if pixels is None:
        assert said.startswith(f"{flawed_file}: ")
        assert "\n" not in said
    else:
        assert pixels.ndim == 3
        assert pixels.shape[2] == 3
        assert pixels.dtype == np.uint8


def test_a_folder_is_read_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in ("b.JPG", "a10.png", "a02.jpeg", "notes.txt", "c.webp", ".DS_Store", "jpg"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "gallery.jpg").mkdir()
    assert [p.name for p in picture_files(tmp_path)] == ["a02.jpeg", "a10.png", "b.JPG", "c.webp"]

"""Codes in pictures, as they are held before a camera."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from edge_app.documents import barcodes
from edge_app.documents.barcodes import MAX_CODES

NIK = "3171014408610012"
URL = f"https://contoh.go.id/ktp?nik={NIK}"


def drawn(text: str, kind: str = "QRCode", scale: int = 4, **options: object) -> np.ndarray:
    """(h, w, 3) uint8 RGB: the code on white."""
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind), **options)
    grey = np.array(zxingcpp.write_barcode_to_image(made, scale=scale))
    return np.stack([grey] * 3, -1)


def picture(of: np.ndarray) -> NDArray[np.uint8]:
    """Return what OpenCV made of a picture: uint8 again, which its types do not say."""
    return np.asarray(of, np.uint8)


def held(*pictures: np.ndarray) -> np.ndarray:
    """A camera's picture, (720, 1280, 3), with these side by side."""
    image = np.full((720, 1280, 3), 110, np.uint8)
    left = 40
    for one in pictures:
        image[60 : 60 + one.shape[0], left : left + one.shape[1]] = one
        left += one.shape[1] + 20
    return image


@pytest.mark.parametrize(
    ("kind", "scale"), [("QRCode", 4), ("DataMatrix", 5), ("PDF417", 3), ("Code128", 3)]
)
def test_every_kind_is_read_with_its_place(kind: str, scale: int) -> None:
    (code,) = barcodes.read(held(drawn(NIK, kind, scale)))
    assert (code.text, code.kind) == (NIK, kind)
    assert all(40 <= x < 640 and 60 <= y < 420 for x, y in code.corners)


@pytest.mark.parametrize("angle", [7, 25, 45, 90, 180])
def test_a_tilted_card_is_read(angle: int) -> None:
    image = held(drawn(URL, scale=6))
    turn = cv2.getRotationMatrix2D((150.0, 170.0), angle, 1.0)
    turn[:, 2] += (490, 190)
    turned = picture(cv2.warpAffine(image, turn, (1280, 720), borderValue=(110, 110, 110)))
    assert [code.text for code in barcodes.read(turned)] == [URL]


def test_a_card_that_is_held_slanted_is_read() -> None:
    image = held(drawn(URL, scale=8))
    corners = np.array([[0, 0], [1280, 0], [1280, 720], [0, 720]], np.float32)
    slanted = np.array([[90, 60], [1180, 0], [1280, 720], [0, 650]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, slanted)
    turned = picture(cv2.warpPerspective(image, warp, (1280, 720)))
    assert [code.text for code in barcodes.read(turned)] == [URL]


def test_a_small_and_a_blurred_one_are_read_and_a_smear_is_nothing() -> None:
    small = held(drawn(URL, scale=2))
    assert [code.text for code in barcodes.read(small)] == [URL]
    image = held(drawn(URL, scale=6))
    assert [code.text for code in barcodes.read(picture(cv2.GaussianBlur(image, (0, 0), 2.5)))] == [
        URL
    ]
    assert barcodes.read(picture(cv2.GaussianBlur(image, (0, 0), 12))) == ()


def test_several_come_from_left_to_right_and_not_more_than_can_be_looked_at() -> None:
    image = held(*(drawn(f"{NIK[:-1]}{number}", scale=3) for number in range(3)))
    assert [code.text[-1] for code in barcodes.read(image)] == ["0", "1", "2"]
    many = held(*(drawn(f"{NIK[:-1]}{number}", scale=3) for number in range(7)))
    assert len(barcodes.read(many)) == MAX_CODES


def test_the_largest_code_is_read_and_one_of_pure_noise_is_not() -> None:
    full = "x" * 2900
    big = drawn(full, scale=3, ec_level="L")
    image = np.full((900, 900, 3), 255, np.uint8)
    image[100 : 100 + big.shape[0], 100 : 100 + big.shape[1]] = big
    assert [code.text for code in barcodes.read(image)] == [full]
    noise = np.random.default_rng(1).integers(0, 255, (480, 640, 3)).astype(np.uint8)
    assert barcodes.read(noise) == ()


def test_bytes_that_are_no_text_break_nothing() -> None:
    made = zxingcpp.create_barcode(bytes(range(256)), zxingcpp.BarcodeFormat.QRCode)
    grey = np.array(zxingcpp.write_barcode_to_image(made, scale=4))
    (code,) = barcodes.read(np.stack([grey] * 3, -1))
    assert isinstance(code.text, str)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (0, 0, 3)])
def test_a_picture_that_is_none_holds_nothing(shape: tuple[int, int, int]) -> None:
    assert barcodes.read(np.zeros(shape, np.uint8)) == ()


def test_a_slice_of_a_picture_is_read_as_it_is_seen() -> None:
    image = held(drawn(NIK))
    assert [code.text for code in barcodes.read(image[:, :600])] == [NIK]


def test_a_code_does_not_show_what_it_holds() -> None:
    assert NIK not in repr(barcodes.read(held(drawn(NIK))))

"""A photograph is found as other systems spell its name, while one file fits; else it is said."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from sync.central.photographs.enroller import PhotoRefused
from sync.central.registry.photo_files import PhotoFolder

FILES = ("foto/a.jpg", "b.JPG", unicodedata.normalize("NFD", "José.jpg"), "C.jpg", "c.jpg", "é.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "photographs"
    (inner / "foto").mkdir(parents=True)
    for name in FILES:
        (inner / name).write_bytes(name.encode())
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (inner / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    return inner


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("foto\\a.jpg", FILES[0]),
        ("./FOTO/A.JPG", FILES[0]),
        ("b.jpg", FILES[1]),
        (unicodedata.normalize("NFC", "JOSÉ.jpg"), FILES[2]),
        ("c.jpg", "c.jpg"),
        ("C.jpg", "C.jpg"),
    ],
)
def test_one_file_fits(folder: Path, written: str, found: str) -> None:
    assert PhotoFolder(folder).read(written) == found.encode()


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("c.JPG", "several files fit c.JPG: C.jpg, c.jpg"),
        ("foto/a.jpeg", "there is no a.jpeg beside the CSV; there is a.jpg"),
        ("x.jpg\x1b[2J", r"there is no x.jpg\?\[2J"),
        ("../secret.jpg", "outside"),
        ("..\\secret.jpg", "outside"),
        ("link.jpg", "outside"),
        ("/etc/passwd", "outside"),
        ("C:\\foto\\a.jpg", "outside"),
        ("foto", "no file"),
        ("a\0.jpg", "there is no|no file's name"),
        ("", "names no photograph"),
    ],
)
def test_the_difference_is_named(folder: Path, written: str, why: str) -> None:
    with pytest.raises(PhotoRefused, match=why):
        PhotoFolder(folder).read(written)


def test_a_pipe_is_no_photograph(folder: Path) -> None:
    os.mkfifo(folder / "pipe.jpg")
    with pytest.raises(PhotoRefused, match="no file"):
        PhotoFolder(folder).read("pipe.jpg")

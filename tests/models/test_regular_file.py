"""What is no regular file is not waited for, not followed and not read without end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.errors import UnreadableImage
from models.images import read_image
from models.regular_file import open_regular, read_regular


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "file").write_bytes(b"abc")
    return tmp_path / "file"


def test_a_file_is_read_up_to_its_limit(file: Path) -> None:
    assert read_regular(file, 3) == b"abc"
    with pytest.raises(OSError, match="more than 2 bytes"):
        read_regular(file, 2)


def test_a_link_is_followed_where_a_person_named_it_and_nowhere_else(file: Path) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    assert read_regular(link, 3, follow=True) == b"abc"
    with pytest.raises(OSError, match="link"):
        read_regular(link, 3)


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY, os.O_RDWR])
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path, flags: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r"no regular file|No such device"):
        open_regular(tmp_path / "pipe", flags)


def test_a_device_and_a_folder_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no regular file"):
        read_regular(Path("/dev/zero"), 3)
    with pytest.raises(IsADirectoryError):
        read_regular(tmp_path, 3)


def test_a_picture_that_is_a_pipe_or_a_device_is_unreadable(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    for name in ("pipe.jpg", "zero.jpg"):
        with pytest.raises(UnreadableImage, match="no regular file"):
            read_image(tmp_path / name)

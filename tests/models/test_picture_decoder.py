"""A picture reaches nothing: the process that decodes it has no file, no socket and no program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import UnreadableImage
from models.images import DECODER, decode_image, read_image
from models.picture_decoder import CHILD, PictureDecoder
from tests.waiting import until

ESCAPES = {
    "a file": "open('/etc/hostname').read()",
    "a new file": "open('taken', 'w')",
    "a folder": "os.listdir('/')",
    "a socket": "socket.socket()",
    "a local socket": "socket.socket(socket.AF_UNIX)",
    "a program": "os.execv('/bin/true', ['true'])",
    "a process": "os.fork()",
    "a thread": "threading.Thread(target=print).start()",
    "another process": "os.kill(os.getppid(), 0)",
    "more memory": "bytes(4 * 2**30)",  # zeroes that no page is taken for
}


@pytest.fixture
def picture(weights: Path) -> Path:
    return weights / "obama.jpg"


@pytest.mark.parametrize("escape", ESCAPES)
def test_what_takes_the_decoder_over_reaches_nothing(tmp_path: Path, escape: str) -> None:
    """Run what a hostile picture would run, in the confined process and, to compare, before."""
    program = f"""
import os, runpy, socket, sys, threading
child = runpy.run_path({str(CHILD)!r})
def attempt():
    {ESCAPES[escape]}
if sys.argv[1] == "confined":
    child["confine"]()
try:
    attempt()
except (PermissionError, MemoryError, RuntimeError):
    print("refused")
else:
    print("reached")
"""
    said = {
        how: subprocess.run(
            [sys.executable, "-c", program, how],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        ).stdout.split()
        for how in ("free", "confined")
    }
    assert said["confined"] == ["refused"]
    assert "refused" not in said["free"]


def test_the_decoder_holds_no_file_but_its_pipes(picture: Path) -> None:
    secret = os.open("/etc/hostname", os.O_RDONLY)
    os.set_inheritable(secret, True)
    decoder = PictureDecoder(60_000_000)
    try:
        decoder.decode(picture.read_bytes())
        held = sorted(int(each.name) for each in Path(f"/proc/{decoder.pid}/fd").iterdir())
    finally:
        decoder.close()
        os.close(secret)
    assert held == [0, 1, 2]


def test_postscript_under_the_name_of_a_photograph_starts_no_ghostscript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ghostscript = tmp_path / "gs"
    ghostscript.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    ghostscript.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    with pytest.raises(UnreadableImage, match="not a picture in a known format: JPEG, PNG, WebP"):
        read_image(photo)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_decoder_that_ended_is_followed_by_another(picture: Path, how: signal.Signals) -> None:
    shape = read_image(picture).shape
    first = DECODER.pid
    assert first is not None
    os.kill(first, how)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert read_image(picture).shape == shape
    assert DECODER.pid != first


def test_a_picture_that_ends_its_decoder_is_named_and_the_next_one_read(picture: Path) -> None:
    shape = read_image(picture).shape
    assert DECODER.pid is not None
    os.kill(DECODER.pid, signal.SIGSTOP)  # it takes nothing any more, as one that is lost
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("models.picture_decoder.TIMEOUT_S", 0.3)
            with pytest.raises(UnreadableImage, match=r"^gate\.jpg: .* it ended the process"):
                decode_image(picture.read_bytes(), "gate.jpg")
    finally:
        DECODER.close()
    assert read_image(picture).shape == shape


def test_a_forked_process_asks_a_decoder_of_its_own(picture: Path) -> None:
    shape = read_image(picture).shape
    first = DECODER.pid
    child = os.fork()
    if child == 0:
        same = read_image(picture).shape == shape and DECODER.pid != first
        DECODER.close()
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read_image(picture).shape == shape
    assert DECODER.pid == first


def test_the_decoder_ends_with_whoever_started_it(picture: Path) -> None:
    program = (
        "import os, signal; from pathlib import Path\n"
        "from models.images import DECODER, read_image\n"
        f"read_image(Path({str(picture)!r})); print(DECODER.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    gone = Path(f"/proc/{int(done.stdout)}/exe")
    until(lambda: not gone.exists())

"""Waking the other process."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

from sync.terminal.wake import Listener, Waker
from tests.waiting import PATIENCE_S


def test_a_call_is_heard_once_however_often_it_was_made(tmp_path: Path) -> None:
    with Listener(tmp_path / "kiosk.sock") as listener:
        assert all(Waker(tmp_path / "kiosk.sock").send() for _ in range(3))
        assert listener.wait(PATIENCE_S)
        assert not listener.wait(0)


def test_a_call_ends_a_wait(tmp_path: Path) -> None:
    with Listener(tmp_path / "kiosk.sock") as listener:
        thread = threading.Thread(target=Waker(tmp_path / "kiosk.sock").send)
        thread.start()
        assert listener.wait(PATIENCE_S)
        thread.join()


def test_calling_nobody_is_no_error(tmp_path: Path) -> None:
    assert not Waker(tmp_path / "nobody.sock").send()
    assert not Waker(tmp_path / "no" / "folder" / "nobody.sock").send()
    with Listener(tmp_path / "kiosk.sock"):
        pass
    assert not Waker(tmp_path / "kiosk.sock").send()


def test_a_full_queue_keeps_nobody_waiting(tmp_path: Path) -> None:
    with Listener(tmp_path / "kiosk.sock") as listener:
        assert all(Waker(tmp_path / "kiosk.sock").send() for _ in range(5000))
        assert listener.wait(0)
        assert not listener.wait(0)


def test_a_dead_process_leaves_its_socket_to_the_next(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as dead:
        dead.bind(str(tmp_path / "kiosk.sock"))
    with Listener(tmp_path / "kiosk.sock") as listener:
        assert Waker(tmp_path / "kiosk.sock").send()
        assert listener.wait(PATIENCE_S)


def test_only_the_owner_may_call(tmp_path: Path) -> None:
    with Listener(tmp_path / "kiosk.sock"):
        assert (tmp_path / "kiosk.sock").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "kiosk.sock").exists()


def test_a_folder_may_be_deep(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 20) / ("deeper" * 20)
    folder.mkdir(parents=True)
    with Listener(folder / "kiosk.sock") as listener:
        assert Waker(folder / "kiosk.sock").send()
        assert listener.wait(PATIENCE_S)

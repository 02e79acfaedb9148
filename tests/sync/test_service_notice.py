"""What systemd hears: ready at the first progress, alive for more of it, and a word for people."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from sync.service_notice import SEND_INTERVAL_S, ServiceNotice
from tests.fakes.service_manager import ServiceManager, service_manager


class Told:
    """A notice with a clock and an answer that a test sets."""

    def __init__(self, address: str) -> None:
        self.now, self.moved, self.status, self.asked = 0.0, False, "starting", 0
        self.notice = ServiceNotice(address, lambda: self.now)

    def _moved(self) -> bool:
        self.asked += 1
        return self.moved

    def after(self, seconds: float = SEND_INTERVAL_S) -> None:
        self.now += seconds
        self.notice.tell(self._moved, lambda: self.status)


def test_ready_comes_with_the_first_progress_and_no_sooner(tmp_path: Path) -> None:
    with service_manager(tmp_path) as manager:
        told = Told(manager.address)
        told.after()
        assert manager.listen() == ["STATUS=starting"]
        told.moved = True
        told.after()
        assert manager.listen() == ["READY=1", "WATCHDOG=1"]
        told.after()
        assert manager.listen() == ["WATCHDOG=1"]


def test_without_progress_the_watchdog_is_not_fed_and_the_word_still_told(tmp_path: Path) -> None:
    with service_manager(tmp_path) as manager:
        told = Told(manager.address)
        told.moved = True
        told.after()
        manager.listen()
        told.moved, told.status = False, "hangs:\nvision"
        told.after()
        told.after()
        assert manager.listen() == ["STATUS=hangs: vision"]  # one line: no other word hides in it


def test_a_window_that_refreshes_often_asks_once_a_second(tmp_path: Path) -> None:
    with service_manager(tmp_path) as manager:
        told = Told(manager.address)
        told.moved = True
        for _ in range(10):
            told.after(SEND_INTERVAL_S / 10)
        assert (manager.listen().count("WATCHDOG=1"), told.asked) == (1, 1)


def test_ready_is_told_again_where_nobody_listened(tmp_path: Path) -> None:
    told = Told(str(tmp_path / "notify.sock"))
    told.moved = True
    told.after()
    with service_manager(tmp_path) as manager:
        told.after()
        assert "READY=1" in manager.listen()


def test_the_abstract_name_space_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # the kernel chooses a name
        listening.settimeout(10)
        name = listening.getsockname().decode()
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name[1:]}")
        ServiceNotice().tell(lambda: True, lambda: "up")
        assert listening.recv(100) == b"READY=1\nWATCHDOG=1\nSTATUS=up"


def test_without_systemd_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    told = Told("")
    told.notice = ServiceNotice()
    told.after()
    assert told.asked == 0


def test_a_full_socket_stops_nobody(tmp_path: Path) -> None:
    manager = ServiceManager(tmp_path / "notify.sock")
    told = Told(manager.address)
    told.moved = True
    for _ in range(1000):  # more than any queue of datagrams
        told.after()
    manager.close()
    told.after()

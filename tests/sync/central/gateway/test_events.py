"""A terminal hears at once that there is something new."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from typing import Any

import httpx

from sync.protocol.wire import Announcement
from tests.sync.central.gateway.conftest import House, founded, running
from tests.waiting import PATIENCE_S


@contextmanager
def lines_of(house: Any, gate: Any) -> Iterator[Queue[Any]]:
    """The lines of a stream; None at its end."""
    heard: Queue[Any] = Queue()
    with (
        house.client() as client,
        client.stream("GET", "/v1/events", headers=gate.headers("GET", "/v1/events")) as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")

        def read() -> None:
            try:
                for line in response.iter_lines():
                    heard.put(line)
            except (httpx.HTTPError, httpx.StreamError):
                pass
            heard.put(None)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        yield heard
        stream = response.extensions["network_stream"]
        with suppress(OSError):
            stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        reader.join(PATIENCE_S)


class Announcements:
    """Those of a stream's lines that announce something."""

    def __init__(self, lines: Queue[Any]) -> None:
        self._lines = lines

    def get(self, timeout: float) -> Any:
        """The next; None at the end."""
        while (line := self._lines.get(timeout=timeout)) is not None:
            if line.startswith("data: "):
                return Announcement.from_json(line.removeprefix("data: "))
        return None


@contextmanager
def listening(house: Any, gate: Any) -> Iterator[Announcements]:
    """The announcements of a stream."""
    with lines_of(house, gate) as lines:
        yield Announcements(lines)


def test_the_first_event_says_what_is_published(house: House) -> None:
    with listening(house, house.gate()) as heard:
        assert heard.get(timeout=PATIENCE_S).sequence >= 0


def test_a_publication_of_another_process_is_heard(house: House) -> None:
    gate = house.gate()
    with listening(house, gate) as heard:
        before = heard.get(timeout=PATIENCE_S).sequence
        house.enlist("cekal", 30)  # approved here, published there
        after = heard.get(timeout=PATIENCE_S)
        assert after.sequence > before


def test_a_revoked_terminals_stream_ends(house: House) -> None:
    gate = house.gate()
    with listening(house, gate) as heard:
        heard.get(timeout=PATIENCE_S)
        house.set_state(gate, "revoked")
        while heard.get(timeout=PATIENCE_S) is not None:
            pass


def test_the_oldest_of_too_many_streams_of_a_terminal_ends(house: House) -> None:
    gate = house.gate()
    with listening(house, gate) as first:
        first.get(timeout=PATIENCE_S)
        with (
            listening(house, gate),
            listening(house, gate),
            listening(house, gate),
            listening(house, gate) as last,
        ):
            assert last.get(timeout=PATIENCE_S) is not None
            while first.get(timeout=PATIENCE_S) is not None:
                pass


def test_streams_end_when_the_server_stops(tmp_path: Path) -> None:
    with founded(tmp_path) as centre:
        with running(centre, tmp_path / "offline") as house:
            gate = house.gate()
            with listening(house, gate) as heard:
                heard.get(timeout=PATIENCE_S)
                house.process.send_signal(signal.SIGTERM)
                while heard.get(timeout=PATIENCE_S) is not None:
                    pass
        assert house.process.returncode == 0

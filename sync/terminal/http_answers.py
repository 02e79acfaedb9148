"""What an HTTP answer must be to be the data centre's, and httpx's errors in our words."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping

import httpx
import httpx_sse

from sync.protocol.errors import PackageError
from sync.protocol.wire import Announcement
from sync.terminal.errors import Unreachable

EVENT_LIMIT = 64 * 2**10  # bytes of an event


class ConnectionBroken(Unreachable):
    """The connection broke in the middle of an answer."""


class Opening:
    """Whether a request waits for a connection of its own: TCP, a proxy's consent, then TLS."""

    def __init__(self) -> None:
        """Begin before the request."""
        self.under_way = False

    def note(self, event: str, _: Mapping[str, object]) -> None:
        """Take an event of httpcore's trace."""
        if event == "connection.connect_tcp.started":
            self.under_way = True
        elif event.endswith(".start_tls.complete"):
            self.under_way = False


class LimitedEventStream(httpx.SyncByteStream):
    """A stream of events in which none is longer than EVENT_LIMIT."""

    def __init__(self, stream: object, heard: Callable[[], None]) -> None:
        """Read `stream`, of a response; call `heard` for each piece, also of a sign of life."""
        self._stream, self._heard = stream, heard

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes as they come. Raise Unreachable at an event without an end."""
        size, tail = 0, b""
        for piece in self._stream:  # type: ignore[attr-defined]
            self._heard()
            size += len(piece)
            tail = (tail + piece)[-EVENT_LIMIT:]
            end = max(tail.rfind(b"\n\n"), tail.rfind(b"\n\r\n"))
            if end >= 0:
                tail = tail[end + 2 :]
                size = len(tail)
            if size > EVENT_LIMIT:
                raise Unreachable("/v1/events: an event without an end")
            yield piece

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()  # type: ignore[attr-defined]


def announcement(data: str) -> Announcement:
    """Return what an event announces. Raise Unreachable."""
    try:
        return Announcement.from_json(data)
    except PackageError as error:
        raise Unreachable(f"/v1/events: not the data centre's words: {error}") from error


def require_answer(response: httpx.Response, status: int, types: tuple[str, ...]) -> None:
    """Raise Unreachable for another status or another type: somebody else answered."""
    found = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code != status or found not in types:
        raise Unreachable(
            f"{response.url.path}: not the data centre answered (status {response.status_code}, "
            f"{found[:60] or 'no type'}): a proxy or a captive portal?",
            response.status_code,
        )


def _cause(error: Exception) -> str:
    """Return what the system says, without numbers and places of Python's; and what it means."""
    text = re.sub(r"^\[[^\]]*\] | \(_ssl\.c:\d+\)$", "", str(error))
    if text.startswith("certificate verify failed"):
        return f"{text}: another server answers there, or the ticket is of another data centre"
    return text


@contextlib.contextmanager
def translate_errors(path: str, url: str = "the data centre") -> Iterator[None]:
    """Raise httpx's errors as ours, in words for whoever looks for the cable.

    `url`: where an answer was looked for.
    """
    try:
        yield
    except httpx.ProxyError as error:
        raise Unreachable(f"{path}: the proxy refuses: {error}") from error
    except httpx.ConnectTimeout as error:
        raise Unreachable(f"{path}: {url} does not answer; no network?") from error
    except httpx.ConnectError as error:
        raise Unreachable(f"{path}: no connection to {url}: {_cause(error)}") from error
    except httpx.TimeoutException as error:
        raise Unreachable(f"{path}: the answer does not come, or comes too slowly") from error
    except (httpx.TransportError, httpx.StreamError, httpx_sse.SSEError) as error:
        raise ConnectionBroken(f"{path}: the connection broke: {type(error).__name__}") from error
    except httpx.HTTPError as error:
        raise Unreachable(f"{path}: {type(error).__name__}") from error

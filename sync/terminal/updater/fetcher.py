"""Bytes from somewhere, bounded: what tuf asks, through the fetch that we are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tuf.api import exceptions as refusals
from tuf.ngclient import FetcherInterface

from sync.terminal.errors import TargetMissing

Fetch = Callable[[str, int], Iterator[bytes]]
"""`fetch(path, offset)`: the bytes of `metadata/<file>` or `targets/<collection>/<file>` from
`offset` on. Raises TargetMissing where there is none; OSError or a SyncTerminalError otherwise. It
is the fetcher who gives up on a peer that sends too slowly."""


class Fetcher(FetcherInterface):
    """Our fetch for tuf, with the length of every answer bounded."""

    def __init__(self, fetch: Fetch) -> None:
        self._source = fetch

    def pieces(self, path: str, offset: int) -> Iterator[bytes]:
        """Yield what comes from `offset` on; close it when nobody listens any more."""
        pieces: Iterator[bytes] = iter(())
        try:
            pieces = self._source(path, offset)
            yield from pieces
        except TargetMissing as error:
            raise refusals.DownloadHTTPError(str(error), 404) from error
        except OSError as error:
            raise refusals.DownloadError(f"{path}: {error}") from error
        finally:
            if (close := getattr(pieces, "close", None)) is not None:
                close()

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self.pieces(url, 0)

    def download_bytes(self, url: str, max_length: int) -> bytes:
        data = bytearray()
        for piece in self.pieces(url, 0):
            data += piece
            if len(data) > max_length:
                raise refusals.DownloadLengthMismatchError(
                    f"{url} is longer than {max_length} bytes"
                )
        return bytes(data)

"""Packages and sealed files by name, in a folder or in a store that speaks S3. The door to obstore.

A blob is there whole or not at all, in both.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from sync.central.errors import BlobError, NoSuchBlob
from sync.central.storage.blob_folder import FolderBlobs
from sync.central.storage.blob_names import checked, within

CHUNK = 1 << 20  # bytes
REPETITIONS = 4  # of one request to a store, with growing pauses
_PATIENCE = timedelta(seconds=30)  # for one request with its repetitions


class Blobs(Protocol):
    """Blobs by name: segments of `A-Z a-z 0-9 . _ -`, joined by `/`. Every method raises BlobError.

    Several threads and processes may use the same folder or store; the last `put` of a name wins.
    """

    def put(self, name: str, chunks: bytes | Iterable[bytes]) -> int:
        """Keep `chunks` as `name`, in place of what was there; return the bytes written.

        Whoever reads sees the old blob or the new one. An exception of the iterable comes through
        and leaves the old blob.
        """

    def get(self, name: str, limit: int) -> bytes:
        """Return the whole blob. Raise NoSuchBlob, BlobError for over `limit` bytes."""

    def chunks(self, name: str, start: int = 0, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the blob from byte `start` to its end, in pieces of about `size` bytes.

        All are of one version; none when it ends before `start`. The first piece raises NoSuchBlob.
        """

    def size(self, name: str) -> int:
        """Return its size in bytes. Raise NoSuchBlob."""

    def exists(self, name: str) -> bool:
        """Return whether a blob of that name exists."""

    def delete(self, name: str) -> None:
        """Remove a blob, if it is there."""

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the full names of all blobs below the folder `prefix` ("lists/7"), in no order."""

    def path(self, name: str) -> Path | None:
        """Return the path of the file itself; None in a store. Raise NoSuchBlob."""


def open_blobs(address: str) -> Blobs:
    """Open a folder's path, or `s3://bucket/prefix`. Raise BlobError.

    A folder is made if it is missing. Endpoint, region and credentials of a store come from the
    environment: AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and so on.
    """
    scheme, mark, rest = address.partition("://")
    if not mark:
        return FolderBlobs(Path(address))
    bucket, _, prefix = rest.partition("/")
    if scheme != "s3" or not bucket:
        raise BlobError(f"blobs are in a folder or at s3://bucket/prefix, not at {address}")
    return _Store(bucket, checked(prefix.strip("/"), empty=True))


class _Store:
    """Blobs as objects of a bucket. What a killed upload left, the bucket's lifecycle removes."""

    def __init__(self, bucket: str, prefix: str) -> None:
        self._where = f"s3://{bucket}/{prefix}"
        plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        with self._refusals("store"):
            self._store = S3Store(
                bucket,
                prefix=prefix or None,
                client_options={"allow_http": plain},
                retry_config={"max_retries": REPETITIONS, "retry_timeout": _PATIENCE},
            )
        try:
            next(self.names(), None)
        except BlobError as error:
            where = os.environ.get("AWS_ENDPOINT_URL")
            raise BlobError(
                f"{error}; check the bucket, its rights and AWS_ENDPOINT_URL"
                f"{f', {where}' if where else ''}"
            ) from error

    def put(self, name: str, chunks: bytes | Iterable[bytes]) -> int:
        if isinstance(chunks, bytes):
            with self._refusals(checked(name)):
                obstore.put(self._store, name, chunks)
            return len(chunks)
        written = 0
        failed: BaseException | None = None

        def counted() -> Iterator[bytes]:
            nonlocal written, failed
            try:
                for piece in chunks:
                    written += len(piece)
                    yield piece
            except GeneratorExit:  # the store gave up first
                raise
            except BaseException as error:
                failed = error
                raise

        try:
            with self._refusals(checked(name)):
                obstore.put(self._store, name, counted())
        except BaseException:
            if failed is not None:  # the caller's own error, not the store's
                raise failed from None
            raise
        return written

    def get(self, name: str, limit: int) -> bytes:
        with self._refusals(checked(name)):
            found = obstore.get(self._store, name)
            within(found.meta["size"], limit, name)
            return found.bytes().to_bytes()

    def chunks(self, name: str, start: int = 0, size: int = CHUNK) -> Iterator[bytes]:
        if start >= self.size(name):
            return
        with self._refusals(name):
            found = obstore.get(self._store, name, options={"range": {"offset": start}})
            pieces = found.stream(min_chunk_size=size)
        while True:
            with self._refusals(name):
                piece = next(pieces, None)
            if piece is None:
                return
            yield bytes(piece)

    def size(self, name: str) -> int:
        with self._refusals(checked(name)):
            return obstore.head(self._store, name)["size"]

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except NoSuchBlob:
            return False
        return True

    def delete(self, name: str) -> None:
        with self._refusals(checked(name)), suppress(FileNotFoundError):
            obstore.delete(self._store, name)

    def names(self, prefix: str = "") -> Iterator[str]:
        with self._refusals("list"):
            for page in obstore.list(self._store, checked(prefix, empty=True) or None):
                for found in page:
                    yield found["path"]

    def path(self, name: str) -> Path | None:
        checked(name)
        return None

    @contextmanager
    def _refusals(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise NoSuchBlob(f"there is no blob {name} at {self._where}") from error
        except (BaseError, ValueError) as error:
            # A page of debug text follows the first line, and the request's address precedes it.
            reason = str(error).partition("\n")[0].partition(": <?xml")[0].rpartition(" - ")[2]
            raise BlobError(f"blob {name} at {self._where}: {reason}") from error

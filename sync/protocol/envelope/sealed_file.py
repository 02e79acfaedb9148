"""To many recipients, any size: a sealed file, written and read in chunks.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM, under a content
key that is itself sealed to each recipient.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import Buffer

from sync.protocol.envelope.digests import constant_time_equal
from sync.protocol.envelope.random_values import KEY_SIZE
from sync.protocol.errors import EnvelopeError

MAGIC = b"GAPURA\x00\x01"
HEADER_LIMIT = 65_536  # bytes
CHUNK = 65_536  # bytes of plaintext in every chunk but the last
TAG = 16
SALT = 16


def _stream_keys(content_key: bytes, salt: bytes, head: bytes) -> tuple[AESGCM, bytes]:
    """Derive the key of the chunks and the commitment to the content key; both bind `head`."""
    if len(content_key) != KEY_SIZE:
        raise EnvelopeError(f"a content key has {KEY_SIZE} bytes")
    derived = HKDF(
        hashes.SHA256(), 64, salt=salt, info=b"gapura v1 package " + hashlib.sha256(head).digest()
    ).derive(content_key)
    return AESGCM(derived[:32]), derived[32:]


def _nonce(chunk: int, last: bool) -> bytes:
    return chunk.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def seal_chunks(header: bytes, plaintext: Iterable[bytes], content_key: bytes) -> Iterator[bytes]:
    """Yield the bytes of a sealed file; memory for one chunk. `content_key`: new for each file."""
    if not 0 < len(header) <= HEADER_LIMIT:
        raise EnvelopeError(f"a header has 1 to {HEADER_LIMIT} bytes, this one {len(header)}")
    head = MAGIC + len(header).to_bytes(4, "big") + header
    salt = secrets.token_bytes(SALT)
    aead, commitment = _stream_keys(content_key, salt, head)
    yield head + salt + commitment
    number, waiting = 0, bytearray()
    for piece in plaintext:
        waiting += piece
        while len(waiting) > CHUNK:  # the last chunk is never empty, unless it is the only one
            yield aead.encrypt(_nonce(number, False), bytes(waiting[:CHUNK]), None)
            del waiting[:CHUNK]
            number += 1
    yield aead.encrypt(_nonce(number, True), bytes(waiting), None)


def sealed_header(file: BinaryIO) -> bytes:
    """Return the header, which is not secret and not yet proven. Raise EnvelopeError."""
    file.seek(0)
    start = file.read(12)
    size = int.from_bytes(start[8:12], "big")
    if len(start) < 12 or start[:8] != MAGIC or not 0 < size <= HEADER_LIMIT:
        raise EnvelopeError("this is no sealed file of Gapura")
    header = file.read(size)
    if len(header) < size:
        raise EnvelopeError("the sealed file ends in its header")
    return header


class SealedFile(io.RawIOBase):
    """The plaintext of a sealed file, read in order or anywhere; one chunk of it is in memory.

    Every chunk is proven before a byte of it is handed out; `readinto` raises EnvelopeError.
    """

    def __init__(self, file: BinaryIO, content_key: bytes) -> None:
        """Open `file`, which is seekable and is closed with this. Raise EnvelopeError."""
        self._file = file
        self.header = sealed_header(file)
        head = MAGIC + len(self.header).to_bytes(4, "big") + self.header
        rest = file.read(SALT + KEY_SIZE)
        if len(rest) < SALT + KEY_SIZE:
            raise EnvelopeError("the sealed file ends in its header")
        self._aead, commitment = _stream_keys(content_key, rest[:SALT], head)
        if not constant_time_equal(commitment, rest[SALT:]):
            raise EnvelopeError("the content key is another file's, or the header was altered")
        self._start = len(head) + SALT + KEY_SIZE
        body = file.seek(0, io.SEEK_END) - self._start
        self._count = -(-body // (CHUNK + TAG))
        self.size = body - self._count * TAG  # bytes of plaintext
        if body < TAG or self.size <= (self._count - 1) * CHUNK - (self._count == 1):
            raise EnvelopeError("the sealed file was cut off")
        self._position = 0
        self._held, self._chunk = -1, b""

    def _decrypted(self, number: int) -> bytes:
        if number != self._held:
            self._file.seek(self._start + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                nonce = _nonce(number, number == self._count - 1)
                self._chunk = self._aead.decrypt(nonce, sealed, None)
            except (InvalidTag, ValueError) as error:
                raise EnvelopeError(
                    f"chunk {number} of the sealed file was altered or cut off"
                ) from error
            self._held = number
        return self._chunk

    def readinto(self, buffer: Buffer) -> int:
        """Read up to the end of the present chunk."""
        view = memoryview(buffer).cast("B")
        number, start = divmod(self._position, CHUNK)
        if number >= self._count:
            return 0
        part = self._decrypted(number)[start : start + len(view)]
        view[: len(part)] = part
        self._position += len(part)
        return len(part)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Do as a file does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def tell(self) -> int:
        """Do as a file does."""
        return self._position

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close the file too; forget the chunk."""
        self._held, self._chunk = -1, b""
        self._file.close()
        super().close()

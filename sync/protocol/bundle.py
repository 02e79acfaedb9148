"""A USB stick: where what lies on it, and results signed as a network request would be.

```
<stick>/gapura/<centre id>/
    metadata/  targets/<collection>/<sha256>.<name>     the repository, as the server names it
    keys/<terminal id>.json                             KeysReply
    leases/<terminal id>.json                           Statement, kind lease
    receipts/<terminal id>.json                         Statement, kind receipt
    results/<terminal id>/<number>.json                 SignedBatch
```

Nothing on a stick is believed for lying there: lists are TUF's, keys are sealed to one terminal,
statements and batches are signed. Whoever finds one reads nothing but names of collections.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.envelope import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import REQUEST_LIMIT, RandomId, ResultsBatch, Wire

DOMAIN = "bundle results"
FILE_LIMIT = 2 * REQUEST_LIMIT  # bytes of one file of JSON


class SignedBatch(Wire):
    """Results of one terminal; `signature` is its own, over its id, a line feed and `batch`."""

    terminal_id: RandomId
    batch: Annotated[str, StringConstraints(max_length=REQUEST_LIMIT)]  # JSON of a ResultsBatch
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]

    @classmethod
    def signed(cls, key: SigningKey, terminal_id: str, batch: ResultsBatch) -> SignedBatch:
        """Sign `batch` with the terminal's key."""
        text = batch.to_json().decode()
        signature = key.sign(DOMAIN, _message(terminal_id, text))
        return cls(terminal_id=terminal_id, batch=text, signature=signature)

    def opened(self, signing_key: bytes) -> ResultsBatch:
        """Return the batch. Raise PackageError unless the holder of that public key signed it."""
        try:
            verify(signing_key, DOMAIN, _message(self.terminal_id, self.batch), self.signature)
        except EnvelopeError:
            raise PackageError("the results are not signed by the terminal they name") from None
        return ResultsBatch.from_json(self.batch)


def _message(terminal_id: str, text: str) -> bytes:
    return f"{terminal_id}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Stick:
    """The places on a stick that belong to one data centre."""

    root: Path  # <stick>/gapura/<centre id>

    @classmethod
    def of(cls, stick: Path, centre_id: str) -> Stick:
        """Return the places on the stick that is mounted at that folder."""
        return cls(stick / "gapura" / centre_id)

    @property
    def metadata(self) -> Path:
        """The folder of TUF's metadata."""
        return self.root / "metadata"

    @property
    def targets(self) -> Path:
        """The folder of TUF's targets."""
        return self.root / "targets"

    def keys(self, terminal_id: str) -> Path:
        """Return the file of content keys, sealed to the terminal."""
        return self.root / "keys" / f"{terminal_id}.json"

    def lease(self, terminal_id: str) -> Path:
        """Return the file of the terminal's lease."""
        return self.root / "leases" / f"{terminal_id}.json"

    def receipt(self, terminal_id: str) -> Path:
        """Return the file of the receipt for results that came on this stick."""
        return self.root / "receipts" / f"{terminal_id}.json"

    @property
    def results(self) -> Path:
        """The folder of results, with a folder for each terminal."""
        return self.root / "results"


def read_small(path: Path) -> bytes | None:
    """Return a file of the stick, None where there is none. Raise PackageError, OSError."""
    try:
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        return None
    if len(data) > FILE_LIMIT:
        raise PackageError(f"{path.name} on the stick is over the limit of {FILE_LIMIT} bytes")
    return data

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

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import REQUEST_LIMIT, RandomId, ResultsBatch, Wire

DOMAIN = "bundle results"
FILE_LIMIT = 2 * REQUEST_LIMIT  # bytes of one file of JSON

# Names that we give; whatever else lies on a stick is somebody else's, and stays.
TERMINAL = re.compile("[0-9a-f]{32}")
TERMINAL_FILE = re.compile("[0-9a-f]{32}[.]json")
RESULTS_FILE = re.compile("[0-9]{6,9}[.]json")
METADATA_FILE = re.compile("timestamp[.]json|[0-9]{1,16}[.][a-z0-9-]{1,64}[.]json")
ROLE = re.compile("[a-z0-9-]{1,64}")
TARGET_FILE = re.compile("[0-9a-f]{64}[.][a-z0-9.-]{1,64}")


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
    """The places on a stick that belong to one data centre: names for `Beneath`."""

    centre_id: str

    @property
    def root(self) -> str:
        """The folder that holds all of them."""
        return f"gapura/{self.centre_id}"

    @property
    def metadata(self) -> str:
        """The folder of TUF's metadata."""
        return f"{self.root}/metadata"

    @property
    def targets(self) -> str:
        """The folder of TUF's targets, with a folder for each role."""
        return f"{self.root}/targets"

    @property
    def keys(self) -> str:
        """The folder of content keys, sealed to each terminal."""
        return f"{self.root}/keys"

    @property
    def leases(self) -> str:
        """The folder of leases."""
        return f"{self.root}/leases"

    @property
    def receipts(self) -> str:
        """The folder of receipts for results that came on this stick."""
        return f"{self.root}/receipts"

    @property
    def results(self) -> str:
        """The folder of results, with a folder for each terminal."""
        return f"{self.root}/results"

    def keys_of(self, terminal_id: str) -> str:
        """Return the file of a terminal's content keys."""
        return f"{self.keys}/{terminal_id}.json"

    def lease_of(self, terminal_id: str) -> str:
        """Return the file of a terminal's lease."""
        return f"{self.leases}/{terminal_id}.json"

    def receipt_of(self, terminal_id: str) -> str:
        """Return the file of a terminal's receipt."""
        return f"{self.receipts}/{terminal_id}.json"

    def results_of(self, terminal_id: str) -> str:
        """Return the folder of a terminal's results."""
        return f"{self.results}/{terminal_id}"

"""A USB stick: where what lies on it, and results signed as a network request would be.

```
<stick>/gapura/<centre id>/
    metadata/  targets/<collection>/<sha256>.<name>     the repository, as the server names it
    keys/<terminal id>.json                             KeysReply
    leases/<terminal id>.json                           Statement, kind lease
    receipts/<terminal id>.json                         Statement, kind receipt
    results/<terminal id>/<number>.json                 SignedBatch
    visits/<terminal id>.json                           SignedVisit: it was here, with or without
    enrolments/<terminal id>.json                       SignedEnrolment: a new one, with its token
    rescued/<terminal id>/<number>.json                 RescuedBatch: off the disk of a broken one
    wiped/<terminal id>.json                            SignedWipe: its keys are destroyed
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
from sync.protocol.message import Time
from sync.protocol.wire import REQUEST_LIMIT, EnrolRequest, RandomId, ResultsBatch, Wire

DOMAIN = "bundle results"
VISIT_DOMAIN = "bundle visit"
ENROLMENT_DOMAIN = "bundle enrolment"
RESCUE_DOMAIN = "bundle rescue"
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


class SignedEnrolment(Wire):
    """What a new terminal asks where it has no network; `signature` is by the key that it brings.

    It holds the token of its ticket, in the clear as the ticket does: once it was read, it is void.
    """

    request: Annotated[str, StringConstraints(max_length=32_768)]  # JSON of an EnrolRequest
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]

    @classmethod
    def signed(cls, key: SigningKey, request: EnrolRequest) -> SignedEnrolment:
        """Sign `request` with the key that it brings."""
        text = request.to_json()
        return cls(request=text.decode(), signature=key.sign(ENROLMENT_DOMAIN, text))

    def opened(self) -> EnrolRequest:
        """Return the request. Raise PackageError unless the holder of its key signed it."""
        request = EnrolRequest.from_json(self.request)
        try:
            verify(request.signing_key, ENROLMENT_DOMAIN, self.request.encode(), self.signature)
        except EnvelopeError:
            raise PackageError("it is not signed with the key that it brings") from None
        return request


class RescuedBatch(Wire):
    """Results off the disk of a broken terminal, brought by the one that took its place.

    `signature` is the carrier's: the broken one's own key may open nowhere but in it. Each result
    has its kiosk's signature.
    """

    terminal_id: RandomId  # whose results they are
    carrier: RandomId
    batch: Annotated[str, StringConstraints(max_length=REQUEST_LIMIT)]  # JSON of a ResultsBatch
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]

    @classmethod
    def signed(
        cls, key: SigningKey, terminal_id: str, carrier: str, batch: ResultsBatch
    ) -> RescuedBatch:
        """Sign `batch` of `terminal_id` with the carrier's key."""
        text = batch.to_json().decode()
        signature = key.sign(RESCUE_DOMAIN, _message(f"{terminal_id}\n{carrier}", text))
        return cls(terminal_id=terminal_id, carrier=carrier, batch=text, signature=signature)

    def opened(self, signing_key: bytes) -> ResultsBatch:
        """Return the batch. Raise PackageError unless the holder of that public key signed it."""
        message = _message(f"{self.terminal_id}\n{self.carrier}", self.batch)
        try:
            verify(signing_key, RESCUE_DOMAIN, message, self.signature)
        except EnvelopeError:
            raise PackageError(
                "the results are not signed by the terminal that says it brings them"
            ) from None
        return ResultsBatch.from_json(self.batch)


class Visit(Wire):
    """What a terminal says to each stick that it is given: also that no result waited."""

    at: Time
    results: Annotated[int, Field(ge=0)]  # that it put on the stick


class SignedVisit(Wire):
    """A visit; `signature` is the terminal's own, over its id, a line feed and `visit`."""

    terminal_id: RandomId
    visit: Annotated[str, StringConstraints(max_length=1_000)]  # JSON of a Visit
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]

    @classmethod
    def signed(cls, key: SigningKey, terminal_id: str, visit: Visit) -> SignedVisit:
        """Sign `visit` with the terminal's key."""
        text = visit.to_json().decode()
        signature = key.sign(VISIT_DOMAIN, _message(terminal_id, text))
        return cls(terminal_id=terminal_id, visit=text, signature=signature)

    def opened(self, signing_key: bytes) -> Visit:
        """Return the visit. Raise PackageError unless the holder of that public key signed it."""
        try:
            verify(
                signing_key, VISIT_DOMAIN, _message(self.terminal_id, self.visit), self.signature
            )
        except EnvelopeError:
            raise PackageError("the visit is not signed by the terminal it names") from None
        return Visit.from_json(self.visit)


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

    @property
    def visits(self) -> str:
        """The folder of what terminals say of the stick's visits."""
        return f"{self.root}/visits"

    @property
    def rescued(self) -> str:
        """Return the folder of results off broken terminals, with a folder for each."""
        return f"{self.root}/rescued"

    def rescued_of(self, terminal_id: str) -> str:
        """Return the folder of a broken terminal's results."""
        return f"{self.rescued}/{terminal_id}"

    @property
    def enrolments(self) -> str:
        """Return the folder of terminals that want to enrol."""
        return f"{self.root}/enrolments"

    def enrolment_of(self, terminal_id: str) -> str:
        """Return the file of a terminal that wants to enrol."""
        return f"{self.enrolments}/{terminal_id}.json"

    @property
    def wiped(self) -> str:
        """Return the folder of proofs that terminals were wiped."""
        return f"{self.root}/wiped"

    def wiped_of(self, terminal_id: str) -> str:
        """Return the file of the proof that a terminal was wiped."""
        return f"{self.wiped}/{terminal_id}.json"

    def visit_of(self, terminal_id: str) -> str:
        """Return the file of a terminal's last visit."""
        return f"{self.visits}/{terminal_id}.json"

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

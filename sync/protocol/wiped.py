"""What a terminal says last: that its keys are destroyed. Its two keys sign it, out of memory.

They are read before the wipe, and their files are overwritten by it; what is said counts what was
done. So whoever knows the public halves can prove, later and to anybody, that the holder of these
keys said so. It proves no more than that: whoever copied the keys before could say it too.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Time
from sync.protocol.wire import Count, Identifier, RandomId, Wire

DOMAIN = "wiped"
WIPE_FILE = "wiped.json"  # in the bare folder, where nobody has been told of the wipe

Signature = Annotated[bytes, Field(min_length=64, max_length=64)]


class Wipe(Wire):
    """What was destroyed."""

    terminal_id: RandomId
    centre_id: Identifier
    at: Time
    keys: Count  # that were overwritten
    files: Count  # that were deleted, keys included
    waiting: Count | None = None  # results that had not come home; None: that could not be read


class SignedWipe(Wire):
    """`POST /v1/wiped`, by a terminal of any state; or a file on a stick."""

    wipe: Annotated[str, StringConstraints(max_length=4_000)]  # JSON of a Wipe
    signature: Signature  # the agent's key
    kiosk_signature: Signature | None = None  # None: enrolled by an older Gapura

    @classmethod
    def signed(cls, wipe: Wipe, key: SigningKey, kiosk: SigningKey | None) -> SignedWipe:
        """Sign `wipe` with both keys of the terminal."""
        text = wipe.to_json()
        return cls(
            wipe=text.decode(),
            signature=key.sign(DOMAIN, text),
            kiosk_signature=None if kiosk is None else kiosk.sign(DOMAIN, text),
        )

    def read(self) -> Wipe:
        """Return what it says, unproven. Raise PackageError."""
        return Wipe.from_json(self.wipe)

    def opened(self, signing_key: bytes, kiosk_key: bytes | None) -> Wipe:
        """Return what it says. Raise PackageError unless the terminal's keys signed it.

        `kiosk_key`: None where it was enrolled without one.
        """
        text = self.wipe.encode()
        try:
            verify(signing_key, DOMAIN, text, self.signature)
            if kiosk_key is not None:
                verify(kiosk_key, DOMAIN, text, self.kiosk_signature or b"")
        except EnvelopeError:
            raise PackageError("the wipe is not signed by the terminal that it names") from None
        return self.read()


class WipeNoted(Wire):
    """The data centre keeps the statement."""

    terminal_id: RandomId

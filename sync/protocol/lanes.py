"""What the lanes of one checkpoint say to each other: from kiosk to kiosk, signed and sealed.

Who carries a message (agents, gateway, the checkpoint's own network) reads nothing of it. Which
lanes there are, and by which keys, the data centre says in a signed statement, Lanes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal, Protocol

from pydantic import Field, StringConstraints

from sync.protocol.content import OfficerNumber, Phrase, ReferenceId
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.message import Grows, Time
from sync.protocol.wire import (
    Count,
    Identifier,
    Name,
    PublicSealingKey,
    PublicSigningKey,
    RandomId,
    Sha256,
    Statement,
    Wire,
)

DOMAIN = "lane-message"  # of a kiosk's signature
DATAGRAM = "lane-datagram"  # of an agent's signature
MAX_LANES = 64  # of one checkpoint that can call each other
MAX_FACE = 20 * 1024  # bytes of the picture in a call
MAX_LANE_MESSAGE = 48 * 1024  # bytes of one, sealed
MAX_CARRIED = 128  # messages in one request
MAX_LOCAL_MESSAGE = 3 * 1024  # bytes of one, sealed, that the local network carries: no picture
MAX_DATAGRAM = 8 * 1024  # bytes
LIFE = timedelta(minutes=10)  # no message to a lane lives longer, wherever it waits
MAX_TOLD_CASES = 5  # of one lane in one message: the local network carries them too


# ---- who there is ------------------------------------------------------------------------------


class NeighbourLane(Wire):
    """A terminal of the checkpoint, as the others know it."""

    terminal_id: RandomId
    name: Name
    sealing_key: PublicSealingKey  # the kiosk's: what is for it is sealed to this
    kiosk_key: PublicSigningKey  # the kiosk's: what it says is signed with this


class Lanes(Wire):
    """Kind `lanes`: the other terminals of the checkpoint of `terminal_id`.

    Those whose kiosk does not sign are left out: nobody could tell that it was they who called.
    """

    terminal_id: RandomId
    nonce: Name  # of the request that it answers
    at: Time
    digest: Sha256  # of the lanes: a terminal that holds this needs no other
    epoch: Count = 0  # of the data centre's time, which `at` is: none of an earlier one is new
    lanes: Annotated[tuple[NeighbourLane, ...], Field(max_length=MAX_LANES)]


# ---- what they say -----------------------------------------------------------------------------


class LaneCase(Wire):
    """An open alert, as a watcher sees it: who it is, the watcher reads in its own lists.

    What the first of two officers answered is never in it: the second one judges without.
    """

    alert_id: RandomId
    list_id: Identifier
    reference_id: ReferenceId
    raised_at: Time | None = None
    here: bool = False  # the person is in view
    # second: one officer has answered, and another one must. answered: it can still be taken back.
    step: Annotated[Literal["open", "second", "answered", "other"], Grows()] = "open"
    first: OfficerNumber | None = None  # who has answered it; not the second one


class LaneState(Wire):
    """How a lane stands, and the cases that come first there."""

    camera: Annotated[str, StringConstraints(max_length=40)] = ""  # SourceState's
    faults: Annotated[tuple[Name, ...], Field(max_length=32)] = ()  # LaneFault's
    lists: bool = True  # there are some to compare with
    attended: bool = False  # somebody works there
    cases: Annotated[tuple[LaneCase, ...], Field(max_length=MAX_TOLD_CASES)] = ()
    more: Annotated[int, Field(ge=0, le=2**31)] = 0  # further cases


class LaneMessage(Wire):
    """A call for help, or what became of one; how a lane stands; a second officer's answer.

    `call`: somebody is to come to the sender's lane. `seen`: the call is on the sender's screen.
    `face`: whom the call is about; apart, for it is large. `coming`: `officer` goes there.
    `withdrawn`: nobody needs to come any more.
    `watch`: `officer` looks at all lanes from the sender's screen; `call_id` is another one where
    that screen knows nothing yet, `asks` each time. `lane`: the `state` of the sender; `call_id` is
    what the last `watch` asked: so that nobody holds it back for long. `case-face`: who an alert of
    the sender is about. `second`: `officer` gives the `answer` of the second officer to `alert_id`.
    `second-taken`: the `second` answer counts, and `officer` had given this `answer` first.
    `second-refused`: `why`.
    """

    kind: Annotated[
        Literal[
            "call",
            "face",
            "seen",
            "coming",
            "withdrawn",
            "watch",
            "lane",
            "case-face",
            "second",
            "second-taken",
            "second-refused",
            "other",
        ],
        Grows(),
    ]
    call_id: RandomId
    at: Time
    officer: OfficerNumber | None = None  # who says it; None: nobody is signed in
    attended: bool = False  # of `seen`: somebody works there
    # Of a call. duress: the officer is being threatened, and the caller's screen says nothing.
    cause: Annotated[Literal["colleague", "duress", "other"], Grows()] = "colleague"
    seconds: Annotated[int, Field(ge=1, le=int(LIFE.total_seconds()))] = 300  # then it is over
    alert_id: RandomId | None = None
    priority: Annotated[int, Field(ge=1, le=9)] | None = None  # of the list of the alert
    category: Phrase | None = None  # of that list; never a name
    face: Annotated[bytes, Field(max_length=MAX_FACE)] = b""  # JPEG of who it is about
    # Of watching and of second answers.
    asks: RandomId | None = None
    state: LaneState | None = None
    answer: Annotated[Literal["confirmed", "not_this_person", "cannot_tell", "other"], Grows()] = (
        "other"
    )
    # Of the second officer; other: the one that they sent.
    second: Annotated[Literal["confirmed", "not_this_person", "cannot_tell", "other"], Grows()] = (
        "other"
    )
    why: Annotated[Literal["same-officer", "may-not", "gone", "other"], Grows()] = "other"


class SignedLaneMessage(Wire):
    """What is sealed: `body` is a LaneMessage, JSON, as the kiosk of `sender` signed it."""

    sender: RandomId
    body: Annotated[str, StringConstraints(max_length=MAX_LANE_MESSAGE)]
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]


class SealedLaneMessage(Wire):
    """Sealed with context `lane-message <message id> <to>`; `to`: a terminal, or the centre."""

    message_id: RandomId
    to: RandomId
    until: Time  # carry it no longer
    sealed: Annotated[bytes, Field(max_length=MAX_LANE_MESSAGE)]


class LaneMessagesRequest(Wire):
    """`POST /v1/lane-messages`: takes what is on the way, and brings what waits."""

    messages: Annotated[tuple[SealedLaneMessage, ...], Field(max_length=MAX_CARRIED)] = ()
    taken: Annotated[tuple[RandomId, ...], Field(max_length=MAX_CARRIED)] = ()  # of earlier answers
    lanes: Sha256 | None = None  # the digest of the Lanes that are held


class LaneMessagesReply(Wire):
    """`lanes` is there where the terminal holds others."""

    messages: Annotated[tuple[SealedLaneMessage, ...], Field(max_length=MAX_CARRIED)] = ()
    lanes: Statement | None = None


@dataclass(frozen=True, slots=True)
class LaneMessagesWait:
    """The server-sent event `lane-messages`, which says nothing else: something waits here."""


class LocalSaying(Wire):
    """What an agent says to all others in its network: here is a message, or: I have it."""

    at: Time
    message: SealedLaneMessage | None = None
    taken: RandomId | None = None  # a message of the agent for which this is


class Datagram(Wire):
    """One UDP datagram: `body` is a LocalSaying, JSON; the key's fingerprint names the terminal."""

    key: PublicSigningKey  # the agent's
    body: Annotated[str, StringConstraints(max_length=MAX_DATAGRAM)]
    signature: Annotated[bytes, Field(min_length=64, max_length=64)]


class Opener(Protocol):
    """`SealingKey`, or the data centre's ring of them."""

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what was sealed. Raise EnvelopeError."""


def seal_message(
    message: LaneMessage, sender: str, key: SigningKey, to: str, public: bytes, life: timedelta
) -> SealedLaneMessage:
    """Return `message` from the kiosk of `sender` to `to`, whose public key is `public`.

    It is carried for `life`; another terminal takes none that is older than LIFE. Raise
    EnvelopeError.
    """
    message_id, body = random_id(), message.to_json()
    signed = SignedLaneMessage(
        sender=sender,
        body=body.decode(),
        signature=key.sign(DOMAIN, _signed(message_id, sender, to, body)),
    )
    return SealedLaneMessage(
        message_id=message_id,
        to=to,
        until=message.at + life,
        sealed=seal(signed.to_json(), public, _context(message_id, to)),
    )


def open_message(
    sealed: SealedLaneMessage, to: str, opener: Opener, kiosk_key: Callable[[str], bytes | None]
) -> tuple[str, LaneMessage]:
    """Return who says it, a terminal's id, and what.

    `kiosk_key`: by the terminal's id, None for a stranger. Raise EnvelopeError, PackageError.
    """
    text = opener.unseal(sealed.sealed, _context(sealed.message_id, to))
    signed = SignedLaneMessage.from_json(text)
    key, body = kiosk_key(signed.sender), signed.body.encode()
    if key is None:
        raise PackageError("a message of a terminal that is none of this checkpoint's")
    try:
        verify(key, DOMAIN, _signed(sealed.message_id, signed.sender, to, body), signed.signature)
    except EnvelopeError:
        raise PackageError("a message that is not signed by its kiosk") from None
    return signed.sender, LaneMessage.from_json(body)


def sign_datagram(saying: LocalSaying, key: SigningKey) -> Datagram:
    """Return what the agent with `key` says."""
    body = saying.to_json()
    return Datagram(key=key.public, body=body.decode(), signature=key.sign(DATAGRAM, body))


def open_datagram(data: bytes) -> tuple[str, LocalSaying]:
    """Return which terminal's agent says it, and what. Raise PackageError."""
    datagram = Datagram.from_json(data)
    body = datagram.body.encode()
    try:
        verify(datagram.key, DATAGRAM, body, datagram.signature)
    except EnvelopeError:
        raise PackageError("a datagram that its agent has not signed") from None
    return fingerprint(datagram.key)[:32], LocalSaying.from_json(body)


def _context(message_id: str, to: str) -> str:
    return f"lane-message {message_id} {to}"


def _signed(message_id: str, sender: str, to: str, body: bytes) -> bytes:
    return f"{message_id} {sender} {to}\n".encode() + body

"""What gateway and keeper say to each other; messages of both directions.

They grow as those of the network do: a field that a reader does not know is ignored, and a message
that it does not know is answered with NotUnderstood.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter

from sync.protocol.message import Format, Grows, Wire
from sync.protocol.wire import Count, Name, ProblemCode, RandomId

MAX_PATH = 8192  # signs of a request's path with its query
MAX_FIELD = 4096  # signs of one header that belongs to the signature
INLINE = 256 * 1024  # bytes of a file that comes with the answer, and of a part of a larger one

_Path = Annotated[str, StringConstraints(max_length=MAX_PATH)]
_Field = Annotated[str, StringConstraints(max_length=MAX_FIELD)]


# ---- from the gateway --------------------------------------------------------------------------


class Hello(Wire):
    """The first message of a gateway."""

    kind: Literal["hello"] = "hello"
    format: Format = 1
    software: Name


class WhoIs(Wire):
    """Which public key does the terminal of that id sign with? The answer is Who."""

    kind: Literal["who-is"] = "who-is"
    key_id: RandomId


class SignedRequest(Wire):
    """A terminal's request, as it was signed; its body follows. The keeper verifies it again."""

    kind: Literal["signed-request"] = "signed-request"
    method: Annotated[str, StringConstraints(max_length=16)]
    path: _Path  # with its query, as it was sent
    signature_input: _Field
    signature: _Field
    content_digest: _Field


class ReadFile(Wire):
    """A part of a large file that a FileAnswer on this connection named."""

    kind: Literal["read-file"] = "read-file"
    file: Count
    start: Count  # the first byte
    length: Annotated[int, Field(ge=1, le=INLINE)]


class RefusedAtGateway(Wire):
    """For the audit log: the gateway refused a request that names a known terminal."""

    kind: Literal["refused-at-gateway"] = "refused-at-gateway"
    problem: Annotated[ProblemCode, Grows()]
    terminal_id: RandomId
    path: Annotated[str, StringConstraints(max_length=200)]


class ReadFigures(Wire):
    """What operators watch. The Answer's body is text in the format of Prometheus."""

    kind: Literal["read-figures"] = "read-figures"


# ---- from the keeper ---------------------------------------------------------------------------


class Welcome(Wire):
    """The answer to Hello. The last PublishedNotice follows it."""

    kind: Literal["welcome"] = "welcome"
    format: Format = 1
    centre_id: RandomId


class Who(Wire):
    """The answer to WhoIs; None: there is no such terminal."""

    kind: Literal["who"] = "who"
    signing_key: Annotated[bytes, Field(max_length=32)] | None


class Answer(Wire):
    """The body is the answer to the terminal, JSON, or the part of a file that was asked for."""

    kind: Literal["answer"] = "answer"


class FileAnswer(Wire):
    """The terminal may have this file. The body is all of it, if it has INLINE bytes at most."""

    kind: Literal["file"] = "file"
    file: Count  # for ReadFile
    size: Count  # bytes


class Refusal(Wire):
    """The body is a Problem, JSON."""

    kind: Literal["refusal"] = "refusal"
    fault: bool = False  # a bug of ours: status 500


class NotUnderstood(Wire):
    """The question is of a newer gateway."""

    kind: Literal["not-understood"] = "not-understood"


class PublishedNotice(Wire):
    """Something was published; the last publication's sequence. Nobody asked."""

    kind: Literal["published"] = "published"
    sequence: Count


class TerminalChanged(Wire):
    """A terminal's state or checkpoint changed. Nobody asked."""

    kind: Literal["terminal-changed"] = "terminal-changed"
    terminal_id: RandomId


class MessagesWait(Wire):
    """Messages of other lanes wait for a terminal. Nobody asked."""

    kind: Literal["messages-wait"] = "messages-wait"
    terminal_id: RandomId


FromGateway = Hello | WhoIs | SignedRequest | ReadFile | RefusedAtGateway | ReadFigures
FromKeeper = (
    Welcome
    | Who
    | Answer
    | FileAnswer
    | Refusal
    | NotUnderstood
    | PublishedNotice
    | TerminalChanged
    | MessagesWait
)
Message = FromGateway | FromKeeper

FROM_GATEWAY: TypeAdapter[FromGateway] = TypeAdapter(
    Annotated[FromGateway, Field(discriminator="kind")]
)
FROM_KEEPER: TypeAdapter[FromKeeper] = TypeAdapter(
    Annotated[FromKeeper, Field(discriminator="kind")]
)

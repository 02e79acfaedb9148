"""How kiosk and agent of a bare device make a terminal of it: three facts in the spool.

1. The agent makes its key, and tells its public half (`enrol.agent`).
2. The kiosk reads a ticket, makes its keys, and tells what it wants (`enrol.wish`).
3. The agent asks the data centre, and tells what came of it (`enrol.answer`).
4. The kiosk writes `terminal.json`: from then on the agent is a terminal's, and asks for a lease.

Neither sees the other's private key. What a broken-in agent could tell falsely is its own public
key: then the six words, which the kiosk makes itself, are not those of the data centre.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import StringConstraints

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import PackageError
from sync.protocol.ticket import TICKET_LIMIT
from sync.protocol.wire import Name, PublicSealingKey, PublicSigningKey, Sha256, Wire
from sync.terminal.spool import Spool

_AGENT, _WISH, _ANSWER = "enrol.agent", "enrol.wish", "enrol.answer"

M = TypeVar("M", bound=Wire)
EnrolProblem = Literal["", "used", "over", "lane", "altered", "unreachable", "refused"]


class EnrolWish(Wire):
    """What the kiosk wants to become."""

    ticket: Annotated[str, StringConstraints(max_length=TICKET_LIMIT)]  # its JSON, as it was read
    lane: Name
    sealing_key: PublicSealingKey
    kiosk_key: PublicSigningKey


class EnrolAnswer(Wire):
    """What came of a wish; another than ours answers an older one."""

    wish: Sha256
    problem: EnrolProblem  # empty: the terminal is enrolled
    text: Annotated[str, StringConstraints(max_length=2000)] = ""  # English


class _Agent(Wire):
    signing_key: PublicSigningKey


class SpooledEnrolment:
    """Both ends of it, over one spool."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def put_agent(self, signing_key: bytes) -> None:
        """Tell the agent's public key."""
        self._spool.put_facts({_AGENT: _Agent(signing_key=signing_key).to_json().decode()})

    def agent(self) -> bytes | None:
        """Return the agent's public key; None: none was started on this folder yet."""
        held = self._read(_AGENT, _Agent)
        return None if held is None else held.signing_key

    def put_wish(self, wish: EnrolWish) -> None:
        """Tell what is wanted; a wish before it is void."""
        self._spool.put_facts({_WISH: wish.to_json().decode()})

    def wish(self) -> EnrolWish | None:
        """Return what is wanted; None: nothing."""
        return self._read(_WISH, EnrolWish)

    def put_answer(self, wish: EnrolWish, problem: EnrolProblem, text: str = "") -> None:
        """Tell what came of `wish`."""
        told = EnrolAnswer(wish=_digest(wish), problem=problem, text=text[:2000])
        self._spool.put_facts({_ANSWER: told.to_json().decode()})

    def answer(self, wish: EnrolWish) -> EnrolAnswer | None:
        """Return what came of `wish`; None: nothing yet."""
        told = self._read(_ANSWER, EnrolAnswer)
        return told if told is not None and told.wish == _digest(wish) else None

    def forget(self) -> None:
        """Forget wish and answer: the token on the ticket is not left lying there."""
        for key in (_WISH, _ANSWER):
            self._spool.drop_fact(key)

    def _read(self, key: str, kind: type[M]) -> M | None:
        text = self._spool.fact(key)
        try:
            return None if text is None else kind.from_json(text)
        except PackageError:  # of another version: it is told anew
            return None


def _digest(wish: EnrolWish) -> str:
    return fingerprint(wish.to_json())

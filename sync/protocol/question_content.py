"""What is inside a sealed question, 1:1 or 1:N, and its answer."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import (
    Field,
    StringConstraints,
)

from sync.protocol.content import Cosine, Nik, Secret
from sync.protocol.message import Grows, Time
from sync.protocol.wire import (
    Name,
    RandomId,
    Text,
    Wire,
)

Strength = Annotated[Literal["untold", "near", "clear", "strong", "other"], Grows()]
"""How alike two faces are, in fixed steps and never as a number: `near` is uncertain; `other`, a
newer data centre's word, is read as the weakest. Untold: not alike, or by one before 0.3."""

Refusal = Annotated[
    Literal[
        "none",
        "not-agreed",
        "signature",
        "purpose",
        "officer",
        "clock",
        "quota",
        "model",
        "not-comparable",
        "other",
    ],
    Grows(),
]
"""Why a question is not answered; nothing that depends on whom it asks about.

`not-comparable`: of the probe alone, which is like no face; a better picture may be.
"""


class Purpose(Enum):
    """Why a question is asked; the values stand on both audit logs."""

    VERIFY_AT_GATE = "verify-at-gate"  # 1:1; all others are of 1:N
    LOST_DOCUMENT = "lost-document"  # carries none, or lost it
    DOUBTFUL_DOCUMENT = "doubtful-document"
    CANNOT_SPEAK = "cannot-speak"  # unwell, unconscious, or no common language
    LOST_CHILD = "lost-child"
    WRITTEN_ORDER = "written-order"  # of an authority


SEARCHES = tuple(one for one in Purpose if one is not Purpose.VERIFY_AT_GATE)
UNSIGNED = "unsigned"  # the officer where a terminal has no accounts


class QuestionContent(Wire):
    """Is this the person of that NIK? Or: who is this?"""

    asked_at: Time
    officer: Name  # a number of the checkpoint's, or UNSIGNED
    purpose: Name  # the value of a Purpose
    nik: Nik | None  # None: 1:N
    model_id: Name
    template: Annotated[bytes, Field(max_length=16_384)]  # float32, unit
    secret: Secret


class AnsweredCandidate(Wire):
    """One of a candidate list."""

    person_id: RandomId
    name: Name
    score: Cosine  # for readers before 0.3: the least that the step reaches, and not what was found
    strength: Strength = "untold"


class AnswerContent(Wire):
    """The data centre's word.

    `no` is also said of a NIK that nobody has, and of one that the checkpoint may not ask about:
    nobody learns from an answer who is known.
    """

    # An officer acts on it: a word that is not known makes the answer one that cannot be read.
    # `unknown` is said by data centres before 0.3.
    outcome: Literal["yes", "no", "uncertain", "candidates", "unknown", "refused"]
    score: Cosine | None = None  # for readers before 0.3, as a candidate's
    threshold: Cosine | None = None  # the model's own, the same in every answer
    candidates: Annotated[tuple[AnsweredCandidate, ...], Field(max_length=20)] = ()
    reason: Text = ""
    strength: Strength = "untold"  # of yes and uncertain
    refusal: Refusal = "none"


ANSWER_SIZE = 4_096  # bytes


class Answered(Wire):
    """The content of a sealed answer."""

    secret: Secret  # the question's: only who could read that can say it
    answer: AnswerContent
    # Spaces up to a whole multiple of ANSWER_SIZE: a size tells nothing of what is answered.
    padding: Annotated[str, StringConstraints(max_length=ANSWER_SIZE)] = ""

    @classmethod
    def padded(cls, secret: bytes, answer: AnswerContent) -> bytes:
        """Return the JSON of an answer, a whole multiple of ANSWER_SIZE long."""
        bare = cls(secret=secret, answer=answer)
        missing = -len(bare.to_json()) % ANSWER_SIZE
        return bare.model_copy(update={"padding": " " * missing}).to_json()

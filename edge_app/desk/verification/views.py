"""How a verification stands: frozen values for the screen. Nothing here outlives the screen.

Times named `_at` are seconds on the kiosk's monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from edge_app.desk.verification.inquiry import Unanswered
from edge_app.desk.verification.liveness_check import LivenessView
from edge_app.desk.verification.subjects import Subject
from edge_app.documents.mrz import MrzFault
from edge_app.documents.payload import Nothing
from edge_app.domain import Image
from edge_app.store.entries import Method, Outcome
from sync.protocol.question_content import Refusal


class VerificationStep(Enum):
    """What the desk waits for."""

    DOCUMENT = "document"  # somebody to be named: NIK, code, passport, visitor
    FACE = "face"  # the named person to look into the camera
    LIVENESS = "liveness"  # the gestures that are asked for
    ANSWER = "answer"  # the data centre's word
    DECISION = "decision"  # the officer's


class UnknownSubject(Enum):
    """Whom a document names, and who is not known here."""

    VISITOR = "visitor"  # a visitor's code that is on no manifest
    PASSPORT = "passport"


class NotCompared(Enum):
    """Why no face was compared, when the data centre was not to be asked."""

    NO_FACE = "no_face"  # nobody looked into the camera in time
    NO_REFERENCE = "no_reference"  # no photograph here, and no NIK to ask with
    BY_EYE = "by_eye"  # the officer compares the document
    FAULT = "fault"  # ours


ComparisonTrouble = Unanswered | NotCompared
DocumentRefusal = Nothing | MrzFault | UnknownSubject | NotCompared  # of the last, FAULT alone


class OfficerDecision(Enum):
    """What became of the last person."""

    ADMITTED = "admitted"
    TURNED_AWAY = "turned_away"


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """What a comparison says."""

    outcome: Outcome
    method: Method
    score: float | None = None  # None: compared by the data centre, which tells steps alone
    threshold: float | None = None
    fmr: float | None = None  # share of comparisons of different people that are as strong
    rarest: float = 0.0  # the smallest such share that was ever counted
    refusal: Refusal = "none"  # why the data centre does not answer


@dataclass(frozen=True, slots=True)
class HeldDecision:
    """A decision that counts in a moment, and may be taken back until then."""

    visit: int
    decision: OfficerDecision
    name: str = field(repr=False)  # as the history shows it
    counts_at: float


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """What came of the document of somebody who alerted; part of the alert's answer."""

    alert_id: str
    outcome: Outcome
    method: Method
    name: str = field(repr=False)  # of the document; empty: only a NIK is known
    differs: bool = False  # it is not as announced


@dataclass(frozen=True, slots=True, eq=False)
class VerificationView:
    """All that a screen needs, taken in one moment."""

    step: VerificationStep = VerificationStep.DOCUMENT
    visit: int = 0  # counts up whenever everything was forgotten: typed digits go too
    refused: DocumentRefusal | None = None  # why the last document was not taken
    lines: int = 0  # of a machine-readable zone whose rest is awaited
    subject: Subject | None = field(default=None, repr=False)
    live: Image | None = field(default=None, repr=False)  # who stands there
    framed: int | None = None  # the track of who is to be compared
    asks: bool = False  # the officer is to confirm that one
    until_at: float | None = None  # when what is awaited is given up
    result: ComparisonResult | None = None
    trouble: ComparisonTrouble | None = None  # why there is none
    live_proven: bool | None = None  # by gestures; None: not asked for, or not done yet
    liveness: LivenessView | None = None
    held: HeldDecision | None = None
    undone: int | None = None  # the visit whose decision was taken back last
    alert_id: str | None = None  # whose person it is about; None: of nobody who alerted

"""Verifying and identifying: invented documents, portraits by the US government."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np

from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.verification.identification import (
    CentreCandidate,
    IdentificationStep,
    IdentificationView,
)
from edge_app.desk.verification.inquiry import LIMIT_S, Unanswered
from edge_app.desk.verification.liveness_check import LivenessView
from edge_app.desk.verification.subjects import Subject
from edge_app.desk.verification.views import (
    ComparisonResult,
    HeldDecision,
    NotCompared,
    OfficerDecision,
    VerificationStep,
    VerificationView,
)
from edge_app.documents import mrz
from edge_app.documents.agreement import Announced, differences
from edge_app.documents.payload import Nothing
from edge_app.domain import Image, LaneView
from edge_app.lists.served_list import load_calibration
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.fake_desk import FakeIdentification, FakeVerification
from edge_app.ui.screenshots.lane_scenes import OFFICER
from edge_app.ui.screenshots.portraits import (
    BARACK_OBAMA,
    BARACK_OBAMA_LATER,
    EILEEN_COLLINS,
    Portrait,
    close_up,
)
from edge_app.ui.screenshots.scene import Scene, touching
from edge_app.ui.verify.identify_screen import IdentifyScreen
from edge_app.ui.verify.presenter import PersonAction
from edge_app.ui.verify.screen import VerifyScreen
from edge_app.ui.window.places import Place
from models.liveness import Failure, Gesture, LivenessState, Progress
from sync.protocol.content import OfficerRole, Thumbnail, Visitor
from sync.protocol.jakarta import jakarta_day
from sync.protocol.question_content import Purpose

_NIK = "6472030408610012"
RAREST = load_calibration().rarest


def verify_scenes(
    lane: LaneView, pictures: dict[Portrait, Image], clock: float, wall: datetime
) -> Iterator[Scene]:
    """Yield verifications by an officer; the lane is as `lane` says."""
    for name, view, keys in _documents():
        yield Scene(
            f"verify-{name}", lane, Place.VERIFY, OFFICER, screen=_verify(view), touch=_typing(keys)
        )
    day = jakarta_day(wall)
    for name, view in _persons(pictures, clock, day):
        yield Scene(f"verify-{name}", lane, Place.VERIFY, OFFICER, screen=_verify(view))
    asked = VerificationView(
        VerificationStep.FACE, 1, subject=Subject(nik=_NIK), framed=_last(lane), asks=True
    )
    yield Scene("verify-confirm", lane, Place.VERIFY, OFFICER, screen=_verify(asked))
    held = HeldDecision(1, OfficerDecision.ADMITTED, "Barack Obama", clock + 7.0)
    done = VerificationView(held=held)
    yield Scene("verify-undo", lane, Place.VERIFY, OFFICER, screen=_verify(done))
    doubt = replace(_another_passport(day), held=replace(held, visit=0))
    yield Scene("verify-passport-differs", lane, Place.VERIFY, OFFICER, screen=_verify(doubt))
    yield Scene(
        "verify-reasons",
        lane,
        Place.VERIFY,
        OFFICER,
        screen=_verify(doubt),
        touch=touching(VerifyScreen, lambda page: page.person.done.emit(PersonAction.TURN_AWAY)),
    )


def identify_scenes(
    lane: LaneView, pictures: dict[Portrait, Image], clock: float, wall: datetime
) -> Iterator[Scene]:
    """Yield searches by a supervisor."""
    officer = SignedIn("2001", "Budi Hartono", OfficerRole.SUPERVISOR, wall - timedelta(hours=3))
    session = SessionView(SessionState.SIGNED_IN, officer)
    for name, view in _searches(pictures, clock, _last(lane)):
        yield Scene(
            f"identify-{name}",
            lane,
            Place.IDENTIFY,
            session,
            screen=_identify(view),
            through=(Place.VERIFY,),
        )


def _documents() -> Iterator[tuple[str, VerificationView, str]]:
    empty = VerificationView()
    yield "document", empty, ""
    yield "nik", empty, _NIK
    yield "nik-wrong", empty, "6472037208"
    yield "code-refused", replace(empty, refused=Nothing.NO_NIK), ""
    wrong = mrz.MrzFault(mrz.MrzFaultKind.CHECK_DIGIT, mrz.Field.EXPIRY)
    yield "passport-refused", replace(empty, refused=wrong), ""


def _persons(
    pictures: dict[Portrait, Image], clock: float, day: date
) -> Iterator[tuple[str, VerificationView]]:
    live = close_up(pictures[BARACK_OBAMA_LATER], BARACK_OBAMA_LATER.face)
    other = close_up(pictures[EILEEN_COLLINS], EILEEN_COLLINS.face)
    portrait = close_up(pictures[BARACK_OBAMA], BARACK_OBAMA.face)
    subject = _subject(portrait, day)
    at_desk = VerificationView(VerificationStep.FACE, 1, subject=subject, until_at=clock + 14.0)
    yield "face", at_desk
    asked = LivenessView(Progress(LivenessState.ASKING, Gesture.TURN_LEFT, 1, 3, 4.2), again=True)
    yield (
        "gesture",
        replace(at_desk, step=VerificationStep.LIVENESS, live=live, liveness=asked, until_at=None),
    )
    decided = replace(at_desk, step=VerificationStep.DECISION, live=live, until_at=None)
    yield (
        "yes",
        replace(decided, result=ComparisonResult("yes", "visitor", 0.71, 0.43, 8e-7, RAREST)),
    )
    uncertain = ComparisonResult("uncertain", "visitor", 0.4, 0.43, 4e-4, RAREST)
    yield "uncertain", replace(decided, result=uncertain)
    no = ComparisonResult("no", "visitor", 0.06, 0.43, 0.31, RAREST)
    failed = LivenessView(
        Progress(LivenessState.FAILED, None, 1, 3, 0.0, Failure.WRONG_GESTURE), again=False
    )
    yield "no", replace(decided, live=other, result=no, live_proven=False, liveness=failed)
    stranger = replace(decided, subject=Subject(nik=_NIK), live=None)
    asking = replace(stranger, step=VerificationStep.ANSWER, live=live, until_at=clock + 7.0)
    yield "asking", asking
    answered = replace(asking, step=VerificationStep.DECISION, until_at=None)
    yield (
        "centre-yes",
        replace(answered, result=ComparisonResult("yes", "centre", fmr=1e-6, rarest=RAREST)),
    )
    yield "centre-no", replace(answered, result=ComparisonResult("no", "centre"))
    over = ComparisonResult("refused", "centre", refusal="quota")
    yield "centre-quota", replace(answered, result=over)
    unlike = ComparisonResult("not_compared", "centre", refusal="not-comparable")
    yield "centre-not-comparable", replace(answered, result=unlike)
    yield "offline", replace(stranger, trouble=Unanswered.OFFLINE)
    document = mrz.Document(
        kind="P",
        issuer="UTO",
        number="L898902C3",
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        nationality="UTO",
        born=date(1974, 8, 12),
        sex="F",
        expires=day - timedelta(days=40),
    )
    foreigner = replace(stranger, subject=Subject(document=document))
    yield "passport-expired", replace(foreigner, trouble=NotCompared.NO_REFERENCE)


def _last(lane: LaneView) -> int | None:
    """Return the track of the last person in view; None: there is none."""
    return lane.tracks[-1].track_id if lane.tracks else None


def _another_passport(day: date) -> VerificationView:
    """Return a passport whose number the guest list has for somebody else, without a surname."""
    document = mrz.Document(
        kind="P",
        issuer="IND",
        number="Z1234567",
        surname="",
        given_names="RAVI KUMAR",
        nationality="IND",
        born=date(1974, 8, 12),
        sex="M",
        expires=day + timedelta(days=900),
    )
    visitor = Visitor(
        visitor_id="1" * 32,
        day=day,
        name="Siti Rahma",
        nik="6472036208910001",
        passport="Z1234567",
        family_card=None,
        party=None,
        template=None,
        thumbnail=Thumbnail(offset=0, size=0),
    )
    announced = Announced(visitor, differences(document, visitor, day))
    subject = Subject(visitor.nik, visitor, document, announced=announced)
    return VerificationView(
        VerificationStep.DECISION, 1, subject=subject, trouble=Unanswered.OFFLINE
    )


def _subject(portrait: Image, day: date) -> Subject:
    visitor = Visitor(
        visitor_id="0" * 32,
        day=day,
        name="Barack Obama",
        nik=_NIK,
        passport=None,
        family_card=None,
        party=None,
        template=None,
        thumbnail=Thumbnail(offset=0, size=0),
    )
    return Subject(_NIK, visitor, None, np.ones(1, np.float32), portrait)


def _searches(
    pictures: dict[Portrait, Image], clock: float, framed: int | None
) -> Iterator[tuple[str, IdentificationView]]:
    live = close_up(pictures[BARACK_OBAMA_LATER], BARACK_OBAMA_LATER.face)
    ready = IdentificationView(allowed=True)
    yield "purpose", ready
    yield "offline", replace(ready, possible=Unanswered.OFFLINE)
    purpose = replace(ready, purpose=Purpose.LOST_DOCUMENT, live=live)
    until = clock + LIMIT_S - 3
    step = IdentificationStep.FACE
    yield "confirm", replace(purpose, step=step, live=None, framed=framed, asks=True)
    yield "asking", replace(purpose, step=IdentificationStep.ANSWER, until_at=until)
    over = replace(purpose, step=IdentificationStep.OVER)
    found = tuple(
        CentreCandidate(name, step, RAREST)
        for name, step in (("Barack Obama", 1e-6), ("Joe Biden", 1e-3))
    )
    yield "candidates", replace(over, candidates=found)
    yield "nobody", over


def _verify(view: VerificationView) -> Callable[[], Screen]:
    return lambda: VerifyScreen(FakeVerification(view))


def _identify(view: IdentificationView) -> Callable[[], Screen]:
    return lambda: IdentifyScreen(FakeIdentification(view))


def _typing(keys: str) -> Callable[[Screen], None]:
    def touch(screen: VerifyScreen) -> None:
        for key in keys:
            screen.document.keypad.take(key)

    return touching(VerifyScreen, touch)

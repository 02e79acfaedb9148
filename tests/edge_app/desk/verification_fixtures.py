"""What the tests of the desks share: a lane that is set by hand, a manifest, a real store and a
spool at whose other end a data centre answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import zxingcpp

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.centre_questions import Questions
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.inquiry import Inquiry
from edge_app.desk.verification.liveness_check import LivenessCheck
from edge_app.desk.verification.subjects import Subjects
from edge_app.domain import (
    Counts,
    Frame,
    LaneView,
    Probe,
    SourceState,
    SyncView,
    Template,
    Track,
    TrackState,
)
from edge_app.lists.rosters import Visitors, VisitorSource
from edge_app.lists.served_list import load_calibration
from edge_app.lists.terminal_model import TerminalModel, TerminalModels
from edge_app.pipeline.expressions import ExpressionSample
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from models.geometry import Box
from models.liveness import Expression
from models.manifest import load_manifest
from sync.protocol.content import OfficerRole, Thumbnail, Visitor
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.jakarta import jakarta_day
from sync.protocol.question_content import AnswerContent, Answered, QuestionContent
from sync.protocol.wire import QUESTION, Head, PackageRef
from sync.terminal.spool import Spool
from tests.edge_app.store.store_fixtures import CENTRE, STORE_KEY, TERMINAL

MODEL = TerminalModels.of(load_manifest()).current
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
KIOSK = SealingKey(bytes(reversed(range(96))))
KIOSK_SIGNS = SigningKey(bytes(range(32)))
NIK, UNEXPECTED = "3171010408610001", "3171014408610012"
OBAMA, NO_PHOTOGRAPH, FOREIGNER = f"{1:032x}", f"{2:032x}", f"{3:032x}"
PASSPORT = "L898902C3"
PORTRAIT = np.full((40, 30, 3), 90, np.uint8)
SYNC = SyncView(
    waiting=0,
    unwritten=0,
    contact_at=NOW,
    unreachable=False,
    confirmed_at=NOW,
    stale_after=timedelta(hours=24),
    refused="",
    fault="",
    revoked=False,
)


def signed_in(role: OfficerRole = OfficerRole.OFFICER, number: str = "P-7") -> SessionView:
    return SessionView(SessionState.SIGNED_IN, SignedIn(number, "Sari Dewi", role, NOW))


class FakeLane:
    """Who stands there, what the picture shows and how the network is: set by the test."""

    def __init__(self) -> None:
        self.sync: SyncView | None = SYNC
        self.picture = np.full((360, 640, 3), 110, np.uint8)
        self.standing: Probe | None = None
        self.others: dict[int, Probe] = {}  # by track, behind or beside
        self.tracks: tuple[Track, ...] = ()
        self.watched: int | None = None
        self.told: Callable[[ExpressionSample], None] = lambda _: None
        self.time_s = 0.0
        self._number = 0

    def view(self) -> LaneView:
        self._number += 1
        frame = Frame(self._number, 0.0, 0.0, self.picture)
        return LaneView(
            frame, SourceState.LIVE, "", self.tracks, (), Counts(), 30.0, (), 0, self.sync
        )

    def probe(self, track_id: int | None = None) -> Probe | None:
        if track_id is None or (self.standing and track_id == self.standing.track_id):
            return self.standing
        return self.others.get(track_id)

    def stand(self, template: np.ndarray, track_id: int = 1, shots: int = 2) -> None:
        self.standing = self._probe(template, track_id, shots)
        self.tracks = (_track(track_id, 0),)

    def stand_beside(self, template: np.ndarray, track_id: int) -> None:
        """Somebody else is in view, further away from the camera."""
        self.others[track_id] = self._probe(template, track_id, 2)
        self.tracks = (*self.tracks, _track(track_id, len(self.tracks)))

    def go(self, track_id: int) -> None:
        """They leave."""
        self.others.pop(track_id, None)
        self.tracks = tuple(one for one in self.tracks if one.track_id != track_id)

    def _probe(self, template: np.ndarray, track_id: int, shots: int) -> Probe:
        templates = {MODEL.model_id: template}
        return Probe(track_id, PORTRAIT, 0.9, shots, MODEL.model_id, templates)

    def watch_expressions(
        self, track_id: int | None, told: Callable[[ExpressionSample], None]
    ) -> None:
        self.watched, self.told = track_id, told

    def unwatch_expressions(self) -> None:
        self.watched = None

    def act(
        self, *expressions: Expression | None, same: bool = True, who: Template | None = None
    ) -> None:
        """The person does this, one after the other, ten times a second; `who`, where another."""
        template = self.standing.template if who is None and self.standing else who
        for one in expressions:
            self.time_s += 0.1
            made = None if one is None else replace(one, time_s=self.time_s)
            self.told(ExpressionSample(self.watched or 0, self.time_s, made, same, template))


def _track(track_id: int, place: int) -> Track:
    box = Box(80.0 + 200 * place, 90.0, 100.0, 120.0)
    return Track(track_id, box, TrackState.CLEAR, 0.9)


class Photographs:
    """In place of a package: `Visitors.photograph` itself is tested with real ones."""

    def __init__(self, jpeg: bytes) -> None:
        self._jpeg = jpeg

    def jpeg(self, where: Thumbnail) -> bytes:
        return self._jpeg if where.size else b""


def holding(text: str) -> np.ndarray:
    """A camera's picture, (360, 640, 3), with a QR code of this text."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    grey = np.array(zxingcpp.write_barcode_to_image(code, scale=4))
    image = np.full((360, 640, 3), 110, np.uint8)
    image[20 : 20 + len(grey), 40 : 40 + len(grey)] = grey[:, :, None]
    return image


def visitor(visitor_id: str, **more: Any) -> Visitor:
    given = {
        "visitor_id": visitor_id,
        "day": jakarta_day(NOW),
        "name": "Tamu",
        "nik": None,
        "passport": None,
        "family_card": None,
        "party": None,
        "template": None,
        "thumbnail": Thumbnail(offset=0, size=0),
    }
    return Visitor.model_validate({**given, **more})


def manifest(template: np.ndarray, *more: Visitor, model: TerminalModel = MODEL) -> Visitors:
    jpeg = cv2.imencode(".jpg", PORTRAIT)[1].tobytes()
    visitors = (
        visitor(
            OBAMA,
            name="Barack Obama",
            nik=NIK,
            template=template.astype("<f4").tobytes(),
            thumbnail=Thumbnail(offset=0, size=len(jpeg)),
        ),
        visitor(NO_PHOTOGRAPH, name="Budi Tanpa Foto", nik="3171010408610002"),
        visitor(FOREIGNER, name="Anna Maria Eriksson", passport=PASSPORT),
        *more,
    )
    ref = PackageRef(package_id="0" * 32, path="visitors-gate/1.snapshot", version=1, base=None)
    head = Head(collection="visitors-gate", version=1, packages=(ref,))
    place = VisitorSource(Photographs(jpeg), model)  # type: ignore[arg-type]
    return Visitors(head, visitors, {one.visitor_id: place for one in visitors})


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class Counter:
    """Everything behind the desks. `step` does what waits and looks once."""

    def __init__(self, folder: Path, template: np.ndarray) -> None:
        self.clock, self.lane, self.session = Clock(), FakeLane(), signed_in()
        self.manifests: tuple[Visitors, ...] = (manifest(template),)
        self.came: list[str] = []
        self.always = False
        self.database = StoreDatabase(folder / "store.db", STORE_KEY)
        self.store = AlertStore(self.database, lambda: NOW)
        self.store.start()
        self.journal = AuditLog(self.database, lambda: NOW)
        self.spool = Spool(folder / "spool.db")
        self.questions = Questions(
            self.spool,
            TERMINAL,
            MODEL.model_id,
            KIOSK,
            lambda: CENTRE.public,
            lambda: NOW,
            lambda: None,
            KIOSK_SIGNS,
        )
        self.readers = ReaderPool(self.store.writer.every)
        self.subjects = Subjects(lambda: self.manifests, lambda: NOW, lambda: "WIB")
        self.desk = VerificationDesk(
            self.lane,
            self.subjects,
            self.inquiry(),
            self.store,
            lambda: self.session,
            load_calibration(),
            self.readers,
            LivenessCheck(self.lane, self.clock, lambda: self.always),
            on_admitted=self.came.append,
            clock=self.clock,
        )

    def inquiry(self, questions: bool = True) -> Inquiry:
        asking = self.questions if questions else None
        return Inquiry(asking, self.journal, self.lane.view, self.clock)

    def step(self, seconds: float = 0.1, desk: Any = None) -> Any:
        self.clock.now += seconds
        running = desk or self.desk
        running.commands.run_pending()
        return running.view()

    def confirm(self, desk: Any = None) -> Any:
        """The officer says that the framed person is meant; then looks once."""
        running: Any = desk or self.desk
        view = running.view()
        assert view.asks
        running.confirm(view.framed)
        return self.step(desk=desk)

    def asked(self) -> list[QuestionContent]:
        """What lies in the spool for the data centre."""
        found = []
        for one in self.spool.open_questions(NOW - timedelta(days=1)):
            verify(KIOSK_SIGNS.public, QUESTION, one.signed(TERMINAL), one.signature)
            context = f"question {one.question_id} {TERMINAL}"
            found.append(QuestionContent.from_json(CENTRE.unseal(one.sealed, context)))
        return found

    def reply(self, **answer: Any) -> QuestionContent:
        """The data centre answers the one question."""
        (question,) = self.spool.open_questions(NOW - timedelta(days=1))
        (content,) = self.asked()
        said = Answered(secret=content.secret, answer=AnswerContent.model_validate(answer))
        context = f"answer {question.question_id} {TERMINAL}"
        self.spool.put_answer(
            question.question_id, seal(said.to_json(), KIOSK.public, context), NOW
        )
        return content

    def kept(self) -> list[dict[str, Any]]:
        """What the store keeps of verifications, after all counts and is written."""
        self.step(UNDO_S)
        self.store.close()
        return [dict(row) for row in self.database.rows("SELECT * FROM verifications")]

    def chain(self) -> list[dict[str, Any]]:
        return [dict(row) for row in self.database.rows("SELECT * FROM chain ORDER BY sequence")]

    def offline(self) -> None:
        self.lane.sync = replace(SYNC, unreachable=True)

    def close(self) -> None:
        self.readers.stop()
        self.desk.stop()
        self.store.close()
        self.spool.close()
        self.database.close()

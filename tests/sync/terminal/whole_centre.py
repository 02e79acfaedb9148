"""A data centre of one terminal: a real TUF repository behind the real addresses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.errors import SignatureRefused
from sync.protocol.signing import Signed
from sync.protocol.ticket import Ticket
from sync.protocol.wire import (
    EnrolReply,
    EnrolRequest,
    Heartbeat,
    KeysReply,
    KeysRequest,
    Lease,
    Problem,
    ProblemCode,
    Question,
    Receipt,
    RefreshReply,
    RefreshRequest,
    ResultsBatch,
    Revoked,
    SealedAnswer,
    Statement,
)
from sync.terminal.errors import TargetMissing
from tests.fakes.published import FakePublished
from tests.sync.terminal.fake_centre import CENTRE, Answer, Asked, FakeCentre

TOKEN = "a" * 26


class WholeCentre:
    """Answers for a FakeCentre; `standing` is active, pending or revoked."""

    def __init__(self, server: FakeCentre, folder: Path) -> None:
        self.server = server
        self.published = FakePublished(folder, datetime.now(UTC) - timedelta(minutes=1))
        self.published.now = datetime.now(UTC)
        self.standing, self.token = "pending", TOKEN
        self.skew = timedelta(0)
        self.lease = timedelta(days=7)
        self.kept: list[str] = []
        self.beats: list[Heartbeat] = []
        self.asked_keys: list[str] = []
        self.asked_in_vain: list[str] = []
        self.changed = threading.Condition()
        self.sequence = 0
        server.answer = self

    def ticket(self) -> Ticket:
        return Ticket(
            centre_id=CENTRE,
            url=self.server.url,
            checkpoint_id="gate",
            token=self.token,
            ca=self.server.authority,
            root=self.published.root,
            statements_key=self.server.statements.public,
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )

    def now(self) -> datetime:
        return datetime.now(UTC) + self.skew

    def publish(self, version: int, **more: Any) -> None:
        self.published.put(version, **more)
        self.announce()

    def announce(self) -> None:
        with self.changed:
            self.sequence += 1
            self.changed.notify_all()

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/v1/enrol":
            return self.enrol(asked)
        try:
            signed = self.server.signer(asked, self.now())
        except SignatureRefused as error:
            return self.refuse(ProblemCode(error.problem))
        if self.standing == "pending":
            return self.refuse(ProblemCode.PENDING)
        if self.standing == "revoked":
            body = Revoked(terminal_id=signed.key_id, nonce=signed.nonce, at=self.now())
            return self.refuse(ProblemCode.REVOKED, self.server.state("revoked", body))
        path = asked.path.removeprefix("/v1/")
        if path.startswith("tuf/"):
            return self.file(path.removeprefix("tuf/"))
        handler = getattr(self, path, None)  # none for calls: an older data centre
        if handler is None:
            self.asked_in_vain.append(path)
            return self.refuse(ProblemCode.NOT_FOUND)
        answer: Answer = handler(asked, signed)
        return answer

    def refuse(self, code: ProblemCode, statement: Statement | None = None) -> Answer:
        body = Problem(problem=code, text=code.value, at=self.now(), statement=statement)
        return Answer(body.to_json(), 403)

    def enrol(self, asked: Asked) -> Answer:
        request = EnrolRequest.from_json(asked.body)
        key_id = fingerprint(request.signing_key)[:32]
        known = key_id in self.server.terminals
        if request.token != self.token or (self.server.terminals and not known):
            return self.refuse(ProblemCode.TOKEN)
        self.server.terminals[key_id] = request.signing_key
        try:
            self.server.signer(asked, self.now())
        except SignatureRefused as error:
            return self.refuse(ProblemCode(error.problem))
        reply = EnrolReply(
            terminal_id=key_id, checkpoint_id="gate", approved=self.standing == "active"
        )
        return Answer(reply.to_json())

    def file(self, path: str) -> Answer:
        try:
            return Answer(b"".join(self.published.fetch(path, 0)), type="application/octet-stream")
        except TargetMissing:
            return self.refuse(ProblemCode.NOT_FOUND)

    def refresh(self, asked: Asked, signed: Signed) -> Answer:  # noqa: ARG002
        RefreshRequest.from_json(asked.body)
        return Answer(RefreshReply(root_version=1, files=(), keys={}).to_json())

    def keys(self, asked: Asked, signed: Signed) -> Answer:  # noqa: ARG002
        packages = KeysRequest.from_json(asked.body).packages
        self.asked_keys += packages
        return Answer(KeysReply(keys=dict.fromkeys(packages, b"sealed")).to_json())

    def results(self, asked: Asked, signed: Signed) -> Answer:
        ids = [each.result_id for each in ResultsBatch.from_json(asked.body).results]
        self.kept += ids
        body = Receipt(
            terminal_id=signed.key_id,
            nonce=signed.nonce,
            at=self.now(),
            received=tuple(ids),
            refused=(),
        )
        return Answer(self.server.state("receipt", body).to_json())

    def questions(self, asked: Asked, signed: Signed) -> Answer:  # noqa: ARG002
        question = Question.from_json(asked.body)
        return Answer(
            SealedAnswer(
                question_id=question.question_id, sealed=b"answer to " + question.sealed
            ).to_json()
        )

    def heartbeat(self, asked: Asked, signed: Signed) -> Answer:
        beat = Heartbeat.from_json(asked.body)
        self.beats.append(beat)
        body = Lease(
            kiosk_nonce=beat.kiosk.lease_nonce if beat.kiosk else "",
            terminal_id=signed.key_id,
            nonce=signed.nonce,
            at=self.now(),
            until=self.now() + self.lease,
        )
        return Answer(self.server.state("lease", body).to_json())

    def events(self, asked: Asked, signed: Signed) -> Answer:  # noqa: ARG002
        return Answer(self.stream(), type="text/event-stream")

    def stream(self) -> Iterator[Any]:
        seen = self.sequence
        yield b": hello\n\n"
        while not self.server.ending.is_set():
            with self.changed:
                self.changed.wait(0.2)
                said, seen = (self.sequence if self.sequence != seen else None), self.sequence
            line = b": life\n\n"
            if said is not None:
                line = b'event: changed\ndata: {"sequence":%d}\n\n' % said
            yield line

"""A data centre on loopback, its server in processes of its own, and terminals with real keys."""

from __future__ import annotations

import re
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry.enrolments import token_index
from sync.central.registry.schema import Checkpoint, Operator, Terminal, Token
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import one_time_token, random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey, verify
from sync.protocol.result_content import ResultContent
from sync.protocol.signed_reports import ReportBody, sign_report
from sync.protocol.signing import sign_request
from sync.protocol.wire import (
    EnrolRequest,
    Head,
    Problem,
    SealedResult,
    SignedReport,
    Statement,
    TpmKeys,
    Wire,
)
from sync.software import software
from tests.sync.central.releases import registry_rows as rows
from tests.waiting import PATIENCE_S

PERSONS = 60
ROOT = Path(__file__).resolve().parents[4]


@dataclass
class House:
    """A data centre whose server runs."""

    centre: Centre
    offline: Path
    url: str
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)  # of the server's log

    def client(self) -> httpx.Client:
        context = ssl.create_default_context(cafile=str(self.centre.ca))
        return httpx.Client(base_url=self.url, verify=context, timeout=PATIENCE_S)

    def token(self, checkpoint_id: str = "gate-1", days: int = 1, **on_it: str) -> str:
        token = one_time_token()
        with self.centre.registry.transaction() as session:
            session.add(
                Token(
                    token_index=token_index(self.centre.vault, token),
                    checkpoint_id=checkpoint_id,
                    created_by="sari",
                    expires_at=datetime.now(UTC) + timedelta(days=days),
                    **on_it,
                )
            )
        return token

    def set_state(self, gate: Gate, state: str) -> None:
        with self.centre.registry.transaction() as session:
            session.get_one(Terminal, gate.terminal_id).state = state

    def gate(self, state: str = "active", checkpoint_id: str = "gate-1") -> Gate:
        """A terminal that is enrolled already."""
        gate = Gate(self)
        with self.centre.registry.transaction() as session:
            session.add(
                Terminal(
                    terminal_id=gate.terminal_id,
                    checkpoint_id=checkpoint_id,
                    lane="1",
                    signing_key=gate.signing.public,
                    sealing_key=gate.sealing.public,
                    kiosk_key=gate.kiosk.public,
                    state=state,
                    enrolled_at=datetime.now(UTC),
                )
            )
        return gate

    def enlist(self, list_id: str, *numbers: int) -> None:
        """An approved proposal: these synthetic persons are on the list. The server publishes."""
        rows.put_on(self.centre, list_id, numbers)

    def head(self, list_id: str) -> Head | None:
        """What is published of it."""
        return rows.head(self.centre, f"list-{list_id}")


class Gate:
    """A terminal as its agent and its kiosk see it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.signing, self.sealing = SigningKey.generate(), SealingKey.generate()
        self.kiosk = SigningKey.generate()
        self.terminal_id = fingerprint(self.signing.public)[:32]
        self.nonce = ""
        self.series, self.number = random_id(), 0  # of its results
        self.reports = 0

    def sealed(
        self,
        result: ResultContent | bytes,
        result_id: str | None = None,
        *,
        number: int | None = None,
        signed: bool = True,
    ) -> SealedResult:
        """A result as the kiosk makes it: with the next number, or another one."""
        result_id = result_id or random_id()
        text = result
        if isinstance(result, ResultContent):
            self.number = number or self.number + 1
            text = result.model_copy(
                update={"series": self.series, "number": self.number}
            ).to_json()
        assert isinstance(text, bytes)
        told = f"{result_id} {self.terminal_id}\n".encode() + text
        return SealedResult(
            result_id=result_id,
            created_at=datetime.now(UTC),
            sealed=seal(
                text, self.house.centre.sealing.public, f"result {result_id} {self.terminal_id}"
            ),
            signature=self.kiosk.sign("result", told) if signed else None,
        )

    def report(self, **said: Any) -> SignedReport:
        """What the kiosk signs of itself next; `said`: what differs from all being well."""
        self.reports += 1
        well: dict[str, Any] = {
            "terminal_id": self.terminal_id,
            "series": self.series,
            "sequence": self.reports,
            "at": datetime.now(UTC),
            "number": self.number,
            "software": software(),
        }
        return sign_report(ReportBody(**(well | said)), self.kiosk)

    def headers(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        created: datetime | None = None,
        centre_id: str | None = None,
        key: SigningKey | None = None,
    ) -> dict[str, str]:
        headers, self.nonce = sign_request(
            method,
            path,
            body,
            key or self.signing,
            self.terminal_id,
            centre_id or self.house.centre.centre_id,
            created or datetime.now(UTC),
        )
        return headers

    def post(self, path: str, message: Wire | bytes) -> httpx.Response:
        body = message if isinstance(message, bytes) else message.to_json()
        with self.house.client() as client:
            return client.post(path, content=body, headers=self.headers("POST", path, body))

    def get(self, path: str, **headers: str) -> httpx.Response:
        with self.house.client() as client:
            return client.get(path, headers=self.headers("GET", path) | headers)

    def enrol(
        self,
        token: str,
        kiosk_key: bytes | None = None,
        ticket: str | None = None,
        tpm: TpmKeys | None = None,
    ) -> httpx.Response:
        """Enrol with the kiosk's key, or with another; b"": as an older Gapura, with none."""
        request = EnrolRequest(
            token=token,
            signing_key=self.signing.public,
            sealing_key=self.sealing.public,
            lane="1",
            kiosk_key=(self.kiosk.public if kiosk_key is None else kiosk_key) or None,
            ticket=ticket,
            tpm=tpm,
        )
        return self.post("/v1/enrol", request)

    def opened(self, statement: Statement, kind: str) -> bytes:
        """The body of a statement that the data centre signed."""
        assert statement.kind == kind
        public = self.house.centre.statements.public
        verify(public, f"statement {kind}", statement.body.encode(), statement.signature)
        return statement.body.encode()


def problem(response: httpx.Response) -> str:
    """The code of a refusal."""
    assert 400 <= response.status_code < 500, response.text
    return Problem.from_json(response.content).problem.value


@contextmanager
def running(
    centre: Centre,
    offline: Path,
    workers: int = 1,
    *,
    options: Sequence[str] = (),
    prefix: Sequence[str] = (),
) -> Iterator[House]:
    """A server over `centre`; `prefix`: a command that starts it."""
    command = [*prefix, sys.executable, "-m", "edge_app.cli", "central", "serve"]
    command += ["--home", str(centre.home), "--bind", "127.0.0.1:0", "--workers", str(workers)]
    command += options
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    house = House(centre, offline, "", process)
    reading = threading.Thread(target=lambda: house.lines.extend(process.stderr or ()))
    reading.start()
    try:
        line = process.stdout.readline()
        found = re.fullmatch(r"serving on (https://\S+:\d+|unix:\S+)\n", line)
        assert found, (line, house.lines)
        house.url = found[1]
        yield house
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        status = process.wait(PATIENCE_S)
        reading.join(PATIENCE_S)
        process.stdout.close()
        process.stderr.close()
    assert status in (0, -signal.SIGKILL), (status, house.lines)
    assert not [line for line in house.lines if " ERROR " in line], house.lines


def founded(folder: Path, database: str | None = None, blobs: str | None = None) -> Centre:
    """Two checkpoints with a list each, an operator, synthetic persons."""
    now = datetime.now(UTC)
    hosts, offline = ["127.0.0.1", "localhost"], folder / "offline"
    centre = create(folder / "home", offline, "IKN", hosts, database, blobs, now)
    with centre.registry.transaction() as session:
        session.add(
            Operator(operator_id="sari", name="Sari", verifier="$argon2id$", created_at=now)
        )
        for name in ("gate-1", "gate-2"):
            session.add(Checkpoint(checkpoint_id=name, name=name, settings={"lease_days": 3}))
    rows.enrol(centre, range(PERSONS))
    for list_id, gate in (("cekal", "gate-1"), ("dpo", "gate-2")):
        described = rows.DESCRIBED.model_copy(update={"checkpoints": (gate,)})
        rows.add_list(centre, list_id, described)
        Publisher(centre.blobs, centre.secrets).delegate(f"list-{list_id}", offline, now)
        rows.put_on(centre, list_id, range(10))
    return centre


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One worker, SQLite."""
    folder = tmp_path_factory.mktemp("house")
    with founded(folder) as centre, running(centre, folder / "offline") as house:
        yield house

"""A day of logs of kiosk, agent, gateway and keeper, in which nobody is found, and not too many.

Real processes, which log all that they can. Their clocks are six hours later at each watch, as the
machines were off meanwhile. What happens in a watch: a person is listed, a listed one walks by, a
visitor and a person are asked about, strangers knock, files are damaged, processes are killed.
"""

from __future__ import annotations

import base64
import json
import re
import signal
import ssl
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from edge_app.domain import Template
from edge_app.terminal.terminal import Terminal
from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from sync.central.photographs.enroller import Enroller
from sync.central.registry import enrolment, officers, visitors
from sync.central.registry.persons import Identity
from sync.protocol.content import Officer, OfficerRole, Thumbnail, Visitor
from sync.protocol.envelope.passphrases import pin_verifier
from sync.protocol.envelope.random_values import random_id
from sync.protocol.jakarta import jakarta_day
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.edge_app.conftest import walk as walk
from tests.end_to_end.system import (
    CHECKPOINT,
    GAPURA,
    MODEL,
    PROPOSES,
    ROOT,
    DataCentre,
    agent,
    environment,
    name_of,
    served,
)
from tests.end_to_end.wrong_clocks import wrong_clock
from tests.present import present
from tests.waiting import PATIENCE_S, until

WATCH = timedelta(hours=6)
LISTED, NIK, CARD = "Siti Zulaikhah Rahmawati", "3171016709660002", "3171010101900007"
VISITOR, PASSPORT = "Bambang Prakosaputra", "X7654321"
OFFICER, PIN = "Wayan Kusumadewa", "582914"
ASKED = "3171014505900001"  # a NIK that nobody has
MAX_LINES, MAX_ALIKE = 150, 25  # of INFO and above, of one process in a watch


class LoggedDay:
    """The processes of both sides; each writes a log of its own, which goes on over the day."""

    def __init__(self, folder: Path, centre: DataCentre) -> None:
        self._folder, self._centre = folder, centre
        self.logs = {
            name: folder / f"{name}.log" for name in ("keeper", "gateway", "agent", "kiosk")
        }

    @contextmanager
    def running(
        self, name: str, watch: int, *arguments: object
    ) -> Iterator[subprocess.Popen[bytes]]:
        """One of them, started in that watch; killed where it does not end in order."""
        elsewhen = wrong_clock(self._folder, watch * WATCH, f"start-{watch}") if watch else []
        with self.logs[name].open("ab") as log:
            process = subprocess.Popen(
                [*elsewhen, *GAPURA, *map(str, arguments)],
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env=environment(GAPURA_LOG="debug", GAPURA_LOG_FORMAT="json"),
            )
        with process:
            try:
                yield process
                process.send_signal(signal.SIGTERM)
                assert process.wait(PATIENCE_S) in (0, -signal.SIGKILL), name
            finally:
                process.kill()

    def lines(self, name: str) -> list[str]:
        return self.logs[name].read_text("utf-8").splitlines()


@pytest.fixture
def centre(
    tmp_path: Path, portraits: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[DataCentre]:
    """With a listed person, a visitor and an officer, whose names stand nowhere else."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as made:
        house, now = made.centre, datetime.now(UTC)
        with Enroller() as enroller:
            person = enrolment.enrol(
                house.registry,
                house.blobs,
                house.vault,
                enroller,
                Identity(name=LISTED, nik=NIK, family_card=CARD),
                portraits["obama.jpg"].read_bytes(),
                PROPOSES,
                now,
            )
        made.add([person.person_id])
        with house.registry.transaction() as session:
            account = Officer(
                number="1001",
                name=OFFICER,
                role=OfficerRole.SUPERVISOR,
                pin_verifier=pin_verifier(PIN),
            )
            officers.store(session, house.vault, CHECKPOINT, (account,))
            for day in range(2):
                expected = Visitor(
                    visitor_id=random_id(),
                    day=jakarta_day(now + timedelta(days=day)),
                    name=VISITOR,
                    nik=None,
                    passport=PASSPORT,
                    family_card=None,
                    party=None,
                    template=None,
                    thumbnail=Thumbnail(offset=0, size=0),
                )
                visitors.store(session, house.vault, CHECKPOINT, expected, None, MODEL.model_id)
        for name in (f"visitors-{CHECKPOINT}", f"officers-{CHECKPOINT}"):
            made.publisher.delegate(name, made.offline, now)
        made.publish()
        yield made


@pytest.mark.slow
def test_nobody_is_found_in_a_day_of_logs(
    tmp_path: Path,
    centre: DataCentre,
    walk: Path,
    portraits: dict[str, Path],
    draw: Callable[[int, int], int],
) -> None:
    watches = draw(4, 2)
    centre.start()  # for the ticket; the same port is the gateway's later
    state = centre.provision(tmp_path / "terminal")
    template = template_of(portraits["obama2.jpg"])
    with agent(state):
        ask(state, template)
    centre.stop()
    day = LoggedDay(tmp_path, centre)
    for watch in range(watches):
        a_watch(day, watch, centre, state, walk)
    assert centre.received(), "an alert came"
    for name in day.logs:
        lines = day.lines(name)
        assert lines, name
        nobody_in(lines, template.tobytes())
        bounded(name, lines, watches)


def template_of(picture: Path) -> Template:
    detector, engine = open_detector(), FaceEngine()
    try:
        return enrol(detector, engine, read_image(picture), "it").template
    finally:
        engine.close()
        detector.close()


def ask(state: TerminalState, template: Template) -> None:
    """About a NIK, and about a face."""
    terminal = Terminal(state)
    try:
        until(terminal.collections.served, between=terminal.sync.poll)
        for nik, purpose in ((ASKED, "verify-at-gate"), (None, "lost-document")):
            asked = terminal.questions.ask(template, nik, "1001", purpose)
            terminal.questions.wait(asked, PATIENCE_S)
    finally:
        terminal.stop()


def a_watch(
    day: LoggedDay, watch: int, centre: DataCentre, state: TerminalState, walk: Path
) -> None:
    before = centre.version()
    kiosk = ("kiosk", "--state", state.root, "--source", walk)
    with ExitStack() as opened:
        keeper = opened.enter_context(day.running("keeper", watch, *centre.as_keeper()))
        opened.enter_context(day.running("gateway", watch, *centre.as_gateway()))
        opened.enter_context(day.running("agent", watch, "agent", "--state", state.root))
        opened.enter_context(day.running("kiosk", watch, *kiosk))
        until(lambda: served(state), "a list")
        centre.add(centre.people([watch]))
        until(lambda: present(served(state)).version > before, "the list of this watch")
        assert strangers_knock(centre, state), "nobody was answered: nothing could be logged"
        for package in (state.targets / "list-cekal").iterdir():  # a disk that turns bits
            package.write_bytes(package.read_bytes()[:-9] + b"Zulaikhah")
        keeper.kill()
        keeper.wait(PATIENCE_S)
        strangers_knock(centre, state)
        opened.enter_context(day.running("keeper", watch, *centre.as_keeper()))
        centre.add(centre.people([100 + watch]))
        until(lambda: present(served(state)).version > before + 1, "the next list")
        with Spool(state.spool) as spool:
            until(lambda: not spool.counts().waiting, "results that are delivered")


def strangers_knock(centre: DataCentre, state: TerminalState) -> int:
    """With what they could have learnt elsewhere; how often they were answered."""
    answered, trusted = 0, ssl.create_default_context(cafile=state.authority)
    with httpx.Client(verify=trusted, base_url=centre.url, timeout=PATIENCE_S) as client:
        for path in (f"/v1/{LISTED}", f"/v1/results?nik={NIK}", "/v1/heartbeat"):
            body = {"name": LISTED, "nik": NIK, "passport": PASSPORT}
            headers = {"signature-input": f'gapura=("{PASSPORT}");keyid="{NIK}"', "signature": NIK}
            for method in ("GET", "POST"):
                with suppress(httpx.HTTPError):
                    client.request(method, path, json=body, headers=headers)
                    answered += 1
    return answered


def nobody_in(lines: list[str], template: bytes) -> None:
    whole = "\n".join(lines).casefold()
    persons = [LISTED, VISITOR, OFFICER, *map(name_of, (0, 100))]
    words = {word for name in persons for word in name.split() if len(word) > 4} - {"Nomor"}
    for secret in (*words, NIK, CARD, ASKED, PASSPORT, PIN):
        found = whole.find(secret.casefold())
        assert found < 0, whole[max(0, found - 200) : found + 100]
    for start in range(3):
        assert base64.b64encode(template[start : start + 24]).decode().casefold() not in whole
    assert template[:16].hex() not in whole
    assert not re.search(r"(-?0\.\d{3,}[,\s]+){4}", whole), "rows of numbers"
    assert "/9j/" not in "\n".join(lines), "a picture"


def bounded(name: str, lines: list[str], watches: int) -> None:
    """As an operator reads it, without the steps that DEBUG adds."""
    said = [json.loads(line) for line in lines if line.startswith("{")]
    kept = [each["message"] for each in said if each["level"] != "DEBUG"]
    assert len(kept) <= MAX_LINES * watches, Counter(kept).most_common(5)
    alike = Counter(re.sub(r"[0-9a-f]{8,}|\d+", "#", each) for each in kept)
    assert max(alike.values(), default=0) <= MAX_ALIKE * watches, alike.most_common(3)
    assert all(each["level"] != "ERROR" for each in said), [
        each["message"] for each in said if each["level"] == "ERROR"
    ]
    assert name

"""A whole data centre and its terminals on this machine: real processes, real files, loopback."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import cv2
import numpy as np
from sqlalchemy import func, select

from edge_app.jpeg import to_jpeg
from edge_app.terminal.terminal import Terminal
from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central import bootstrap
from sync.central.photographs.enroller import Enroller
from sync.central.publisher import Publisher
from sync.central.registry import (
    checkpoints,
    enrolment,
    operators,
    proposals,
    published,
    terminals,
)
from sync.central.registry.checkpoints import Settings
from sync.central.registry.list_changes import (
    AddMembers,
    CreateList,
    ListChange,
    NewMember,
    RemoveMembers,
)
from sync.central.registry.lists import ListSettings
from sync.central.registry.persons import Identity, sealed_template
from sync.central.registry.schema import (
    Person,
    ReceivedResult,
    Reference,
    WatchList,
)
from sync.central.releases.publish import publish_due
from sync.central.storage.storage_names import person_context, thumbnail_blob
from sync.protocol.content import Agreement, Phrase
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_id
from sync.protocol.ticket import Ticket
from sync.protocol.wire import HeldCollection
from sync.terminal.agent import Agent
from sync.terminal.enrolment import enrol
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.timeouts import Timeouts
from tests.end_to_end.fake_lane import FakeLane

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PROPOSES, APPROVES = "sari", "budi"
CHECKPOINT, LIST = "gerbang", "cekal"
COLLECTION = f"list-{LIST}"
MODEL = load_manifest().model
# An agent that gives a dead network up after seconds, and not after minutes.
IMPATIENT = Timeouts(connect=2, silence=2, answer=4, events=4, window=2, min_rate=1000)
MUTE = ("OPENCV_", "ORT_", "CI", "CREDENTIALS_DIRECTORY")


def environment(**more: str) -> dict[str, str]:
    """For a process of ours: without what a CI has set for its libraries."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(MUTE)}
    return {**inherited, "PYTHONUNBUFFERED": "1", **more}


def template(number: int) -> np.ndarray:
    """(128,) float32, unit: nobody's."""
    row = np.random.default_rng(number).standard_normal((1, MODEL.template_size), np.float32)
    made: np.ndarray = unit_rows(row)[0]
    return made


def picture(number: int, side: int = 96) -> np.ndarray:
    """(side, side, 3) uint8: nobody's face, and like no other picture."""
    small = np.random.default_rng(number).integers(0, 255, (12, 12, 3)).astype(np.uint8)
    made: np.ndarray = cv2.resize(small, (side, side), interpolation=cv2.INTER_CUBIC)
    return made


class DataCentre:
    """Founded in `folder`, with a checkpoint, a list and two operators; a context manager.

    Within it its processes may be started with `start`.
    """

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.home, self.offline = folder / "centre", folder / "usb"
        self.log = folder / "server.log"
        self.port = 0
        self._server: subprocess.Popen[bytes] | None = None
        self.centre = bootstrap.create(
            self.home, self.offline, "Uji", (HOST, "localhost"), database, None, datetime.now(UTC)
        )
        now = datetime.now(UTC)
        with self.centre.registry.transaction() as session:
            for operator in (PROPOSES, APPROVES):
                operators.add(session, operator, operator.title(), random_id(), now)
            checkpoints.put(
                session,
                CHECKPOINT,
                "Gerbang",
                Settings(),
                may_verify=True,
                may_identify=True,
                operator_id=PROPOSES,
                now=now,
            )
        self.change(CreateList(list_id=LIST, described=described(), model_id=MODEL.model_id))
        self.publisher.delegate(COLLECTION, self.offline, now)

    # ---- the office --------------------------------------------------------------------------

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.centre.blobs, self.centre.secrets)

    def people(self, numbers: Collection[int]) -> list[str]:
        """Synthetic persons, as enrolment keeps them; their ids."""
        centre, now = self.centre, datetime.now(UTC)
        found = []
        with centre.registry.transaction() as session:
            for number in numbers:
                person, reference = random_id(), random_id()
                blob = thumbnail_blob(reference)
                centre.blobs.put(blob, centre.vault.seal(to_jpeg(picture(number)), blob))
                identity = Identity(name=name_of(number), nik=None, external_id=None)
                sealed = centre.vault.seal(
                    identity.model_dump_json().encode(), person_context(person)
                )
                session.add(Person(person_id=person, sealed=sealed, created_at=now))
                session.flush()
                session.add(
                    Reference(
                        reference_id=reference,
                        person_id=person,
                        photo_index=fingerprint(person.encode()),
                        quality=0.9,
                        created_at=now,
                    )
                )
                session.flush()
                session.add(
                    sealed_template(centre.vault, reference, MODEL.model_id, template(number))
                )
                found.append(person)
        return found

    def enrol(self, photographs: Mapping[str, Path]) -> list[str]:
        """Real persons, by name; their ids."""
        centre, now = self.centre, datetime.now(UTC)
        with Enroller() as enroller:
            return [
                enrolment.enrol(
                    centre.registry,
                    centre.blobs,
                    centre.vault,
                    enroller,
                    Identity(name=name),
                    file.read_bytes(),
                    PROPOSES,
                    now,
                ).person_id
                for name, file in photographs.items()
            ]

    def change(self, change: ListChange) -> int:
        """Proposed by one, approved by the other; how many changes the list has had."""
        now = datetime.now(UTC)
        registry, vault = self.centre.registry, self.centre.vault
        with registry.transaction() as session:
            proposal = proposals.propose(session, vault, change, PROPOSES, now)
        with registry.transaction() as session:
            proposals.approve(session, vault, proposal, APPROVES, now)
            return int(session.get_one(WatchList, change.list_id).changes)

    def add(self, persons: Sequence[str], instruction: Phrase | None = None) -> int:
        members = tuple(NewMember(person_id=each, instruction=instruction) for each in persons)
        return self.change(AddMembers(list_id=LIST, members=members))

    def remove(self, persons: Sequence[str]) -> int:
        return self.change(RemoveMembers(list_id=LIST, persons=tuple(persons)))

    def publish(self) -> int:
        """What is due, now; the list's version."""
        publish_due(self.centre, datetime.now(UTC))
        return self.version()

    def version(self) -> int:
        """The list's, that was published last; 0: none yet."""
        with self.centre.registry.session() as session:
            found = published.releases(session).get(COLLECTION)
        return 0 if found is None else found.version

    def ticket(self, url: str) -> Ticket:
        centre = self.centre
        with centre.registry.transaction() as session:
            token, expires_at = terminals.issue_token(
                session, centre.vault, CHECKPOINT, PROPOSES, datetime.now(UTC)
            )
        return Ticket(
            centre_id=centre.centre_id,
            url=url,
            checkpoint_id=CHECKPOINT,
            token=token,
            ca=centre.ca.read_bytes(),
            root=self.publisher.root_bytes(1),
            statements_key=centre.statements.public,
            expires_at=expires_at,
        )

    def provision(
        self, folder: Path, url: str | None = None, lane: str = "Lajur 1", **settings: Any
    ) -> TerminalState:
        """An approved terminal; the server runs. It enrols directly and then uses `url`."""
        state = TerminalState(folder)
        terminal_id = enrol(state, self.ticket(self.url), lane).terminal_id
        with self.centre.registry.transaction() as session:
            terminals.approve(session, terminal_id, APPROVES, datetime.now(UTC))
        if url is not None or settings:
            changed = {"url": url or self.url, **settings}
            state.write_config(state.config().model_copy(update=changed))
        return state

    # ---- what came -----------------------------------------------------------------------------

    def received(self, kind: str = "alert") -> dict[str, int]:
        """alert id -> how many results of that kind there are of it."""
        with self.centre.registry.session() as session:
            rows = session.execute(
                select(ReceivedResult.subject_id, func.count())
                .where(ReceivedResult.type == kind)
                .group_by(ReceivedResult.subject_id)
            ).all()
        return {alert_id: int(count) for alert_id, count in rows}

    # ---- the server ----------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    def start(self, workers: int = 1, gapura: Sequence[str] | None = None) -> None:
        """Serve, on the same port as before; `gapura`: another version's command."""
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                [*(gapura or GAPURA), *self.serving(workers)],
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(),
            )
        assert self._server.stdout is not None
        line = self._server.stdout.readline().decode()
        assert "serving on" in line, self.log.read_text()[-2000:]
        self.port = int(line.rsplit(":", 1)[1])

    def serving(self, workers: int = 1) -> list[str]:
        """The arguments of `gapura`."""
        where = ["--home", str(self.home), "--bind", f"{HOST}:{self.port}"]
        return ["central", "serve", *where, "--workers", str(workers)]

    def as_gateway(self) -> list[str]:
        """The arguments of a gateway alone, at the port of the server before."""
        return ["central", "gateway", "--home", str(self.home), "--bind", f"{HOST}:{self.port}"]

    def as_keeper(self) -> list[str]:
        """The arguments of a keeper alone."""
        return ["central", "keeper", "--home", str(self.home)]

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            with self._server:
                pass
            self._server = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.centre.close()


class ListedCentre(DataCentre):
    """One whose people a test knows by number."""

    persons: list[str]
    last: int  # index of the person who came onto the list last


GAPURA = [sys.executable, "-m", "edge_app.cli"]


def name_of(number: int) -> str:
    return f"Rahmat Nomor {number} Wibisono"


def described() -> ListSettings:
    today = datetime.now(UTC).date()
    return ListSettings(
        name="Daftar Cegah Tangkal",
        owner="Imigrasi",
        category=Phrase(id="Cekal", en="Not to leave the country"),
        colour="#aa3300",
        priority=2,
        instruction=Phrase(id="Tahan dengan sopan.", en="Hold politely."),
        target_fpir=0.001,
        officers=1,
        agreement=Agreement(
            number="PKS-1",
            starts=today - timedelta(days=2),
            ends=today + timedelta(days=365),
        ),
        checkpoints=(CHECKPOINT,),
    )


# ---- a terminal ----------------------------------------------------------------------------


@contextlib.contextmanager
def agent(state: TerminalState, patience: Timeouts = IMPATIENT, **more: Any) -> Iterator[Agent]:
    """The terminal's agent, in a thread of this process: with less patience than at a gate."""
    running = Agent(state, patience, **more)
    faults: list[BaseException] = []

    def run() -> None:
        try:
            running.run()
        except BaseException as error:  # noqa: BLE001  shown by the test's own thread
            faults.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield running
    finally:
        running.stop()
        thread.join()
        assert faults == []


def process(*arguments: object, log: Path, **more: str) -> subprocess.Popen[bytes]:
    """`gapura` with these arguments, its words in `log`."""
    with log.open("ab") as told:
        return subprocess.Popen(
            [*GAPURA, *map(str, arguments)], stdout=told, stderr=told, env=environment(**more)
        )


def served(state: TerminalState) -> HeldCollection | None:
    """What the kiosk last said it serves of the list."""
    with Spool(state.spool) as spool:
        seen = read_kiosk_status(spool)
    for held in seen.status.collections if seen is not None and seen.status is not None else ():
        if held.collection == COLLECTION:
            return held
    return None


def held(terminal: Terminal) -> HeldCollection | None:
    """What a kiosk in this process serves after a look."""
    terminal.sync.poll()
    return next(
        (each for each in terminal.status.collections() if each.collection == COLLECTION), None
    )


def members(terminal: Terminal | FakeLane) -> frozenset[str]:
    """Who is searched for."""
    lists = terminal.collections.served() if isinstance(terminal, Terminal) else terminal.lists
    return frozenset(each for one in lists for each in one.gallery.reference_ids())

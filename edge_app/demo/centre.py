"""The demo's data centre: founded in a folder, with a list of two, served by its own process.

What people bring to a data centre in files, it gets in files: officers and expected visitors.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from edge_app.demo.people import LISTED_FAMILIES, Account, Guest
from edge_app.errors import TerminalError
from edge_app.lists.folder_list import INSTRUCTION, SHORT, reference_name
from models.manifest import load_manifest
from models.weights import path_of
from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.photographs.enroller import Enroller
from sync.central.publisher import Publisher
from sync.central.registry import answers, checkpoints, operators, proposals, terminals
from sync.central.registry.checkpoints import Settings
from sync.central.registry.enrolment import enrol
from sync.central.registry.list_changes import AddMembers, CreateList, NewMember
from sync.central.registry.lists import ListSettings
from sync.central.registry.officers import import_officers
from sync.central.registry.persons import Identity
from sync.central.registry.proposed_changes import Change
from sync.central.registry.visitor_imports import import_visitors
from sync.central.releases.publish import publish_due
from sync.logs import LEVEL
from sync.protocol import roles
from sync.protocol.content import Agreement, OfficerRole, Phrase
from sync.protocol.ticket import Ticket

HOST = "127.0.0.1"
PROPOSES, APPROVES = "sari", "budi"
CHECKPOINT, LIST = "gerbang-peragaan", "peragaan"

Advance = Callable[[str], None]


class DemoCentre:
    """A real data centre in `folder`; a context manager, within which it is served."""

    def __init__(
        self,
        folder: Path,
        photographs: Mapping[str, Path],
        advance: Advance,
        accounts: Sequence[Account] = (),
        guests: Sequence[Guest] = (),
    ) -> None:
        """Set it up, enrol the persons of `photographs` (name -> file), approve and publish a list.

        `accounts` work at the checkpoint and `guests` are expected there; `advance` is told what is
        being done. Raise SyncError, FaceEngineError, OSError.
        """
        self.home = folder / "centre"
        self.offline = folder / "usb"
        self.port = 0  # known after __enter__
        self.persons: dict[str, str] = {}  # person id -> name
        now = datetime.now(UTC)
        advance("found a data centre: keys, certificates, registry")
        with bootstrap.create(
            self.home, self.offline, "Gapura, peragaan", (HOST,), None, None, now
        ) as centre:
            self._staff(centre, bool(accounts), now)
            with Enroller() as enroller:
                for name, file in photographs.items():
                    advance(f"enrol {reference_name(name)} from a photograph")
                    stored = enrol(
                        centre.registry,
                        centre.blobs,
                        centre.vault,
                        enroller,
                        Identity(name=reference_name(name), family_card=LISTED_FAMILIES.get(name)),
                        file.read_bytes(),
                        PROPOSES,
                        now,
                    )
                    self.persons[stored.person_id] = name
                if accounts or guests:
                    advance("take in the officers and the expected visitors")
                    self._people(centre, enroller, folder, accounts, guests, now)
            advance("one operator proposes the list, another approves it")
            self._list(centre, now)
            advance("sign and publish the list")
            publisher = Publisher(centre.blobs, centre.secrets)
            own = [(roles.CollectionKind.LIST, LIST)]
            own += [(roles.CollectionKind.OFFICERS, CHECKPOINT)] if accounts else []
            own += [(roles.CollectionKind.VISITORS, CHECKPOINT)] if guests else []
            for kind, owner in own:
                publisher.delegate(roles.Collection(kind, owner).name, self.offline, now)
            publish_due(centre, now)

    def _staff(self, centre: Centre, sign_in: bool, now: datetime) -> None:
        with centre.registry.transaction() as session:
            for operator in (PROPOSES, APPROVES):
                passphrase = secrets.token_urlsafe(24)  # nobody will sign in
                operators.add(session, operator, operator.title(), passphrase, now)
            checkpoints.put(
                session,
                CHECKPOINT,
                "Gerbang Peragaan",
                Settings(sign_in=sign_in),
                may_verify=True,
                may_identify=True,
                operator_id=PROPOSES,
                now=now,
            )

    @staticmethod
    def _people(
        centre: Centre,
        enroller: Enroller,
        folder: Path,
        accounts: Sequence[Account],
        guests: Sequence[Guest],
        now: datetime,
    ) -> None:
        for name in {guest.photo for guest in guests if guest.photo}:
            shutil.copy(path_of(name), folder / name)
        shift, day = folder / "shift.jsonl", folder / "day.jsonl"
        shift.write_text("\n".join(json.dumps(_row(each)) for each in accounts), "utf-8")
        day.write_text("\n".join(json.dumps(_row(each)) for each in guests), "utf-8")
        registry, vault = centre.registry, centre.vault
        shifts = import_officers(registry, vault, CHECKPOINT, shift, PROPOSES, now, strict=True)
        shift.unlink()  # it holds the PINs
        taken = [*shifts.report]
        if shifts.change is not None:
            _agree(centre, shifts.change, now)
        taken += import_visitors(
            registry, centre.blobs, vault, enroller, CHECKPOINT, day, PROPOSES, now, strict=True
        )
        if refused := [each for each in taken if each.state not in ("stored", "proposed")]:
            raise TerminalError(f"the demo's people: row {refused[0].row}: {refused[0].text}")

    def _list(self, centre: Centre, now: datetime) -> None:
        today = now.date()
        described = ListSettings(
            name="Daftar Peragaan",
            owner="Gapura",
            category=Phrase(id="Peragaan", en="Demonstration"),
            colour="#d92d20",
            priority=1,
            instruction=INSTRUCTION,
            short=SHORT,
            target_fpir=0.001,
            officers=1,
            agreement=Agreement(
                number="PERAGAAN/1",
                starts=today - timedelta(days=1),
                ends=today + timedelta(days=365),
            ),
            checkpoints=(CHECKPOINT,),
        )
        model_id = load_manifest().model.model_id
        members = tuple(NewMember(person_id=person_id) for person_id in self.persons)
        for change in (
            CreateList(list_id=LIST, described=described, model_id=model_id),
            AddMembers(list_id=LIST, members=members),
        ):
            _agree(centre, change, now)

    def __enter__(self) -> DemoCentre:
        self._start()
        return self

    def _start(self) -> None:
        command = ["central", "serve", "--home", str(self.home), "--bind", f"{HOST}:{self.port}"]
        self._server = subprocess.Popen(
            [sys.executable, "-m", "edge_app.cli", *command],
            stdout=subprocess.PIPE,
            text=True,
            env={LEVEL: "error", **os.environ},  # of a good day the demo itself tells
        )
        line = self._server.stdout.readline() if self._server.stdout else ""
        if "serving on" not in line:
            self._server.kill()
            raise TerminalError("the demo's data centre did not start; its lines above say why")
        self.port = int(line.rsplit(":", 1)[1])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.terminate()
        with self._server:  # waits, and closes the pipe
            pass

    def ticket(self, url: str) -> Ticket:
        """Return what a technician brings to a new terminal, which reaches the centre at `url`."""
        now = datetime.now(UTC)
        with Centre.open(self.home) as centre:
            with centre.registry.transaction() as session:
                token, expires_at = terminals.issue_token(
                    session, centre.vault, CHECKPOINT, PROPOSES, now
                )
            return Ticket(
                centre_id=centre.centre_id,
                url=url,
                checkpoint_id=CHECKPOINT,
                token=token,
                ca=centre.ca.read_bytes(),
                root=Publisher(centre.blobs, centre.secrets).root_bytes(1),
                statements_key=centre.statements.public,
                expires_at=expires_at,
            )

    def approve(self, terminal_id: str) -> None:
        """Let the terminal in, as an operator."""
        with Centre.open(self.home) as centre, centre.registry.transaction() as session:
            terminals.approve(session, terminal_id, APPROVES, datetime.now(UTC))

    def held(self, alert_ids: Collection[str]) -> int:
        """Return how many of these alerts the data centre holds."""
        with Centre.open(self.home) as centre, centre.registry.session() as session:
            found = answers.alerts(session, centre.vault, list_id=LIST)
            return sum(alert.raised.alert_id in alert_ids for alert in found)


def _agree(centre: Centre, change: Change, now: datetime) -> None:
    """Have one operator propose the change, and the other one approve it."""
    with centre.registry.transaction() as session:
        proposal = proposals.propose(session, centre.vault, change, PROPOSES, now)
    with centre.registry.transaction() as session:
        proposals.approve(session, centre.vault, proposal, APPROVES, now)


def _row(said: Account | Guest) -> dict[str, str]:
    """Return a line of a file that an operator brings."""
    row = asdict(said)
    return {
        key: each.value if isinstance(each, OfficerRole) else str(each) for key, each in row.items()
    }

"""A USB bundle that came back: what each terminal left on it, and receipts for that.

A terminal signs what it leaves, also that no result waited there. So a stick that was nowhere
looks different from one that was at a quiet gate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange import ingest, statements
from sync.central.exchange.new_terminals import FAULTS, new_terminal, require_keys
from sync.central.registry import (
    audit,
    bundled,
    callers,
    enrolments,
    officer_pins,
    terminal_places,
    terminal_wipes,
)
from sync.central.registry.errors import OperationRefused
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import (
    FILE_LIMIT,
    RESULTS_FILE,
    TERMINAL,
    TERMINAL_FILE,
    RescuedBatch,
    SignedBatch,
    SignedEnrolment,
    SignedVisit,
    Stick,
)
from sync.protocol.envelope.random_values import random_id
from sync.protocol.errors import EnvelopeError, PackageError, StickRefused
from sync.protocol.wiped import SignedWipe
from sync.protocol.wire import RefusedResult, SealedResult

# Of one terminal in one reading: each is a row on the audit log, and a week fills some ten.
MAX_FILES = 1_000


@dataclass(frozen=True, slots=True)
class BundleRead:
    """What `read_bundle` took from the stick."""

    received: dict[str, int]  # terminal -> results that the data centre holds now; 0: none waited
    refused: tuple[str, ...]  # why; a file or a result each
    absent: tuple[str, ...]  # terminals that the stick was written for, and that left nothing on it
    rescued: dict[str, int] = field(default_factory=dict)  # broken terminal -> results off its disk
    wiped: tuple[str, ...] = ()  # terminals that say that their keys are destroyed
    enrolled: dict[str, str | None] = field(default_factory=dict)  # new terminal -> its words

    @property
    def brought_nothing(self) -> bool:
        """Return whether nothing is here that was on the stick: result, proof, new terminal."""
        return not (self.wiped or self.enrolled) and not sum(self.received.values()) + sum(
            self.rescued.values()
        )


def read_bundle(centre: Centre, folder: Path, operator_id: str, now: datetime) -> BundleRead:
    """Keep the results on the stick, and leave receipts there. May be repeated.

    A file that is forged, damaged, or a terminal's that is not active is refused and left; the
    others are taken. A terminal that had no result says so, and is heard of by that. Raise
    CentralError where the stick holds nothing of this data centre, StickRefused.
    """
    stick = Stick(centre.centre_id)
    received_of: dict[str, int] = {}
    refused: list[str] = []
    with Beneath(folder) as medium:
        if not medium.is_folder(stick.root):
            raise CentralError(f"{folder}: nothing on it belongs to this data centre")
        written_for = [name[:-5] for name in medium.files(stick.leases, TERMINAL_FILE)]
        heard = set(medium.folders(stick.results, TERMINAL))
        for terminal_id in sorted(heard):
            try:
                names = medium.files(stick.results_of(terminal_id), RESULTS_FILE)
            except StickRefused as error:
                refused.append(str(error))
                continue
            if not names:
                heard.remove(terminal_id)
                continue
            received, why = _read_terminal(
                centre, stick, medium, terminal_id, names, operator_id, now
            )
            refused += why
            if received is not None:
                received_of[terminal_id] = received
        rescued, why = _read_rescued(centre, stick, medium, operator_id, now)
        refused += why
        for name in medium.files(stick.visits, TERMINAL_FILE):
            terminal_id = name[:-5]
            if terminal_id not in heard:
                heard.add(terminal_id)
                try:
                    said = medium.read(stick.visit_of(terminal_id), FILE_LIMIT) or b""
                    _take_visit(centre, terminal_id, said, operator_id, now)
                except (PackageError, OperationRefused, StickRefused) as error:
                    refused.append(f"{terminal_id}, its visit: {error}")
                    continue
                received_of[terminal_id] = 0
            medium.remove(stick.visit_of(terminal_id))
        enrolled: dict[str, str | None] = {}
        for name in medium.files(stick.enrolments, TERMINAL_FILE):
            terminal_id = name[:-5]
            try:
                said = medium.read(stick.enrolment_of(terminal_id), FILE_LIMIT) or b""
                enrolled[terminal_id] = _enrol(centre, terminal_id, said, operator_id, now)
            except (PackageError, EnvelopeError, OperationRefused, StickRefused) as error:
                refused.append(f"{terminal_id}, its enrolment: {error}")
                continue
            medium.remove(stick.enrolment_of(terminal_id))
        wiped = []  # last: what such a terminal left before is taken all the same
        for name in medium.files(stick.wiped, TERMINAL_FILE):
            terminal_id = name[:-5]
            try:
                said = medium.read(stick.wiped_of(terminal_id), FILE_LIMIT) or b""
                with centre.registry.transaction() as session:
                    proof = SignedWipe.from_json(said)
                    terminal_wipes.keep_proof(session, terminal_id, proof, operator_id, now)
            except (PackageError, OperationRefused, StickRefused) as error:
                refused.append(f"{terminal_id}, its wipe: {error}")
                continue
            wiped.append(terminal_id)
            medium.remove(stick.wiped_of(terminal_id))
    if not (heard or rescued or wiped or enrolled):
        with centre.registry.transaction() as session:
            bundled.came_back_empty(session, written_for, operator_id, now)
    absent = tuple(each for each in written_for if each not in {*heard, *wiped})
    return BundleRead(received_of, tuple(refused), absent, rescued, tuple(wiped), enrolled)


def _enrol(
    centre: Centre, terminal_id: str, data: bytes, operator_id: str, now: datetime
) -> str | None:
    """Enrol a terminal that asks for it on the stick, pending; return its six words, if it has any.

    The same one again changes nothing: its stick was read before.
    """
    wanted = SignedEnrolment.from_json(data).opened()
    require_keys(wanted)
    new = new_terminal(wanted)
    if new.terminal_id != terminal_id:
        raise PackageError("it is another terminal's")
    index = enrolments.token_index(centre.vault, wanted.token)
    try:
        with centre.registry.transaction() as session:
            enrolments.enrol(session, index, new, now, read_by=operator_id)
    except enrolments.TokenRefused as error:
        raise OperationRefused(FAULTS[error.fault]) from None
    return new.words


def _read_rescued(
    centre: Centre, stick: Stick, medium: Beneath, operator_id: str, now: datetime
) -> tuple[dict[str, int], list[str]]:
    """Keep what came off the disks of broken terminals.

    Return how many of each are here, and what was refused. There is no receipt: the disk is not
    written any more.
    """
    received: dict[str, int] = {}
    refused: list[str] = []
    for terminal_id in medium.folders(stick.rescued, TERMINAL):
        own = stick.rescued_of(terminal_id)
        try:
            names = medium.files(own, RESULTS_FILE)
        except StickRefused as error:
            refused.append(str(error))
            continue
        for name in names[:MAX_FILES]:
            try:
                data = medium.read(f"{own}/{name}", FILE_LIMIT)
                mine, others = _ingest_rescued(centre, terminal_id, data or b"", operator_id, now)
            except (PackageError, OperationRefused, StickRefused) as error:
                refused.append(f"{terminal_id}/{name}: {error}")
                continue
            received[terminal_id] = received.get(terminal_id, 0) + len(mine)
            refused += [f"result {each.result_id}: {each.reason}" for each in others]
            medium.remove(f"{own}/{name}")
        if len(names) > MAX_FILES:
            left = len(names) - MAX_FILES
            refused.append(f"{terminal_id}: {left} more files wait; read the stick again")
    return received, refused


def _ingest_rescued(
    centre: Centre, terminal_id: str, data: bytes, operator_id: str, now: datetime
) -> tuple[list[str], list[RefusedResult]]:
    """Keep results off a broken terminal's disk; return the ids received, and those refused."""
    batch = RescuedBatch.from_json(data)
    if batch.terminal_id != terminal_id:
        raise PackageError("it lies in another terminal's folder")
    carrier = _active(centre, batch.carrier)
    results = batch.opened(carrier.signing_key).results
    with centre.registry.session() as session:
        broken = callers.caller(session, terminal_id)
        took_it = terminal_places.successors(session).get(terminal_id) == batch.carrier
    if broken is None or not took_it:
        raise OperationRefused("whoever brings it did not take that terminal's place")
    if broken.kiosk_key is None:
        raise OperationRefused("its kiosk is an older Gapura's: nobody signed these results")
    return _keep(centre, broken, results, operator_id, now, rescued_by=batch.carrier)


def _read_terminal(
    centre: Centre,
    stick: Stick,
    medium: Beneath,
    terminal_id: str,
    names: list[str],
    operator_id: str,
    now: datetime,
) -> tuple[int | None, list[str]]:
    """Keep what a terminal left in these files, and leave a receipt.

    Return how many of its results are here, None where no file was good, and what was refused.
    """
    own = stick.results_of(terminal_id)
    ids: list[str] = []
    set_aside: list[RefusedResult] = []
    good: list[str] = []
    refused: list[str] = []
    if len(names) > MAX_FILES:
        left = len(names) - MAX_FILES
        refused.append(f"{terminal_id}: {left} more files wait; read the stick again")
    for name in names[:MAX_FILES]:
        try:
            data = medium.read(f"{own}/{name}", FILE_LIMIT)
            mine, others = _ingest_file(centre, terminal_id, data or b"", operator_id, now)
        except (PackageError, OperationRefused, StickRefused) as error:
            refused.append(f"{terminal_id}/{name}: {error}")
            continue
        ids += mine
        set_aside += others
        good.append(name)
    if not good:
        return None, refused
    refused += [f"result {each.result_id}: {each.reason}" for each in set_aside]
    statement = statements.receipt(centre.statements, terminal_id, random_id(), now, ids, set_aside)
    medium.make_folder(stick.receipts)
    medium.write(stick.receipt_of(terminal_id), statement.to_json())
    for name in good:
        medium.remove(f"{own}/{name}")
    return len(ids), refused


def _take_visit(
    centre: Centre, terminal_id: str, data: bytes, operator_id: str, now: datetime
) -> None:
    """Note that the stick was at a terminal where no result waited."""
    signed = SignedVisit.from_json(data)
    if signed.terminal_id != terminal_id:
        raise PackageError("it is another terminal's")
    visit = signed.opened(_active(centre, terminal_id).signing_key)
    if visit.results:
        raise PackageError(f"it put {visit.results} results on the stick, and they are not there")
    with centre.registry.transaction() as session:
        if bundled.is_known(session, terminal_id, visit.at):
            raise PackageError("it was here before: the stick has not been there since")
        bundled.came_back(session, terminal_id, now)
        details = {"results": 0, "refused": 0, "visit": visit.at.isoformat()}
        audit.append(session, now, operator_id, bundled.READ, terminal_id, details)


def _active(centre: Centre, terminal_id: str) -> callers.Caller:
    """Return an active terminal. Raise OperationRefused."""
    with centre.registry.session() as session:
        terminal = callers.caller(session, terminal_id)
    if terminal is None:
        raise OperationRefused("no terminal of that id is enrolled here")
    if terminal.state != "active":
        raise OperationRefused(f"the terminal is {terminal.state}")
    return terminal


def _ingest_file(
    centre: Centre, terminal_id: str, data: bytes, operator_id: str, now: datetime
) -> tuple[list[str], list[RefusedResult]]:
    """Keep a file's results durably; return the ids received, and those refused for good."""
    batch = SignedBatch.from_json(data)
    if batch.terminal_id != terminal_id:
        raise PackageError("it lies in another terminal's folder")
    terminal = _active(centre, terminal_id)
    results = batch.opened(terminal.signing_key).results
    return _keep(centre, terminal, results, operator_id, now)


def _keep(
    centre: Centre,
    terminal: callers.Caller,
    results: Sequence[SealedResult],
    operator_id: str,
    now: datetime,
    rescued_by: str | None = None,
) -> tuple[list[str], list[RefusedResult]]:
    """Keep a file's results durably; return the ids received, and those refused for good."""
    terminal_id = terminal.terminal_id
    ingested = ingest.open_batch(centre, terminal, results, now)
    with centre.registry.transaction() as session:
        taken = officer_pins.take(
            session, centre.vault, terminal_id, ingested.results, ingested.refused, now
        )
        details: dict[str, int | str] = {
            "results": len(ingested.results),
            "refused": len(ingested.refused),
        }
        if rescued_by is None:
            bundled.came_back(session, terminal_id, now)
        else:
            details["rescued_by"] = rescued_by
        audit.append(session, now, operator_id, bundled.READ, terminal_id, details)
    if taken.spent:
        raise OperationRefused("the results of this terminal are used up for today; read it again")
    return ingest.settle(ingested, terminal_id, taken.owners)

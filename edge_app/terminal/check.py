"""`gapura provision check`: every probe of a terminal, put together.

The kiosk has no network and the agent no camera: each looks at its own part, the command at both.
"""

from __future__ import annotations

from collections.abc import Iterator

from edge_app.terminal.camera_check import look_at_camera, look_at_running_camera
from edge_app.terminal.camera_file import read_camera
from models.weights import verify
from sync.private_memory import swap
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.check.clock import look_at_clock
from sync.terminal.check.disk import look_at_disk
from sync.terminal.check.keys import look_at_keys
from sync.terminal.check.known import Known, read_known
from sync.terminal.check.link import link_probe
from sync.terminal.check.memory import look_at_memory
from sync.terminal.check.probes import Probe, look_at_all
from sync.terminal.check.said import look_at_kiosk, look_at_lists, look_at_processes
from sync.terminal.check.tpm import look_at_tpm
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState


def machine_probes(known: Known) -> tuple[Probe, ...]:
    """Return the probes of all but the network: camera, lists, models, disk, memory, time."""
    state = known.state
    return (
        Probe("the lists", lambda: _said(known)),
        Probe("the camera", lambda: _camera(known)),
        Probe("the models", _models),
        Probe("the clock", lambda: _clock(known)),
        Probe("the disk", lambda: look_at_disk(state.kiosk_store.parent)),
        Probe("the memory", lambda: look_at_memory(known.kiosk_runs, swap())),
        Probe("the TPM", lambda: look_at_tpm(keys_in_clear=bool(state.keys_in_clear()))),
    )


def look_at_machine(state: TerminalState) -> tuple[Finding, ...]:
    """Return what all of them find. Raise StateError."""
    return look_at_all(machine_probes(read_known(state)))


def all_probes(known: Known) -> tuple[Probe, ...]:
    """Return every probe, keys and network first."""
    return (
        Probe("the keys", lambda: look_at_keys(known.state, known.config)),
        link_probe(known),
        *machine_probes(known),
    )


def _said(known: Known) -> Iterator[Finding]:
    yield from known.wrong
    seen, now = known.kiosk, known.clock().now()
    yield from look_at_processes(known.agent_runs, known.kiosk_runs, seen, now)
    status = None if seen is None else seen.status
    yield from look_at_lists(known.fact, status)
    if known.kiosk_runs and status is not None:
        yield from look_at_kiosk(status)


def _camera(known: Known) -> Iterator[Finding]:
    try:
        camera = read_camera(known.state)
    except (StateError, OSError) as error:
        yield found(FindingCode.KIOSK_FAULT, why=error)
        return
    if not known.kiosk_runs:
        yield from look_at_camera(camera)
    elif known.kiosk is not None and known.kiosk.status is not None:
        yield from look_at_running_camera(known.kiosk.status, camera, known.state.kiosk_lock)


def _models() -> Iterator[Finding]:
    try:
        states = verify()
    except OSError as error:
        yield found(FindingCode.MODEL_UNREADABLE, why=error.strerror or error)
        return
    for each in states:
        if each.state != "ok":
            missing = each.state == "missing"
            code = FindingCode.MODEL_MISSING if missing else FindingCode.MODEL_ALTERED
            yield found(code, name=each.name)


def _clock(known: Known) -> tuple[Finding, ...]:
    clock = known.clock()
    told = clock.now() if known.was_told_time() else None
    return look_at_clock(known.system(), clock.certain(), told)

"""Somebody stands at the gate; at the data centre they are approved; the lane alerts.

A real data centre, a real agent, a real kiosk without its window. The listed photograph is another
one than the lane sees. Each time the person is a new entry of the registry, and is off the list
again, on the terminal too, before the next: so every alert is a first one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import cv2
import numpy as np

from edge_app.bench.report import Row
from edge_app.bench.sync.centre import Advance, MeasuredCentre, agent, folder
from edge_app.bench.waiting import wait_until
from edge_app.demo.centre import HOST, PROPOSES
from edge_app.demo.scene import OBAMA, REFERENCES, SceneSource, crowd
from edge_app.domain import Answer
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk, open_terminal
from models.images import read_image
from models.weights import path_of
from sync.central.photographs.enroller import Enroller
from sync.central.registry import enrolment
from sync.central.registry.persons import Identity
from sync.terminal.enrolment import enrol
from sync.terminal.state import TerminalState

POLL_INTERVAL_S = 0.005
SETTLED_S = 1.0  # the lane has looked at who stands there


def measure(times: int, advance: Advance) -> list[Row]:
    """Return `publish_to_alert_p95`: seconds from the beginning of the approval to the alert."""
    with folder() as place, MeasuredCentre(place) as centre:
        persons = _persons(centre, times)
        state = TerminalState(place / "terminal")
        ticket = centre.ticket(f"https://{HOST}:{centre.port}")
        centre.approve(enrol(state, ticket, "1").terminal_id)
        with agent(state), _lane(state) as running:
            taken = []
            for number, person in enumerate(persons):
                advance(number, times, "a person at the gate is approved")
                time.sleep(SETTLED_S + number / times)  # at any moment of the lane's own rhythm
                taken.append(_alerted(running, person, centre.add(person)))
                centre.remove(person)
                wait_until(lambda: _references(running) == 1, "the removal")
    return [
        Row("publish_to_alert_p50", median(taken), "s", times),
        Row("publish_to_alert_p95", float(np.percentile(taken, 95)), "s", times),
    ]


def _persons(centre: MeasuredCentre, count: int) -> list[str]:
    """Return the ids of so many entries of one face: files that differ, for a registry."""
    picture = read_image(path_of(REFERENCES[OBAMA]))[:, :, ::-1]
    kept, held = [], centre.centre
    with Enroller() as enroller:
        for number in range(count):
            file = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 99 - number])[1]
            identity = Identity(name=f"Peragaan {number}", external_id=f"{number}")
            stored = enrolment.enrol(
                held.registry,
                held.blobs,
                held.vault,
                enroller,
                identity,
                file.tobytes(),
                PROPOSES,
                datetime.now(UTC),
            )
            kept.append(stored.person_id)
    return kept


@contextmanager
def _lane(state: TerminalState) -> Iterator[ProvisionedKiosk]:
    """Yield the kiosk without a window, serving the list of one, and somebody else before it."""
    running = open_terminal(Path(state.root), lambda: SceneSource(crowd(1), seconds=None))
    try:
        running.start_sync()
        wait_until(lambda: _references(running) == 1, "the list")
        running.start_lane()
        wait_until(lambda: running.lane.view().counts.captured == 1, "the person at the gate")
        yield running
    finally:
        running.stop()


def _references(running: ProvisionedKiosk) -> int:
    return running.lane.view().references


def _alerted(running: ProvisionedKiosk, person: str, began: float) -> float:
    """Return seconds since `began` until the lane shows the alert, which is then answered."""
    while time.monotonic() - began < 60.0:
        for alert in running.lane.view().open_alerts:
            if alert.candidate.reference.reference_id == person:
                taken = time.monotonic() - began
                running.lane.answer(alert.alert_id, Answer.CONFIRMED)
                return taken
        time.sleep(POLL_INTERVAL_S)
    raise TimeoutError("no alert within a minute of the approval")

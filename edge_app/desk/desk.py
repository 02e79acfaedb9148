"""All that an officer works with at one kiosk, put together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.alert_parts import AlertLane
from edge_app.desk.alerts import AlertDesk
from edge_app.desk.escalation import ESCALATE_AFTER_S
from edge_app.desk.notebook import Notebook
from edge_app.desk.preferences import PreferencesDesk
from edge_app.desk.session import Session
from edge_app.desk.shift_summary import Summaries
from edge_app.desk.visitors import VisitorBook
from edge_app.pipeline.live import LiveLane
from edge_app.rosters import Visitors
from edge_app.sounds import Sounds
from edge_app.store.alerts import AlertStore
from edge_app.store.arrivals import Arrivals
from edge_app.store.database import StoreDatabase
from edge_app.store.journal import Journal
from edge_app.store.settings import Settings
from sync.protocol.content import Officer


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts; each says for itself from which thread it may be used."""

    session: Session
    alerts: AlertDesk
    visitors: VisitorBook
    summaries: Summaries
    preferences: PreferencesDesk
    sounds: Sounds
    notebook: Notebook

    def start(self) -> None:
        """Begin to work."""
        self.notebook.start()
        self.session.start()
        self.visitors.start()
        self.summaries.start()

    def stop(self) -> None:
        """Let held answers count, write what waits, end all threads; also before `start`."""
        self.alerts.stop()
        self.visitors.stop()
        self.summaries.stop()
        self.session.stop()
        self.notebook.stop()
        self.sounds.close()

    def put_aside_blind(self) -> None:
        """The officer has read that the lists are too old, and checks by hand."""
        self.notebook.note(self.session.view().number, "blind-understood")


@dataclass(frozen=True, slots=True)
class Behind:
    """What a desk stands on: a provisioned terminal, or a store of its own."""

    lane: AlertLane
    live: LiveLane | None  # None: nobody can be compared 1:1
    store: AlertStore
    database: StoreDatabase
    now: Callable[[], datetime]  # trusted time
    officers: Callable[[], tuple[Officer, ...] | None]
    manifests: Callable[[], tuple[Visitors, ...]] | None  # None: no data centre


def open_desk(
    behind: Behind, clock: Callable[[], float] = time.monotonic, sounds: Sounds | None = None
) -> Desk:
    """Put the parts together; nothing is started yet. Raises StoreError."""
    journal = Journal(behind.database, behind.now)
    settings = Settings(behind.database, journal)
    session = Session(
        behind.database, behind.officers, behind.now, clock, lambda: settings.get("idle_lock_s")
    )
    notebook = Notebook(journal)
    sounds = sounds or Sounds()
    escalate = _seconds(settings.get("escalate_after_s"), ESCALATE_AFTER_S)
    return Desk(
        session=session,
        alerts=AlertDesk(behind.lane, session, behind.store, sounds, clock, lambda: escalate),
        visitors=VisitorBook(
            behind.manifests,
            Arrivals(behind.database),
            behind.store.verified,
            behind.now,
        ),
        summaries=Summaries(behind.database, behind.now),
        preferences=PreferencesDesk(settings, notebook.later),
        sounds=sounds,
        notebook=notebook,
    )


def _seconds(setting: str | None, otherwise: float) -> float:
    try:
        return float(setting) if setting else otherwise
    except ValueError:
        return otherwise

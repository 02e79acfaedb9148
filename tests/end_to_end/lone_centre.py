"""A data centre with two lists and three officers, which is away for days."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sync.central.registry import checkpoints, officers
from sync.central.registry.checkpoints import Settings
from sync.central.registry.list_changes import AddMembers, ChangeList, CreateList, NewMember
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_verifier
from tests.end_to_end.lone_officer import ACCOUNTS
from tests.end_to_end.system import CHECKPOINT, HOST, LIST, MODEL, PROPOSES, DataCentre, described

SECOND = "prioritas"  # a list whose alerts two officers confirm
PERSONS, OF_SECOND = 320, 20


@dataclass(frozen=True)
class Scale:
    """Three days, or three hours in which everything comes as much sooner."""

    hours: float
    settings: Settings
    dismissed_hours: int
    confirmed_days: int | None = None  # None: as long as the list

    @property
    def stale(self) -> timedelta:
        return timedelta(hours=self.settings.stale_after_hours)

    @property
    def outdated(self) -> timedelta:
        return timedelta(hours=self.settings.outdated_after_hours)


FULL = Scale(72.5, Settings(), 12)
SHORT = Scale(3.2, Settings(stale_after_hours=1, outdated_after_hours=3), 1)


class LoneCentre(DataCentre):
    """With two lists, three officers, and a machine that can be away for days."""

    persons: tuple[str, ...]
    issued: datetime  # of its lists

    def fill(self, scale: Scale) -> None:
        now, centre = datetime.now(UTC), self.centre
        with centre.registry.transaction() as session:
            checkpoints.put(
                session, CHECKPOINT, "Gerbang", scale.settings, True, True, PROPOSES, now
            )
        listed_as = described()
        retention = listed_as.agreement.retention.model_copy(
            update={
                "dismissed_hours": scale.dismissed_hours,
                "confirmed_days": scale.confirmed_days,
            }
        )
        agreed = listed_as.agreement.model_copy(update={"retention": retention})
        listed_as = listed_as.model_copy(update={"agreement": agreed})
        second = listed_as.model_copy(update={"name": "Prioritas", "officers": 2, "priority": 1})
        self.persons = tuple(self.people(range(PERSONS)))
        self.change(ChangeList(list_id=LIST, described=listed_as))
        self.change(CreateList(list_id=SECOND, described=second, model_id=MODEL.model_id))
        of_second = tuple(NewMember(person_id=each) for each in self.persons[-OF_SECOND:])
        self.add(self.persons[:-OF_SECOND])
        self.change(AddMembers(list_id=SECOND, members=of_second))
        with centre.registry.transaction() as session:
            accounts = tuple(
                Officer(
                    number=each.number,
                    name=each.name,
                    role=OfficerRole.OFFICER,
                    pin_verifier=pin_verifier(each.pin),
                )
                for each in ACCOUNTS
            )
            officers.store(session, centre.vault, CHECKPOINT, accounts)
        for name in (f"list-{SECOND}", f"officers-{CHECKPOINT}"):
            self.publisher.delegate(name, self.offline, now)
        self.issued = datetime.now(UTC)
        self.publish()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody answers at its address."""
        self.stop()
        with socket.socket() as kept:  # bound, and nobody listens: nobody else takes the port
            kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            kept.bind((HOST, self.port))
            yield

"""Quotas of questions, whom a search may name, and what goes on the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints, comparisons
from sync.central.registry.checkpoints import Settings
from sync.central.registry.comparisons import ReferenceOwner
from sync.central.registry.persons import nik_index
from sync.central.registry.question_counts import MAX_KEY, Counted, count, of_days
from sync.central.registry.schema import Person
from sync.protocol.envelope.vault import Vault
from sync.protocol.zones import gate_day

MONTH = timedelta(days=30)
# Probes that are like no face, of a terminal. Of real faces 8 in 2,429 are below the floor: two in
# the 600 questions that a terminal may ask a day, and ten once in some 25,000 such days. Where
# pictures are so bad that one face in a hundred is, that is one such day in twelve. It stops who
# sends random vectors, 91% of which are below: the eleventh is refused. Who starts from any face
# is never below the floor, and is stopped by the quota of the person alone.
NO_FACES_A_DAY = 10


@dataclass(frozen=True, slots=True)
class Asker:
    """The terminal whose question it is."""

    terminal_id: str
    checkpoint_id: str
    kiosk_key: bytes | None = None  # public; None: enrolled by an older Gapura, it signs nothing


def take(
    session: Session,
    vault: Vault,
    asker: Asker,
    officer: str,
    nik: str | None,
    now: datetime,
    whole: bool = True,
) -> Counted | None:
    """Count a question for all that it counts for; return the alarm where that is one too many.

    `nik`: None for 1:N. What is not known counts as what is. Beyond the terminal's own quota
    nothing else is counted: so no terminal makes more rows than that. `whole`: False where it
    counts for the terminal alone: officer and person have quotas at all lanes of a checkpoint,
    which nobody else may use up.
    """
    settings = checkpoints.settings_of(session, asker.checkpoint_id)
    day = gate_day(now, settings.zone)
    asked = count(session, day, Counted.TERMINAL, asker.terminal_id)
    if asked > settings.questions_per_terminal:
        return Counted.OVER_QUOTA
    if of_days(session, Counted.NO_FACE, asker.terminal_id, day) >= NO_FACES_A_DAY:
        return Counted.OVER_QUOTA
    if not whole:
        return None
    of_officer = count(session, day, Counted.OFFICER, f"{asker.checkpoint_id}/{officer}"[:MAX_KEY])
    if of_officer > settings.questions_per_officer:
        return Counted.OVER_QUOTA
    if nik is not None:
        # As a search counts the person: asked both ways, nobody is compared twice as often.
        known = select(Person.person_id).where(Person.nik_index == nik_index(vault, nik))
        who = session.scalars(known).first() or nik
        probed = _takes_person(session, vault, asker, who, settings, day)
        return Counted.PROBED if probed else None
    searches = count(session, day, Counted.SEARCHES, asker.terminal_id)
    return Counted.OVER_QUOTA if searches > settings.searches_per_terminal else None


def nameable(
    session: Session, vault: Vault, asker: Asker, reference_ids: Iterable[str], now: datetime
) -> tuple[dict[str, ReferenceOwner], bool]:
    """Return who a search may name, by the first reference of each; and whether others may not.

    Who was found here too often is left out: what a search tells of one person is limited as what
    1:1 tells. Raise EnvelopeError.
    """
    wanted = list(reference_ids)
    owners = comparisons.owners_of(session, vault, wanted)
    settings = checkpoints.settings_of(session, asker.checkpoint_id)
    day = gate_day(now, settings.zone)
    named: dict[str, ReferenceOwner] = {}
    seen: set[str] = set()
    probed = False
    for reference_id in wanted:
        owner = owners.get(reference_id)
        if owner is None or owner.person_id in seen:
            continue
        seen.add(owner.person_id)
        if _takes_person(session, vault, asker, owner.person_id, settings, day):
            probed = True
        else:
            named[reference_id] = owner
    return named, probed


def record(
    session: Session,
    asker: Asker,
    question_id: str,
    details: dict[str, Any],
    alarm: Counted | None,
    now: datetime,
) -> None:
    """Put a question on the audit log. An alarm is counted, and of what is refused with one only
    the 1st, 10th, 100th … of a day is a row: nobody fills the log.
    """  # noqa: D205
    if alarm is not None:
        day = checkpoints.day_at(session, asker.checkpoint_id, now)
        times = count(session, day, alarm, asker.terminal_id)
        if details["outcome"] == "refused" and str(times).rstrip("0") != "1":
            return
        details = {**details, "alarm": alarm.value, "times_today": times}
    details = {**details, "checkpoint": asker.checkpoint_id}
    audit.append(session, now, asker.terminal_id, "question", question_id, details)


def _takes_person(
    session: Session, vault: Vault, asker: Asker, who: str, settings: Settings, day: date
) -> bool:
    """Count a comparison with one person, known or not; return whether it is one too many."""
    key = vault.index(f"asked {asker.checkpoint_id} {who}")
    today = count(session, day, Counted.PERSON, key)
    month = of_days(session, Counted.PERSON, key, day - MONTH)
    return today > settings.questions_per_person or month > settings.questions_per_person_month

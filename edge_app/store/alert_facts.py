"""An alert as a row: what the screen needs after a restart, and nothing that compares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from edge_app.domain import (
    NO_TRACK,
    Alert,
    Answer,
    Candidate,
    FormerAnswer,
    Odds,
    Phrase,
    Reference,
    WatchList,
    reference_key,
)
from edge_app.jpeg import from_jpeg, to_jpeg
from edge_app.lists.strength import strength
from models.geometry import Box


@dataclass(frozen=True, slots=True)
class _Facts:
    watch_list: WatchList
    reference_id: str
    instruction: Phrase | None
    frame: int
    time_s: float
    box: tuple[float, float, float, float]
    score: float
    threshold: float
    fmr: float
    quality: float
    latency_ms: float
    odds: Odds | None = None


_FACTS = TypeAdapter(_Facts)


def to_row(alert: Alert, captured: bytes) -> dict[str, Any]:
    """Return the columns of an alert; `captured` is its picture as JPEG."""
    candidate, box = alert.candidate, alert.box
    facts = _Facts(
        candidate.watch_list,
        candidate.reference.reference_id,
        candidate.reference.instruction,
        alert.frame,
        alert.time_s,
        (box.x, box.y, box.w, box.h),
        candidate.score,
        candidate.threshold,
        candidate.fmr,
        alert.quality,
        alert.latency_ms,
        candidate.odds,
    )
    return {
        "alert_id": alert.alert_id,
        "facts": _FACTS.dump_json(facts).decode(),
        "name": candidate.reference.name,
        "portrait": to_jpeg(candidate.reference.portrait),
        "captured": captured,
    }


def from_row(
    row: Mapping[str, Any],
    sightings: Iterable[str] = (),
    former: Mapping[str, tuple[FormerAnswer, ...]] | None = None,
) -> Alert:
    """Return the alert of a row that `to_row` made, with `raised_at` beside it.

    `sightings`: times, in order; `former`: answers to earlier alerts by reference.
    """
    facts = _FACTS.validate_json(row["facts"])
    reference = Reference(
        facts.reference_id,
        row["name"],
        facts.watch_list.list_id,
        from_jpeg(row["portrait"]),
        facts.instruction,
    )
    candidate = Candidate(
        reference, facts.watch_list, facts.score, facts.threshold, facts.fmr, odds=facts.odds
    )
    return Alert(
        alert_id=row["alert_id"],
        track_id=NO_TRACK,
        frame=facts.frame,
        time_s=facts.time_s,
        box=Box(*facts.box),
        captured=from_jpeg(row["captured"]),
        candidate=candidate,
        latency_ms=facts.latency_ms,
        quality=facts.quality,
        raised_at=datetime.fromisoformat(row["raised_at"]),
        sightings=tuple(datetime.fromisoformat(at) for at in sightings),
        former=(former or {}).get(candidate.reference_key, ()),
    )


def former_answer(row: Mapping[str, Any]) -> tuple[str, FormerAnswer]:
    """Return the reference of an answered alert's row, by its key, and the answer."""
    facts = _FACTS.validate_json(row["facts"])
    return reference_key(facts.watch_list.list_id, facts.reference_id), FormerAnswer(
        row["alert_id"],
        Answer(row["answer"]),
        tuple(filter(None, row["officers"].split(","))),
        datetime.fromisoformat(row["answered_at"]),
        row["reason"],
    )


def case_facts(facts: str) -> tuple[WatchList, str]:
    """Return the list of a row's `facts`, and whom the alert is about, by the reference's key."""
    found = _FACTS.validate_json(facts)
    return found.watch_list, reference_key(found.watch_list.list_id, found.reference_id)


def watch_list(facts: str) -> WatchList:
    """Return the list of a row's `facts`, as it was when the alert was raised."""
    return _FACTS.validate_json(facts).watch_list


def list_and_strength(facts: str) -> tuple[str, int] | None:
    """Return of which list and how strong an alert was; None: its odds were not written down."""
    read = _FACTS.validate_json(facts)
    return None if read.odds is None else (read.watch_list.list_id, strength(read.odds))

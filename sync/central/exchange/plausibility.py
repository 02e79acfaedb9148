"""Whether a result can be true, by what the data centre knows itself. Pure.

A kiosk's signature says who made it. That it can have happened is asked besides: a stolen kiosk's
key, or a fault of ours, ends at what its checkpoint may hold and who works there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sync.central.photographs.jpeg_header import jpeg_size
from sync.central.registry.expectations import Expected
from sync.protocol.envelope.passphrases import is_agreed
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
    OfficerPinChanged,
    OtherResult,
    PersonVerified,
    ResultBody,
)

MAX_AHEAD = timedelta(minutes=10)  # a terminal's clock that no lease has corrected yet
MAX_EARLY = timedelta(days=1)  # what is dated so far ahead may come again; beyond, it is wrong
MAX_BEFORE = timedelta(hours=1)  # the same, on the day of its enrolment
MAX_SIDE = 1024  # pixels of a captured face; a kiosk sends 512 at most
MAX_DOCUMENT_SIDE = 2048  # of a document that was photographed; a kiosk sends 1280 at most


def is_early(body: ResultBody | OtherResult, now: datetime) -> bool:
    """Return whether the result is to come again later: it is dated before its time.

    A clock that ran ahead until it was set right leaves true results with such dates. They wait at
    the terminal. A change of a PIN does not: the newest is the one that counts.
    """
    early = now + MAX_AHEAD < body.at <= now + MAX_EARLY
    return early and not isinstance(body, OfficerPinChanged)


def objection(body: ResultBody | OtherResult, expected: Expected, now: datetime) -> str | None:
    """Return why the result cannot be true; None: it can."""
    if body.at > now + MAX_AHEAD:
        return "dated in the future"
    if body.at < expected.enrolled_at - MAX_BEFORE:
        return "dated before the terminal was enrolled"
    if isinstance(body, AlertRaised):
        return _of_alert(body, expected)
    if isinstance(body, OfficerPinChanged) and not is_agreed(body.pin_verifier):
        return "its verifier of a PIN is of another kind than agreed"
    if unknown := set(_officers(body)) - expected.officers:
        return f"officer {min(unknown)} is not of its checkpoint"
    if isinstance(body, AlertFollowed) and (body.picture or body.step == "photograph"):
        return _of_picture(body.picture, MAX_DOCUMENT_SIDE)
    return None


def _of_alert(body: AlertRaised, expected: Expected) -> str | None:
    if body.list_id not in expected.lists:
        return f"its checkpoint never held the list {body.list_id}"
    return _of_picture(body.captured, MAX_SIDE)


def _of_picture(jpeg: bytes, max_side: int) -> str | None:
    size = jpeg_size(jpeg)
    if size is None:
        return "its picture is no JPEG"
    if max(size) > max_side:
        return f"its picture has {size[0]} x {size[1]} pixels"
    return None


def _officers(body: ResultBody | OtherResult) -> tuple[str, ...]:
    match body:
        case AlertAnswered():
            return body.officers
        case AlertFollowed():
            return tuple(filter(None, (body.officer, body.receiver)))
        case (
            AlertEscalated(officer=str(number))
            | PersonVerified(officer=str(number))
            | OfficerPinChanged(officer=number)
        ):
            return (number,)
        case _:
            return ()

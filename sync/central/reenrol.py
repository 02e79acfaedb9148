"""Move a list to another model: its photographs are enrolled again, then the list is switched.

One operator may do it, and the audit chain says who: nobody comes onto the list or leaves it, for
the switch is refused as long as a single person would be missing. What was made before an
interruption is kept; starting again goes on from there. The old templates stay, until nobody needs
them: until the next publication terminals serve the old ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.central.centre import Centre
from sync.central.photographs.enroller import Enrolled, PhotoRefused
from sync.central.registry import persons, reenrolment
from sync.central.registry.schema import ReferenceTemplate

TOGETHER = 50  # templates in one transaction: some seconds of work

Advance = Callable[[int, int, str], None]  # references done, in all, which list


class TemplateMaker(Protocol):
    """Makes templates of one model, as sync.central.photographs.enroller.Enroller does."""

    @property
    def model_id(self) -> str:
        """Return the model of the templates."""

    def enrol(self, photo: bytes) -> Enrolled:
        """Return the reference of a file's bytes. Raise PhotoRefused."""


@dataclass(frozen=True, slots=True)
class Reenrolled:
    """The outcome for a list."""

    list_id: str
    model_id: str
    made: int  # templates
    refused: dict[str, int]  # photographs the model does not take: reason -> how many
    switched: bool  # False: it had that model already


def reenrol(
    centre: Centre,
    list_id: str,
    enroller: TemplateMaker,
    operator_id: str,
    now: datetime,
    advance: Advance = lambda *_: None,
) -> Reenrolled:
    """Move the list to the model.

    Raise OperationRefused where a person would be lost, BlobError, EnvelopeError.
    """
    model_id = enroller.model_id
    with centre.registry.session() as session:
        missing = reenrolment.references_without(session, list_id, model_id)
    made: list[ReferenceTemplate] = []
    refused: Counter[str] = Counter()
    for done, reference_id in enumerate(missing):
        advance(done, len(missing), list_id)
        photo = persons.read_photo(centre.blobs, centre.vault, reference_id)
        try:
            template = enroller.enrol(photo).template
        except PhotoRefused as error:
            refused[error.reason.value] += 1
            continue
        made.append(persons.sealed_template(centre.vault, reference_id, model_id, template))
        if len(made) % TOGETHER == 0:
            _keep(centre, made[-TOGETHER:])
    _keep(centre, made[len(made) - len(made) % TOGETHER :])
    with centre.registry.transaction() as session:
        switched = reenrolment.switch_model(session, list_id, model_id, operator_id, now)
    return Reenrolled(list_id, model_id, len(made), dict(refused), switched)


def _keep(centre: Centre, rows: list[ReferenceTemplate]) -> None:
    with centre.registry.transaction() as session:
        reenrolment.keep_templates(session, rows)

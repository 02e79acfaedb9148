"""The 1:N index beside the registry: opened when first needed, and brought up to it.

On one machine it lies in this process's memory alone. A Milvus server holds what outgrows that.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.manifest import load_manifest
from models.template_model import TemplateModel
from sync.central.centre import Centre
from sync.central.errors import IdentificationError
from sync.central.identification.in_memory_index import InMemoryIndex
from sync.central.identification.milvus_index import IdentificationIndex
from sync.central.identification.older_index import remove_older_index
from sync.central.registry import comparisons

log = logging.getLogger(__name__)

ADDRESS = "GAPURA_MILVUS"  # environment variable: http(s)://host:port of a server
Index = IdentificationIndex | InMemoryIndex
SAMPLED = 256  # templates that must find themselves when the index is opened
RECHECK_S = 60.0  # templates of a list that moves to another model come without a row of audit
_TOGETHER = 1_000  # templates on their way into the index


@dataclass(slots=True, eq=False)
class _Open:
    """An index, and the state of the registry that it holds; None: not known."""

    index: Index
    state: comparisons.TemplateState | None = None
    audit: int = 0  # the row of the audit log up to which nothing has to be read again
    looked_at: float = float("-inf")  # monotonic
    people: dict[tuple[str, ...], int] = field(default_factory=dict)  # on these lists


class Search:
    """The 1:N indexes, one for each model of the questions. Threads may share it."""

    def __init__(self, centre: Centre) -> None:
        """Open nothing yet; remove what an older version kept in the clear."""
        self._centre = centre
        self._address = os.environ.get(ADDRESS)
        self._lock = threading.Lock()
        self._open: dict[str, _Open] = {}  # by model_id
        remove_older_index(centre.home)

    def index(self, model: TemplateModel) -> Index:
        """Return the index of the model with everything that the registry holds now.

        Raise IdentificationError.
        """
        with self._lock:
            return self._current(model).index

    def people(self, model: TemplateModel, lists: tuple[str, ...]) -> int:
        """Return how many persons are on these lists: the N of a threshold."""
        with self._lock:
            held = self._current(model)
            if lists not in held.people:
                with self._centre.registry.session() as session:
                    held.people[lists] = comparisons.people_on(session, lists)
            return held.people[lists]

    def close(self) -> None:
        """Let go of every template."""
        with self._lock:
            for held in self._open.values():
                held.index.close()
            self._open.clear()

    def _current(self, model: TemplateModel) -> _Open:
        held = self._open.get(model.model_id)
        if held is None:
            held = self._open[model.model_id] = self._sound(model)
        self._catch_up(held, model)
        return held

    def _sound(self, model: TemplateModel) -> _Open:
        """Open the index; prove a server's on a sample."""
        held = _Open(self._opened(model))
        if isinstance(held.index, InMemoryIndex):
            return held
        self._catch_up(held, model)
        if held.index.recall(self._sample(model)) == 1.0:
            return held
        log.warning("the 1:N index does not find what is in it: it is made anew")
        held.index.close()
        return _Open(self._anew(model, self._address or ""))

    def _opened(self, model: TemplateModel) -> Index:
        current = model.model_id == load_manifest().current_model
        if self._address is None or not current:  # another: for the days of a move
            return InMemoryIndex(model.template_size)
        try:
            return IdentificationIndex.open(self._address, model.model_id, model.template_size)
        except IdentificationError as error:
            if not error.damaged:
                raise
            log.warning("%s; it is made anew", error)
            return self._anew(model, self._address)

    def _anew(self, model: TemplateModel, address: str) -> IdentificationIndex:
        """Return an empty index; what belongs into it is put in when it catches up."""
        return IdentificationIndex.rebuild(address, model.model_id, (), model.template_size)

    def _sample(self, model: TemplateModel) -> list[tuple[str, NDArray[np.float32]]]:
        """Return a sample of templates, spread over all, that must find themselves."""
        with self._centre.registry.session() as session:
            wanted = comparisons.reference_ids(session, model.model_id)
            part = wanted[:: max(1, len(wanted) // SAMPLED)]
            templates = comparisons.templates_of(
                session, self._centre.vault, part, model.model_id, model.template_size
            )
        return _present(part, templates)

    def _catch_up(self, held: _Open, model: TemplateModel) -> None:
        """Put in what is missing, take out what is gone; nothing while nothing has changed.

        At 1,000,000 references it takes a third of a second to see that; so the audit log says
        first whether an operator did anything, and what terminals do does not count.
        """
        index, vault = held.index, self._centre.vault
        now = time.monotonic()
        with self._centre.registry.session() as session:
            audit, acted = comparisons.operators_acted(session, held.audit)
            if held.state is not None and not acted and now - held.looked_at < RECHECK_S:
                held.audit = audit
                return
            state = comparisons.template_state(session, model.model_id)
            held.people.clear()
            if state == held.state:
                held.audit, held.looked_at = audit, now
                return
            wanted = comparisons.reference_ids(session, model.model_id)
        present_ids = index.ids()
        index.delete(present_ids.difference(wanted))
        missing = [name for name in wanted if name not in present_ids]
        for start in range(0, len(missing), _TOGETHER):
            part = missing[start : start + _TOGETHER]
            with self._centre.registry.session() as session:
                templates = comparisons.templates_of(
                    session, vault, part, model.model_id, model.template_size
                )
            index.upsert(_present(part, templates))
        held.state, held.audit, held.looked_at = state, audit, now
        log.info("the 1:N index: %d templates, %d of them new", len(wanted), len(missing))


def _present(
    names: list[str], templates: NDArray[np.float32]
) -> list[tuple[str, NDArray[np.float32]]]:
    """Return those with a template, each as `(1, f)`; one that went meanwhile is a row of NaN."""
    present = ~np.isnan(templates[:, 0])
    return [
        (name, row[None]) for name, row, here in zip(names, templates, present, strict=True) if here
    ]

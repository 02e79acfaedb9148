"""The 1:N index beside the server: opened when first needed, and brought up to the registry.

Milvus Lite's folder belongs to one process. The other workers, where there are any and no cluster,
compare with all templates in memory: 51 MB and 1 ms at 100,000.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.manifest import load_manifest
from models.template_model import TemplateModel
from sync.central.centre import Centre
from sync.central.errors import IdentificationError
from sync.central.identification import IdentificationIndex
from sync.central.in_memory_index import InMemoryIndex
from sync.central.registry import comparisons

log = logging.getLogger(__name__)

ADDRESS = "GAPURA_MILVUS"  # environment variable: http(s)://host:port of a cluster
FOLDER = "identification"  # in the home, for Milvus Lite
Index = IdentificationIndex | InMemoryIndex
SAMPLED = 256  # templates that must find themselves when the index is opened
_TOGETHER = 1_000  # templates in memory, on their way into the index


@dataclass(slots=True, eq=False)
class _Open:
    """An index, and the state of the registry that it holds; None: not known."""

    index: Index
    marks: comparisons.TemplateState | None = None


class Search:
    """The 1:N indexes, one for each model of the questions. Threads may share it."""

    def __init__(self, centre: Centre) -> None:
        """Open nothing yet."""
        self._centre = centre
        self._address = os.environ.get(ADDRESS, str(centre.home.absolute() / FOLDER))
        self._lock = threading.Lock()
        self._open: dict[str, _Open] = {}  # by model_id

    @contextmanager
    def index(self, model: TemplateModel) -> Iterator[Index]:
        """Return the index of the model with everything that the registry holds now.

        Raise IdentificationError.
        """
        with self._lock:
            held = self._open.get(model.model_id)
            if held is None:
                held = self._open[model.model_id] = self._sound(model)
            self._catch_up(held, model)
            index = held.index
        yield index

    def close(self) -> None:
        """Release the folder."""
        with self._lock:
            for held in self._open.values():
                held.index.close()
            self._open.clear()

    def _sound(self, model: TemplateModel) -> _Open:
        """Open the index and prove it on a sample: Milvus Lite keeps no checksums."""
        held = _Open(self._opened(model))
        if isinstance(held.index, InMemoryIndex):
            return held
        self._catch_up(held, model)
        if held.index.recall(self._sample(model)) == 1.0:
            return held
        log.warning("the 1:N index does not find what is in it: it is made anew")
        held.index.close()
        return _Open(self._anew(model))

    def _opened(self, model: TemplateModel) -> Index:
        if model.model_id != load_manifest().current_model:
            return InMemoryIndex(
                model.template_size
            )  # for the days of a move: terminals that ask with it
        try:
            return IdentificationIndex.open(self._address, model.model_id, model.template_size)
        except IdentificationError as error:
            if error.damaged:
                log.warning("%s; it is made anew", error)
                return self._anew(model)
            if "://" in self._address:
                raise
            log.warning("%s; this worker compares with all templates in memory", error)
            return InMemoryIndex(model.template_size)

    def _anew(self, model: TemplateModel) -> IdentificationIndex:
        """Return an empty index; what belongs into it is put in when it catches up."""
        return IdentificationIndex.rebuild(self._address, model.model_id, (), model.template_size)

    def _sample(self, model: TemplateModel) -> list[tuple[str, NDArray[np.float32]]]:
        """Return a sample of templates, spread over all, that must find themselves."""
        with self._centre.registry.session() as session:
            wanted = comparisons.reference_ids(session, model.model_id)
            part = wanted[:: max(1, len(wanted) // SAMPLED)]
            templates = comparisons.templates_of(
                session, self._centre.vault, part, model.model_id, model.template_size
            )
        present = ~np.isnan(templates[:, 0])
        return [
            (name, row[None])
            for name, row, here in zip(part, templates, present, strict=True)
            if here
        ]

    def _catch_up(self, held: _Open, model: TemplateModel) -> None:
        """Put in what is missing, take out what is gone; nothing while the marks stand still."""
        index, vault = held.index, self._centre.vault
        with self._centre.registry.session() as session:
            marks = comparisons.template_state(session, model.model_id)
            if marks == held.marks:
                return
            wanted = comparisons.reference_ids(session, model.model_id)
        present_ids = index.ids()
        missing = [name for name in wanted if name not in present_ids]
        for start in range(0, len(missing), _TOGETHER):
            part = missing[start : start + _TOGETHER]
            with self._centre.registry.session() as session:
                templates = comparisons.templates_of(
                    session, vault, part, model.model_id, model.template_size
                )
            present = ~np.isnan(templates[:, 0])
            index.upsert(
                (name, row[None])
                for name, row, here in zip(part, templates, present, strict=True)
                if here
            )
        index.delete(present_ids.difference(wanted))
        held.marks = marks
        log.info("the 1:N index: %d templates, %d of them new", len(wanted), len(missing))

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

import numpy as np
from numpy.typing import NDArray

from models.manifest import load_manifest
from models.template_model import TemplateModel
from sync.central.centre import Centre
from sync.central.errors import IdentificationError
from sync.central.identification import IdentificationIndex
from sync.central.registry import comparisons
from sync.central.scan import Scan

log = logging.getLogger(__name__)

ADDRESS = "GAPURA_MILVUS"  # environment variable: http(s)://host:port of a cluster
FOLDER = "identification"  # in the home, for Milvus Lite
Index = IdentificationIndex | Scan
SAMPLED = 256  # templates that must find themselves when the index is opened
_TOGETHER = 1_000  # templates in memory, on their way into the index


class Search:
    """The index of the present model. Threads may share it."""

    def __init__(self, centre: Centre) -> None:
        """Opens nothing yet."""
        self._centre = centre
        self._address = os.environ.get(ADDRESS, str(centre.home.absolute() / FOLDER))
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._marks: comparisons.Marks | None = None

    @contextmanager
    def index(self) -> Iterator[Index]:
        """Everything that the registry holds now is in it. Raises IdentificationError."""
        with self._lock:
            if self._index is None:
                self._index = self._sound(load_manifest().model)
            self._catch_up(self._index)
            index = self._index
        yield index

    def close(self) -> None:
        """Release the folder."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _sound(self, model: TemplateModel) -> Index:
        """Opened, and proven on a sample: Milvus Lite keeps no checksums."""
        index = self._opened(model)
        if isinstance(index, Scan):
            return index
        self._catch_up(index)
        if index.recall(self._sample(model)) == 1.0:
            return index
        log.warning("the 1:N index does not find what is in it: it is made anew")
        index.close()
        return self._anew(model)

    def _opened(self, model: TemplateModel) -> Index:
        try:
            return IdentificationIndex.open(self._address, model.model_id, model.template_size)
        except IdentificationError as error:
            if error.damaged:
                log.warning("%s; it is made anew", error)
                return self._anew(model)
            if "://" in self._address:
                raise
            log.warning("%s; this worker compares with all templates in memory", error)
            return Scan(model.template_size)

    def _anew(self, model: TemplateModel) -> IdentificationIndex:
        """Empty; what belongs into it is put in when it catches up."""
        self._marks = None
        return IdentificationIndex.rebuild(self._address, model.model_id, (), model.template_size)

    def _sample(self, model: TemplateModel) -> list[tuple[str, NDArray[np.float32]]]:
        """Templates that must find themselves, spread over all."""
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

    def _catch_up(self, index: Index) -> None:
        """Put in what is missing, take out what is gone; nothing while the marks stand still."""
        model, vault = load_manifest().model, self._centre.vault
        with self._centre.registry.session() as session:
            marks = comparisons.marks(session, model.model_id)
            if marks == self._marks:
                return
            wanted = comparisons.reference_ids(session, model.model_id)
        held = index.ids()
        missing = [reference_id for reference_id in wanted if reference_id not in held]
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
        index.delete(held.difference(wanted))
        self._marks = marks
        log.info("the 1:N index: %d templates, %d of them new", len(wanted), len(missing))

"""The registry's 1:N index on a Milvus server, for what outgrows one machine. The door to pymilvus.

The index only proposes; `candidates` compares again, with the registry's own templates. It holds
nothing that the registry does not have: after a crash `ids` says what is there, `recall` whether it
can be found, and `rebuild` makes it anew where it is damaged. A collection belongs to one model;
its rows are named `<template id>/<number>`. Several data centres' workers may use one server.

The server keeps templates in the clear: its disks are encrypted, and its network is the data
centre's own.

What the library says of a failed request is neither logged nor chained: it may quote ids.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any, Self

import numpy as np
from pymilvus import DataType, MilvusClient
from pymilvus.exceptions import MilvusException

from sync.central.errors import IdentificationError
from sync.central.identification.milvus_rows import (
    MAX_TEMPLATES,
    Templates,
    collection_of,
    id_of,
    key,
    keys_from,
    require,
    rows_of,
)

TOKEN = "GAPURA_MILVUS_TOKEN"  # noqa: S105  name of an environment variable
_BATCH = 1_000  # rows a request
_PROBES = 64  # a request
_PAGE = 16_000  # ids a request; Milvus ends at 16,384
_TIMEOUT = 60.0  # seconds a request; without it pymilvus repeats it 75 times
_LOADING = 900.0  # seconds to load or flush all of a collection
_CONNECTING = 10.0
# Right after a change a search waits 0.2 s until all of it is there; later it does not wait.
SETTLED_S = 10.0
_SLACK = 1e-3  # of a cosine: what the server's arithmetic may differ from ours

# An exact scan: nobody is missed.
_INDEX = {"index_type": "FLAT", "metric_type": "IP"}

# They log failed requests, ids and all.
for _library in ("pymilvus", "grpc._server"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class IdentificationIndex:
    """The templates of one model. Threads may share it; `close` it, or use it in a `with`."""

    def __init__(self, client: MilvusClient, where: str, collection: str, dimension: int) -> None:
        """Take what `open` and `rebuild` have opened."""
        self._client: Any = client
        self._where = where
        self._collection = collection
        self._dimension = dimension
        self._changed_at = time.monotonic()  # as far as is known here: others write too
        self._writing = threading.Lock()  # what an upsert leaves over is deleted by the same thread

    @classmethod
    def open(cls, address: str, model_id: str, dimension: int) -> Self:
        """Open the index of a model, empty if it is new. Raise IdentificationError.

        `address`: `http(s)://host:port` of a server or cluster, whose token, where it asks for one,
        is in the environment variable GAPURA_MILVUS_TOKEN.
        """
        return cls._opened(address, model_id, dimension, anew=False)

    @classmethod
    def rebuild(
        cls,
        address: str,
        model_id: str,
        rows: Iterable[tuple[str, Templates]],
        dimension: int,
    ) -> Self:
        """Make the index of a model anew from the registry's rows, whatever state it is in.

        Searches find only what is already in. Killed on the way: `ids` tells how far it came.
        """
        index = cls._opened(address, model_id, dimension, anew=True)
        try:
            index.upsert(rows)
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def _opened(cls, address: str, model_id: str, dimension: int, *, anew: bool) -> Self:
        if not address.startswith(("http://", "https://")):
            raise IdentificationError(
                "the identification index is at http(s)://host:port of a Milvus server"
            )
        where = address.rpartition("@")[2]  # credentials in an address are not repeated
        with _faults(where, "opening", "check that the server runs, its address and its token"):
            client = MilvusClient(address, token=os.environ.get(TOKEN, ""), timeout=_CONNECTING)
        try:
            index = cls(client, where, collection_of(model_id), dimension)
            advice = "rebuild it from the registry: it is damaged or of another version of Milvus"
            with _faults(where, "opening the collection", advice, damaged=True):
                index._prepare(anew=anew)
        except BaseException:
            client.close()
            raise
        return index

    def _prepare(self, *, anew: bool) -> None:
        if anew:
            self._client.drop_collection(self._collection, timeout=_TIMEOUT)
        indexes = self._client.prepare_index_params()
        indexes.add_index("template", **_INDEX)
        if not self._client.has_collection(self._collection, timeout=_TIMEOUT):
            schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
            schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=140)
            schema.add_field("template", DataType.FLOAT_VECTOR, dim=self._dimension)
            self._client.create_collection(
                self._collection, schema=schema, consistency_level="Strong", timeout=_TIMEOUT
            )
        fields = self._client.describe_collection(self._collection, timeout=_TIMEOUT)["fields"]
        held = next(f["params"]["dim"] for f in fields if f["name"] == "template")
        if int(held) != self._dimension:
            raise IdentificationError(
                f"identification index {self._where} holds templates of {held} values, not"
                f" {self._dimension}: rebuild it from the registry",
                damaged=True,
            )
        if not self._client.list_indexes(self._collection, timeout=_TIMEOUT):
            self._client.create_index(self._collection, indexes, timeout=_LOADING)
        self._client.load_collection(self._collection, timeout=_LOADING)

    def upsert(self, rows: Iterable[tuple[str, Templates]]) -> None:
        """Put in, or replace, the templates `(n, f) float32` unit rows of each id, n up to 8.

        What went in before an error stays in. Raise IdentificationError.
        """
        pending = iter(rows)
        with self._writing:
            while batch := dict(islice(pending, _BATCH)):
                data = rows_of(batch.items(), self._dimension)
                ends = {n: len(rows) for n, rows in batch.items() if len(rows) < MAX_TEMPLATES}
                with self._asking("writing"):
                    self._client.upsert(self._collection, data, timeout=_TIMEOUT)
                    longer = self._held([key(name, end) for name, end in ends.items()])
                    self._remove(keys_from({id_of(row): ends[id_of(row)] for row in longer}))
                self._changed_at = time.monotonic()

    def delete(self, template_ids: Iterable[str]) -> None:
        """Delete all templates of these ids, where they are in. Raise IdentificationError."""
        with self._writing, self._asking("deleting"):
            self._remove(keys_from(dict.fromkeys(template_ids, 0)))
            self._changed_at = time.monotonic()

    def nearest(self, probes: Templates, count: int, floor: float) -> list[list[str]]:
        """Return ids proposed for each of `(m, f) float32` unit rows, nearest first.

        They are the ids of the `count` nearest templates that reach `floor`, a cosine, or nearly:
        fewer, where an id has several of these. Raise IdentificationError.
        """
        require(probes, self._dimension, "probe")
        proposed: list[list[str]] = []
        settled = time.monotonic() - self._changed_at > SETTLED_S
        for start in range(0, len(probes), _PROBES):
            with self._asking("searching"):
                found = self._client.search(
                    self._collection,
                    data=list(probes[start : start + _PROBES]),
                    limit=min(count, _PAGE),
                    output_fields=[],
                    search_params={"metric_type": _INDEX["metric_type"]},
                    consistency_level="Bounded" if settled else "Strong",
                    timeout=_TIMEOUT,
                )
            proposed += [
                list(
                    dict.fromkeys(
                        id_of(hit["id"]) for hit in hits if hit["distance"] >= floor - _SLACK
                    )
                )
                for hits in found
            ]
        return proposed

    def recall(self, rows: Iterable[tuple[str, Templates]]) -> float:
        """Return the share of the registry's ids whose first template finds them; 1 for no rows.

        An index that names every id may still find only half of them, and only a sample of known
        templates shows that. Raise IdentificationError.
        """
        known = list(rows)
        if not known:
            return 1.0
        probes = np.stack([templates[0] for _, templates in known])
        proposed = self.nearest(probes, MAX_TEMPLATES, -1.0)
        found = sum(name in ids for (name, _), ids in zip(known, proposed, strict=True))
        return found / len(known)

    def count(self) -> int:
        """Return how many templates there are, each of an id's. Raise IdentificationError."""
        with self._asking("counting"):
            answer = self._client.query(
                self._collection, filter="", output_fields=["count(*)"], timeout=_TIMEOUT
            )
        return int(answer[0]["count(*)"])

    def ids(self) -> set[str]:
        """Return every id that is in, read from the index. Raise IdentificationError."""
        found: set[str] = set()
        self._changed_at = time.monotonic()  # whoever asks has seen a change
        with self._asking("listing"):
            pages = self._client.query_iterator(
                self._collection,
                batch_size=_PAGE,
                filter="",
                output_fields=["id"],
                timeout=_TIMEOUT,
            )
            try:
                while page := pages.next():
                    found.update(id_of(row["id"]) for row in page)
            finally:
                pages.close()
        return found

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        with suppress(MilvusException):
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _held(self, keys: list[str]) -> list[str]:
        if not keys:
            return []
        rows = self._client.get(self._collection, keys, output_fields=["id"], timeout=_TIMEOUT)
        return [row["id"] for row in rows]

    def _remove(self, keys: Iterator[str]) -> None:
        while batch := list(islice(keys, _BATCH)):
            if held := self._held(batch):
                self._client.delete(self._collection, ids=held, timeout=_TIMEOUT)

    def _asking(self, what: str) -> Any:
        return _faults(self._where, what, "check that the server runs, then repeat this")


@contextmanager
def _faults(where: str, what: str, advice: str, damaged: bool = False) -> Iterator[None]:
    try:
        yield
    except MilvusException as error:
        raise IdentificationError(
            f"identification index {where}: {what} failed"
            f" ({type(error).__name__}, code {error.code}); {advice}",
            damaged,
        ) from None

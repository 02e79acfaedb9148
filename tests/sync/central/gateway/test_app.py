"""The application as such: what it tells nobody, what its document tells."""

from __future__ import annotations

import numpy as np
import pytest

from sync.central.gateway.app import _bare, openapi
from sync.central.gateway.files import requested_range
from sync.central.identification.in_memory_index import InMemoryIndex
from tests.sync.central.releases.registry_rows import template


def test_no_environment_makes_it_report_to_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    app = _bare()
    assert not app._telemetry["auto_configure"]
    assert not app._native_telemetry.enabled()


def test_the_document_names_a_problem_for_every_refusal() -> None:
    document = openapi()
    assert len(document["paths"]) == 11
    for path in document["paths"].values():
        for operation in path.values():
            refusals = {s: r for s, r in operation["responses"].items() if s.startswith("4")}
            assert {"401", "403", "409", "422", "429"} <= refusals.keys()
            for refusal in refusals.values():
                schema = refusal["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}


def test_a_range_that_is_not_understood_is_the_whole() -> None:
    for header in (None, "", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1"):
        assert requested_range(header, 10) is None


def test_a_scan_finds_the_nearest_of_what_is_in_it() -> None:
    scan = InMemoryIndex(128)
    assert scan.nearest(template(1)[None], 5, -1.0) == [[]]
    scan.upsert((f"r{number}", template(number)[None]) for number in range(50))
    probe = np.asarray(template(7) + 0.5 * template(8), np.float32)[None]
    assert scan.nearest(probe, 2, -1.0) == [["r7", "r8"]]
    scan.upsert([("r7", -template(7)[None])])
    scan.delete(["r9", "unknown"])
    assert scan.nearest(probe, 1, -1.0) == [["r8"]]
    assert len(scan.ids()) == 49

"""Keeper and gateway, each within its unit, tell systemd when they answer."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.as_unit import within
from tests.end_to_end.system import GAPURA, ROOT, DataCentre, environment
from tests.fakes.service_manager import service_manager
from tests.waiting import PATIENCE_S, until


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("keeper", DataCentre.as_keeper, "answering at "),
        ("gateway", DataCentre.as_gateway, "serving on https://"),  # without a keeper
    ],
)
def test_it_is_ready_when_it_answers(
    name: str, arguments: Callable[[DataCentre], list[str]], says: str, tmp_path: Path
) -> None:
    with DataCentre(tmp_path) as centre, service_manager(tmp_path) as manager:
        command = [*within(name), *GAPURA, *arguments(centre)]
        told = environment(NOTIFY_SOCKET=manager.address)
        with (
            (tmp_path / "log").open("wb") as log,
            subprocess.Popen(command, stdout=log, stderr=log, env=told, cwd=ROOT) as running,
        ):
            try:
                until(lambda: manager.heard("READY=1"), lambda: (tmp_path / "log").read_text())
                assert manager.status.startswith(says)
            finally:
                running.terminate()
            assert running.wait(PATIENCE_S) == 0

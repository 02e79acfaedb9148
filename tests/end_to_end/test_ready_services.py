"""Keeper and gateway tell systemd when they answer, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.system import DataCentre, process
from tests.fakes.service_manager import service_manager
from tests.waiting import PATIENCE_S, until


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "says"),
    [(DataCentre.as_keeper, "answering at "), (DataCentre.as_gateway, "serving on https://")],
    ids=["keeper", "gateway without a keeper"],
)
def test_it_is_ready_when_it_answers(
    arguments: Callable[[DataCentre], list[str]], says: str, tmp_path: Path
) -> None:
    with DataCentre(tmp_path) as centre, service_manager(tmp_path) as manager:
        given = {"NOTIFY_SOCKET": manager.address}
        with process(*arguments(centre), log=tmp_path / "log", **given) as running:
            try:
                until(lambda: manager.heard("READY=1"), lambda: (tmp_path / "log").read_text())
                assert manager.status.startswith(says)
            finally:
                running.terminate()
            assert running.wait(PATIENCE_S) == 0

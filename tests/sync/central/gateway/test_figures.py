"""What an operator watches comes from a real server, and rules and board name nothing else."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from edge_app import cli
from sync.protocol.signed_reports import Network
from sync.protocol.wire import HeldCollection, KioskReport
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import Gate, House, founded, running
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[4]
MONITORING = ROOT / "packaging" / "monitoring"
NAME = re.compile(r"gapura_[a-z_]+")


class Watched:
    """A server with two gateways, and where its figures are."""

    def __init__(self, house: House, port: int) -> None:
        self.house = house
        self.url = f"http://127.0.0.1:{port}"

    def text(self) -> str:
        answer = httpx.get(f"{self.url}/metrics")
        assert answer.status_code == 200
        return answer.text

    def value(self, name: str, **labels: str) -> float | None:
        for family in text_string_to_metric_families(self.text()):
            for sample in family.samples:
                if sample.name == name and labels.items() <= sample.labels.items():
                    return float(sample.value)
        return None


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder = tmp_path_factory.mktemp("watched")
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    options = ["--metrics", f"127.0.0.1:{port}"]
    with (
        founded(folder) as centre,
        running(centre, folder / "offline", workers=2, options=options) as house,
    ):
        yield Watched(house, port)


@pytest.fixture(scope="module")
def gate(watched: Watched) -> Gate:
    """A terminal that has sent a heartbeat."""
    gate = watched.house.gate()
    held = HeldCollection(collection="list-cekal", version=1, references=10, state="stale")
    kiosk = KioskReport(
        collections=(held,),
        camera="lost",
        frames=1234,
        people=9,
        alerts=1,
        faults=("slow",),
        frame_rate=3.5,
        camera_rate=30.0,
        latency_ms=140.0,
        read_share=0.9,
    )
    report = gate.report(number=3, networks=(Network(name="blind", sha256="0" * 64),))
    beat = heartbeat(datetime.now(UTC), kiosk, temperature=51.5, waiting=7, report=report)
    assert gate.post("/v1/heartbeat", beat).status_code == 200
    until(lambda: watched.value("gapura_terminals", state="active") == 1)
    return gate


def test_the_fleet_is_counted(watched: Watched, gate: Gate) -> None:
    terminal = gate.terminal_id[:8]
    assert watched.value("gapura_terminal_frames_total", terminal=terminal) == 1234
    assert watched.value("gapura_terminal_camera_fault", terminal=terminal) == 1
    assert watched.value("gapura_terminal_frame_rate", terminal=terminal) == 3.5
    assert watched.value("gapura_terminal_camera_rate", terminal=terminal) == 30
    assert watched.value("gapura_terminal_decision_seconds", terminal=terminal) == 0.14
    assert watched.value("gapura_terminal_read_share", terminal=terminal) == 0.9
    assert watched.value("gapura_terminal_trouble", terminal=terminal, trouble="lane-slow") == 1
    assert watched.value("gapura_terminal_results_waiting", terminal=terminal) == 7
    assert watched.value("gapura_terminal_results_not_here", terminal=terminal) == 3
    assert watched.value("gapura_terminal_report_timestamp_seconds", terminal=terminal)
    assert watched.value("gapura_terminal_trouble", terminal=terminal, trouble="model") == 1
    assert watched.value("gapura_stale_lists") == 1
    assert watched.value("gapura_chain_cuts") == 0
    assert 364 < (watched.value("gapura_expiry_days", what="root") or 0) <= 365
    assert (watched.value("gapura_oldest_heartbeat_seconds") or 0) < 600


def test_both_gateways_count_refusals_together(watched: Watched) -> None:
    def refused() -> float:
        return watched.value("gapura_refusals_total", kind="not-found") or 0.0

    before = refused()
    for _ in range(10):
        with watched.house.client() as client:
            assert client.get("/nothing").status_code == 404
    assert refused() == before + 10


@pytest.mark.usefixtures("gate")
def test_rules_and_board_name_only_what_a_server_answers(watched: Watched) -> None:
    with watched.house.client() as client:
        client.get("/nothing")
    there = set(NAME.findall(watched.text()))
    rules = (MONITORING / "alerts.yml").read_text("utf-8")
    board = json.loads((MONITORING / "board.json").read_text("utf-8"))
    asked = re.findall(r"^        expr: (.+)$", rules, re.MULTILINE)
    assert len(asked) == rules.count("- alert: ") == rules.count("summary: ")
    asked += [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    assert len(asked) > 30
    wanted = {name for each in asked for name in NAME.findall(each)}
    assert wanted - there == set()


def test_no_figure_names_a_person_or_a_whole_terminal(watched: Watched, gate: Gate) -> None:
    text = watched.text()
    assert gate.terminal_id[:8] in text
    assert gate.terminal_id not in text
    assert "Orang" not in text
    assert not re.search(r"(?<![\d.])\d{16}(?![\d.])", text)


def test_health_is_answered_on_loopback_and_nowhere_else(watched: Watched) -> None:
    assert httpx.get(f"{watched.url}/health").status_code == 200
    assert httpx.get(f"{watched.url}/v1/enrol").status_code == 404
    assert httpx.post(f"{watched.url}/metrics").status_code == 404
    with watched.house.client() as client:
        for path in ("/metrics", "/health"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize("where", ["0.0.0.0:9464", "unix:/run/x", "[::]:9464", "9464"])
def test_figures_are_for_this_machine_alone(where: str, capsys: Any, tmp_path: Path) -> None:
    asked = ["central", "serve", "--home", str(tmp_path), "--metrics", where]
    assert cli.main(asked) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert ("is not of this machine alone" in line) or ("is no ADDRESS:PORT" in line)

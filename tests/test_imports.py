"""The rule of imports, read from the sources: no arrow backwards, one door a library."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "sync", "edge_app")

# Who may import a heavy library: modules, or a package with all that is in it.
DOORS = {
    "mediapipe": {"models.mediapipe_tasks"},
    "onnxruntime": {"models.onnx_runtime"},
    "onnx": {"models.graph"},
    "pyseccomp": {"models.picture_child"},
    "annoy": {"models.annoy_index"},
    "httpcore": {"sync.terminal.tunnel"},
    "httpx": {
        "models.download",
        "sync.terminal.connection",
        "sync.terminal.http_answers",
        "sync.terminal.tunnel",
    },
    "httpx_sse": {"sync.terminal.connection", "sync.terminal.http_answers"},
    "tenacity": {"sync.terminal", "edge_app.store.writer"},
    "tuf": {"sync.terminal.updater", "sync.central.publisher"},
    "securesystemslib": {"sync.central.publisher"},
    "cryptography": {"sync.protocol.envelope"},
    "pkcs11": {"sync.central.publisher.token_signer"},
    "miniaudio": {"edge_app.desk.sounds"},
    "babel": {"edge_app.ui.text.language"},
    "pyqtgraph": {"edge_app.ui.records.plot"},
    "zxingcpp": {"edge_app.documents.barcodes", "sync.central.exchange.ticket_sheet"},
    "http_message_signatures": {"sync.protocol.signing"},
    "sqlcipher3": {"edge_app.store.database"},
    "sqlite_utils": {"sync.sqlite_tables"},
    "sqlalchemy": {"sync.central.registry"},
    "alembic": {"sync.central.registry"},
    "pymilvus": {"sync.central.identification.milvus_index"},
    "obstore": {"sync.central.storage.blobs"},
    "fastapi": {"sync.central.gateway"},
    "starlette": {"sync.central.gateway"},
    "prometheus_client": {
        "sync.central.gateway.figures_app",
        "sync.central.gateway.refusals",
        "sync.central.keeper.figures",
    },
    "uvicorn": {"sync.central.gateway.server", "sync.central.gateway.http_connection"},
    "PySide6": {"edge_app.ui", "edge_app.bench.ui"},
}

# All of the data centre that the process with the network may import.
GATEWAY_KNOWS = (
    "sync.central.gateway",
    "sync.central.channel",
    "sync.central.clock",
    "sync.central.errors",
    "sync.central.gateway_files",
    "sync.central.listening",
)

# The roots: they open windows without knowing what a window is made of.
ROOTS = {
    "edge_app.terminal.kiosk",
    "edge_app.terminal.bare_kiosk",
    "edge_app.commands.kiosk",
    "edge_app.demo.command",
    "edge_app.bench.ui.figures",
}

# Commands that use what may not be installed, and say so where it is not.
MOUNTS = {"edge_app.commands.kiosk"}

# Who decides what a screen says, without Qt: presenters, words, and what they share.
WITHOUT_QT = re.compile(
    r"edge_app\.ui\.(\w+\.)?(\w*presenter|\w*words|\w*_layout|language|message|contrast|marks|picture"
    r"|notice_view|row_view|tile_view|list_look|lane_source)"
)

# What no terminal installs, and so may know the data centre; whatever else there is, runs on one.
NOT_INSTALLED = re.compile(
    r"(sync\.central|edge_app\.(demo|bench)|edge_app\.ui\.screenshots)(\..*)?"
)


def locked(lock: str) -> set[str]:
    """The names of the packages that `lock` installs, as the lock spells them."""
    return set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))


BUNDLED = packages_distributions()  # a library's name -> the packages that bring it
NOT_ON_A_TERMINAL = locked("requirements.lock") - locked("packaging/terminal.lock")


def is_on_a_terminal(library: str) -> bool:
    """False when only packages bring `library` that no terminal installs."""
    packages = {re.sub(r"[-_.]+", "-", name).lower() for name in BUNDLED.get(library, ())}
    return not packages or not packages <= NOT_ON_A_TERMINAL


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, module: str) -> Iterator[str]:
    """Every module that `source`, the text of `module`, imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(filter(None, [*module.split(".")[: -node.level], base]))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(source: str, module: str) -> list[str]:
    """What in `source`, the text of `module`, breaks the rule."""
    found = set()
    for target in imported(source, module):
        arrow = f"{module} -> {target}"
        if within(module, "models") and (within(target, "sync") or within(target, "edge_app")):
            found.add(f"{arrow}: models imports neither sync nor edge_app")
        if within(module, "sync") and within(target, "edge_app"):
            found.add(f"{arrow}: sync does not import edge_app")
        for here, there in (("terminal", "central"), ("central", "terminal")):
            if within(module, f"sync.{here}") and within(target, f"sync.{there}"):
                found.add(f"{arrow}: terminal and central meet in sync.protocol only")
        if within(module, "sync.protocol") and (
            within(target, "sync.terminal") or within(target, "sync.central")
        ):
            found.add(f"{arrow}: sync.protocol knows neither end")
        known = any(within(target, each) for each in GATEWAY_KNOWS)
        parent = any(within(each, target) for each in GATEWAY_KNOWS)  # of "from a import b"
        of_centre = within(target, "sync.central") and not (known or parent)
        if within(module, "sync.central.gateway") and of_centre:
            found.add(f"{arrow}: what answers the network knows no key, no database, no file")
        if within(module, "sync.central.channel") and within(target, "sync.central.gateway"):
            found.add(f"{arrow}: what both speak knows neither")
        if within(module, "sync.central.keeper") and within(target, "sync.central.gateway"):
            found.add(f"{arrow}: the keeper has no network")
        has_a_window = within(module, "edge_app.ui") or within(module, "edge_app.bench.ui")
        opens_a_screen = within(target, "edge_app.ui") and not has_a_window
        if opens_a_screen and module not in ROOTS:
            found.add(f"{arrow}: only the roots open the screens")
        on_a_terminal = NOT_INSTALLED.fullmatch(module) is None
        if on_a_terminal and NOT_INSTALLED.fullmatch(target) and module not in MOUNTS:
            found.add(f"{arrow}: a terminal does not hold what it does not install")
        library = target.partition(".")[0]
        if on_a_terminal and not is_on_a_terminal(library):
            found.add(f"{arrow}: packaging/terminal.lock does not install {library}")
        doors = DOORS.get(library)
        if doors is not None and not any(within(module, door) for door in doors):
            found.add(f"{arrow}: the door to {library} is {', '.join(sorted(doors))}")
        if library == "PySide6" and WITHOUT_QT.fullmatch(module):
            found.add(f"{arrow}: presenters know no Qt")
        if library == "tests":
            found.add(f"{arrow}: the product does not import its tests")
    return sorted(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_breaks_the_rule(package: Any) -> None:
    sources = sorted((ROOT / package).rglob("*.py"))
    assert sources
    broken = [
        fault for path in sources for fault in faults(path.read_text("utf-8"), module_name(path))
    ]
    assert broken == []


def rooms(package: str) -> dict[str, set[str]]:
    """The rooms of `package`, its folders and loose modules, each with those that it imports."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
        module = module_name(path)
        if module == package:
            continue
        here = module.removeprefix(f"{package}.").partition(".")[0]
        there = {
            target.removeprefix(f"{package}.").partition(".")[0]
            for target in imported(path.read_text("utf-8"), module)
            if target.startswith(f"{package}.")
        }
        found.setdefault(here, set()).update(there - {here})
    return found


@pytest.mark.parametrize("package", ["sync.central", "edge_app"])
def test_rooms_form_no_circle(package: Any) -> None:
    found = rooms(package)
    assert len(found) > 10
    TopologicalSorter(found).prepare()  # raises CycleError, with the circle


def test_few_modules_of_the_data_centre_stand_in_no_room() -> None:
    loose = {path.stem for path in (ROOT / "sync/central").glob("*.py")} - {"__init__"}
    assert len(loose) <= 15


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("models.detector", "import sync.protocol"),
        ("models.detector", "from edge_app import domain"),
        ("models.detector", "def f():\n    from edge_app.domain import Frame"),
        ("sync.terminal.updater", "from edge_app.errors import TerminalError"),
        ("sync.terminal.updater", "from sync.central import registry"),
        ("sync.terminal.updater", "from ..central import registry"),
        ("sync.central.publisher", "import sync.terminal.updater"),
        ("sync.protocol.envelope.vault", "from sync import terminal"),
        ("sync.protocol.package", "from cryptography import x509"),
        ("edge_app.pipeline.tracker", "from PySide6.QtCore import QRect"),
        ("edge_app.pipeline.tracker", "from edge_app.ui import theme"),
        ("edge_app.terminal.kiosk", "import PySide6"),
        ("edge_app.ui.alert.banner_presenter", "from PySide6.QtCore import QRect"),
        ("models.gallery", "import mediapipe as mp"),
        ("models.weights", "import onnx"),
        ("edge_app.terminal.agent", "import httpx"),
        ("edge_app.terminal.agent", "from sync.central import registry"),
        ("edge_app.terminal.kiosk", "import sync.central"),
        ("edge_app.commands.centralised", "import sync.central"),
        ("models.gallery", "import pandas"),
        ("sync.protocol.wire", "from fastapi import Request"),
        ("sync.terminal.outbox", "import grpc"),
        ("edge_app.store.database", "from psycopg import connect"),
        ("edge_app.lists.served_list", "import hypothesis"),
        ("sync.central.publisher", "import obstore"),
        ("sync.central.gateway.app", "from sync.central.centre import Centre"),
        ("sync.central.gateway.app", "from sync.central.exchange import statements"),
        ("sync.central.gateway.files", "from sync.central.keeper import repository"),
        ("sync.central.keeper.server", "from sync.central.gateway.app import build"),
        ("sync.central.keeper.server", "import starlette"),
        ("edge_app.cli", "import tests.fakes"),
    ],
)
def test_a_backward_arrow_is_seen(module: Any, source: Any) -> None:
    assert faults(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("edge_app.pipeline.tracker", "from models.geometry import Box"),
        ("sync.terminal.updater", "from sync.protocol import wire"),
        ("sync.protocol.envelope.vault", "from cryptography import x509"),
        ("edge_app.ui.alert.banner", "from PySide6.QtWidgets import QWidget"),
        ("edge_app.commands.kiosk", "from edge_app.ui.window.application import run"),
        ("models.onnx_runtime", "import onnxruntime"),
        ("sync.central.storage.blobs", "import obstore"),
        ("sync.central.gateway.app", "from sync.central.channel.messages import Hello"),
        ("sync.central.serving.serve", "from sync.central.gateway.server import run"),
        ("sync.central.registry.migrations", "from alembic import op"),
        ("sync.central.exchange.ingest", "import orjson"),
        ("sync.terminal.uploader", "from tenacity import retry"),
        ("sync.terminal.updater", "import urllib3"),
        ("sync.central.cli", "from sync.central import registry"),
        ("sync.central.cli.serve", "from sync.central.serving import serve"),
        ("edge_app.demo.centre", "from sync.central.serving import serve"),
        ("edge_app.bench.sync", "from sync.central.serving import serve"),
        ("models.weights", "from google.protobuf.message import DecodeError"),
    ],
)
def test_a_forward_arrow_is_free(module: Any, source: Any) -> None:
    assert faults(source, module) == []

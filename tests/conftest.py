"""What every test may use: real weights, real portraits, a log without surprises."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

# Before Qt is imported anywhere. Qt's own screen without a display has 800x800 pixels, and a touch
# beyond them reaches nothing that a finger can scroll.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"

import pytest
from hypothesis import settings

from models import weights as weight_files
from models.manifest import load_manifest
from models.weights import fetch, weights_dir
from sync.protocol.envelope import passphrases
from tests.disks import small_disk as small_disk
from tests.migrated_once import MigratedOnce

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

ROOT = Path(__file__).resolve().parents[1]

# Never a time limit in a test: a busy machine is no bug. The same run twice is the same.
settings.register_profile("gapura", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("gapura")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--draw",
        choices=("short", "full"),
        default="full",
        help="how many kills, random inputs and the like: all, or a few of each kind",
    )
    parser.addoption("--curves", help="where test_year.py draws what grew in a year, a PNG")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return two more than there are processors for us: many tests wait, for another process."""
    return len(os.sched_getaffinity(0)) + 2


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage in what the tests make, and not in the thousands of tests themselves.

    And seldom: looking took 5 to 8% of a processor's time with Python's own thresholds.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


@pytest.hookimpl(tryfirst=True)  # before -m chooses among them
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "qapp" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.gui)


@pytest.fixture(scope="session")
def qapp() -> QCoreApplication:
    """The application as the terminal makes it, in place of pytest-qt's; one for a process."""
    from PySide6.QtWidgets import QApplication

    from edge_app.ui.window.application import application

    made = QApplication.instance() or application()
    assert QApplication.primaryScreen().size().toTuple() == (1920, 1920)  # no window is larger
    return made


@pytest.fixture(scope="session")
def draw(pytestconfig: pytest.Config) -> Callable[[int, int], int]:
    """`draw(all, few)`: of something random as many as this run is to draw."""
    return lambda full, short: short if pytestconfig.getoption("draw") == "short" else full


@pytest.fixture(scope="session")
def weights() -> Path:
    """The folder with every weight file; what is missing is fetched."""
    fetch()
    return weights_dir()


@pytest.fixture(scope="session", autouse=True)
def python_path() -> Iterator[None]:
    """Let what a test starts import this checkout, and nothing that is for tests alone."""
    path = os.pathsep.join(map(str, (ROOT / "tests" / "processes", ROOT)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        yield


@pytest.fixture(scope="session", autouse=True)
def pin_cost() -> Iterator[dict[str, int]]:
    """Make a PIN's Argon2id in this process as cheap as it can be; give what it costs in truth.

    A check takes 0.2 s of a processor, and the tests make hundreds. Processes that a test starts
    pay the full price, and `test_passphrases.py` says what that is.
    """
    cheap = {"_ARGON2_PASSES": 1, "_ARGON2_LANES": 1, "_ARGON2_KIB": 8}
    true = {name: getattr(passphrases, name) for name in cheap}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in cheap.items():
            patch.setattr(passphrases, name, value)
        yield true


@pytest.fixture(scope="session", autouse=True)
def migrated_once() -> Iterator[None]:
    """Let Alembic make a registry's first tables once in this process, and copy its statements.

    It takes 60 ms of a processor, and the tests make hundreds of empty SQLite registries.
    `test_migrations.py` looks at what Alembic itself makes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("alembic.command.upgrade", MigratedOnce())
        yield


@pytest.fixture(scope="session")
def portraits(weights: Path) -> dict[str, Path]:
    """The portraits by file name: obama.jpg, obama2.jpg, obama3.jpg, biden.jpg, astronaut.png."""
    return {portrait.name: weights / portrait.name for portrait in load_manifest().portraits}


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The collections of faces and clips, which are not in the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not beside this checkout")
    return folder


@pytest.fixture(scope="module", autouse=True)
def opened_here() -> Iterator[None]:
    """Let a terminal report what this module opened, and not what the process opened before it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weight_files, "_opened", {})
        yield


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A test fails on a log line of WARNING or above, unless it took it with `caplog.clear()`."""
    caplog.set_level(logging.WARNING)
    yield
    loud = [
        f"{record.name}: {record.getMessage()}"
        for when in ("setup", "call")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if loud:
        pytest.fail("unexpected log lines: " + "; ".join(loud))

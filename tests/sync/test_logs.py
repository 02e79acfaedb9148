"""One way to log: what a line says of a fault, what it never says, and who logs so."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.lists.thresholds import Thresholds
from sync.logs import TextLines, describe_fault, place_of
from sync.protocol.errors import PackageError
from sync.protocol.wire import Head

ROOT = Path(__file__).resolve().parents[2]
NAME = "Siti Rahayu"

PROGRAM = """
import logging, threading
from sync.logs import setup_logging
setup_logging()
ours, library = logging.getLogger("edge_app.x"), logging.getLogger("httpx")
ours.debug("a step"); ours.info("news\\nof two lines"); ours.warning("the disk is full")
library.info("GET"); library.warning("a proxy hung up")
logging.getLogger("tuf.ngclient").debug("Updated snapshot v3")
try:
    {}["Siti Rahayu"]
except KeyError:
    ours.exception("a library logs so")
thread = threading.Thread(target=lambda: int("Siti Rahayu"), name="sounds")
thread.start(); thread.join()
"""

LEAKS = """
import asyncio, gc, logging, warnings
from PySide6.QtCore import QObject, Signal
from sync.logs import setup_logging
setup_logging()
async def fail(): raise KeyError("Siti Rahayu")
async def lose():
    task = asyncio.create_task(fail()); await asyncio.sleep(0); await asyncio.sleep(0)
    del task; gc.collect()
    def call(name): raise ValueError(name)
    asyncio.get_running_loop().call_soon(call, "Siti Rahayu"); await asyncio.sleep(0.01)
asyncio.run(lose())
logging.getLogger("sync.x").warning("%d people", "Siti Rahayu")
class Finaliser:
    def __del__(self): raise ValueError("Siti Rahayu")
Finaliser(); gc.collect()
warnings.warn("Siti Rahayu")
class Sender(QObject):
    sent = Signal(str)
def slot(name): raise ValueError(name)
sender = Sender(); sender.sent.connect(slot); sender.sent.emit("Siti Rahayu")
raise RuntimeError("Siti Rahayu")
"""


def raised(act: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011  whatever it raises
        act()
    return caught.value


def lines(program: str, status: int = 0, **environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "JOURNAL_STREAM"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    return done.stderr.splitlines()


def test_a_place_is_file_and_line_of_our_innermost_frame() -> None:
    error = raised(lambda: Thresholds.of(None, 0.001, 1))  # type: ignore[arg-type]
    assert re.fullmatch(r"edge_app/lists/thresholds\.py:\d+", place_of(error))
    assert describe_fault(error) == f"AttributeError at {place_of(error)}"


def test_a_place_says_who_called_and_leaves_libraries_out() -> None:
    error = raised(lambda: Head.from_json(b"{"))
    assert isinstance(error, PackageError)
    assert re.fullmatch(r"sync/protocol/message\.py:\d+", place_of(error))


def test_a_place_without_a_frame_of_ours_is_the_innermost_file() -> None:
    empty: dict[str, str] = {}
    assert re.fullmatch(r"test_logs\.py:\d+", place_of(raised(lambda: empty[NAME])))
    assert place_of(KeyError(NAME)) == "an unknown place"


def test_a_bug_in_a_step_of_the_desk_is_found(caplog: pytest.LogCaptureFixture) -> None:
    empty: dict[str, str] = {}
    commands = ReaderPool().queue()
    commands.submit(lambda: empty[NAME])
    commands.run_pending()
    (line,) = caplog.messages
    caplog.clear()
    assert re.fullmatch(
        r"a step of the desk failed: KeyError at edge_app/desk/readers\.py:\d+"
        r"( < edge_app/desk/readers\.py:\d+)*",
        line,
    )


def test_text_lines_hold_level_logger_and_nothing_of_an_exception() -> None:
    said = lines(PROGRAM)
    assert [re.sub(r"^\S+ \S+ WIB ", "", line) for line in said] == [
        "INFO edge_app.x: news of two lines",
        "WARNING edge_app.x: the disk is full",
        "WARNING httpx: a proxy hung up",
        "ERROR edge_app.x: a library logs so: KeyError at <string>:10",
        "ERROR sync.logs: the thread sounds ended: ValueError at <string>:13",
    ]
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} WIB ", line) for line in said)


def test_lines_are_of_one_clock_whatever_zone_the_process_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A kiosk takes its gate's zone once it has read it, and its log went on hours later."""
    record = logging.LogRecord("sync.a", logging.INFO, __file__, 1, "said", None, None)
    record.created, record.msecs = 1_700_000_000.25, 250.0
    try:
        for zone in ("UTC", "Asia/Makassar"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert TextLines().format(record).startswith("2023-11-15 05:13:20,250 WIB INFO ")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_journal_adds_the_time_itself() -> None:
    assert lines(PROGRAM, JOURNAL_STREAM="8:9")[0] == "INFO edge_app.x: news of two lines"


TO_A_JOURNAL = """
import os, sys
import sync.journal
sync.journal.SOCKET = sys.argv[1]
found = os.fstat(2)
os.environ["JOURNAL_STREAM"] = f"{found.st_dev}:{found.st_ino}"
"""


def journal(folder: Path, program: str, **environment: str) -> tuple[list[dict[str, str]], str]:
    """The records that came to a journal, field by field, and what came to stderr beside them."""
    place = str(folder / "journal")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(place)
        listening.setblocking(False)
        done = subprocess.run(
            [sys.executable, "-c", TO_A_JOURNAL + program, place],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        records = []
        with contextlib.suppress(BlockingIOError):
            while data := listening.recv(1 << 20):
                lines = data.decode().splitlines()
                records.append(dict(line.split("=", 1) for line in lines))
    return records, done.stderr


def test_a_service_logs_to_the_journal_field_by_field(tmp_path: Path) -> None:
    records, rest = journal(tmp_path, PROGRAM)
    assert rest == ""
    assert [(each["PRIORITY"], each["GAPURA_LOGGER"]) for each in records] == [
        ("6", "edge_app.x"),
        ("4", "edge_app.x"),
        ("4", "httpx"),
        ("3", "edge_app.x"),
        ("3", "sync.logs"),
    ]
    assert records[0]["MESSAGE"] == "edge_app.x: news of two lines"
    assert records[0]["CODE_LINE"].isdecimal()
    assert NAME not in str(records)


def test_nothing_that_is_left_out_of_lines_comes_to_the_journal(tmp_path: Path) -> None:
    records, _ = journal(tmp_path, LEAKS, GAPURA_LOG="debug")
    assert len(records) == 7
    assert "Siti" not in str(records)
    assert "cannot be logged: TypeError" in str(records)


def test_a_journal_that_is_away_loses_no_line(tmp_path: Path) -> None:
    away = PROGRAM.replace("setup_logging()", "setup_logging(); os.unlink(sys.argv[1])", 1)
    records, rest = journal(tmp_path, away)
    assert records == []
    assert "WARNING edge_app.x: the disk is full" in rest.splitlines()


def test_whoever_asks_for_a_format_gets_it_from_a_service_too(tmp_path: Path) -> None:
    records, rest = journal(tmp_path, PROGRAM, GAPURA_LOG_FORMAT="json")
    assert records == []
    assert json.loads(rest.splitlines()[0])["message"] == "news of two lines"


def test_json_lines_can_be_parsed() -> None:
    said = [json.loads(line) for line in lines(PROGRAM, GAPURA_LOG_FORMAT="json")]
    assert [line["level"] for line in said] == ["INFO", "WARNING", "WARNING", "ERROR", "ERROR"]
    assert said[0] == {
        "time": said[0]["time"],
        "level": "INFO",
        "logger": "edge_app.x",
        "thread": "MainThread",
        "message": "news of two lines",
    }
    assert said[0]["time"].endswith("+00:00")
    assert NAME not in json.dumps(said)


def test_debug_adds_our_steps_and_those_of_the_update_framework() -> None:
    said = "\n".join(lines(PROGRAM, GAPURA_LOG="debug"))
    assert "DEBUG edge_app.x: a step" in said
    assert "DEBUG tuf.ngclient: Updated snapshot v3" in said
    assert "GET" not in said


def test_a_level_that_is_none_is_told_and_stops_nothing() -> None:
    said = lines(PROGRAM, GAPURA_LOG="loud", GAPURA_LOG_FORMAT="xml")
    assert "GAPURA_LOG is none of debug, info, warning, error: info is taken" in said[0]
    assert "GAPURA_LOG_FORMAT is none of text, json: text is taken" in said[1]
    assert "INFO edge_app.x: news of two lines" in said[2]


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_python_and_asyncio_would_print_says_kind_and_place_alone(style: str) -> None:
    said = lines(LEAKS, 1, GAPURA_LOG="debug", GAPURA_LOG_FORMAT=style)
    if style == "json":
        said = [f"{each['level']} {each['message']}" for each in map(json.loads, said)]
    assert not [line for line in said if "Siti" in line or "Traceback" in line]
    told = " | ".join(said)
    for each in (
        r"Task exception was never retrieved: KeyError at <string>:\d+",
        r"Exception in callback lose\.<locals>\.call: ValueError at <string>:\d+",
        r"a line of <string>:\d+ cannot be logged: TypeError",
        r"an exception that cannot be raised: ValueError at <string>:\d+",
        r"UserWarning at <string>:\d+",
        r"nobody caught: ValueError at <string>:\d+",
        r"nobody caught: RuntimeError at <string>:\d+",
    ):
        assert re.search(each, told), each
    assert len(said) == 7


def test_what_a_line_quotes_steers_no_terminal_and_begins_no_line() -> None:
    quoted = "a\x1b[31m\x00\x08\u202eb\nERROR sync: forged\r\x85c \u00e9"
    program = f"""
import logging
from sync.logs import setup_logging
setup_logging()
logging.getLogger("sync.x").warning("said: %s", {quoted!r})
"""
    (text,) = lines(program, JOURNAL_STREAM="8:9", PYTHONIOENCODING="utf-8")
    escaped = r"a\x1b[31m\x00\x08\u202eb ERROR sync: forged c \u00e9".replace(r"\u00e9", "\u00e9")
    assert text == f"WARNING sync.x: said: {escaped}"
    (line,) = lines(program, GAPURA_LOG_FORMAT="json", PYTHONIOENCODING="utf-8")
    assert json.loads(line)["message"] == f"said: {escaped}"

"""One way to log, for kiosk, agent and data centre: a line a record, on stderr or to the journal.

What a level means:
- ERROR: a bug of ours. The line says its kind and its place in our code, never its text.
- WARNING: the environment failed, or was changed: disk, network, camera, a refused list.
- INFO: what an operator reads on a good day.
- DEBUG: each step of trust: metadata, packages, leases, activations.

No line holds data of a person. The text of an unexpected exception may hold a name, so it is left
out everywhere: where a library logs a traceback, where Python prints one (a slot of Qt's, the end
of a thread, a finaliser, a line that cannot be formatted), in asyncio's own words, and in warnings.

The environment chooses: GAPURA_LOG=debug|info|warning|error, GAPURA_LOG_FORMAT=text|json. Where it
says no format, a service's records go to systemd's journal as fields (`journal.py`).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from sync.journal import STREAM, JournalHandler, is_journal
from sync.protocol.jakarta import jakarta_text

LEVEL, FORMAT = "GAPURA_LOG", "GAPURA_LOG_FORMAT"  # environment variables
LEVELS = ("debug", "info", "warning", "error")
FORMATS = ("text", "json")
PACKAGES = ("models", "sync", "edge_app")
TRUST_LIBRARY = "tuf"  # logs each step of the update framework at DEBUG
MAX_FRAMES = 3  # of ours in a place: where it happened, and who asked for it

_ROOT = Path(__file__).resolve().parents[1]  # the folder that holds PACKAGES

log = logging.getLogger(__name__)


def place_of(error: BaseException) -> str:
    """Return the innermost frames of `error` that are ours, as `sync/a.py:12 < edge_app/b.py:3`.

    `<` means "called by". Where no frame is ours: the innermost one, without its folder.
    """
    frames = [
        (Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)
    ]
    ours = [f"{path.relative_to(_ROOT).as_posix()}:{line}" for path, line in frames if _ours(path)]
    if ours:
        return " < ".join(ours[: -MAX_FRAMES - 1 : -1])
    return f"{frames[-1][0].name}:{frames[-1][1]}" if frames else "an unknown place"


def describe_fault(error: BaseException) -> str:
    """Return kind and place of a bug, as `KeyError at edge_app/b.py:3`; nothing of its text."""
    return f"{type(error).__name__} at {place_of(error)}"


def setup_logging() -> None:
    """Log on stderr as the environment says; once a process, before its threads start.

    Of libraries, log WARNING and above only; at DEBUG also the steps of the update framework. Do
    nothing where somebody else has set up logging already.
    """
    root = logging.getLogger()
    if root.handlers:
        return
    level, wrong_level = _chosen(LEVEL, LEVELS, "info")
    style, wrong_style = _chosen(FORMAT, FORMATS, "text")
    handler: logging.Handler = _Stderr(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    if not os.environ.get(FORMAT) and is_journal(2):
        handler = JournalHandler(_text_of, _unloggable, handler)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    chatty = (*PACKAGES, TRUST_LIBRARY) if level == "debug" else PACKAGES
    for name in chatty:
        logging.getLogger(name).setLevel(level.upper())
    threading.excepthook = _log_dead_thread
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    warnings.showwarning = _log_warning
    logging.getLogger("asyncio").addFilter(_leave_values_out)
    for complaint in filter(None, (wrong_level, wrong_style)):  # no reason not to start a gate
        log.warning("%s", complaint)


class _Stderr(logging.StreamHandler[TextIO]):
    """Of a line that cannot be formatted, log its place; Python would print its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  logging's name
        """Log what went wrong and where, once."""
        with contextlib.suppress(OSError, ValueError):  # stderr itself may be the fault
            self.stream.write(self.format(_unloggable(record)) + self.terminator)
            self.flush()


class TextLines(logging.Formatter):
    """One line a record: `WARNING sync.terminal.agent_state: …`; the journal adds the time."""

    def __init__(self) -> None:
        """Put the time first, unless systemd's journal reads the lines."""
        time = "" if STREAM in os.environ else "%(asctime)s "
        super().__init__(f"{time}%(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """Return Jakarta's time: the process's own zone may change while it runs."""
        del datefmt
        at = datetime.fromtimestamp(record.created, UTC)
        clock, _, zone = jakarta_text(at, seconds=True).rpartition(" ")
        return f"{clock},{int(record.msecs):03} {zone}"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; of an exception, its place in place of its traceback."""
        return _one_line(super().formatMessage(_prepared(self, record)) + _fault_in(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and place of a bug."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "message": _text_of(record),
        }
        return json.dumps(line, ensure_ascii=False)


def _ours(path: Path) -> bool:
    return path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in PACKAGES


def _chosen(variable: str, choices: tuple[str, ...], default: str) -> tuple[str, str]:
    """Return the value of the variable, and a complaint where it is none of `choices`."""
    value = os.environ.get(variable, "").lower() or default
    if value in choices:
        return value, ""
    return default, f"{variable} is none of {', '.join(choices)}: {default} is taken"


def _prepared(formatter: logging.Formatter, record: logging.LogRecord) -> logging.LogRecord:
    record.message = record.getMessage()
    record.asctime = formatter.formatTime(record)
    return record


def _text_of(record: logging.LogRecord) -> str:
    return _one_line(record.getMessage() + _fault_in(record))


def _unloggable(record: logging.LogRecord) -> logging.LogRecord:
    """Return what is said in place of a line that cannot be formatted, in its handler's except."""
    text = "a line of %s:%d cannot be logged: %s"
    values = Path(record.pathname).name, record.lineno, type(sys.exc_info()[1]).__name__
    return logging.LogRecord(
        __name__, logging.ERROR, record.pathname, record.lineno, text, values, None
    )


def _fault_in(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return "" if error is None else f": {describe_fault(error)}"


def _one_line(text: str) -> str:
    """Return `text` on one line; signs that steer a terminal, or turn its direction, as escapes."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line
    )


def _leave_values_out(record: logging.LogRecord) -> bool:
    """Cut what asyncio says to its kind: it shows exceptions, and arguments of callbacks."""
    kind = record.getMessage().partition("\n")[0].partition("(")[0]
    record.msg, record.args = "%s", (kind.strip(),)
    return True


def _log_dead_thread(died: threading.ExceptHookArgs) -> None:
    """Log a thread that an unexpected exception ended, without the exception's text."""
    name = died.thread.name if died.thread is not None else "?"
    fault = died.exc_type.__name__ if died.exc_value is None else describe_fault(died.exc_value)
    log.error("the thread %s ended: %s", name, fault)


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what nobody caught, as in a slot of Qt's; who interrupts sees what Python shows."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.error("nobody caught: %s", describe_fault(error))


def _log_unraisable(met: sys.UnraisableHookArgs) -> None:
    """Log an exception that Python cannot raise, as a finaliser's."""
    fault = met.exc_type.__name__ if met.exc_value is None else describe_fault(met.exc_value)
    log.error("an exception that cannot be raised: %s", fault)


def _log_warning(
    message: Warning | str,  # noqa: ARG001  it may hold a value
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    """Log kind and place of a Python warning."""
    log.warning("%s at %s:%d", category.__name__, Path(filename).name, lineno)

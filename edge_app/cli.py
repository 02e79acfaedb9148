"""The command `gapura`: its subcommands, opened when used, and how every error ends.

Exit status: 0 done; 2 wrong use or bad input, one line; 1 a fault of ours, one line;
130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from edge_app.errors import TerminalError
from models.errors import FaceEngineError
from sync.command_line.environment import refusal
from sync.command_line.subcommands import Subcommands
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.protocol.signs import plain

# Each is `command` in edge_app/commands/<name>.py; the text stands here so that `gapura --help`
# opens none of them (ONNX Runtime, MediaPipe and Qt take seconds).
SUBCOMMANDS = {
    "demo": "The whole system on one machine, with a moving scene as its camera.",
    "kiosk": "The terminal's window.",
    "agent": "The terminal's process that has the network.",
    "replay": "Run a video, a GIF or a folder of pictures through the terminal's pipeline.",
    "evaluate": "Accuracy over a folder of identities.",
    "bench": "Speed, each figure beside a baseline of the same run.",
    "models": "The weights: fetch, list, verify.",
    "provision": "The technician: bring a terminal to life, look at it, wipe it.",
    "central": "The data centre: persons, lists, terminals, results.",
    "screenshots": "Every screen of the kiosk as a picture.",
}

# What no terminal installs; each is a subcommand where it is installed.
MOUNTED = {
    "demo": "edge_app.demo.command",
    "bench": "edge_app.bench.command",
    "central": "sync.central.cli",
    "screenshots": "edge_app.ui.screenshots.command",
}


@click.group(
    cls=Subcommands,
    package="edge_app.commands",
    table=SUBCOMMANDS,
    mounted=MOUNTED,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExample:\n  gapura demo --headless --seconds 30",
)
@click.version_option(package_name="gapura", prog_name="gapura")
def cli() -> None:
    """Gapura: a checkpoint terminal that recognises listed persons in live video."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `gapura` with `arguments`, or those of the process; returns the exit status."""
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        with cli.make_context("gapura", given) as context:  # not cli.main: it ends the process
            cli.invoke(context)
        if sys.stdout is not None:  # it was closed before the start, as `>&-` does
            sys.stdout.flush()  # a full disk or a closed pipe shows here, not at exit
    except click.exceptions.Exit as error:  # --help and --version end so
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        return _complain(2, _told(error))
    except (FaceEngineError, SyncError, TerminalError) as error:
        return _complain(2, str(error))
    except ModuleNotFoundError as error:
        return _complain(2, f"this needs the package {error.name}: install gapura[central]")
    except click.Abort as error:  # at a question: Ctrl+C, or stdin has no more
        if isinstance(error.__context__, EOFError):
            return _complain(2, "nobody answers: stdin is at its end")
        return 130
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _abandon_output()
        return 0  # the reader has what it wanted, as `| head` does
    except OSError as error:
        if (refused := refusal(error)) is None:
            return _fault(error)
        _abandon_output()
        return _complain(2, refused)
    except Exception as error:  # noqa: BLE001  the last door: a person gets one line, not a traceback
        return _fault(error)
    return 0


def _told(error: click.ClickException) -> str:
    """Return what is wrong, and for wrong use whose help says what is right."""
    text = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return text
    return f"{text.rstrip('.')}; `{context.command_path} --help` has an example"


def _abandon_output() -> None:
    """Drop what is left when stdout takes no more: Python would fail on it at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(status: int, text: str) -> int:
    """Print one line on stderr, and return `status`; text of several lines is joined."""
    print(f"gapura: {plain(' '.join(text.split()))}", file=sys.stderr)  # noqa: T201
    return status


def _fault(error: BaseException) -> int:
    """Print kind and place of a bug. Not its text, which may hold a person's name."""
    if os.environ.get("GAPURA_TRACEBACK"):
        traceback.print_exception(error)
        return 1
    return _complain(
        1,
        f"a fault in Gapura: {describe_fault(error)}; "
        "run again with GAPURA_TRACEBACK=1 for the traceback",
    )


if __name__ == "__main__":
    sys.exit(main())

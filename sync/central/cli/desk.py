"""What the data centre's commands share: which home, which operator, how each proves himself."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sync.central.centre import Centre

Function = TypeVar("Function", bound=Callable[..., Any])
PASSPHRASE_FILE = "GAPURA_PASSPHRASE_FILE"  # noqa: S105  a variable's name
SECOND_PASSPHRASE_FILE = "GAPURA_SECOND_PASSPHRASE_FILE"  # noqa: S105
NEW_PASSPHRASE_FILE = "GAPURA_NEW_PASSPHRASE_FILE"  # noqa: S105


def home_option(function: Function) -> Function:
    """Give a command `--home`; the function's parameter is `home: Path`."""
    return click.option(
        "--home",
        required=True,
        envvar="GAPURA_HOME",
        show_envvar=True,
        type=click.Path(file_okay=False, path_type=Path),
        help="The data centre's home.",
    )(function)


def operator_option(function: Function) -> Function:
    """Give a command `--operator`; the function's parameter is `operator: str`."""
    return _operator(required=True)(function)


def names_options(function: Function) -> Function:
    """Give a command `--names` and `--operator`: `names: bool`, `operator: str | None`."""
    flag = click.option("--names", is_flag=True, help="Say who; an operator must prove himself.")
    return flag(_operator(required=False)(function))


def _operator(*, required: bool) -> Callable[[Function], Function]:
    return click.option(
        "--operator",
        required=required,
        envvar="GAPURA_OPERATOR",
        show_envvar=True,
        metavar="ID",
        help=f"Who you are. The passphrase is asked, or read from the file in {PASSPHRASE_FILE}.",
    )


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


@contextmanager
def opened(home: Path) -> Iterator[Centre]:
    """The data centre in `home`. Raise CentralError, and one line where its extra is missing."""
    try:
        from sync.central.centre import Centre
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"this is a terminal's installation, without {error.name}; "
            "a data centre needs gapura[central]"
        ) from error
    from sync.central.registry.migrations import bring_up

    with Centre.open(home) as centre:
        bring_up(centre.registry)  # of an older Gapura: brought up; of a newer one: refused
        yield centre


@contextmanager
def opened_by(home: Path, operator: str) -> Iterator[Centre]:
    """The data centre in `home`, once `operator` has proven himself. Raise Refused."""
    with opened(home) as centre:
        prove(centre, operator, PASSPHRASE_FILE)
        yield centre


@contextmanager
def opened_for_names(home: Path, names: bool, operator: str | None) -> Iterator[Centre]:
    """As `opened_by` where `names` are to be told, else as `opened`. Raise Refused."""
    if names and operator is None:
        raise click.UsageError("--names needs --operator")
    with opened(home) as centre:
        if names and operator is not None:
            prove(centre, operator, PASSPHRASE_FILE)
        yield centre


def prove(centre: Centre, operator: str, variable: str) -> str:
    """The operator's id, proven by his passphrase. Raise Refused."""
    from sync.central.registry.operators import authenticate

    secret = passphrase(variable, f"Passphrase of {operator}")
    return authenticate(centre.registry, operator, secret, now())


def passphrase(variable: str, prompt: str, *, twice: bool = False) -> str:
    """From the file that `variable` names, which only its owner may read; else asked, hidden."""
    if path := os.environ.get(variable):
        return _from_file(Path(path))
    if not sys.stdin.isatty():
        raise click.ClickException(f"nobody to ask for a passphrase here; set {variable} to a file")
    answer: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return answer


def _from_file(path: Path) -> str:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise click.ClickException(f"{path}: others may read it; `chmod 600 {path}`")
        try:
            return file.read(4096).decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise click.ClickException(f"{path}: not UTF-8") from error


def moment(at: datetime | str | None) -> str:
    """`at` (as it is, or as `iso` gave it) for a table, in the local zone; `-` for never."""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return "-" if found is None else found.astimezone().strftime("%Y-%m-%d %H:%M")


def iso(at: datetime | None) -> str | None:
    """`at` for JSON."""
    return None if at is None else at.astimezone(UTC).isoformat()

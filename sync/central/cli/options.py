"""What the commands share: options for home and operator, opening a centre, passphrases."""

from __future__ import annotations

import os
import pwd
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sync.central.gateway_files import HOME
from sync.command_line.output import busy, hidden_progress
from sync.protocol.errors import SyncError
from sync.protocol.jakarta import jakarta_text

if TYPE_CHECKING:
    from sync.central.centre import Centre

Function = TypeVar("Function", bound=Callable[..., Any])
PASSPHRASE_FILE = "GAPURA_PASSPHRASE_FILE"  # noqa: S105  a variable's name
SECOND_PASSPHRASE_FILE = "GAPURA_SECOND_PASSPHRASE_FILE"  # noqa: S105
NEW_PASSPHRASE_FILE = "GAPURA_NEW_PASSPHRASE_FILE"  # noqa: S105
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")


def home_option(function: Function) -> Function:
    """Give a command `--home`; the function's parameter is `home: Path`."""
    return click.option(
        "--home",
        callback=_home,
        show_default=f"{HOME}, where it is",
        envvar="GAPURA_HOME",
        show_envvar=True,
        # The gateway passes through it, and may not read it.
        type=click.Path(file_okay=False, readable=False, path_type=Path),
        help="The data centre's home.",
    )(function)


def _home(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    if value is None and not HOME.exists():
        raise click.MissingParameter(ctx=ctx, param=param)
    return value or HOME


def bind_option(function: Function) -> Function:
    """Give a command `--bind`: `bind: tuple[str, int] | Path | None`, for `bound`."""
    return click.option(
        "--bind",
        show_default="127.0.0.1, and the port that terminals are told",
        callback=_address,
        help="Address and port; port 0 takes a free one. Behind a front unix:PATH, a socket.",
    )(function)


def ticket_options(function: Function) -> Function:
    """Give a command `--qr` and `--hours`: a ticket's sheet, and how long it is good."""
    qr = click.option(
        "--qr",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Also as a QR code for the device's camera: FILE.png or FILE.pdf, as secret as OUT.",
    )
    hours = click.option("--hours", default=168, show_default=True, type=click.IntRange(1, 8784))
    return qr(hours(function))


def metrics_option(function: Function) -> Function:
    """Give a command `--metrics`; the parameter is `metrics: tuple[str, int] | None`."""
    return click.option(
        "--metrics",
        callback=_loopback,
        metavar="ADDRESS:PORT",
        help="Answer /metrics and /health there, to this machine alone: 127.0.0.1:9464.",
    )(function)


def _loopback(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[str, int] | None:
    if value is None:
        return None
    found = _address(ctx, param, value)
    if not isinstance(found, tuple) or found[0] not in ("127.0.0.1", "::1"):
        raise click.BadParameter(f"{value!r} is not of this machine alone, like 127.0.0.1:9464")
    return found


def bound(home: Path, bind: tuple[str, int] | Path | None) -> tuple[str, int] | Path:
    """Return where to listen; warn on stderr where terminals are told of other ports.

    Raise CentralError where neither `bind` nor the home says it.
    """
    from sync.central.centre_config import read_config
    from sync.central.errors import CentralError

    if isinstance(bind, Path):
        return bind  # a front stands before it
    try:
        facts = read_config(home)
    except CentralError:
        if bind is None:
            raise
        return bind  # a gateway of its own may not read the home
    place = bind or ("127.0.0.1", facts.ports[0])
    if place[1] and place[1] not in facts.ports:  # 0: one that is free, for a trial
        told = ", ".join(facts.addresses)
        click.echo(f"warning: terminals are told {told}, not port {place[1]}", err=True)
    return place


def _address(
    ctx: click.Context,  # noqa: ARG001
    param: click.Parameter,  # noqa: ARG001
    value: str | None,
) -> tuple[str, int] | Path | None:
    if value is None:
        return None
    if value.startswith("unix:"):
        return Path(value.removeprefix("unix:")).absolute()
    host, mark, port = value.rpartition(":")
    if not mark or not port.isdigit() or int(port) > 65535:
        raise click.BadParameter(f"{value!r} is no ADDRESS:PORT, like 0.0.0.0:8443 or [::]:8443")
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104  terminals come from outside


def operator_option(function: Function) -> Function:
    """Give a command `--operator`; the function's parameter is `operator: str`."""
    return _operator(required=True)(function)


def names_options(function: Function) -> Function:
    """Give a command `--names` and `--operator`: `names: bool`, `operator: str | None`."""
    flag = click.option("--names", is_flag=True, help="Say who; an operator must prove himself.")
    return flag(_operator(required=False)(function))


def second_option(function: Function) -> Function:
    """Give a command `--second`; the function's parameter is `second: str | None`."""
    return click.option(
        "--second",
        metavar="ID",
        help="Another operator, who agrees to many faces in files. The passphrase is asked, or "
        f"read from the file in {SECOND_PASSPHRASE_FILE}.",
    )(function)


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
    """Return the time, UTC."""
    return datetime.now(UTC)


@contextmanager
def open_centre(home: Path, *, on_full_disk: bool = False) -> Iterator[Centre]:
    """Open the data centre in `home`. Raise CentralError, or ClickException without the extra.

    `on_full_disk`: it must work there, and gives up the reserve meanwhile.
    """
    try:
        from sync.central.centre import Centre
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"this is a terminal's installation, without {error.name}; "
            "a data centre needs gapura[central]"
        ) from error
    from sync.central.backup.journal import keep_journal
    from sync.central.backup.upgrading import bring_up
    from sync.central.services_env import use_services

    refuse_strangers(home)
    use_services(home)
    with Centre.open(home) as centre, ExitStack() as reserve:
        if on_full_disk:
            reserve.enter_context(centre.registry.room_to_erase())
        # Of an older Gapura: brought up; of a newer one: refused.
        text = "bringing the database up to this version, after a backup"
        if made := bring_up(centre, now(), lambda: busy(text)):
            click.echo(f"the database was brought up to this version; before it: {made}", err=True)
        try:
            yield centre
        except BaseException:
            with suppress(SyncError):  # the command's own failure is the one to tell
                keep_journal(centre)
            raise
        try:
            keep_journal(centre)
        except SyncError as error:
            click.echo(f"warning: {error}", err=True)


def refuse_strangers(home: Path) -> None:
    """Raise ClickException for root in another user's home: the keeper could not read its files."""
    try:
        owner = home.stat().st_uid
    except OSError:
        return  # `Centre.open` says it
    if os.geteuid() == 0 and owner != 0:
        name = pwd.getpwuid(owner).pw_name
        raise click.ClickException(
            f"{home} is {name}'s; start the command as that user: runuser -u {name} -- gapura …"
        )


@contextmanager
def open_as_operator(home: Path, operator: str, *, on_full_disk: bool = False) -> Iterator[Centre]:
    """Open the data centre in `home` once `operator` is authenticated. Raise OperationRefused."""
    with open_centre(home, on_full_disk=on_full_disk) as centre:
        authenticate_operator(centre, operator, PASSPHRASE_FILE)
        yield centre


@contextmanager
def open_for_names(home: Path, names: bool, operator: str | None) -> Iterator[Centre]:
    """Open the data centre; to show `names`, authenticate the operator. Raise OperationRefused."""
    if names and operator is None:
        raise click.UsageError("--names needs --operator")
    with open_centre(home) as centre:
        if names and operator is not None:
            authenticate_operator(centre, operator, PASSPHRASE_FILE)
        yield centre


def authenticate_operator(centre: Centre, operator: str, variable: str) -> str:
    """Authenticate an operator by passphrase and return the id. Raise OperationRefused."""
    from sync.central.registry.operators import authenticate

    secret = passphrase(variable, f"Passphrase of {operator}")
    return authenticate(centre.registry, operator, secret, now())


def agreed_faces(centre: Centre, operator: str, second: str | None, faces: int) -> dict[str, Any]:
    """Return what the audit log says of faces that go into files, once enough operators agree.

    Raise OperationRefused, ClickException.
    """
    from sync.central.registry import face_exports

    if second is not None:
        if second == operator:
            raise click.ClickException("--second is another operator")
        agreed = authenticate_operator(centre, second, SECOND_PASSPHRASE_FILE)
        return {face_exports.FACES: faces, "second": agreed}
    with centre.registry.session() as session:
        if face_exports.needs_second(session, operator, faces, now()):
            raise click.ClickException(
                f"more than {face_exports.FACES_ALONE} faces a day take two operators: --second ID"
            )
    return {face_exports.FACES: faces}


def passphrase(variable: str, prompt: str, *, twice: bool = False) -> str:
    """Read the passphrase from the file that `variable` names, or ask for it, hidden.

    Raise ClickException for a file that others may read, and where there is nobody to ask.
    """
    if path := os.environ.get(variable):
        return _from_file(Path(path))
    if not sys.stdin.isatty():
        raise click.ClickException(f"nobody to ask for a passphrase here; set {variable} to a file")
    with hidden_progress():
        answer: str = click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True)
    return answer


def passphrases_of_file(variable: str) -> list[str] | None:
    """Return the lines of the file that `variable` names; None: it is not set.

    Raise ClickException for a file that others may read.
    """
    path = os.environ.get(variable)
    return _from_file(Path(path)).splitlines() if path else None


def _from_file(path: Path) -> str:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise click.ClickException(f"{path}: others may read it; `chmod 600 {path}`")
        try:
            return file.read(4096).decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise click.ClickException(f"{path}: not UTF-8") from error


def local_time(at: datetime | str | None) -> str:
    """Return `at` for a person, in Jakarta's time; `-` for never."""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return "-" if found is None else jakarta_text(found)


def for_a_person(text: str) -> str:
    """Return `text` as a person reads it: a moment of `iso_time` in Jakarta's time."""
    return local_time(text) if _MOMENT.fullmatch(text) else text


def iso_time(at: datetime | None) -> str | None:
    """Return `at` for JSON, in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat()

"""`services.env` of the home: how PostgreSQL, S3 and Milvus are reached, with their passwords.

A service needs them at every start, and so does each of its commands. The file is the keeper's
alone, as its keys are; a backup does not hold it. What the environment says counts before it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from models.whole_file import write_whole
from sync.central.errors import CentralError

FILE = "services.env"
MODE = 0o600
_KEPT = re.compile(r"GAPURA_DATABASE|GAPURA_MILVUS(?:_TOKEN)?|AWS_[A-Z0-9_]{1,60}")
_LIMIT = 64 * 1024  # bytes
_COMMENT = "# Made by `gapura central init --service` and `owners`; a line a variable.\n"


def keep_services(home: Path, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Keep in `home` what the environment says of services; what it does not say stays.

    Return the file; None where there is nothing to keep. Raise CentralError, OSError.
    """
    found = read_services(home)
    found |= {name: value for name, value in environment.items() if value and _KEPT.fullmatch(name)}
    for name, value in found.items():
        if not value.isprintable():
            raise CentralError(f"{name}: signs in it that cannot be typed, a line break perhaps")
    if not found:
        return None
    lines = [f"{name}={value}\n" for name, value in sorted(found.items())]
    write_whole(home / FILE, "".join([_COMMENT, *lines]).encode(), MODE)
    return home / FILE


def read_services(home: Path) -> dict[str, str]:
    """Return the variables of the home's file; none where there is no file. Raise CentralError."""
    path = home / FILE
    try:
        with path.open("rb") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
                raise CentralError(f"{path}: others may read it; `chmod 600 {path}`")
            text = file.read(_LIMIT).decode()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise CentralError(f"{path}: not UTF-8") from error
    except OSError as error:
        raise CentralError(f"{path}: {error.strerror}") from error
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, mark, value = line.strip().partition("=")
        if not name or name.startswith("#"):
            continue
        if not mark or not _KEPT.fullmatch(name):
            raise CentralError(f"{path}: line {number} is none like GAPURA_DATABASE=postgresql://…")
        found[name] = value
    return found


def use_services(home: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Let this process know the services of `home`. Raise CentralError."""
    for name, value in read_services(home).items():
        environment.setdefault(name, value)

"""`centre.toml`: the configuration of a data centre, and where its database and blobs are."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from models.whole_file import write_whole
from sync.central.errors import CentralError
from sync.protocol.wire import MAX_ADDRESSES, Address, Name, RandomId

CENTRE = "centre.toml"
DATABASE = "registry.sqlite3"
BLOBS = "blobs"
JOURNAL = "journal"
BACKUPS = "backups"
SECRETS = "secrets"
DATABASE_VARIABLE = "GAPURA_DATABASE"
FROM_ENVIRONMENT = f"environment:{DATABASE_VARIABLE}"  # the address holds a password


class CentreConfig(BaseModel):
    """The content of `centre.toml`; nothing of it is secret."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    centre_id: RandomId
    name: Name
    hosts: tuple[Name, ...] = Field(min_length=1)  # names and addresses of the TLS certificate
    port: int = Field(ge=1, le=65535)
    database: str  # URL, "registry.sqlite3", or FROM_ENVIRONMENT
    blobs: str  # "blobs", another folder, or s3://bucket/prefix
    urls: tuple[Address, ...] = Field(default=(), max_length=MAX_ADDRESSES)  # see Centre.urls
    journal: str = JOURNAL  # "journal", or a folder on another disk
    backups: str = BACKUPS  # before upgrades: "backups", a folder on another disk, or "" for none

    @field_validator("urls")
    @classmethod
    def _each_once(cls, urls: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(urls)) < len(urls):
            raise ValueError("an address is named twice")
        return urls

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return where terminals find the data centre: the first one first."""
        host = self.hosts[0]
        return self.urls or (f"https://{f'[{host}]' if ':' in host else host}:{self.port}",)

    @property
    def ports(self) -> tuple[int, ...]:
        """Return the port of each address."""
        return tuple(urlsplit(url).port or 443 for url in self.addresses)

    def database_url(self, home: Path, environment: Mapping[str, str] = os.environ) -> str:
        """Return the database's address; never print it, it may hold a password."""
        if self.database == DATABASE:
            return f"sqlite:///{home.absolute() / DATABASE}"
        if self.database != FROM_ENVIRONMENT:
            return self.database
        if DATABASE_VARIABLE not in environment:
            raise CentralError(
                f"{home / CENTRE}: the registry's address has a password; "
                f"set {DATABASE_VARIABLE} to the whole address"
            )
        return environment[DATABASE_VARIABLE]

    def blobs_address(self, home: Path) -> str:
        """Return the address for `open_blobs`."""
        return str(home.absolute() / BLOBS) if self.blobs == BLOBS else self.blobs

    def journal_folder(self, home: Path) -> Path:
        """Return where the copy of the audit log is kept."""
        return home.absolute() / self.journal


def database_entry(url: str | None) -> str:
    """Return the entry of `centre.toml` for the address `url`; None: a file in the home."""
    from sync.central.registry.database import parse_url  # large: `serve` reads only the rest

    if url is None:
        return DATABASE
    return FROM_ENVIRONMENT if parse_url(url).password else url


def read_config(home: Path) -> CentreConfig:
    """Return the home's `centre.toml`. Raise CentralError."""
    path = home / CENTRE
    try:
        return CentreConfig.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError as error:
        raise CentralError(
            f"{home}: no data centre here; make one with `gapura central init`"
        ) from error
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise CentralError(f"{path}: {place} is missing or not as it should be") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CentralError(f"{path}: cannot be read: {type(error).__name__}") from error


def write_config(home: Path, facts: CentreConfig) -> None:
    """Write `centre.toml`. Raise OSError."""
    document = tomlkit.document()
    document.add(tomlkit.comment("The data centre's public facts; its keys are in secrets/."))
    for key, value in facts.model_dump(mode="json").items():
        if key != "backups" or value != BACKUPS:  # a version without it refuses the word
            document.add(key, value)
    write_whole(home / CENTRE, tomlkit.dumps(document).encode())

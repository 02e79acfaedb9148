"""Where a home is, and what the gateway may see of it: the TLS folder and the keeper's socket."""

from __future__ import annotations

import stat
from pathlib import Path

HOME = Path("/srv/gapura")  # of a service, as the package's units have it
TLS = "tls"
AUTHORITY, SERVER_KEY, SERVER = "ca.pem", "server.key", "server.pem"
SOCKETS = "keeper"
SOCKET = "keeper.sock"
SHARED_FILE_MODE = 0o640  # of a file in a folder that was given to the gateway's group


def tls_folder(home: Path) -> Path:
    """Return the folder of the server's key and certificate, and of the authority's certificate."""
    return home / TLS


def keeper_socket(home: Path) -> Path:
    """Return the default place of the keeper's socket."""
    return home / SOCKETS / SOCKET


def is_shared(folder: Path) -> bool:
    """Return whether `folder` was given to a group: what is made in it belongs to that group."""
    return bool(folder.stat().st_mode & stat.S_ISGID)

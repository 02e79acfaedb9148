"""Milvus Lite in this process: a folder, its lock, and a socket that only this user can reach.

pymilvus by itself would serve Milvus Lite on a TCP port of the loopback address, without a
password, to every user of the machine. Here it is a Unix socket in a folder of mode 0700. The door
to milvus_lite, which is Python: threads of this process, no helper process.

The folder holds templates in plain Parquet, in mode 0700: its disk must be an encrypted one.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from milvus_lite.adapter.grpc.server import start_server_in_thread
from milvus_lite.db import COLLECTIONS_DIRNAME
from milvus_lite.exceptions import (
    DataDirLockedError,
    MilvusLiteError,
)

from sync.central.errors import IdentificationError

_GRACE = 2  # seconds for requests under way when closing


class EmbeddedMilvus:
    """A folder of Milvus Lite, held until `close`."""

    def __init__(self, folder: Path) -> None:
        """Make the folder if it is missing, and lock it. Raise IdentificationError.

        The lock is the operating system's and ends with the process, however that ends.
        """
        self._folder = folder
        self._sockets = Path(tempfile.mkdtemp(prefix="gapura-milvus-"))  # mode 0700
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._server, self._database, _ = start_server_in_thread(
                str(folder), host=f"unix:{self._sockets}/socket", port=0
            )
        except BaseException as error:
            shutil.rmtree(self._sockets, ignore_errors=True)
            if isinstance(error, DataDirLockedError):
                raise IdentificationError(
                    f"identification index {folder} is in use: a server worker or a command has it"
                    " open, and Milvus Lite allows one; stop that, or use a Milvus cluster"
                ) from error
            if isinstance(error, OSError):
                raise IdentificationError(
                    f"identification index {folder} cannot be opened: {error.strerror};"
                    " give the path of a folder that this user may write"
                ) from error
            if isinstance(error, MilvusLiteError):
                raise IdentificationError(
                    f"identification index {folder} cannot be opened by Milvus Lite"
                    f" ({type(error).__name__}); remove it and rebuild it from the registry"
                ) from error
            raise

    @property
    def uri(self) -> str:
        """Return the address for pymilvus."""
        return f"unix:{self._sockets}/socket:0"  # Milvus Lite appends the port

    def discard(self, collection: str) -> None:
        """Remove a collection that is not loaded, even one too damaged for `drop_collection`."""
        shutil.rmtree(self._folder / COLLECTIONS_DIRNAME / collection, ignore_errors=True)

    def close(self) -> None:
        """Write what is in memory, release the folder, end the threads."""
        self._server.stop(_GRACE).wait()
        try:
            self._database.close()
        finally:
            shutil.rmtree(self._sockets, ignore_errors=True)

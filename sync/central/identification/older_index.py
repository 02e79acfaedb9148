"""Remove what versions before 0.3 kept of the 1:N index: a folder with templates in the clear."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

FOLDER = "identification"  # in the home
_log = logging.getLogger(__name__)


def remove_older_index(home: Path) -> None:
    """Remove the folder where it is there. Only an encrypted disk forgets what it held."""
    folder = home / FOLDER
    if not folder.is_dir() or folder.is_symlink():
        return
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        _log.warning("%s holds templates in the clear and cannot be removed: remove it", folder)
    else:
        _log.warning("%s, the 1:N index of an older version, is removed", folder)

"""The door to sqlite-utils, which loads numpy and pandas where they are installed.

Nobody hands it anything of theirs. A process that has no use for them, as the agent, starts half a
second of a processor sooner and stays tens of megabytes smaller.
"""

from __future__ import annotations

import sys

_absent = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _absent:
    sys.modules[_name] = None  # type: ignore[assignment]  # an import of it is an ImportError

from sqlite_utils import Database as Database  # noqa: E402
from sqlite_utils.migrations import Migrations as Migrations  # noqa: E402

for _name in _absent:
    del sys.modules[_name]

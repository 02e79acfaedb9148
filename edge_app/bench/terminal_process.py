"""A process of a measurement that loads what a terminal has, and not what a data centre adds.

sqlite-utils takes pandas in where it is installed, 87 MB: a terminal has none.
"""

from __future__ import annotations

import sys

_START = (
    "import runpy, sys; sys.modules['pandas'] = None; "
    "sys.argv = sys.argv[1:]; runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)


def command(module: str, *arguments: object) -> list[str]:
    """Return the command that runs `module` so, with these arguments."""
    return [sys.executable, "-c", _START, module, *map(str, arguments)]

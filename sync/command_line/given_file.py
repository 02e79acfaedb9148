"""A file that a person names on the command line, perhaps on a stick: regular, or stdin."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click


class GivenFile(click.File):
    """Bytes of a file. Nobody is waited for: a FIFO or a device is refused."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the open file; `-` is stdin."""
        from models.regular_file import open_regular

        if value != "-":
            try:
                os.close(open_regular(Path(value), follow=True))
            except OSError as error:
                self.fail(f"{value!r}: {error.strerror}", param, ctx)
        return super().convert(value, param, ctx)

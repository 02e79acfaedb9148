"""A group of commands that opens each when it is called: the libraries behind one take seconds."""

from __future__ import annotations

import importlib.util
import keyword
import sys
from collections.abc import Mapping
from typing import Any

import click


class Subcommands(click.Group):
    """A group whose subcommands are `command` in `<package>.<name>`, imported when called.

    A name that Python has taken (import, token) has `_` behind it as a file's.
    """

    def __init__(
        self,
        package: str,
        table: Mapping[str, str],
        mounted: Mapping[str, str] | None = None,
        **settings: Any,
    ) -> None:
        """Take the name on the command line and one sentence of each from `table`.

        `mounted`: the module of a subcommand that lies elsewhere, and may not be installed: then
        there is no such subcommand.
        """
        super().__init__(**settings)
        mounted = mounted or {}
        self._modules = {name: mounted.get(name, f"{package}.{_file(name)}") for name in table}
        self._table = {
            name: text
            for name, text in table.items()
            if name not in mounted or _is_installed(mounted[name])
        }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the subcommand; None where there is none of that name."""
        if cmd_name not in self._table:
            return None
        module = importlib.import_module(self._modules[cmd_name])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the help from the table, without an import."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._table.items()))


def _is_installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that it would lie in
        return False


def _file(name: str) -> str:
    taken = keyword.iskeyword(name) or name in sys.stdlib_module_names
    return name + "_" if taken else name

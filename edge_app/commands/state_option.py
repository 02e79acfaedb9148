"""`--state` of the commands on a terminal's folder."""

from __future__ import annotations

from pathlib import Path

import click

state_option = click.option(
    "--state",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The terminal's folder.",
)

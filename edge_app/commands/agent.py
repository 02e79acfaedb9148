"""`gapura agent`: the terminal's process that has the network."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from sync.command_line.output import examples, print_json
from sync.private_memory import keep_memory_private
from sync.terminal.agent_state import AgentStatus


@click.command(epilog=examples("gapura agent --state /var/lib/gapura"))
@click.option(
    "--state",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The terminal's folder, made by `gapura provision init`.",
)
@click.option("--json", "as_json", is_flag=True, help="Print each new status, one object a line.")
def command(folder: Path, as_json: bool) -> None:
    """Bring lists down and results up, until SIGTERM; the log is on stderr."""
    from edge_app.terminal.agent import run_agent

    keep_memory_private()

    def tell(status: AgentStatus) -> None:
        if as_json:
            print_json(asdict(status))

    run_agent(folder, tell)

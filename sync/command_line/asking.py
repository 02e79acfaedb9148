"""A question to the person at the keyboard, before something that cannot be undone."""

from __future__ import annotations

import sys

import click

from sync.command_line.output import hidden_progress


def agreed(question: str) -> None:
    """Ask on stderr, and return for a yes. Raise ClickException: no, or nobody can be asked."""
    if not sys.stdin.isatty():
        raise click.UsageError("--yes is needed where nobody can be asked")
    with hidden_progress():
        yes = click.confirm(question, err=True)
    if not yes:
        raise click.ClickException("not agreed: nothing was done")

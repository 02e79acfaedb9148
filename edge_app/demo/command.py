"""`gapura demo`: the whole system on one machine."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from sync.command_line.output import examples, json_option, print_json, progress
from sync.counts import number_of

if TYPE_CHECKING:
    from edge_app.demo.verdict import DemoResult

HEADLESS_SECONDS = 30.0


@click.command(epilog=examples("gapura demo", "gapura demo --headless --seconds 30 --json"))
@click.option("--headless", is_flag=True, help="Without a window; print what was found.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1, max=86_400),
    help=f"How long; without a window {HEADLESS_SECONDS:.0f}, else until it is closed.",
)
@json_option
def command(headless: bool, seconds: float | None, as_json: bool) -> None:
    """Run a data centre, an agent and a terminal on its own scene of public-domain portraits.

    The data centre enrols two persons, publishes a list and receives what the terminal saw. Without
    a window, the network is pulled out for the middle third of the time.
    """
    if as_json and not headless:
        raise click.UsageError("--json goes with --headless")
    from edge_app.demo.system import DemoSystem
    from edge_app.terminal.display import require_display

    if not headless:
        require_display()
    length = seconds or HEADLESS_SECONDS
    with ExitStack() as opened:
        with progress(as_json) as advance:
            system = DemoSystem(length if headless else None, lambda text: advance(0, 0, text))
            opened.enter_context(system)
            if headless:
                result, delivered = system.run(
                    length, lambda at, text: advance(int(at), int(length), text)
                )
        if not headless:
            from edge_app.terminal.kiosk import show

            for account in system.accounts:
                click.echo(
                    f"{account.role.value} {account.number}, PIN {account.pin}: {account.name}"
                )
            click.echo("Ctrl+N pulls the network out and plugs it in again, Ctrl+Q ends the demo")
            keys = {"Ctrl+N": system.switch}
            show(system.running, full_screen=False, seconds=seconds, keys=keys, close_key=True)
        elif as_json:
            print_json(demo_json(result, delivered))
        else:
            _print(result, delivered)


def demo_json(result: DemoResult, delivered: int) -> dict[str, object]:
    """Return the object of `--json`."""
    return {
        "frames": result.counts.frames,
        "fps": round(result.fps, 1),
        "people": result.counts.people,
        "captured": result.counts.captured,
        "expected": list(result.expected),
        "alerts": [
            {
                "reference": alert.candidate.reference.reference_id,
                "score": round(alert.candidate.score, 4),
                "threshold": round(alert.candidate.threshold, 4),
            }
            for alert in result.alerts
        ],
        "missed": list(result.missed),
        "false": result.false,
        "delivered": delivered,
    }


def _print(result: DemoResult, delivered: int) -> None:
    counts = result.counts
    click.echo(
        f"{counts.frames} frames at {result.fps:.0f} a second; "
        f"{counts.people} people, {counts.captured} captured"
    )
    for alert in result.alerts:
        candidate = alert.candidate
        click.echo(
            f"  alert at {alert.time_s:5.1f} s: {candidate.reference.name}, "
            f"score {candidate.score:.2f} (threshold {candidate.threshold:.2f}), "
            f"{alert.latency_ms:.0f} ms after the picture was taken"
        )
    expected, missed = len(result.expected), ", ".join(result.missed) or "nobody"
    click.echo(f"{expected} listed people were in view; missed: {missed}; false: {result.false}")
    click.echo(
        f"{delivered} of {number_of(len(result.alerts), 'alert')} reached the data centre; "
        "the network was pulled out for the middle third"
    )

"""`gapura demo`: the whole system on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from edge_app.commands.output import examples, json_option, print_json, progress

if TYPE_CHECKING:
    from edge_app.demo import Judged

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
    """Show the terminal at work on its own moving scene of public-domain portraits."""
    if not headless:
        if as_json:
            raise click.UsageError("--json goes with --headless")
        from edge_app.demo import open_demo
        from edge_app.kiosk import show

        with progress(as_json=False) as advance:
            advance(0, 0, "enrol the demo's list, open the models")
            live, _ = open_demo(None)
        show(live, full_screen=False, seconds=seconds)
        return
    from edge_app.demo import run_headless

    length = seconds or HEADLESS_SECONDS
    with progress(as_json) as advance:
        judged = run_headless(
            length, lambda time_s: advance(int(time_s), int(length), "seconds of the scene")
        )
    if as_json:
        print_json(demo_json(judged))
    else:
        _print(judged)


def demo_json(judged: Judged) -> dict[str, object]:
    """The object of design.md, "Command line"; no data centre takes part yet: none delivered."""
    return {
        "frames": judged.counts.frames,
        "fps": round(judged.fps, 1),
        "people": judged.counts.people,
        "captured": judged.counts.captured,
        "expected": list(judged.expected),
        "alerts": [
            {
                "reference": alert.candidate.reference.reference_id,
                "score": round(alert.candidate.score, 4),
                "threshold": round(alert.candidate.threshold, 4),
            }
            for alert in judged.alerts
        ],
        "missed": list(judged.missed),
        "false": judged.false,
        "delivered": 0,
    }


def _print(judged: Judged) -> None:
    counts = judged.counts
    click.echo(
        f"{counts.frames} frames at {judged.fps:.0f} a second; "
        f"{counts.people} people, {counts.captured} captured"
    )
    for alert in judged.alerts:
        candidate = alert.candidate
        click.echo(
            f"  alert at {alert.time_s:5.1f} s: {candidate.reference.name}, "
            f"score {candidate.score:.2f} (threshold {candidate.threshold:.2f}), "
            f"{alert.latency_ms:.0f} ms after the picture was taken"
        )
    expected, missed = len(judged.expected), ", ".join(judged.missed) or "nobody"
    click.echo(f"{expected} listed people were in view; missed: {missed}; false: {judged.false}")

"""`gapura bench`: speed, each figure beside a baseline of the same run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.command_line.output import examples, json_option, progress
from sync.command_line.tables import print_table

if TYPE_CHECKING:
    from edge_app.bench.report import Row

Progress = Callable[[int, int, str], None]


@click.group(epilog=examples("gapura bench embed", "gapura bench pipeline --json"))
def command() -> None:
    """Measure speed, each figure beside a baseline of the same run."""


def _report(bench: str, measure: Callable[[Progress], list[Row]], as_json: bool) -> None:
    from edge_app.bench.report import report, table

    with progress(as_json) as advance:
        rows = measure(advance)
    if as_json:
        click.echo(report(bench, rows))
    else:
        print_table(table(bench, rows))


@command.command("embed", epilog=examples("gapura bench embed --json"))
@json_option
def embed_command(as_json: bool) -> None:
    """Measure templates: the rewritten network beside the published one."""
    from edge_app.bench import embed

    _report("embed", embed.run, as_json)


@command.command("detect", epilog=examples("gapura bench detect --faces faces/"))
@click.option(
    "--faces",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Take faces from DIR/<identity>/<picture> instead of the manifest's portraits.",
)
@json_option
def detect_command(faces: Path | None, as_json: bool) -> None:
    """Find faces of a known width anywhere in 1280x720; count false ones."""
    from edge_app.bench import detect

    _report("detect", lambda advance: detect.run(advance, faces), as_json)


@command.command("search", epilog=examples("gapura bench search --json"))
@json_option
def search_command(as_json: bool) -> None:
    """Search a gallery: an exact scan beside one pass of memory, Annoy beside the scan."""
    from edge_app.bench import search

    _report("search", lambda advance: search.run(lambda text: advance(0, 0, text)), as_json)


@command.command(
    "pipeline", epilog=examples("gapura bench pipeline", "gapura bench pipeline --minutes 20")
)
@click.option(
    "--minutes",
    type=click.FloatRange(min=0),
    default=0.0,
    help="Also watch the memory over so long a run of the demo.",
)
@json_option
def pipeline_command(minutes: float, as_json: bool) -> None:
    """Run the pipeline: frames a second, latency and memory, beside a plain loop."""
    from edge_app.bench import pipeline

    _report("pipeline", lambda advance: pipeline.run(advance, minutes), as_json)


@command.command(
    "sync", epilog=examples("gapura bench sync --json", "gapura bench sync --figure fleet")
)
@click.option(
    "--figure",
    "figures",
    multiple=True,
    metavar="NAME",
    help="One alone: approvals, fleet, delta, snapshot, drain or identify; may be repeated.",
)
@click.option("--terminals", type=click.IntRange(min=1), default=1_000, show_default=True)
@click.option("--references", type=click.IntRange(min=2), default=100_000, show_default=True)
@click.option("--results", type=click.IntRange(min=1), default=50_000, show_default=True)
@json_option
def sync_command(
    figures: tuple[str, ...], terminals: int, references: int, results: int, as_json: bool
) -> None:
    """Measure push, fleet, deltas, large lists and results, with a data centre here."""
    from edge_app.bench.sync.figures import FIGURES, Sizes, run

    unknown = [name for name in figures if name not in FIGURES]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is none of {', '.join(FIGURES)}", param_hint="--figure"
        )
    sizes = Sizes(terminals=terminals, references=references, results=results)
    _report("sync", lambda advance: run(sizes, figures or FIGURES, advance), as_json)


@command.command(
    "siege", epilog=examples("gapura bench siege", "gapura bench siege --attack silent --seconds 5")
)
@click.option(
    "--attack",
    "names",
    multiple=True,
    metavar="NAME",
    help="One alone: headers, silent, bodies, evil or together; may be repeated.",
)
@click.option("--seconds", type=click.FloatRange(min=1), default=20.0, show_default=True)
@click.option("--front", is_flag=True, help="Behind HAProxy, which must be installed.")
@click.option("--same-address", is_flag=True, help="Attack from the address that terminals have.")
@json_option
def siege_command(
    names: tuple[str, ...], seconds: float, front: bool, same_address: bool, as_json: bool
) -> None:
    """Attack a data centre here, while terminals' heartbeats are timed.

    The whole takes some four minutes.
    """
    from edge_app.bench.siege.siege import ELSEWHERE, NAMES, measure
    from edge_app.demo.centre import HOST

    source = HOST if same_address else ELSEWHERE

    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is none of {', '.join(NAMES)}", param_hint="--attack"
        )
    _report(
        "siege", lambda advance: measure(seconds, names or NAMES, front, advance, source), as_json
    )


@command.command("boot", epilog=examples("gapura bench boot", "gapura bench boot --runs 9"))
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True)
@json_option
def boot_command(runs: int, as_json: bool) -> None:
    """Start a provisioned kiosk: until its splash, its window and a picture are painted."""
    from edge_app.bench.ui import boot

    _report("boot", lambda advance: boot.run(advance, runs), as_json)


@command.command("ui", epilog=examples("gapura bench ui", "gapura bench ui --json"))
@json_option
def ui_command(as_json: bool) -> None:
    """Measure the screen: repaints, an idle kiosk, touches, starts."""
    from edge_app.bench.ui import figures

    _report("ui", figures.run, as_json)

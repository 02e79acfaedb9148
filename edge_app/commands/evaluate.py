"""`gapura evaluate`: accuracy over a folder of identities, and the calibration out of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from sync.command_line.output import examples, json_option, print_json, progress
from sync.command_line.tables import print_table

if TYPE_CHECKING:
    from models.evaluation import Evaluation


@click.command(epilog=examples("gapura evaluate faces/", "gapura evaluate faces/ --json"))
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--calibrate",
    metavar="NAME",
    help="Store the impostor distribution in the manifest; NAME says what the pictures are.",
)
@click.option("--model", "model_id", metavar="ID", help="A model of the manifest; the current one.")
@json_option
def command(directory: Path, calibrate: str | None, model_id: str | None, as_json: bool) -> None:
    """Measure accuracy over DIR/<identity>/<picture>."""
    from models.errors import BadInput
    from models.evaluation import evaluate, mean_face, templates_of
    from models.manifest import load_manifest

    manifest = load_manifest()
    model = model_id or manifest.current_model
    if model not in manifest.by_id:
        known = ", ".join(manifest.by_id)
        raise BadInput(f"{model} is no model of models/manifest.toml; known: {known}")
    with progress(as_json) as advance:
        templates = templates_of(
            directory,
            lambda done, total: advance(done, total, "templates"),
            manifest.by_id[model],
        )
    result = evaluate(templates)
    if calibrate:
        from models.calibration import Calibration
        from models.manifest import store_calibration

        measured = Calibration.from_impostor_scores(result.impostor_scores)
        provenance: dict[str, str | int] = {
            "pictures": calibrate,
            "identities": result.identities,
            "impostor_pairs": result.impostor,
            "command": "gapura evaluate DIR --calibrate NAME",
            "date": datetime.now(UTC).date().isoformat(),
        }
        store_calibration(model, measured, provenance, mean_face=mean_face(templates))
    if as_json:
        print_json(evaluation_json(model, result))
    else:
        _print(model, result)


def evaluation_json(model: str, result: Evaluation) -> dict[str, object]:
    """Return the object of `--json`."""
    return {
        "model": model,
        "images": result.images,
        "identities": result.identities,
        "failure_to_acquire": round(result.failure_to_acquire, 5),
        "genuine": result.genuine,
        "impostor": result.impostor,
        "tar_at_far": {
            f"{fmr:.0e}".replace("e-0", "e-"): round(tar, 5)
            for fmr, tar in result.tar_at_far.items()
        },
        "gallery": result.gallery,
        "rank1": round(result.rank1, 5),
        "fnir_at_fpir": {f"{fpir:g}": round(fnir, 5) for fpir, fnir in result.fnir_at_fpir.items()},
    }


def _print(model: str, result: Evaluation) -> None:
    table = Table(
        title=f"{model}: {result.images} pictures of {result.identities} people",
        box=None,
        show_header=False,
    )
    table.add_row("failure to acquire", f"{result.failure_to_acquire:.2%}")
    for fmr, tar in result.tar_at_far.items():
        table.add_row(f"FNMR at FMR {fmr:g}", f"{1 - tar:.2%}  ({result.genuine} genuine pairs)")
    table.add_row("rank 1", f"{result.rank1:.2%}  (gallery {result.gallery})")
    for fpir, fnir in result.fnir_at_fpir.items():
        table.add_row(f"FNIR at FPIR {fpir:.1%}", f"{fnir:.2%}  (gallery {result.gallery})")
    print_table(table)

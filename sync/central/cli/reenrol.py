"""`gapura central reenrol`: lists move to the current template model."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.command_line.output import examples, json_option, print_json, progress


@click.command(
    epilog=examples(
        "gapura central reenrol --home /srv/gapura --operator sari",
        "gapura central reenrol cekal --home /srv/gapura --operator sari",
    )
)
@click.argument("lists", nargs=-1, metavar="[LIST]...")
@operator_option
@home_option
@json_option
def command(lists: tuple[str, ...], operator: str, home: Path, as_json: bool) -> None:
    """Move LISTs, by default all, to the current template model.

    Templates are made anew of the photographs. Terminals that hold both models serve both kinds of
    list meanwhile.
    """
    from sync.central.photographs.enroller import Enroller
    from sync.central.reenrol import reenrol
    from sync.central.registry.reenrolment import lists_of_other_models

    with (
        open_as_operator(home, operator) as centre,
        Enroller() as enroller,
        progress(as_json) as advance,
    ):
        if not lists:
            with centre.registry.session() as session:
                lists = tuple(lists_of_other_models(session, enroller.model_id))
        done = [reenrol(centre, list_id, enroller, operator, now(), advance) for list_id in lists]
        model_id = enroller.model_id
    if as_json:
        print_json(
            {
                "model": model_id,
                "lists": [
                    {
                        "list": each.list_id,
                        "made": each.made,
                        "refused": each.refused,
                        "switched": each.switched,
                    }
                    for each in done
                ],
            }
        )
        return
    for each in done:
        without = sum(each.refused.values())
        more = f", {without} photographs refused" if without else ""
        state = "moved" if each.switched else "was there already"
        click.echo(f"{each.list_id}: {each.made} templates of {model_id}{more}; {state}")
    if not done:
        click.echo(f"every list is of {model_id} already")

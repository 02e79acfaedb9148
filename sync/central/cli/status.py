"""`gapura central status`: what waits for somebody, and what is not as it should be."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.audit import against_text
from sync.central.cli.options import home_option, iso_time, local_time, now, open_centre
from sync.central.cli.status_words import SHOWN, few, silent_line, stick_lines
from sync.command_line.output import examples, json_option, print_json
from sync.counts import number_of
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.centre import Centre
    from sync.central.registry.bundled import SticksBack
    from sync.central.registry.calls import SilentCall
    from sync.central.registry.operators import SignInTrouble
    from sync.central.registry.package_erasure import OlderPackages
    from sync.central.registry.terminals import TerminalStatus
    from sync.central.registry.witnesses import Testimony
    from sync.central.timekeeping.clock_guard import ClockState

SOON = timedelta(days=45)  # what ends within it is told
_CHANGES_KEYS = (
    "key-replaced",
    "keys-rotated",
    "keys-retired",
    "time-reset",
    "terms-renewed",
    "role-delegated",
    "certificate-renewed",
    "recovery-key-made",
)


@dataclass(frozen=True)
class _Found:
    """What there is to tell."""

    waiting: list[int]
    unpublished: list[str]
    missing: list[str]
    failed: dict[str, str]
    ends: dict[str, datetime]  # soon
    ended: dict[str, datetime]
    serving: bool
    fleet: list[TerminalStatus]
    sign_in_troubles: list[SignInTrouble]
    active: int
    backup: datetime | None
    keys_since: bool  # keys changed after the last backup
    journal: str  # what is wrong with it; or empty
    clock: ClockState
    testimony: Testimony
    older: list[OlderPackages]  # with somebody who was erased
    silent: list[SilentCall]
    online_due: bool  # the online keys are those of a backup that was restored
    sticks: SticksBack
    disks: dict[str, int]  # bytes that are free, by what is there
    disks_low: str  # which; or empty

    @property
    def erasing(self) -> dict[str, list[str]]:
        """Return collections whose older packages still are somewhere, with who serves them."""
        held = {each.name: each.holders(self.fleet) for each in self.older}
        return {each.name: held[each.name] for each in self.older if each.here or held[each.name]}

    @property
    def troubled(self) -> list[TerminalStatus]:
        """Return the terminals that are not as they should be."""
        return [row for row in self.fleet if row.state != "revoked" and row.troubles]

    @property
    def unsigned(self) -> list[str]:
        """Return the ids of terminals that may work, and whose kiosks sign nothing."""
        rows = (row for row in self.fleet if row.state == "active" and row.kiosk_key is None)
        return [row.terminal_id for row in rows]

    @property
    def is_wrong(self) -> bool:
        """Return whether something has ended, or is not what it was."""
        clock = self.clock.reason, self.clock.ntp_trouble
        faults = self.ended, self.failed, self.journal, *clock, self.testimony.against
        return any(map(bool, (*faults, self.disks_low, self.silent)))

    def lane(self, terminal_id: str) -> str:
        """Return the lane's name of a terminal."""
        return next((row.lane for row in self.fleet if row.terminal_id == terminal_id), "")


@click.command(epilog=examples("gapura central status --home /srv/gapura --json"))
@home_option
@json_option
def command(home: Path, as_json: bool) -> None:
    """Say what waits for somebody, what ends, whether the server runs, and how the fleet is.

    Exit status 1 when something has ended, cannot be published, or is not what it was, when a disk
    runs low, and for an hour after an officer called silently. Leave this on no screen that
    visitors see.
    """
    from sync.central.required_keys import require_keys

    at = now()
    with open_centre(home, on_full_disk=True) as centre:
        require_keys(centre)
        found = _look(centre, at)
    if as_json:
        print_json(_json(found))
    else:
        _print(found)
    if found.is_wrong:
        raise click.exceptions.Exit(1)


def _look(centre: Centre, at: datetime) -> _Found:
    from sync.central.backup.journal import Journal, JournalError
    from sync.central.registry import (
        audit_rows,
        bundled,
        calls,
        lists,
        operators,
        package_erasure,
        proposals,
        terminals,
        witnesses,
    )
    from sync.central.registry.locks import TIMERS
    from sync.central.releases import delegation, keys
    from sync.central.releases.due import find_due
    from sync.central.releases.template_models import known_models
    from sync.central.storage.disk_room import told

    with centre.registry.session() as session:
        waiting = [row.proposal_id for row in proposals.list_all(session)]
        fleet = terminals.fleet(session, at)
        testimony = witnesses.testimony(session)
        older = package_erasure.older_packages(session)
        silent = calls.silent_calls(session, at)
        sticks = bundled.sticks_back(session)
        sign_in_troubles, active = (
            operators.sign_in_troubles(session, at),
            operators.active(session),
        )
        ends = {
            f"list {each.list_id}": each.described.until
            for each in lists.summaries(session)
            if each.ended_at is None and at < each.described.until <= at + SOON
        }
        backup = audit_rows.last_time(session, "backup-made")
        online_due = audit_rows.online_due(session)
        changed = [audit_rows.last_time(session, action) for action in _CHANGES_KEYS]
    due = find_due(centre, known_models(), (), at)
    terms = keys.terms(centre)
    for name in ("root", "targets", "certificate", "authority"):
        if at < getattr(terms, name) <= at + SOON:
            ends[name] = getattr(terms, name)
    try:
        Journal(centre.journal_folder).follow(centre.registry)
        journal = ""
    except JournalError as error:
        journal = str(error)
    disks = centre.free_bytes()
    return _Found(
        waiting,
        sorted({state.name for state, _ in due.lists} | set(due.over)),
        delegation.missing_roles(centre, at),
        due.failed,
        ends,
        keys.ended(centre, at),
        centre.registry.is_locked(TIMERS),
        fleet,
        sign_in_troubles,
        active,
        backup,
        backup is not None and any(when is not None and when > backup for when in changed),
        journal,
        centre.clock.state(),
        testimony,
        older,
        silent,
        online_due,
        sticks,
        disks,
        told(disks),
    )


def _print(found: _Found) -> None:
    from sync.central.registry.operators import WISE_OPERATORS
    from sync.central.releases.keys import told
    from sync.central.timekeeping.clock_guard import refusal

    for call in found.silent:
        click.echo(plain(silent_line(call, found.lane(call.terminal_id))))
    for name, until in sorted(found.ended.items(), key=lambda each: each[1]):
        click.echo(told(name, until))
    if found.testimony.against:
        click.echo(against_text(found.testimony))
    for line in filter(None, (found.journal, found.disks_low)):
        click.echo(line)
    if found.clock.reason:
        click.echo(refusal(found.clock))
    elif found.clock.ntp_trouble:
        click.echo(found.clock.ntp_trouble)
    for number in found.waiting:
        click.echo(f"proposal {number} waits for another operator")
    for name in found.unpublished:
        click.echo(f"{name} has changes that are not published yet")
    for name, holders in found.erasing.items():
        where = number_of(len(holders), "terminal") if holders else "the data centre"
        click.echo(f"{name}: older packages, with a person who was erased, are still at {where}")
    if found.online_due:
        click.echo(
            "the online keys are those that lay in the restored backup: "
            "`gapura central keys rotate online`"
        )
    if found.missing:
        names = ", ".join(found.missing)
        click.echo(f"{names}: no role yet; `gapura central delegate`, with the stick")
    for name, why in found.failed.items():
        click.echo(f"{name}: {why}")
    for name, until in sorted(found.ends.items(), key=lambda each: each[1]):
        click.echo(f"{name}: ends {local_time(until)}")
    if not (
        found.is_wrong
        or found.waiting
        or found.unpublished
        or found.missing
        or found.ends
        or found.online_due
        or found.erasing
    ):
        click.echo("nothing waits, nothing ends soon")
    for each in found.sign_in_troubles:
        if each.tries:
            lock = f", locked until {local_time(each.locked_until)}" if each.locked_until else ""
            click.echo(f"operator {each.operator_id}: {each.tries} wrong passphrases{lock}")
        if each.reset_at:
            click.echo(
                f"operator {each.operator_id}: the passphrase was reset with the offline keys, "
                f"{local_time(each.reset_at)}"
            )
    if found.active < WISE_OPERATORS:
        click.echo(f"{found.active} operators; {WISE_OPERATORS} are wise")
    since = "; keys changed since: make another" if found.keys_since else ""
    click.echo(f"last backup: {local_time(found.backup) if found.backup else 'never'}{since}")
    if not (found.clock.ntp.synchronised or found.clock.ntp_trouble):
        click.echo(f"clock: {found.clock.ntp.words}, and it is not needed here")
    click.echo(f"server: {'runs' if found.serving else 'does not run'}")
    states = Counter(row.state for row in found.fleet)
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    click.echo(f"terminals: {counted or 'none'}; {len(found.troubled)} with trouble")
    for line in stick_lines(found.sticks, found.fleet):
        click.echo(f"  {plain(line)}")
    if found.unsigned:
        click.echo(
            f"terminals of an older Gapura: {few(found.unsigned)}; nobody signs their questions "
            "and results: wipe and provision them anew"
        )
    for row in found.troubled[:SHOWN]:
        troubles = "; ".join(trouble.text for trouble in row.troubles)
        place = f"{row.terminal_id[:8]} {row.checkpoint_id} {row.lane}"
        click.echo(f"  {plain(place)}: {plain(troubles)}")
    if len(found.troubled) > SHOWN:
        click.echo(f"  and {len(found.troubled) - SHOWN} more: `terminals --troubled`")


def _json(found: _Found) -> dict[str, Any]:
    return {
        "proposals": found.waiting,
        "unpublished": found.unpublished,
        "erasing": found.erasing,
        "without_role": found.missing,
        "online_keys_due": found.online_due,
        "failed": found.failed,
        "terminals": dict(Counter(row.state for row in found.fleet)),
        "unsigned": found.unsigned,
        "sticks": {
            row.terminal_id: {
                "back_at": iso_time(row.bundle_at),
                "results": found.sticks.results.get(row.terminal_id, 0),
            }
            for row in found.fleet
            if row.state == "active" and row.by_stick
        },
        "empty_sticks": {name: iso_time(at) for name, at in found.sticks.empty.items()},
        "troubled": len(found.troubled),
        "troubles": {
            row.terminal_id: [trouble.code for trouble in row.troubles] for row in found.troubled
        },
        "questions": {
            row.terminal_id: trouble.text
            for row in found.fleet
            for trouble in row.troubles
            if trouble.code == "questions"
        },
        "ends": {name: iso_time(until) for name, until in found.ends.items()},
        "ended": {name: iso_time(until) for name, until in found.ended.items()},
        "silent_calls": [
            {
                "terminal": call.terminal_id,
                "checkpoint": call.checkpoint_id,
                "lane": found.lane(call.terminal_id),
                "officer": call.officer,
                "at": iso_time(call.at),
                "heard_at": iso_time(call.heard_at),
                "coming": list(call.coming),
            }
            for call in found.silent
        ],
        "serving": found.serving,
        "backup": iso_time(found.backup),
        "keys_changed_since": found.keys_since,
        "journal": found.journal,
        "disks": found.disks,
        "disks_low": found.disks_low,
        "audit_contradicted": [asdict(each) for each in found.testimony.against],
        "clock": {
            "reason": found.clock.reason,
            "ntp": found.clock.ntp.synchronised,
            "ntp_trouble": found.clock.ntp_trouble,
        },
        "operators": {
            "active": found.active,
            "told": [
                {
                    "operator": each.operator_id,
                    "tries": each.tries,
                    "locked_until": iso_time(each.locked_until),
                    "reset_at": iso_time(each.reset_at),
                }
                for each in found.sign_in_troubles
            ],
        },
    }

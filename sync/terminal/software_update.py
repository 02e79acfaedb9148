"""Software of a terminal changed by root: proved, put beside what runs, tried, and kept or left.

The agent fetches (software_download.py), and is not believed: packages are copied to a folder of
root's and proved there, by the release keys, through a TUF client of its own over the agent's
mirror, from the root of trust that root kept when the terminal was given to its users.

One `step` a minute (`gapura provision update`, a timer's). It may be killed anywhere:

1. What was begun is brought to an end: installed again, or judged.
2. What is planned, newer than all that ever worked here, proved and whole, is taken in the hours of
   the plan, where no officer put it off, and at a quiet minute: nobody in view, and no case younger
   than ten minutes.
3. dpkg unpacks the version beside the one that runs; where it recognises a face, 2. still holds,
   and it is this lane's turn at its gate, one rename chooses it. Cut off before, the old one runs;
   dpkg goes on with the next step.
4. The new kiosk has PATIENCE_S to say that it looks at pictures, as the one before did, serves its
   lists, and reaches the data centre, where that one did. Else the old version is chosen again, by
   the package that chose it before, and the new one is removed and not tried any more.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from models.whole_file import sync_folder, write_whole
from sync.boot import Boot, boot_seconds
from sync.protocol.jakarta import jakarta_text
from sync.protocol.signs import plain
from sync.protocol.software_releases import SoftwareRelease
from sync.protocol.turns import is_turn
from sync.protocol.wire import SoftwarePlan
from sync.software import running_version
from sync.terminal.errors import StateError, UpdateRefused
from sync.terminal.kiosk_health import KioskHealth, read_health
from sync.terminal.software_plan import (
    VERSIONS,
    Machine,
    is_hour,
    is_newer,
    machine,
    planned_release,
    put_off_at_most,
)
from sync.terminal.state import TerminalState
from sync.terminal.update_record import KEPT, Ready, Trial, UpdateRecord, read_record, trust_root
from sync.terminal.updater import FolderFetch, Updater, fetch_onto
from sync.terminal.way_back import CHOOSER, repack

QUIET_S = 60.0  # nobody in view, no officer at a case
STALE_S = 60.0  # a kiosk that says nothing for so long does not run: nobody is disturbed
PATIENCE_S = 300.0  # of the new version; a large list takes one minute to be served
MIN_FRAMES = 20  # looked at by the new version
ROOM = 4  # times its packages that a version needs on the disk
TRIES = 3  # of dpkg
_DPKG_S = 1800.0  # a slow disk takes minutes
_TEMPLATE = "${Package} ${Version}\n"
_REFERENCE, _PROBE = "obama.jpg", "obama2.jpg"  # of models/manifest.toml

State = Literal["nothing-planned", "waits", "installed", "failed"]


@dataclass(frozen=True, slots=True)
class Step:
    """What a step did."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class _Due:
    """A release that may be chosen in this moment."""

    runs: str
    updater: Updater
    release: SoftwareRelease
    health: KioskHealth | None  # of the kiosk that runs; None: none does
    ready: Ready

    def started(self, trial: Trial) -> Trial:
        """Return the trial with what runs now, and what that can do."""
        health = self.health
        able = {
            "before": self.runs,
            "kiosk": health is not None,
            "camera": health is not None and health.camera and health.frames > 0,
            "contact": health is not None and health.contact,
            "lists": health is not None and health.lists > 0,
        }
        return trial.model_copy(update=able)


class SoftwareUpdate:
    """One look, and what follows from it. For one process, as root."""

    def __init__(
        self,
        state: TerminalState,
        kept: Path = KEPT,
        versions: Path = VERSIONS,
        dpkg: Sequence[str] = ("dpkg",),
        switch: Sequence[str] = ("gapura-switch",),
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        runs: Callable[[], str | None] = running_version,
        on: Callable[[], Machine | None] = machine,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Read nothing yet.

        `dpkg`, `switch`: the commands' first words. `runs`: which version this is; `on`: where.
        """
        self._runs, self._on, self._patience_s = runs, on, patience_s
        self._state, self._kept, self._versions = state, kept, versions
        self._dpkg, self._switch, self._now = tuple(dpkg), tuple(switch), now

    def step(self) -> Step:
        """Take one step. Raise StateError, UpdateRefused, OSError."""
        record = read_record(self._kept)
        if record.trial is not None:
            if not record.trial.chosen:
                return self._install(record, record.trial)
            return self._judge(record, record.trial)
        return self._begin(record)

    # ---- 2 -------------------------------------------------------------------------------------

    def _begin(self, record: UpdateRecord) -> Step:
        found = self._due(record)
        if isinstance(found, Step):
            return found
        names = self._bring(found.updater, found.release)
        if names is None:
            return Step("waits", f"{found.release.version} is not here yet: the agent fetches it")
        trial = found.started(
            Trial(version=found.release.version, before=found.runs, packages=names)
        )
        record = record.model_copy(update={"trial": trial, "ready": found.ready})
        self._keep(record)
        return self._install(record, trial)

    def _due(self, record: UpdateRecord, *, choosing: bool = False) -> _Due | Step:
        """Return what may be begun in this moment, or why nothing may.

        `choosing`: what was begun is to run now, which needs the lane's turn.
        """
        runs, config = self._runs(), self._state.config()
        try:
            updater = self._refreshed()
        except UpdateRefused as error:
            if error.kind != "missing":
                raise
            return Step("nothing-planned", "the agent has brought nothing yet")
        checkpoint = updater.checkpoint(config.checkpoint_id)
        plan = checkpoint.software
        if plan is None or runs is None:
            return Step("nothing-planned", "no other software is planned here")
        newest = record.good if record.good and is_newer(record.good, runs) else runs
        release = planned_release(plan, updater.software, self._on(), config.terminal_id, newest)
        if release is None:
            return Step("nothing-planned", f"{runs} runs; no newer release is here for it")
        if (ended := updater.software_ended()) is not None:
            text = f"{plan.version} was released until {jakarta_text(ended)}: nothing is taken"
            return Step("nothing-planned", text)
        if plan.version in record.failed:
            return Step("failed", f"{plan.version} did not work here: {record.why}")
        if not choosing and not self._is_here(updater, release):
            return Step("waits", f"{plan.version} is not here yet: the agent fetches it")
        ready = record.ready
        if ready is None or ready.version != plan.version:
            ready = Ready(version=plan.version, at=self._now())
            self._keep(record.model_copy(update={"ready": ready}))
        if not is_hour(plan, self._now(), checkpoint.zone):
            return Step("waits", f"{plan.version} waits for its hours")
        health = self._health()
        until = _put_off_until(plan, ready, health)
        if until is not None and self._now() < until:
            return Step("waits", f"{plan.version} was put off until {jakarta_text(until)}")
        if health is not None and health.quiet_s < QUIET_S:
            return Step("waits", f"{plan.version} waits for a quiet minute")
        if choosing and not is_turn(plan.lanes, config.terminal_id, self._now()):
            return Step("waits", f"{plan.version} waits for its turn among this gate's lanes")
        return _Due(runs, updater, release, health, ready)

    def _refreshed(self) -> Updater:
        trusted = trust_root(self._state, self._kept)
        now = self._now()
        updater = Updater(
            self._kept / "metadata",
            self._kept / "none",
            trusted.root,
            FolderFetch(self._state.mirror),
            now,
            now - timedelta(days=3650),  # without a network, what was signed in time goes on
        )
        updater.refresh()
        return updater

    def _health(self) -> KioskHealth | None:
        """Return what the kiosk says now; None: it does not run."""
        health = read_health(self._state)
        if health is None or health.boot != (Boot.read().id or "unknown"):
            return None
        return health if 0 <= boot_seconds() - health.boot_s < STALE_S else None

    def _bring(self, updater: Updater, release: SoftwareRelease) -> tuple[str, ...] | None:
        """Copy the packages to root's folder, proved; return their names. None: not all are here.

        Proved is the copy: what lies in the mirror its owner may change at any moment.
        """
        files = updater.software_files(release.packages)
        places = [self._kept / "packages" / each.path.partition("/")[2] for each in files]
        self._require_room(sum(each.length for each in files))
        source = FolderFetch(self._state.mirror)
        for each, place in zip(files, places, strict=True):
            try:
                fetch_onto(source, each, place)
            except UpdateRefused as error:
                if error.kind in ("missing", "mismatch", "unreachable"):
                    return None
                raise
            self._require_name(place, release)
        for other in (self._kept / "packages").iterdir():
            if other not in places:
                other.unlink()
        return tuple(place.name for place in places)

    def _is_here(self, updater: Updater, release: SoftwareRelease) -> bool:
        """Return whether files of its packages' sizes are in the mirror; nothing is proven yet."""
        for each in updater.software_files(release.packages):
            with suppress(OSError):
                if (self._state.targets / each.path).stat().st_size == each.length:
                    continue
            return False
        return True

    def _require_name(self, place: Path, release: SoftwareRelease) -> None:
        """Raise UpdateRefused: the package is of another version than release keys said."""
        asked = [f"{self._dpkg[0]}-deb", "--show", f"--showformat={_TEMPLATE}", str(place)]
        said = self._run(asked).split()
        named = said[:1] in (["gapura-terminal"], [f"gapura-terminal-{release.version}"])
        if not named or not said[1:] or not said[1].startswith(f"{release.version}+"):
            raise UpdateRefused(f"{place.name} is no package of {release.version}", "mismatch")

    def _require_room(self, size: int) -> None:
        for folder in (self._kept, self._versions):
            free = shutil.disk_usage(folder).free
            if free < size * ROOM:
                raise StateError(
                    f"{folder}: {size * ROOM / 1e6:.0f} MB must be free for another version, "
                    f"{free / 1e6:.0f} MB are",
                    "full",
                )

    # ---- 1, 3 ----------------------------------------------------------------------------------

    def _install(self, record: UpdateRecord, trial: Trial) -> Step:
        unpacked, *choosing = [str(self._kept / "packages" / name) for name in trial.packages]
        try:
            if not self._is_installed(trial.version):
                self._run([*self._dpkg, "--install", unpacked])
            if self._chosen() != trial.version:
                if not trial.tested:
                    self._test(trial.version)
                    trial = trial.model_copy(update={"tested": True})
                    self._keep(record.model_copy(update={"trial": trial}))
                if not trial.boot:
                    # To unpack takes minutes, or was cut off long ago.
                    found = self._due(record, choosing=True)
                    if isinstance(found, Step) or not found.release.is_of(trial.packages):
                        return self._put_off(record, trial, found)
                    trial = found.started(trial)
                # Its kiosk may be there before dpkg has ended.
                trial = trial.model_copy(update={"boot": Boot.read().id, "boot_s": boot_seconds()})
                self._keep(record.model_copy(update={"trial": trial}))
            self._keep_way_back(trial)
            self._run([*self._dpkg, "--install", *choosing])
        except UpdateRefused as error:
            if error.kind == "full":  # that says nothing about the version
                raise StateError(f"{trial.version} waits for room: {error}", "full") from error
            if error.kind != "command":
                raise
            if trial.tries + 1 < TRIES:
                again = trial.model_copy(update={"tries": trial.tries + 1})
                self._keep(record.model_copy(update={"trial": again}))
                return Step("waits", f"{trial.version} could not be installed: {error}; once more")
            return self._fail(record, trial, str(error))
        chosen = trial.model_copy(update={"chosen": True})
        self._keep(record.model_copy(update={"trial": chosen}))
        return self._judge(record, chosen)

    def _put_off(self, record: UpdateRecord, trial: Trial, found: _Due | Step) -> Step:
        """Leave a version unchosen: for now, or for good where it is planned no more."""
        if isinstance(found, Step) and found.state == "waits":
            return found
        self._keep(record.model_copy(update={"trial": None}))
        self._forget_trial()
        self._remove(trial.version)
        why = found.words if isinstance(found, Step) else f"{found.release.version} is planned"
        return Step("nothing-planned", f"{why}; {trial.version} was not chosen")

    def _test(self, version: str) -> None:
        """Let the version that is not chosen yet recognise a face. Raise UpdateRefused.

        The faces are those that the manifest of its models names, and came with its weights.
        """
        place = self._versions / version
        with tempfile.TemporaryDirectory(prefix="gapura-update-") as folder:
            persons, seen = Path(folder, "persons", "one"), Path(folder, "seen")
            persons.mkdir(parents=True)
            seen.mkdir()
            shutil.copy(place / "weights" / _REFERENCE, persons)
            shutil.copy(place / "weights" / _PROBE, seen)
            command = [str(place / "bin" / "python"), "-I", "-m", "edge_app.cli", "replay"]
            said = self._run(
                [*command, str(seen), "--references", str(persons.parent), "--json"],
                {"GAPURA_WEIGHTS": str(place / "weights"), "HOME": folder},
            )
        try:
            alerts = json.loads(said)["alerts"]
        except (ValueError, KeyError, TypeError) as error:
            raise UpdateRefused("it does not say whom it recognised", "command") from error
        if not alerts:
            raise UpdateRefused("it does not recognise a face that it must", "command")

    # ---- 4 -------------------------------------------------------------------------------------

    def _judge(self, record: UpdateRecord, trial: Trial) -> Step:
        """Wait until the new version has shown that it works, or its time is over."""
        boot = Boot.read().id
        if trial.boot != boot:  # the machine was started anew: seconds are counted from there
            trial = trial.model_copy(update={"boot": boot, "boot_s": 0.0})
            self._keep(record.model_copy(update={"trial": trial}))
        while True:
            missing = self._missing(trial)
            if not missing:
                return self._succeed(record, trial)
            if boot_seconds() - trial.boot_s > self._patience_s:
                return self._fail(record, trial, missing)
            time.sleep(1.0)

    def _missing(self, trial: Trial) -> str:
        """Return what the new version has not shown yet; empty: nothing."""
        if self._chosen() != trial.version:
            return "another version was chosen"
        if not trial.kiosk:
            return ""  # none ran before: that it recognises a face must do
        health = self._health()
        if health is None or health.started_s < trial.boot_s:
            return "its kiosk did not say that it runs"
        if health.software != f"gapura {trial.version}":
            return f"{plain(health.software)} runs"
        if health.fault:
            return f"its kiosk has a fault: {plain(health.fault[:200])}"
        if trial.camera and not (health.camera and health.frames >= MIN_FRAMES):
            return "it looks at no pictures"
        if trial.lists and not health.lists:
            return "it serves no list"
        if trial.contact and not health.contact:
            return "it does not reach the data centre"
        return ""

    def _succeed(self, record: UpdateRecord, trial: Trial) -> Step:
        failed = tuple(each for each in record.failed if is_newer(each, trial.version))
        self._keep(UpdateRecord(good=trial.version, failed=failed))
        self._forget_trial()
        self._purge({trial.version, trial.before})
        return Step("installed", f"{trial.version} works; {trial.before} stays beside it")

    def _fail(self, record: UpdateRecord, trial: Trial, why: str) -> Step:
        chosen = self._chosen() == trial.version
        self._go_back(trial)
        failed = (*(each for each in record.failed if each != trial.version), trial.version)[-8:]
        self._keep(UpdateRecord(good=record.good or trial.before, failed=failed, why=why[:2000]))
        self._forget_trial()
        self._remove(trial.version)
        runs = f"{trial.before} runs {'again' if chosen else 'on'}"
        return Step("failed", f"{trial.version} did not work: {why}; {runs}")

    def _keep_way_back(self, trial: Trial) -> None:
        """Keep the package that chose the version before, as it is installed now."""
        place = self._back(trial)
        if place.exists() or not self._chooser().startswith(f"{trial.before}+"):
            return
        shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.mkdir()
        repack(self._run, self._dpkg, self._versions.parents[1], place)

    def _go_back(self, trial: Trial) -> None:
        """Choose the version before again, with its units, so that nothing needs the new one.

        Unless somebody chose a third one by hand.
        """
        place = self._back(trial)
        if self._chosen() not in (trial.version, trial.before):
            return
        if place.exists() and not self._chooser().startswith(f"{trial.before}+"):
            with suppress(UpdateRefused):  # then the link alone goes back
                self._run([*self._dpkg, "--install", str(place)])
        if self._chosen() == trial.version:
            self._run([*self._switch, trial.before])

    def _back(self, trial: Trial) -> Path:
        return self._kept / "back" / f"{trial.before}.deb"

    def _chooser(self) -> str:
        """Return the version of the package that chooses one; empty: dpkg knows none."""
        try:
            said = self._run([*self._dpkg, "--status", CHOOSER])
        except UpdateRefused:
            return ""
        found = [line for line in said.splitlines() if line.startswith("Version: ")]
        return found[0].removeprefix("Version: ") if found else ""

    def _forget_trial(self) -> None:
        for name in ("packages", "back"):
            shutil.rmtree(self._kept / name, ignore_errors=True)

    def _purge(self, kept: set[str]) -> None:
        """Remove versions that are neither the one that works nor the one before it."""
        for folder in self._versions.iterdir():
            if folder.is_symlink() or not folder.is_dir() or folder.name in kept:
                continue
            self._remove(folder.name)

    def _remove(self, version: str) -> None:
        """Remove a version that nothing needs; what is not dpkg's is nobody's to remove."""
        with suppress(UpdateRefused):
            self._run([*self._dpkg, "--purge", f"gapura-terminal-{version}"])

    def _is_installed(self, version: str) -> bool:
        """Return whether dpkg has finished with a version: what runs is not unpacked again."""
        try:
            said = self._run([*self._dpkg, "--status", f"gapura-terminal-{version}"])
        except UpdateRefused:  # it knows none
            return False
        return "Status: install ok installed" in said.splitlines()

    def _chosen(self) -> str:
        try:
            return (self._versions / "current").readlink().name
        except OSError:
            return ""

    def _keep(self, record: UpdateRecord) -> None:
        write_whole(self._kept / "record.json", record.to_json())
        sync_folder(self._kept)

    def _run(self, command: Sequence[str], more: Mapping[str, str] | None = None) -> str:
        """Return what a command says. Raise UpdateRefused with its last line."""
        clean = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **(more or {}),
        }
        try:
            done = subprocess.run(
                list(command),
                env=clean,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_DPKG_S,
                text=True,
                errors="replace",
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise UpdateRefused(f"{command[0]}: {error}", "command") from error
        if done.returncode != 0:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:] or ["it failed"]
            full = os.strerror(errno.ENOSPC) in done.stderr
            words = f"{Path(command[0]).name}: {plain(last[0])[:300]}"
            raise UpdateRefused(words, "full" if full else "command")
        return done.stdout


def _put_off_until(plan: SoftwarePlan, ready: Ready, health: KioskHealth | None) -> datetime | None:
    """Return until when an officer put the version off, within what the plan leaves to them."""
    if health is None or health.put_off != plan.version or health.put_off_until is None:
        return None
    return min(health.put_off_until, put_off_at_most(plan, ready.at))

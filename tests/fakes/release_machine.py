"""A terminal with a real dpkg of its own folder, and a data centre that releases to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import edge_app
from models.weights import weights_dir
from sync.boot import Boot, boot_seconds
from sync.central.publisher import OfflineChange
from sync.central.publisher.targets import TargetSource
from sync.protocol.software_releases import SoftwareRelease
from sync.protocol.wire import CheckpointConfig, SoftwarePlan
from sync.terminal.kiosk_health import KioskHealth, write_health
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.software_plan import Machine
from sync.terminal.software_update import SoftwareUpdate
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.update_record import trust_root
from sync.terminal.updater import Updater
from tests.fakes.published import FakePublished
from tests.fakes.releases import FakeReleases

HERE = Machine("bookworm", "amd64")
TERMINAL = "0123456789abcdef0123456789abcdef"
WELL: Mapping[str, object] = {"frames": 100, "camera": True, "contact": True, "lists": 1}
_SWITCH = """#!/bin/sh
set -e
cd "$DPKG_ROOT/opt/gapura"
ln -sfn "$1" .next
mv -T .next current
"""
_QUICK = """#!/bin/sh
echo '{"alerts": [{"reference": "one"}]}'
"""
_REAL = """#!/bin/sh
shift 3
PYTHONPATH="{path}" exec "{python}" -m edge_app.cli "$@"
"""
FILES, FILE_SIZE = 30, 2000  # of a version; bytes


class ReleaseMachine:
    """`/opt/gapura`, dpkg's database, a mirror, and three custodians, all below one folder."""

    def __init__(self, folder: Path, runs: str = "0.3.0", *, recognises: bool = False) -> None:
        self.folder, self.root = folder, folder / "root"
        self.centre = FakePublished(folder / "centre")
        self.state = TerminalState(folder / "terminal")
        self.kept = folder / "kept"
        self.versions = self.root / "opt" / "gapura"
        self._python = (
            _REAL.format(path=Path(edge_app.__file__).parents[1], python=sys.executable)
            if recognises
            else _QUICK
        )
        self.health = dict(WELL)
        self._provision()
        self._make_root()
        self._releases = FakeReleases(self.centre)
        self.install(runs)

    # ---- the data centre -----------------------------------------------------------------------

    def release(self, *versions: str, sign: int = 2, **contents: str) -> None:
        """Release these versions, with two of three keys; `contents`: of a version's files."""
        releases: dict[SoftwareRelease, list[TargetSource]] = {}
        for version in versions:
            places = self.packages(version, **contents)
            sources = [self._releases.put(place.name, place.read_bytes()) for place in places]
            release = SoftwareRelease(
                version=version,
                distribution=HERE.distribution,
                architecture=HERE.architecture,
                packages=tuple(source.path for source in sources),
            )
            releases[release] = sources
        self._releases.release(releases, sign)

    def plan(self, version: str | None, **more: Any) -> None:
        plan = SoftwarePlan(version=version, **more) if version else None
        config = CheckpointConfig(
            checkpoint_id="gate",
            collections=("list-a",),
            lease_days=30,
            stale_after_hours=24,
            outdated_after_hours=48,
            centre=bytes(1216),
            software=plan,
        )
        changes = {"checkpoints": {"checkpoints/gate.json": config.to_json()}}
        self.centre.publisher.publish(changes, self.centre.now)

    def renew(self) -> None:
        """Give root and targets, as one does once a year, another term."""
        centre = self.centre
        centre.publisher.change(OfflineChange.renew, centre.stick, centre.now, ("root", "targets"))

    def mirrored(self) -> None:
        """Let the agent bring all that is planned."""
        state, centre = self.state, self.centre
        updater = Updater(state.metadata, state.targets, centre.root, centre.fetch, centre.now)
        updater.refresh()
        plan = updater.checkpoint("gate").software
        download = SoftwareDownload(
            self.state, TERMINAL, self.centre.fetch, HERE, self.chosen or "0.0"
        )
        release = download.planned(plan, updater.software) if plan else None
        download.want(updater.software_files(release.packages) if release else ())
        download.step()

    # ---- the terminal ---------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        place = self.versions / "current"
        return place.readlink().name if place.is_symlink() else ""

    @property
    def units(self) -> str:
        """Of which version the units are."""
        unit = self.root / "usr" / "lib" / "systemd" / "system" / "gapura-kiosk.service"
        return unit.read_text().split()[-1]

    def is_whole(self, version: str) -> bool:
        """Whether every file of a version is there."""
        places = [self.versions / version / "lib" / f"{number}.py" for number in range(FILES)]
        return all(place.is_file() and place.stat().st_size == FILE_SIZE for place in places)

    def update(self, patience_s: float = 0.2) -> SoftwareUpdate:
        """What root's timer runs."""
        return SoftwareUpdate(
            self.state,
            self.kept,
            self.versions,
            (*self._dpkg(),),
            (str(self.root / "switch"),),
            lambda: self.centre.now,
            lambda: self.chosen,
            lambda: HERE,
            patience_s,
        )

    def installed(self, version: str) -> bool:
        """Whether dpkg has finished with a version."""
        asked = [*self._dpkg(), "--status", f"gapura-terminal-{version}"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        return "Status: install ok installed" in done.stdout

    def install(self, version: str) -> None:
        """As a technician does it by hand."""
        places = map(str, self.packages(version))
        subprocess.run([*self._dpkg(), "--install", *places], check=True, capture_output=True)

    def say(self, version: str, started_s: float = 0.0, **other: object) -> None:
        """What the kiosk of a version says of itself."""
        well = {"quiet_s": 600.0, "boot": Boot.read().id or "unknown"} | self.health | other
        health = KioskHealth(
            software=f"gapura {version}",
            boot_s=boot_seconds(),
            started_s=started_s,
            **well,  # type: ignore[arg-type]
        )
        write_health(self.state, health)

    @contextmanager
    def kiosk(self, **of_new: object) -> Iterator[None]:
        """A kiosk that is started anew when another version is chosen, as its unit does it."""
        ended = threading.Event()
        first = self.chosen

        def run() -> None:
            version, started = self.chosen, boot_seconds()
            while not ended.wait(0.02):
                if self.chosen != version:
                    version, started = self.chosen, boot_seconds()
                self.say(version, started, **(of_new if version != first else {}))

        thread = threading.Thread(target=run)
        self.say(first)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    # ---- how ------------------------------------------------------------------------------------

    def packages(self, version: str, **contents: str) -> list[Path]:
        """The two packages of a version, as `make deb` lays them out."""
        whole = self._tree(f"gapura-terminal-{version}", version)
        place = whole / "opt" / "gapura" / version
        for name, text in [(f"{number}.py", "x" * FILE_SIZE) for number in range(FILES)]:
            (place / "lib").mkdir(parents=True, exist_ok=True)
            (place / "lib" / name).write_text(contents.get("lib", text))
        (place / "bin").mkdir()
        (place / "bin" / "python").write_text(contents.get("python", self._python))
        (place / "bin" / "python").chmod(0o755)
        (place / "weights").mkdir()
        for face in ("obama.jpg", "obama2.jpg"):
            shutil.copy(weights_dir() / face, place / "weights")
        for weight in weights_dir().iterdir():
            if weight.suffix != ".jpg":
                (place / "weights" / weight.name).symlink_to(weight)
        needs = f"Depends: gapura-terminal-{version} (= {version}+deb12)\n"
        chooser = self._tree("gapura-terminal", version, needs)
        unit = chooser / "usr" / "lib" / "systemd" / "system" / "gapura-kiosk.service"
        unit.parent.mkdir(parents=True)
        unit.write_text(f"# of {version}\n")
        script = chooser / "DEBIAN" / "postinst"
        script.write_text(f'#!/bin/sh\nexec "$DPKG_ROOT/switch" {version}\n')
        script.chmod(0o755)
        return [self._built(whole), self._built(chooser)]

    def _tree(self, name: str, version: str, more: str = "") -> Path:
        tree = self.folder / "trees" / f"{name}-{version}-deb12-amd64"
        shutil.rmtree(tree, ignore_errors=True)
        (tree / "DEBIAN").mkdir(parents=True)
        (tree / "DEBIAN" / "control").write_text(
            f"Package: {name}\nVersion: {version}+deb12\nArchitecture: all\n"
            f"Maintainer: U <u@localhost>\n{more}Description: uji\n"
        )
        return tree

    def _built(self, tree: Path) -> Path:
        place = tree.with_name(f"{tree.name}.deb")
        command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(place)]
        subprocess.run(command, check=True, capture_output=True)
        return place

    def _dpkg(self) -> list[str]:
        return [
            "dpkg",
            f"--root={self.root}",
            "--log=/dev/null",
            "--force-script-chrootless",
            "--force-not-root",
            "--force-unsafe-io",
        ]

    def _provision(self) -> None:
        self.state.prepare()
        self.state.trusted_root.write_bytes(self.centre.root)
        self.state.write_config(
            TerminalConfig(
                terminal_id=TERMINAL,
                checkpoint_id="gate",
                lane="Lajur 1",
                centre_id="uji",
                url="https://localhost:9443",
                statements_key=bytes(32),
            )
        )
        trust_root(self.state, self.kept)

    def _make_root(self) -> None:
        admin = self.root / "var" / "lib" / "dpkg"
        for name in ("info", "updates", "triggers"):
            (admin / name).mkdir(parents=True)
        (admin / "status").touch()
        (self.root / "opt" / "gapura").mkdir(parents=True)
        switch = self.root / "switch"
        switch.write_text(_SWITCH.replace("$DPKG_ROOT", "${DPKG_ROOT:-" + str(self.root) + "}"))
        switch.chmod(0o755)


def has_dpkg() -> bool:
    """Whether this machine is Debian's."""
    return all(shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in ("dpkg",))

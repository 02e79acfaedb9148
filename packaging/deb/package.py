"""Writes what makes a Debian package of an environment: control files, links, maintainer scripts.

A role is two packages. `gapura-terminal-0.3.0` holds /opt/gapura/0.3.0 and nothing else, so that
versions stand side by side; `gapura-terminal` holds the command, the users and the units, depends
on one version, and chooses it when it is configured. packaging/decisions/0007 says why.

Only the standard library, and `packaging` of the builders: it runs before anything is built.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import os
import re
import shutil
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker, default_environment

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MAINTAINER = "The authors of Gapura <maintainers@gapura.example>"
DEBIAN_PACKAGES = ROOT / "packaging" / "debian-packages.txt"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A release of Debian, and what differs there."""

    codename: str
    number: int
    python: str  # the minor version that python3 is there
    glibc: int  # 2.x; wheels for newer ones are not taken
    systemd: int
    renamed: dict[str, str]  # of debian-packages.txt, which has the names of Debian 12


DISTRIBUTIONS = {
    each.codename: each
    for each in (
        Distribution("bookworm", 12, "3.11", 36, 252, {}),
        Distribution("trixie", 13, "3.13", 41, 257, {"libglib2.0-0": "libglib2.0-0t64"}),
    )
}

# What every compiled library of the wheels opens.
BASE = ("libc6", "libgcc-s1", "libstdc++6", "zlib1g")


@dataclass(frozen=True, slots=True)
class Role:
    """What a machine is: one of the two, never both."""

    name: str
    other: str
    what: str
    units: tuple[str, ...]
    users: str  # for systemd-sysusers
    recommends: str
    suggests: str
    examples: tuple[str, ...]  # of packaging/


ROLES = {
    each.name: each
    for each in (
        Role(
            "terminal",
            "central",
            "checkpoint terminal that recognises listed persons in live video",
            (
                "gapura-kiosk.service",
                "gapura-agent.service",
                "gapura-seal.service",
                "gapura-update.service",
                "gapura-update.timer",
            ),
            "gapura-terminal-sysusers.conf",
            "cage, seatd",
            "fonts-noto-core, fonts-noto-cjk",
            ("systemd/gapura-terminal-logind.conf", "systemd/gapura-terminal-manager.conf"),
        ),
        Role(
            "central",
            "terminal",
            "data centre of checkpoint terminals: lists, results",
            ("gapura-keeper.service", "gapura-gateway.service"),
            "gapura-sysusers.conf",
            "",
            "haproxy, postgresql",
            (
                "monitoring/alerts.yml",
                "monitoring/board.json",
            ),
        ),
    )
}


def project_version() -> str:
    """Return the version of pyproject.toml: the one place that has it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def debian_version(version: str, distribution: Distribution) -> str:
    """Return the version of the packages: an upgrade of Debian upgrades them, too."""
    return f"{version}+deb{distribution.number}"


def debian_packages(group: str, distribution: Distribution) -> list[str]:
    """Return what debian-packages.txt names for `group`: build, terminal or central."""
    found = []
    for paragraph in DEBIAN_PACKAGES.read_text("utf-8").split("\n\n"):
        tags = re.match(r"# \[([a-z ]+)\]", paragraph)
        if tags is None or group not in tags[1].split():
            continue
        names = [line.rstrip("?") for line in paragraph.splitlines() if not line.startswith("#")]
        found += [distribution.renamed.get(name, name) for name in names if name]
    return found


def pins(lock: str, distribution: Distribution, machine: str) -> Iterator[str]:
    """Yield the entries of a lock that hold for the Python of `distribution`, hashes included."""
    values = {
        **default_environment(),
        "python_version": distribution.python,
        "python_full_version": f"{distribution.python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_machine": machine,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
    }
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        pin, separator, rest = entry.partition(" \\\n")
        name, _, marker = pin.partition(" ; ")
        if not marker or Marker(marker).evaluate({key: str(each) for key, each in values.items()}):
            yield f"{name}{separator}{rest}"


def control(fields: dict[str, str]) -> str:
    """Return the text of DEBIAN/control; empty fields are left out."""
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


class Tree:
    """The files of one package, as dpkg-deb takes them."""

    def __init__(self, root: Path, name: str, version: str, distribution: Distribution) -> None:
        """Begin an empty tree of the package `name`, whose own files are those of `version`."""
        self.root, self.name = root, name
        self._words = {
            "@VERSION@": version,
            "@DEBIAN_VERSION@": debian_version(version, distribution),
        }
        self.version = self._words["@DEBIAN_VERSION@"]
        self._codename = distribution.codename
        root.mkdir(parents=True, exist_ok=True)

    def put(self, source: Path, place: str, mode: int = 0o644) -> None:
        """Copy a file of the checkout to `place` of the package."""
        target = self.root / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        target.chmod(mode)

    def script(self, source: Path) -> None:
        """Take a maintainer script `<whose>.<which>`, with this package's versions in it."""
        text = source.read_text("utf-8")
        for word, value in self._words.items():
            text = text.replace(word, value)
        place = self.root / "DEBIAN" / source.suffix.removeprefix(".")
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
        place.chmod(0o755)

    def finish(self, fields: dict[str, str], overrides: Path) -> None:
        """Write the papers of the package, and DEBIAN/ with all that counts its files."""
        papers = self.root / "usr" / "share" / "doc" / self.name
        self.put(HERE / "copyright", f"usr/share/doc/{self.name}/copyright")
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(_epoch()))
        entry = (
            f"{self.name} ({self.version}) {self._codename}; urgency=medium\n\n"
            f"  * What changed for whom: CHANGELOG.md of Gapura.\n\n -- {MAINTAINER}  {date}\n"
        )
        changelog = papers / "changelog.gz"
        changelog.write_bytes(gzip.compress(entry.encode(), 9, mtime=0))
        changelog.chmod(0o644)
        self.put(overrides, f"usr/share/lintian/overrides/{self.name}")
        meta = self.root / "DEBIAN"
        meta.mkdir(exist_ok=True)
        files = [
            path
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not path.is_symlink() and meta not in path.parents
        ]
        sums, size = [], 0
        for path in files:
            content = path.read_bytes()
            size += -(-len(content) // 1024)
            sums.append(f"{hashlib.md5(content).hexdigest()}  {path.relative_to(self.root)}\n")  # noqa: S324  dpkg's own sum
        (meta / "md5sums").write_text("".join(sums), "utf-8")
        (meta / "control").write_text(control({**fields, "Installed-Size": str(size)}), "utf-8")
        for place in (meta / "md5sums", meta / "control"):
            place.chmod(0o644)
        for folder in (self.root, *(path for path in self.root.rglob("*") if _is_folder(path))):
            folder.chmod(0o755)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _epoch() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def write_trees(
    role: Role, environment: Path, version: str, distribution: Distribution, arch: str, out: Path
) -> tuple[Path, Path]:
    """Write the trees of both packages of a role under `out`; `environment` is moved into one.

    Return the tree of the version's package and that of the one that chooses it.
    """
    name, other = f"gapura-{role.name}", f"gapura-{role.other}"
    common = {
        "Version": debian_version(version, distribution),
        "Architecture": arch,
        "Maintainer": MAINTAINER,
        "Section": "misc",
        "Priority": "optional",
    }

    held = Tree(out / f"{name}-{version}", f"{name}-{version}", version, distribution)
    place = held.root / "opt" / "gapura" / version
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(environment, place)
    for script in sorted(HERE.glob("version.p*")):
        held.script(script)
    python = f"python{distribution.python}"
    depends = [python, *BASE, *debian_packages(role.name, distribution)]
    held.finish(
        {
            "Package": held.name,
            **common,
            "Depends": ", ".join(dict.fromkeys(depends)),
            "Conflicts": f"{other}-{version}",
            "Description": f"{role.what}: version {version}\n"
            f" The programs, libraries and weights of Gapura {version}, under /opt/gapura.\n"
            f" Versions stand side by side; {name} chooses the one that runs.",
        },
        HERE / "version.lintian-overrides",
    )

    chooser = Tree(out / name, name, version, distribution)
    chooser.put(HERE / "gapura", "usr/bin/gapura", 0o755)
    chooser.put(HERE / "gapura-switch", "usr/sbin/gapura-switch", 0o755)
    for script in sorted(HERE.glob(f"{role.name}.p*")):
        chooser.script(script)
    units, system = ROOT / "packaging" / "systemd", "usr/lib/systemd/system"
    for unit in role.units:
        chooser.put(units / unit, f"{system}/{unit}")
        for more in sorted((units / "from-254").glob(f"{unit}.d/*.conf")):
            if distribution.systemd >= 254:
                chooser.put(more, f"{system}/{unit}.d/{more.name}")
    if role.name == "terminal":
        chooser.put(units / "gapura-terminal-sysctl.conf", "usr/lib/sysctl.d/90-gapura.conf")
    for example in role.examples:
        target = f"usr/share/doc/{name}/examples/{Path(example).name}"
        chooser.put(ROOT / "packaging" / example, target)
    chooser.put(units / role.users, f"usr/lib/sysusers.d/{name}.conf")
    chooser.finish(
        {
            "Package": name,
            **common,
            "Depends": f"{held.name} (= {chooser.version}), systemd | systemd-standalone-sysusers",
            "Recommends": role.recommends,
            "Suggests": role.suggests,
            "Conflicts": other,
            "Description": f"{role.what}\n"
            " The command gapura, its users and units, and gapura-switch, which chooses among\n"
            " the versions that are installed.",
        },
        HERE / "chooser.lintian-overrides",
    )
    return held.root, chooser.root


def main() -> int:
    """Answer build.sh and try.sh: what to install, what holds of a lock, the trees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--distribution", choices=DISTRIBUTIONS, required=True)
    tasks = parser.add_subparsers(dest="task", required=True)
    for task in ("python", "glibc", "version"):
        tasks.add_parser(task)
    tasks.add_parser("debian-packages").add_argument("group", choices=["build", *ROLES])
    lock = tasks.add_parser("pins")
    lock.add_argument("lock", type=Path)
    lock.add_argument("--machine", default="x86_64")
    trees = tasks.add_parser("trees")
    trees.add_argument("role", choices=ROLES)
    trees.add_argument("--environment", type=Path, required=True)
    trees.add_argument("--version", default=project_version())
    trees.add_argument("--arch", default="amd64")
    trees.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    distribution = DISTRIBUTIONS[given.distribution]
    match given.task:
        case "python":
            lines = [distribution.python]
        case "glibc":
            lines = [str(distribution.glibc)]
        case "version":
            lines = [project_version()]
        case "debian-packages":
            lines = debian_packages(given.group, distribution)
        case "pins":
            lines = list(pins(given.lock.read_text("utf-8"), distribution, given.machine))
        case _:
            where = (given.environment, given.version, distribution, given.arch, given.out)
            lines = [str(tree) for tree in write_trees(ROLES[given.role], *where)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())

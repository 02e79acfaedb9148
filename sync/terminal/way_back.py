"""The way back from a version: the package that chose the one before, made anew of what is here.

dpkg keeps no package that it has installed, and `gapura-terminal`, which brings the units, depends
on the version that it chose. Where a rollback changed the link alone, the units of a version that
did not work would run the old one, and its gigabyte could never be purged.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from models.whole_file import sync_folder

CHOOSER = "gapura-terminal"
_INFO = Path("var/lib/dpkg/info")
_OF_DPKG = ("Status:", "Config-Version:")  # lines that no package has
_OWN = ".list"  # of dpkg's files about it: what it installed

Run = Callable[[Sequence[str]], str]


def repack(run: Run, dpkg: Sequence[str], root: Path, place: Path) -> None:
    """Write the chooser that is installed below `root` to `place`, as a package.

    `run` returns what a command says, or raises UpdateRefused. Raise OSError.
    """
    with tempfile.TemporaryDirectory(prefix=".way-back-", dir=place.parent) as folder:
        tree, made = Path(folder, "tree"), Path(folder, place.name)
        meta = tree / "DEBIAN"
        meta.mkdir(parents=True)
        for source in sorted((root / _INFO).glob(f"{CHOOSER}.*")):
            if source.suffix != _OWN:
                shutil.copy(source, meta / source.suffix.removeprefix("."))
        said = run([*dpkg, "--status", CHOOSER]).splitlines(keepends=True)
        fields = "".join(line for line in said if not line.startswith(_OF_DPKG))
        (meta / "control").write_text(fields, "utf-8")
        for name in run([*dpkg, "--listfiles", CHOOSER]).splitlines():
            source, target = root / name.lstrip("/"), tree / name.lstrip("/")
            if source.is_symlink() or source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target, follow_symlinks=False)
        for each in (tree, *(path for path in tree.rglob("*") if path.is_dir())):
            each.chmod(0o755)
        run([f"{dpkg[0]}-deb", "--root-owner-group", "--build", str(tree), str(made)])
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(place)
    sync_folder(place.parent)

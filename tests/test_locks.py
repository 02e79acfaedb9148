"""What a terminal and a data centre install: what they need at the versions that were tested."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CENTRAL, TERMINAL = "packaging/central.lock", "packaging/terminal.lock"
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(lock: str) -> set[tuple[str, str]]:
    """Names and versions; a universal lock may have several of one."""
    return set(PIN.findall((ROOT / lock).read_text("utf-8")))


def names(lock: str) -> set[str]:
    return {name for name, _ in pins(lock)}


def needed(wanted: list[str]) -> set[str]:
    """What these requirements install on this machine, by what is installed here."""
    found: dict[str, set[str]] = {}
    waiting = [Requirement(each) for each in wanted]
    while waiting:
        one = waiting.pop()
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        name, extras = canonicalize_name(one.name), {"", *one.extras}
        fresh = extras - found.setdefault(name, set())
        found[name] |= fresh
        try:
            of = [Requirement(each) for each in requires(name) or ()] if fresh else []
        except PackageNotFoundError:
            pytest.fail(f"{name} is needed, and is not installed")
        for each in of:
            if each.marker is None or any(each.marker.evaluate({"extra": x}) for x in fresh):
                each.marker = None
                waiting.append(each)
    return set(found)


def test_nothing_else_is_installed_than_what_was_tested() -> None:
    tested = pins("requirements.lock")
    assert pins(TERMINAL) <= pins(CENTRAL) <= tested


def test_a_data_centre_installs_no_development_package() -> None:
    own = {canonicalize_name(Requirement(each).name) for each in EXTRAS["dev"]}
    assert len(own) > 10
    assert not own & names(CENTRAL)
    for each in ("pytest", "moto", "schemathesis", "milvus", "mypy"):
        assert each in names("requirements.lock") - names(CENTRAL)


@pytest.mark.parametrize(("lock", "extra"), [(CENTRAL, EXTRAS["central"]), (TERMINAL, [])])
def test_a_lock_installs_all_that_is_needed(lock: str, extra: list[str]) -> None:
    assert needed([*PROJECT["dependencies"], *extra]) - names(lock) == set()


def test_what_the_data_centres_wheel_imports_is_in_its_lock() -> None:
    wheel = tomllib.loads((ROOT / "packaging/central/pyproject.toml").read_text("utf-8"))
    places = wheel["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"].values()
    brings = packages_distributions()
    missing = {}
    for place in places:
        for path in sorted((ROOT / place).rglob("*.py")):
            for library in imported(path):
                packages = {canonicalize_name(each) for each in brings.get(library, ())}
                if packages and not packages & ({"gapura"} | names(CENTRAL)):
                    missing[str(path)] = library
    assert missing == {}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found

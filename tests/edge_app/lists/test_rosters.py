"""Expected visitors from real packages: who, with what template, with which photograph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.lists.package_store import PackageStore
from edge_app.lists.rosters import Visitors, read_visitors
from edge_app.lists.terminal_model import TerminalModels
from models.embedder import unit_rows
from sync.protocol import content, package
from sync.protocol.jakarta import jakarta_day
from sync.terminal.state import TerminalState
from sync.terminal.updater import FolderFetch, Updater
from tests.edge_app.terminal.terminal_fixtures import (
    KIOSK,
    MODEL,
    MODELS,
    NOW,
    TERMINAL,
    THUMBNAIL,
    Centre,
    mirror,
    provision,
)
from tests.present import present

COLLECTION = "visitors-gate"
TEMPLATE = unit_rows(np.random.default_rng(1).standard_normal((1, MODEL.dimension), np.float32))[0]
NOWHERE = content.Thumbnail(offset=0, size=0)


def visitor(number: int, **more: object) -> content.Visitor:
    return content.Visitor.model_validate(
        {
            "visitor_id": f"{number:032x}",
            "day": jakarta_day(NOW),
            "name": f"Tamu {number}",
            "nik": None,
            "passport": f"X{number:07}",
            "family_card": None,
            "party": None,
            "template": None,
            "thumbnail": NOWHERE,
            **more,
        }
    )


@pytest.fixture
def held(tmp_path: Path) -> Callable[..., tuple[Visitors, TerminalState]]:
    """What a terminal reads of a manifest."""

    def read(
        files: dict[str, bytes], model: Any = MODEL, models: Any = MODELS, number: Any = 1
    ) -> tuple[Visitors, TerminalState]:
        centre = Centre(tmp_path / f"centre{number}", model=model)
        centre.checkpoint(COLLECTION)
        centre.put(COLLECTION, 1, files)
        state = provision(tmp_path / f"terminal{number}", centre)
        mirror(centre, state)
        fetch = FolderFetch(centre.folder / "blobs" / "tuf")
        updater = Updater(state.metadata, state.targets, centre.root, fetch, NOW)
        updater.refresh()
        head = present(updater.head(COLLECTION))
        packages = PackageStore(state.targets, state.content_keys, TERMINAL, KIOSK)
        vouched = [present(updater.target_info(ref.path)) for ref in head.packages]
        verify = lambda number: packages.verify(COLLECTION, head.packages[number], vouched[number])  # noqa: E731
        return read_visitors(head, verify, models), state

    return read


def manifest(*visitors: content.Visitor, thumbnails: bytes = b"") -> dict[str, bytes]:
    lines = b"".join(one.to_json() + b"\n" for one in visitors)
    return {package.VISITORS: lines, package.THUMBNAILS: thumbnails}


WITH_PHOTOGRAPH = visitor(
    1,
    template=TEMPLATE.tobytes(),
    thumbnail=content.Thumbnail(offset=0, size=len(THUMBNAIL)),
)


def test_a_visitor_comes_with_template_and_photograph(held: Callable[..., Any]) -> None:
    known, _ = held(manifest(WITH_PHOTOGRAPH, visitor(2), thumbnails=THUMBNAIL))
    one, other = known.visitors
    np.testing.assert_array_equal(known.template(one), TEMPLATE)
    assert known.photograph(one) == THUMBNAIL
    assert known.template(other) is None
    assert known.photograph(other) == b""


def test_a_package_that_is_gone_leaves_the_visitor_without_a_photograph(
    held: Callable[..., Any],
) -> None:
    known, state = held(manifest(WITH_PHOTOGRAPH, thumbnails=THUMBNAIL))
    for file in state.targets.rglob("*"):
        if file.is_file():
            file.unlink()
    assert known.photograph(known.visitors[0]) == b""
    assert known.template(known.visitors[0]) is not None


def test_a_template_of_another_model_is_compared_with_nothing(held: Callable[..., Any]) -> None:
    other = replace(MODEL, model_id="another")
    known, _ = held(manifest(WITH_PHOTOGRAPH, thumbnails=THUMBNAIL), model=other)
    assert known.template(known.visitors[0]) is None
    assert known.photograph(known.visitors[0]) == THUMBNAIL


def test_while_lists_move_a_template_is_of_the_model_that_its_package_names(
    held: Callable[..., tuple[Visitors, TerminalState]],
) -> None:
    second = replace(MODEL, model_id="second")
    both = TerminalModels(MODEL, {MODEL.model_id: MODEL, "second": second})
    known, _ = held(manifest(WITH_PHOTOGRAPH, thumbnails=THUMBNAIL), model=second, models=both)
    np.testing.assert_array_equal(known.template(known.visitors[0]), TEMPLATE)
    assert known.model(known.visitors[0]) is second
    known, _ = held(manifest(WITH_PHOTOGRAPH, thumbnails=THUMBNAIL), models=both, number=2)
    assert known.model(known.visitors[0]) is MODEL


@pytest.mark.parametrize("template", [b"", b"abc", bytes(512), b"\xff" * 512])
def test_a_template_that_is_none_is_compared_with_nothing(
    held: Callable[..., Any], template: bytes
) -> None:
    known, _ = held(manifest(visitor(1, template=template)))
    assert known.template(known.visitors[0]) is None


def test_days_that_are_over_go_and_their_photographs_with_them(held: Callable[..., Any]) -> None:
    known, _ = held(manifest(WITH_PHOTOGRAPH, visitor(2, day=jakarta_day(NOW) + timedelta(days=1))))
    later = known.from_day(jakarta_day(NOW) + timedelta(days=1))
    assert [one.name for one in later.visitors] == ["Tamu 2"]
    assert later.from_day(jakarta_day(NOW)) is later


def _another(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def _cut(path: Path, other: Path) -> None:  # noqa: ARG001
    path.write_bytes(path.read_bytes()[:-1])


def _flipped(path: Path, other: Path) -> None:  # noqa: ARG001
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)


def _other_opening(path: Path, other: Path) -> None:
    """The first bytes alone: they were kept when the package was verified."""
    data = path.read_bytes()
    path.write_bytes(other.read_bytes()[:64] + data[64:])


@pytest.mark.parametrize(
    ("swap", "shown"),
    [(_another, b""), (_cut, b""), (_flipped, b""), (_other_opening, THUMBNAIL)],
)
def test_a_package_that_the_agent_swaps_after_it_was_verified_shows_nobody_else(
    held: Callable[..., Any], swap: Callable[[Path, Path], None], shown: bytes
) -> None:
    stranger = visitor(1, thumbnail=content.Thumbnail(offset=0, size=len(THUMBNAIL)))
    _, others = held(manifest(stranger, thumbnails=THUMBNAIL[::-1]), number=2)
    known, state = held(manifest(WITH_PHOTOGRAPH, thumbnails=THUMBNAIL))
    (path,) = state.targets.rglob("*.snapshot")
    swap(path, next(others.targets.rglob("*.snapshot")))
    assert known.photograph(known.visitors[0]) == shown

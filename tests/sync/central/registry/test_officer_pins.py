"""Officers' own PINs beside what operators set: which of them counts, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.central.registry import officers
from sync.central.registry.database import Registry
from sync.central.registry.officer_pins import outdated
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_matches, pin_verifier
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import OfficerPinChanged
from tests.sync.central.registry.proposals_fixtures import approve, propose

T = [datetime(2026, 11, 25, 8, 0, tzinfo=UTC) + timedelta(hours=n) for n in range(6)]
SECOND = timedelta(seconds=1)


def account(verifier: str = "$argon2id$one", **changes: Any) -> Officer:
    told: dict[str, Any] = {"number": "1001", "name": "Sari", "role": OfficerRole.OFFICER}
    return Officer(**told, pin_verifier=verifier, **changes)


def change(at: datetime, reset_at: datetime | None = None) -> OfficerPinChanged:
    return OfficerPinChanged(
        at=at, officer="1001", pin_verifier="$argon2id$new", pin_reset_at=reset_at
    )


@pytest.mark.parametrize(
    ("held", "come", "cause"),
    [
        (account(), change(T[1]), ""),  # an account of before
        (account(pin_reset_at=T[0]), change(T[1], T[0]), ""),
        (account(pin_reset_at=T[2]), change(T[1], T[0]), "reset"),
        # A thief with the old PIN, at a kiosk that has not heard of the reset.
        (account(pin_reset_at=T[2]), change(T[4], T[0]), "reset"),
        (account(pin_reset_at=T[2]), change(T[4]), "reset"),
        (account(pin_reset_at=T[0], pin_changed_at=T[2]), change(T[1], T[0]), "older"),
        (account(pin_reset_at=T[0], pin_changed_at=T[2]), change(T[2], T[0]), "older"),
        (account(pin_reset_at=T[0], pin_changed_at=T[2]), change(T[2] + SECOND, T[0]), ""),
        # A kiosk's key in wrong hands names a reset to come, so that none ends what it sets.
        (account(pin_reset_at=T[0]), change(T[4], T[2]), "reset"),
        (account(), change(T[4], T[5]), "reset"),
    ],
)
def test_the_newest_change_counts_if_it_knew_of_the_reset(
    held: Officer, come: OfficerPinChanged, cause: str
) -> None:
    assert outdated(held, come, None) == cause


@pytest.mark.parametrize(("restored", "cause"), [(1, "reset"), (2, ""), (3, "")])
def test_a_reset_that_a_restore_has_lost_may_be_known_to_a_kiosk(restored: int, cause: str) -> None:
    """And none of after the restore, which the registry knows itself."""
    held, come = account(pin_reset_at=T[0]), change(T[4], T[2])
    assert outdated(held, come, T[restored]) == cause


@pytest.mark.parametrize(
    ("held", "proposed", "resets"),
    [
        (account(), account("$argon2id$two", pin_reset_at=T[1]), True),
        # Proposed, and meanwhile changed by the officer: what operators set counts.
        (
            account("$argon2id$own", pin_changed_at=T[2]),
            account("$argon2id$two", pin_reset_at=T[1]),
            True,
        ),
        # Another name was proposed, and meanwhile the PIN was changed: it stays.
        (
            account("$argon2id$own", pin_reset_at=T[0], pin_changed_at=T[2]),
            account(pin_reset_at=T[0]),
            False,
        ),
        # Another name was proposed, and meanwhile another proposal reset the PIN.
        (account("$argon2id$two", pin_reset_at=T[2]), account(pin_reset_at=T[0]), False),
        # Proposals of a version that kept no times.
        (account(), account("$argon2id$two"), True),
        (account("$argon2id$own", pin_changed_at=T[2]), account(), False),
    ],
)
def test_a_proposal_resets_a_pin_only_if_it_was_meant_to(
    held: Officer, proposed: Officer, resets: bool
) -> None:
    assert officers.resets_pin(held, proposed) is resets
    assert ("another PIN" in officers.differences(held, proposed)) is resets


class Imports:
    """Imports of gate-1's officers, and what became of them."""

    def __init__(self, registry: Registry, vault: Vault, folder: Path, now: datetime) -> None:
        self.registry, self.vault, self.now = registry, vault, now
        self.file = folder / "shift.csv"

    def imported(self, row: str, after: timedelta = timedelta(0)) -> int | None:
        """The proposal that an import of one row makes; None: it changes nothing."""
        self.file.write_text(f"number,name,role,pin,suspended\n{row}\n")
        at = self.now + after
        done = officers.import_officers(
            self.registry, self.vault, "gate-1", self.file, "sari", at, strict=True
        )
        assert [each for each in done.report if each.state == "refused"] == []
        if done.change is None:
            return None
        return propose(self.registry, self.vault, done.change, "sari", at)

    def approve(self, number: int | None) -> None:
        assert number is not None
        approve(self.registry, self.vault, number, "budi", self.now)

    def account(self) -> Officer:
        with self.registry.session() as session:
            (found,) = officers.list_all(session, self.vault, "gate-1")
        return found

    def change(self, pin: str, after: timedelta) -> None:
        """The officer does, at a kiosk."""
        changes = {"pin_verifier": pin_verifier(pin), "pin_changed_at": self.now + after}
        with self.registry.transaction() as session:
            officers.put(session, self.vault, "gate-1", self.account().model_copy(update=changes))


@pytest.fixture
def imports(registry: Registry, vault: Vault, tmp_path: Path, now: datetime) -> Imports:
    made = Imports(registry, vault, tmp_path, now)
    made.approve(made.imported("1001,Sari,officer,702946,"))
    return made


def test_an_import_leaves_the_pin_that_the_officer_set(imports: Imports) -> None:
    assert imports.account().pin_reset_at == imports.now
    waiting = imports.imported("1001,Sari Wulandari,officer,,", SECOND)
    imports.change("385017", 2 * SECOND)
    imports.approve(waiting)  # proposed with the verifier of before
    found = imports.account()
    assert found.name == "Sari Wulandari"
    assert pin_matches("385017", found.pin_verifier)
    assert found.pin_changed_at == imports.now + 2 * SECOND
    assert imports.imported("1001,Sari Wulandari,officer,,", 3 * SECOND) is None
    assert imports.imported("1001,Sari Wulandari,officer,385017,", 3 * SECOND) is None
    assert imports.imported("1001,Sari Wulandari,officer,,yes", 3 * SECOND) is None  # at once
    found = imports.account()
    assert found.suspended
    assert pin_matches("385017", found.pin_verifier)


def test_a_pin_in_a_file_counts_before_the_officers_own(imports: Imports) -> None:
    waiting = imports.imported("1001,Sari,officer,948320,", SECOND)
    imports.change("385017", 2 * SECOND)
    imports.approve(waiting)
    found = imports.account()
    assert pin_matches("948320", found.pin_verifier)
    assert (found.pin_reset_at, found.pin_changed_at) == (imports.now + SECOND, None)

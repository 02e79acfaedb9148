"""What terminals' TPMs say of what was booted, held against what was released.

The checkpoint's policy decides what follows: `none` asks nothing; `if-present` withholds from a
terminal with a TPM whose word is not good; `required` also from one without a TPM. Withheld are new
content keys, and a longer lease: the lane goes on by what it holds until its lease ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.central.registry.schema import Checkpoint, Terminal, TerminalTpm
from sync.protocol.attestation import PCRS, SECURE_BOOT, QuoteRefused, quoted_values
from sync.protocol.envelope.digests import constant_time_equal, fingerprint
from sync.protocol.envelope.random_values import random_key
from sync.protocol.jakarta import jakarta_text
from sync.protocol.software_releases import SoftwareReleases
from sync.protocol.wire import Attested, Quote, TpmKeys

# A quote comes with each heartbeat, about every half minute; a machine that starts something else
# is asked anew before it has its keys' worth of it.
GOOD_FOR = timedelta(minutes=2)
FIRST_LEASE = timedelta(minutes=10)  # of a terminal that has none, and must prove itself first
NONCE_AGE = timedelta(minutes=5)  # an answer comes with the next heartbeat
NOTE_EVERY = timedelta(minutes=10)  # a terminal in wrong hands fills no audit log
CHANGED = "terminal-attestation"  # on the audit log: another verdict than before
BOUND = "terminal-tpm-approved"

_WITHOUT = "it has no TPM that was approved with it"
_WAITING = "it was asked what it booted, and has not said so yet"


@dataclass(frozen=True, slots=True)
class Boots:
    """What may be booted: of each released version, what its PCRs may show."""

    of_version: Mapping[str, Sequence[Mapping[int, frozenset[bytes]]]]

    @classmethod
    def of(cls, releases: SoftwareReleases) -> Boots:
        """Return those of the releases that say it."""
        found: dict[str, list[Mapping[int, frozenset[bytes]]]] = {}
        for each in releases.releases:
            if each.boot:
                measured = {
                    one.pcr: frozenset(bytes.fromhex(value) for value in one.values)
                    for one in each.boot
                }
                found.setdefault(each.version, []).append(measured)
        return cls(found)


@dataclass(frozen=True, slots=True)
class Told:
    """What came with a heartbeat, and what it is held against."""

    quote: Quote
    boots: Boots


@dataclass(frozen=True, slots=True)
class Standing:
    """How a terminal stands."""

    verdict: Attested
    withheld: bool
    text: str
    credential: bytes | None = None  # that it has not opened yet
    news: bool = False  # `note` is to put it on the audit log
    good_at: datetime | None = None  # when it was found good; None: it is not
    nonce: bytes | None = None  # that it is asked with now; None: not now


def bring(session: Session, terminal_id: str, keys: TpmKeys) -> None:
    """Keep the keys that a terminal brought; an operator approves them."""
    session.add(
        TerminalTpm(
            terminal_id=terminal_id,
            keys=keys.model_dump(mode="json"),
            detail="",
        )
    )


def brought(session: Session, terminal_id: str) -> TpmKeys | None:
    """Return the keys of its TPM, approved or not; None: it brought none."""
    row = session.get(TerminalTpm, terminal_id)
    return None if row is None else _keys(row)


def is_approved(session: Session, terminal_id: str) -> bool:
    """Return whether an operator has approved them."""
    row = session.get(TerminalTpm, terminal_id)
    return row is not None and row.approved_at is not None


def approve(
    session: Session,
    terminal_id: str,
    credential: bytes,
    secret: bytes,
    operator_id: str,
    now: datetime,
) -> None:
    """Approve the keys: the terminal must now open `credential`, and tell the `secret` in it."""
    row = session.get_one(TerminalTpm, terminal_id, with_for_update=True)
    row.credential, row.secret_hash = credential, fingerprint(secret)
    row.approved_at, row.proven_at, row.secure_boot = now, None, None
    row.verdict, row.judged_at, row.detail = None, None, ""
    row.noted = row.noted_at = None
    details = {"tpm": tpm_digits(_keys(row))}
    audit.append(session, now, operator_id, BOUND, terminal_id, details)


def tpm_digits(keys: TpmKeys) -> str:
    """Return what tells a TPM from others: SHA-256 of its endorsement key, the first 16 digits."""
    return fingerprint(keys.endorsement)[:16]


def take(session: Session, terminal: Terminal, told: Told | None, at: datetime) -> Standing | None:
    """Judge what came with a heartbeat, and return how the terminal stands; None: nobody asks.

    Each question is good for one answer. What answers none, or too late, is left: it is asked anew.
    """
    policy = _policy(session, terminal.checkpoint_id)
    if policy == "none":
        return None
    row = session.get(TerminalTpm, terminal.terminal_id, with_for_update=True)
    if row is None or row.approved_at is None:
        return _standing(row, policy, at)
    if told is not None and _was_asked_lately(row, at):
        verdict, row.detail = _judged(row, told, at)
        row.verdict, row.judged_at = verdict.value, at
    row.nonce, row.asked_at = random_key(), at
    return replace(_standing(row, policy, at), nonce=row.nonce)


def _was_asked_lately(row: TerminalTpm, at: datetime) -> bool:
    return row.nonce is not None and row.asked_at is not None and at - row.asked_at < NONCE_AGE


def note(session: Session, terminal_id: str, standing: Standing, at: datetime) -> None:
    """Put what is new of a terminal's standing on the audit log."""
    row = session.get_one(TerminalTpm, terminal_id, with_for_update=True)
    details = {"verdict": standing.verdict.value, "detail": standing.text, "before": row.noted}
    row.noted, row.noted_at = standing.verdict.value, at
    audit.append(session, at, terminal_id, CHANGED, terminal_id, details)


def standing(session: Session, terminal_id: str, at: datetime) -> Standing | None:
    """Return how a terminal stands; None: nobody asks."""
    terminal = session.get_one(Terminal, terminal_id)
    policy = _policy(session, terminal.checkpoint_id)
    if policy == "none":
        return None
    return _standing(session.get(TerminalTpm, terminal_id), policy, at)


def kept_from_stick(
    session: Session, terminal_ids: Collection[str], at: datetime, term: timedelta
) -> dict[str, str]:
    """Return who gets no keys on a stick, and why, by id: nobody can be asked there.

    A good word counts as long as a lease, `term`.
    """
    found = {}
    for terminal_id in terminal_ids:
        policy = _policy(session, session.get_one(Terminal, terminal_id).checkpoint_id)
        if policy != "none":
            how = _standing(session.get(TerminalTpm, terminal_id), policy, at, term)
            if how.withheld:
                found[terminal_id] = how.text
    return found


def standings(session: Session, at: datetime) -> dict[str, Standing]:
    """Return how every active terminal stands of whom it is asked, by id."""
    policies = {
        row.checkpoint_id: _policy_of(row.settings) for row in session.scalars(select(Checkpoint))
    }
    rows = {row.terminal_id: row for row in session.scalars(select(TerminalTpm))}
    query = select(Terminal.terminal_id, Terminal.checkpoint_id).where(Terminal.state == "active")
    return {
        terminal_id: _standing(rows.get(terminal_id), policies[checkpoint_id], at)
        for terminal_id, checkpoint_id in session.execute(query)
        if policies[checkpoint_id] != "none"
    }


def _policy(session: Session, checkpoint_id: str) -> AttestationPolicy:
    return _policy_of(session.get_one(Checkpoint, checkpoint_id).settings)


def _policy_of(settings: dict[str, Any]) -> AttestationPolicy:
    found = settings.get("attestation", "none")
    return found if found in ("none", "if-present") else "required"


def _standing(
    row: TerminalTpm | None,
    policy: AttestationPolicy,
    at: datetime,
    good_for: timedelta = GOOD_FOR,
) -> Standing:
    if row is None or row.approved_at is None:
        return Standing(Attested.NO_TPM, policy == "required", _WITHOUT)
    credential = row.credential if row.proven_at is None else None
    if row.verdict is None or row.judged_at is None:
        return Standing(Attested.WAITING, True, _WAITING, credential)
    news = row.verdict != row.noted and (row.noted_at is None or at - row.noted_at >= NOTE_EVERY)
    if row.verdict != Attested.GOOD.value:
        return Standing(Attested(row.verdict), True, row.detail, credential, news)
    if at - row.judged_at >= good_for:
        text = f"it has not said what it booted since {jakarta_text(row.judged_at)}"
        return Standing(Attested.WAITING, True, text)
    return Standing(Attested.GOOD, False, row.detail, None, news, row.judged_at)


def _judged(row: TerminalTpm, told: Told, at: datetime) -> tuple[Attested, str]:
    """Return the verdict on a quote, and a sentence; note in `row` what it proves."""
    try:
        values = quoted_values(told.quote, _keys(row).attestation, row.nonce or b"")
    except QuoteRefused as error:
        return error.verdict, str(error)
    if row.proven_at is None:
        secret = told.quote.secret
        if secret is None or not constant_time_equal(fingerprint(secret), row.secret_hash or ""):
            return Attested.UNPROVEN, "its keys are not in the TPM that was approved"
        row.proven_at = at
    boots = told.boots
    if not boots.of_version:
        return Attested.NO_VALUES, "no release says what its image measures"
    version = _version(values, boots)
    if version is None:
        return Attested.IMAGE, f"what it booted was not released{_which(values, boots)}"
    secure_boot = values[SECURE_BOOT]
    if row.secure_boot is None:
        row.secure_boot = secure_boot
    if row.secure_boot != secure_boot:
        text = "its firmware's keys (Secure Boot) are others than when it was approved"
        return Attested.SECURE_BOOT, text
    row.version = version
    return Attested.GOOD, f"it booted {version}"


def _version(values: Mapping[int, bytes], boots: Boots) -> str | None:
    """Return the released version that measures so; None: none does."""
    for version, measured in boots.of_version.items():
        for of_image in measured:
            # What a release leaves out it does not vouch for. Secure Boot is the machine's own.
            if all(
                values[pcr] in of_image.get(pcr, ())
                for pcr in PCRS
                if pcr != SECURE_BOOT or pcr in of_image
            ):
                return version
    return None


def _which(values: Mapping[int, bytes], boots: Boots) -> str:
    """Return which of the PCRs no release knows, in words."""
    known = [image for measured in boots.of_version.values() for image in measured]
    others = [
        str(pcr)
        for pcr in PCRS
        if pcr != SECURE_BOOT and not any(values[pcr] in image.get(pcr, ()) for image in known)
    ]
    return f" (PCR {', '.join(others)})" if others else ""


def _keys(row: TerminalTpm) -> TpmKeys:
    return TpmKeys.model_validate(row.keys)

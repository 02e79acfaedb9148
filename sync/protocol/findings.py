"""What was found wrong with a terminal: told, counted, carried to the data centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from sync.protocol.finding_table import TOLD, FindingCode, Severity
from sync.protocol.signs import plain

MAX_VALUE = 200  # signs of a value: a certificate may say anything of itself
_CLOCK = (FindingCode.CLOCK_UNSET, FindingCode.CLOCK_OFF, FindingCode.CLOCK_BEHIND)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is so, and what to do about it."""

    code: FindingCode
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Return how bad it is."""
        return TOLD[self.code].severity

    @property
    def sentence(self) -> str:
        """Return what is wrong, in English."""
        return TOLD[self.code].sentence.format(**dict(self.values))

    @property
    def step(self) -> str:
        """Return what to do, in English."""
        return TOLD[self.code].step.format(**dict(self.values))


def found(code: FindingCode, **values: object) -> Finding:
    """Return the finding `code` with the values of its sentences, whose signs all show."""
    told = ((name, plain(str(value))[:MAX_VALUE]) for name, value in values.items())
    return Finding(code, tuple(told))


def report_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield two lines for each, as commands print them: what is wrong, and what to do."""
    for each in findings:
        yield f"{each.severity.value:10}{each.sentence}"
        yield f"{'':10}{each.step}"


def report_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return what commands print with `--json`: whether all is well, and each finding."""
    rows = [
        to_json(each)
        | {"severity": each.severity.value, "sentence": each.sentence, "step": each.step}
        for each in findings
    ]
    return {"well": is_well(findings), "findings": rows}


def is_well(findings: Iterable[Finding]) -> bool:
    """Return whether nothing is wrong: what is only good to know does not count."""
    return all(each.severity is Severity.NOTE for each in findings)


def to_json(finding: Finding) -> dict[str, object]:
    """Return what `of_json` reads."""
    return {"code": finding.code.value, "about": dict(finding.values)}


def of_json(value: object) -> Finding | None:
    """Read a finding that another process wrote; None: it is none, or a newer one's."""
    if not isinstance(value, dict) or not isinstance(value.get("about"), dict):
        return None
    try:
        code = FindingCode(value.get("code"))
    except ValueError:
        return None
    about, told = value["about"], TOLD[code]
    names = [
        name for text in told[1:] for _, name, _, _ in Formatter().parse(text) if name is not None
    ]
    if not all(name in about for name in names):
        return None
    return found(code, **{name: about[name] for name in dict.fromkeys(names)})


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each once, the worst first; of the clock the one that says most."""
    once = dict.fromkeys(findings)
    clock = sorted((each for each in once if each.code in _CLOCK), key=_clock_rank)
    order = list(Severity)
    kept = [each for each in once if each.code not in _CLOCK or each is clock[0]]
    return tuple(sorted(kept, key=lambda each: order.index(each.severity)))


def _clock_rank(finding: Finding) -> int:
    return _CLOCK.index(finding.code)

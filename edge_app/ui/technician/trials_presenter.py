"""What was tried out, in words: a row a matter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity
from edge_app.ui.look.panel import Panel
from edge_app.ui.technician import trials_words as words
from edge_app.ui.technician.check_presenter import (
    FindingRow,
    RowText,
    present_check,
    present_findings,
)
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message


class Trial(Enum):
    """What can be tried out, in the order of the page."""

    CHECK = "check"
    PANEL = "panel"  # nothing to touch: a ruler tells
    TOUCH = "touch"
    COLOURS = "colours"
    SOUND = "sound"
    NETWORK = "network"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried out since the technician came here."""

    touched: tuple[int, int] | None = None  # fields that answered, of how many
    colours: bool = False
    played: bool = False
    restarting: bool = False  # touched once, and asked whether it is meant


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One row: its name, what came of it or what to do, and its button."""

    trial: Trial
    title: str
    text: str
    button: str  # empty: none
    severity: Severity = Severity.NOTE
    findings: tuple[FindingRow, ...] = ()  # below it

    @property
    def row(self) -> RowText:
        """Return what is shown of it."""
        mark = SEVERITY_MARK[self.severity]
        return RowText(self.title, self.text, mark, self.button, self.findings)


_TITLES = {
    Trial.CHECK: words.CHECK,
    Trial.PANEL: words.PANEL,
    Trial.TOUCH: words.TOUCH,
    Trial.COLOURS: words.COLOURS,
    Trial.SOUND: words.SOUND,
    Trial.NETWORK: words.NETWORK,
    Trial.RESTART: words.RESTART,
}
_LINK: dict[LinkState, tuple[Message, Severity]] = {
    LinkState.NONE: (words.NO_CENTRE, Severity.NOTE),
    LinkState.IDLE: (words.NETWORK_HINT, Severity.NOTE),
    LinkState.RUNNING: (words.ASKING, Severity.NOTE),
    LinkState.ANSWERED: (words.ANSWERED, Severity.GOOD),
    LinkState.REFUSED: (words.REFUSED, Severity.FAULT),
    LinkState.UNREACHABLE: (words.UNREACHABLE, Severity.FAULT),
    LinkState.SILENT: (words.SILENT, Severity.FAULT),
}


def present_trials(
    tried: Tried,
    panel: Panel,
    link: LinkView,
    check: CheckView,
    sound_fault: str,
    silent: bool,
    restarts: bool,
    language: Language,
) -> tuple[TrialRow, ...]:
    """Return the rows. `sound_fault`, `silent`: why nothing is heard; `restarts`: it can be."""
    below = {
        Trial.CHECK: present_findings(check.findings, language),
        Trial.NETWORK: present_findings(link.findings, language),
    }
    found = {
        Trial.CHECK: present_check(check, language),
        Trial.PANEL: present_panel(panel, language),
        Trial.TOUCH: _touch(tried, language),
        Trial.COLOURS: (
            translate(words.COLOURS_SHOWN if tried.colours else words.COLOURS_HINT, language),
            Severity.GOOD if tried.colours else Severity.NOTE,
        ),
        Trial.SOUND: _sound(tried, sound_fault, silent, language),
        Trial.NETWORK: present_link(link, language),
    }
    if check.state is CheckState.NONE:
        del found[Trial.CHECK]
    if restarts:
        found[Trial.RESTART] = translate(words.RESTART_HINT, language), Severity.NOTE
    return tuple(
        TrialRow(
            trial,
            translate(_TITLES[trial], language),
            text,
            _button(trial, tried, language),
            how,
            below.get(trial, ()),
        )
        for trial, (text, how) in found.items()
    )


def _button(trial: Trial, tried: Tried, language: Language) -> str:
    if trial is Trial.PANEL:
        return ""
    if trial is not Trial.RESTART:
        return translate(words.TEST, language)
    return translate(words.RESTART_SURE if tried.restarting else words.RESTART_KEY, language)


def present_panel(panel: Panel, language: Language) -> tuple[str, Severity]:
    """Return what is said of the screen's size, and how bad it is."""
    sides = (panel.width, panel.height, *panel.least)
    names = ("width", "height", "across", "down")
    values = {name: number(round(side), language) for name, side in zip(names, sides, strict=True)}
    if panel.is_too_small:
        return translate(words.PANEL_SMALL, language, **values), Severity.ATTENTION
    return translate(words.PANEL_SIZE, language, **values), Severity.NOTE


def _touch(tried: Tried, language: Language) -> tuple[str, Severity]:
    if tried.touched is None:
        return translate(words.TOUCH_HINT, language), Severity.NOTE
    reached, fields = tried.touched
    values = {"all": number(fields, language), "missing": number(fields - reached, language)}
    if reached == fields:
        return translate(words.TOUCH_ALL, language, **values), Severity.GOOD
    return translate(words.TOUCH_SOME, language, **values), Severity.ATTENTION


def _sound(tried: Tried, fault: str, silent: bool, language: Language) -> tuple[str, Severity]:
    if fault:
        return translate(words.NO_DEVICE, language), Severity.FAULT
    if silent:
        return translate(words.TURNED_OFF, language), Severity.ATTENTION
    return translate(words.PLAYED if tried.played else words.SOUND_HINT, language), Severity.NOTE


def present_link(link: LinkView, language: Language) -> tuple[str, Severity]:
    """Return what a trial of the network showed; its findings, where it has any, say more."""
    if link.findings:  # they say it
        return "", Severity.FAULT
    message, severity = _LINK[link.state]
    milliseconds = number(round(link.seconds * 1000), language)
    return translate(message, language, n=milliseconds, code=link.error), severity

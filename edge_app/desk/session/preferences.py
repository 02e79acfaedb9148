"""How this kiosk looks and sounds: settings as one value, changed by whoever stands there.

Language, look, size of text and side belong to the officer: they come with the sign-in, and go with
it. A technician sets the terminal's own, which count while nobody is signed in. Each change is a
row on the audit chain (`store.settings`). What is kept and cannot be read is taken as not set: a
screen that opens in its first look is better than none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from edge_app.store.chain import KIOSK
from edge_app.store.settings import Settings

LANGUAGES = ("id", "en")
LOOKS = ("dark", "light")
TEXT_PERCENT = ("100", "125", "150", "200")
SIDES = ("right", "left")  # the hand that touches: keys to other places stand at the other side
VOLUMES = ("0", "40", "70", "100")  # percent
QUIET = ("off", "20-6", "22-5")  # hours in which alerts are quieter: from, until
DIM = ("0", "2", "5", "15")  # minutes without anybody, then the screen is dimmed; 0: never
VISITOR = ("off", "half")  # the guidance beside the lane; a second screen shows it anyway
LIVENESS = ("off", "on")  # asked of everybody who is compared 1:1
IDLE_LOCK = ("120", "300", "600", "1200")  # seconds without a touch
ESCALATE = ("15", "30", "60")  # seconds without an answer

Name = Literal[
    "language",
    "look",
    "text",
    "side",
    "volume",
    "quiet",
    "dim",
    "visitor",
    "liveness",
    "idle_lock_s",
    "escalate_after_s",
]
_VALUES: dict[Name, tuple[str, ...]] = {
    "language": LANGUAGES,
    "look": LOOKS,
    "text": TEXT_PERCENT,
    "side": SIDES,
    "volume": VOLUMES,
    "quiet": QUIET,
    "dim": DIM,
    "visitor": VISITOR,
    "liveness": LIVENESS,
    "idle_lock_s": IDLE_LOCK,
    "escalate_after_s": ESCALATE,
}
OWN: frozenset[Name] = frozenset({"language", "look", "text", "side"})  # an officer's


@dataclass(frozen=True, slots=True)
class Preferences:
    """Texts out of `choices`."""

    language: str = "id"
    look: str = "dark"
    text: str = "100"
    side: str = "right"
    volume: str = "70"
    quiet: str = "off"
    dim: str = "0"
    visitor: str = "off"
    liveness: str = "off"
    idle_lock_s: str = "300"
    escalate_after_s: str = "30"


def choices(name: Name) -> tuple[str, ...]:
    """Return what can be set, the first look first."""
    return _VALUES[name]


class PreferencesDesk:
    """`put` returns at once; from any thread."""

    def __init__(self, settings: Settings, later: Callable[[Callable[[], object]], object]) -> None:
        """Read what was set; `later` writes what is set from now on. Raise StoreError."""
        self._settings, self._later = settings, later
        self._kept = settings.everything()
        self._number = ""
        self._now = self._of("")

    def follow(self, number: str) -> None:
        """Look as the officer of this number likes it; empty: as the terminal does."""
        if number != self._number:
            self._number, self._now = number, self._of(number)

    def _of(self, number: str) -> Preferences:
        """Return the terminal's settings, and over them what is the officer's own."""
        found: dict[str, str] = {}
        for name, values in _VALUES.items():
            keys = [name, _key(name, number)] if number else [name]
            kept = [value for key in keys if (value := self._kept.get(key)) in values]
            if kept:
                found[name] = kept[-1] or ""
        return replace(Preferences(), **found)

    def view(self) -> Preferences:
        """Return what is set now."""
        return self._now

    def idle_lock_s(self) -> str:
        """Return the seconds without a touch after which the screen locks."""
        return self._now.idle_lock_s

    def escalate_after_s(self) -> float:
        """Return the seconds without an answer after which an alert escalates."""
        return float(self._now.escalate_after_s)

    def always_asks_gestures(self) -> bool:
        """Return whether everybody who is compared 1:1 is asked for gestures."""
        return self._now.liveness == "on"

    def put(self, name: Name, value: str, officer: str, for_terminal: bool = False) -> None:
        """Set it from now on; `officer`: their number, empty without accounts.

        What is the officer's own is set for them alone, unless it is meant for the terminal. Raise
        ValueError for what is none of `choices`.
        """
        if value not in _VALUES[name]:
            raise ValueError(f"{name} is one of {', '.join(_VALUES[name])}, not {value!r}")
        if getattr(self._now, name) == value:
            return
        self._now = replace(self._now, **{name: value})
        key = _key(name, officer) if officer and name in OWN and not for_terminal else name
        self._kept[key] = value
        self._later(lambda: self._settings.put(key, value, officer or KIOSK))


def _key(name: str, number: str) -> str:
    return f"{name}/{number}"

"""How this kiosk looks and sounds: settings as one value, changed by whoever stands there.

Each change is a row on the audit chain (`store.settings`). What is kept and cannot be read is
taken as not set: a screen that opens in its first look is better than none.
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
VOLUMES = ("0", "40", "70", "100")  # percent
VISITOR = ("off", "half")  # the guidance beside the lane; a second screen shows it anyway
LIVENESS = ("off", "on")  # asked of everybody who is compared 1:1
IDLE_LOCK = ("120", "300", "600", "1200")  # seconds without a touch
ESCALATE = ("15", "30", "60")  # seconds without an answer

Name = Literal[
    "language",
    "look",
    "text",
    "volume",
    "visitor",
    "liveness",
    "idle_lock_s",
    "escalate_after_s",
]
_VALUES: dict[Name, tuple[str, ...]] = {
    "language": LANGUAGES,
    "look": LOOKS,
    "text": TEXT_PERCENT,
    "volume": VOLUMES,
    "visitor": VISITOR,
    "liveness": LIVENESS,
    "idle_lock_s": IDLE_LOCK,
    "escalate_after_s": ESCALATE,
}


@dataclass(frozen=True, slots=True)
class Preferences:
    """Texts out of `choices`."""

    language: str = "id"
    look: str = "dark"
    text: str = "100"
    volume: str = "70"
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
        kept = {name: settings.get(name) for name in _VALUES}
        known = {name: kept[name] for name in _VALUES if kept[name] in _VALUES[name]}
        self._now = replace(Preferences(), **known)  # type: ignore[arg-type]

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

    def put(self, name: Name, value: str, officer: str) -> None:
        """Set it from now on; `officer`: their number, empty without accounts.

        Raise ValueError for what is none of `choices`.
        """
        if value not in _VALUES[name]:
            raise ValueError(f"{name} is one of {', '.join(_VALUES[name])}, not {value!r}")
        if getattr(self._now, name) == value:
            return
        self._now = replace(self._now, **{name: value})
        self._later(lambda: self._settings.put(name, value, officer or KIOSK))

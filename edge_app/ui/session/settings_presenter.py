"""The settings of the screen: a line each, with the choices as buttons."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.session.preferences import OWN, Name, Preferences, choices
from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.ui.session import settings_words as words
from edge_app.ui.text.language import Language, duration, number, translate
from edge_app.ui.text.message import Message

_TITLES: dict[Name, Message] = {
    "language": words.LANGUAGE,
    "look": words.LOOK,
    "text": words.TEXT,
    "side": words.SIDE,
    "volume": words.VOLUME,
    "quiet": words.QUIET,
    "dim": words.DIM,
    "visitor": words.VISITOR,
    "liveness": words.LIVENESS,
    "idle_lock_s": words.IDLE_LOCK,
    "escalate_after_s": words.ESCALATE,
}
_WORDS: dict[tuple[Name, str], Message] = {
    ("language", "id"): words.INDONESIAN,
    ("language", "en"): words.ENGLISH,
    ("look", "dark"): words.DARK,
    ("look", "light"): words.LIGHT,
    ("side", "right"): words.RIGHT,
    ("side", "left"): words.LEFT,
    ("volume", "0"): words.SILENT,
    ("quiet", "off"): words.NEVER,
    ("dim", "0"): words.NEVER,
    ("visitor", "off"): words.OFF,
    ("visitor", "half"): words.ON,
    ("liveness", "off"): words.OFF,
    ("liveness", "on"): words.ON,
}
_OF_SUPERVISORS: frozenset[Name] = frozenset(
    {"quiet", "liveness", "idle_lock_s", "escalate_after_s"}
)


@dataclass(frozen=True, slots=True)
class SettingView:
    """One setting and its choices."""

    name: Name
    title: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    chosen: str


def present_settings(
    preferences: Preferences, role: OfficerRole | None, language: Language
) -> tuple[SettingView, ...]:
    """Return what an officer of this role may set."""
    return tuple(
        SettingView(
            name,
            _title(name, title, role, language),
            choices(name),
            tuple(_label(name, value, language) for value in choices(name)),
            getattr(preferences, name),
        )
        for name, title in _TITLES.items()
        if name not in _OF_SUPERVISORS or may(role, Action.CHANGE_SETTINGS)
    )


def _title(name: Name, title: Message, role: OfficerRole | None, language: Language) -> str:
    """Return the setting's name, and whose it is where it is the officer's own."""
    text = translate(title, language)
    own = name in OWN and role not in (None, OfficerRole.TECHNICIAN)
    return translate(words.OWN, language, setting=text) if own else text


def _label(name: Name, value: str, language: Language) -> str:
    message = _WORDS.get((name, value))
    if message is not None:
        return translate(message, language)
    if name == "quiet":
        start, end = (f"{int(hour):02}.00" for hour in value.split("-"))
        return translate(words.HOURS, language, start=start, end=end)
    if name == "dim":
        return duration(int(value), "minute", language)
    if name == "idle_lock_s":
        return duration(int(value) // 60, "minute", language)
    if name == "escalate_after_s":
        return duration(int(value), "second", language)
    return translate(words.PERCENT, language, n=number(int(value), language))

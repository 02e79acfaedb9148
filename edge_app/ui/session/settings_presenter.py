"""The settings of the screen: a line each, with the choices as buttons."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.session.preferences import Name, Preferences, choices
from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.ui.session import settings_words as words
from edge_app.ui.text.language import Language, duration, number, translate
from edge_app.ui.text.message import Message

_TITLES: dict[Name, Message] = {
    "language": words.LANGUAGE,
    "look": words.LOOK,
    "text": words.TEXT,
    "volume": words.VOLUME,
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
    ("volume", "0"): words.SILENT,
    ("visitor", "off"): words.OFF,
    ("visitor", "half"): words.ON,
    ("liveness", "off"): words.OFF,
    ("liveness", "on"): words.ON,
}
_OF_SUPERVISORS: frozenset[Name] = frozenset({"liveness", "idle_lock_s", "escalate_after_s"})


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
            translate(title, language),
            choices(name),
            tuple(_label(name, value, language) for value in choices(name)),
            getattr(preferences, name),
        )
        for name, title in _TITLES.items()
        if name not in _OF_SUPERVISORS or may(role, Action.CHANGE_SETTINGS)
    )


def _label(name: Name, value: str, language: Language) -> str:
    message = _WORDS.get((name, value))
    if message is not None:
        return translate(message, language)
    if name == "idle_lock_s":
        return duration(int(value) // 60, "minute", language)
    if name == "escalate_after_s":
        return duration(int(value), "second", language)
    return translate(words.PERCENT, language, n=number(int(value), language))

"""Calls for help, ready for the strip."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from edge_app.desk.help.views import CallState, Coming, HelpView, LaneCall, OwnCall
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image
from edge_app.ui.help import words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, ago, number, pick, translate
from edge_app.ui.text.names import set_apart

_MINUTES_FROM_S = 120.0


@dataclass(frozen=True, slots=True)
class CallStripView:
    """One call. Two are equal when they say and show the same."""

    call_id: str
    own: bool
    urgent: bool  # somebody is wanted who has not answered yet
    title: str
    detail: str
    go: str  # the button that answers; empty: none
    close: str  # the button that takes the strip away, or ends the own call; empty: none
    face: Image | None = field(compare=False, repr=False)
    look: str = ""  # the button to the caller's case; empty: it is about none
    sender: str = ""


def present_call(view: HelpView, session: SessionView, language: Language) -> CallStripView | None:
    """Return the call to show, one of another lane first; None: there is none.

    What became of this lane's own call is read beside another lane's too.
    """
    allowed = session.working and may(session.role, Action.ANSWER_ALERT)
    if view.calls:
        shown = _lane_call(view.calls[0], len(view.calls) - 1, allowed, language)
        if view.own is None:
            return shown
        own = translate(words.OWN, language, state=_own_title(view.own, language))
        return replace(shown, detail=f"{own} · {shown.detail}")
    return None if view.own is None else _own_call(view.own, allowed, language)


def _own_title(own: OwnCall, language: Language) -> str:
    titles = {
        CallState.CALLING: words.CALLING,
        CallState.REACHED: words.REACHED_ONE if own.reached == 1 else words.REACHED,
        CallState.NOBODY: words.NOBODY,
        CallState.UNANSWERED: words.UNANSWERED,
    }
    if own.state is CallState.COMING:
        return " · ".join(_comes(one, language) for one in own.coming)
    return translate(titles[own.state], language, count=number(own.reached, language))


def _own_call(own: OwnCall, allowed: bool, language: Language) -> CallStripView:
    waits, over = own.state is CallState.REACHED, own.state is CallState.UNANSWERED
    detail = words.NOT_ANSWERED_YET if own.carried else words.NO_ANSWER_COMES
    close = shared_words.CLOSE if over else words.WITHDRAW
    return CallStripView(
        call_id=own.call_id,
        own=True,
        urgent=over or own.state is CallState.NOBODY or (waits and not own.carried),
        title=_own_title(own, language),
        detail=translate(detail, language) if waits else "",
        go="",
        close=translate(close, language) if allowed else "",
        face=None,
    )


def _comes(one: Coming, language: Language) -> str:
    officer = one.officer or translate(words.SOMEBODY, language)
    if not one.lane:
        return translate(words.COMES, language, officer=officer)
    return translate(
        words.COMES_FROM, language, officer=officer, lane=set_apart(one.lane, language)
    )


def _lane_call(call: LaneCall, more: int, allowed: bool, language: Language) -> CallStripView:
    """Return another lane's call; `more`: calls besides.

    Where nobody who may go works, anybody may read it: there a silent call is one like any other.
    """
    duress = call.duress and allowed
    title = translate(
        words.DURESS if duress else words.CALLS, language, lane=set_apart(call.lane, language)
    )
    details = [_ago(call.ago_s, language)]
    if call.officer:
        details.append(call.officer)
    if call.priority is not None:
        priority = translate(shared_words.PRIORITY, language, priority=str(call.priority))
        category = "" if call.category is None else pick(call.category, language)
        details.append(f"{category}, {priority}" if category else priority)
    if call.coming:
        details = [_goes(one, call.lane, language) for one in call.coming]
    if duress:
        details.append(translate(words.DURESS_HINT, language))
    if call.waits and not allowed:
        details.append(translate(words.SIGN_IN_TO_GO, language))
    if more:
        details.append(translate(words.MORE_CALLS, language, n=number(more, language)))
    return CallStripView(
        call_id=call.call_id,
        own=False,
        urgent=call.waits,
        title=title,
        detail=" · ".join(details),
        go=translate(words.GO, language) if allowed and not call.answered else "",
        close=translate(shared_words.CLOSE, language) if allowed else "",
        face=call.face if allowed else None,
        look=translate(words.LOOK, language) if _can_look(call, allowed) else "",
        sender=call.sender,
    )


def _can_look(call: LaneCall, allowed: bool) -> bool:
    return allowed and call.alert_id is not None and not call.duress


def _goes(one: Coming, lane: str, language: Language) -> str:
    officer = one.officer or translate(words.SOMEBODY, language)
    return translate(words.GOES, language, officer=officer, lane=set_apart(lane, language))


def _ago(seconds: float, language: Language) -> str:
    if seconds < _MINUTES_FROM_S:
        return ago(int(seconds), "second", language)
    return ago(int(seconds // 60), "minute", language)

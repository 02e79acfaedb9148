"""Other lanes and their cases in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from edge_app.desk.lanes.views import LanesView, Refusal, WatchedCase, WatchedLane
from edge_app.domain import Answer, Image, SourceState
from edge_app.ui.alert.answer_presenter import answer_words
from edge_app.ui.alert.waiting_presenter import waited
from edge_app.ui.kit.marks import SEVERITY_MARK, Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.lane.faults_presenter import fault_words
from edge_app.ui.lanes import words
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, pick, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart, shown_name

MAX_TILES, FEW_TILES = 8, 4  # few where type is large: the queue needs the room
_NEEDS = (Tone.FAULT, Tone.ATTENTION)  # of a lane, the most pressing first
ANSWERS = (Answer.NOT_THIS_PERSON, Answer.CONFIRMED, Answer.CANNOT_TELL)  # as on an alert

_REFUSALS: dict[Refusal, Message] = {
    Refusal.SAME_OFFICER: words.REFUSED_SAME,
    Refusal.MAY_NOT: words.REFUSED_MAY_NOT,
    Refusal.GONE: words.REFUSED_GONE,
    Refusal.UNHEARD: words.REFUSED_UNHEARD,
    Refusal.OTHER: words.REFUSED,
}


@dataclass(frozen=True, slots=True)
class LaneTileView:
    """One lane: whether it works, and what waits there."""

    name: str
    state: str
    cases: str  # empty: none
    shape: Shape
    tone: Tone


@dataclass(frozen=True, slots=True)
class LanesScreenView:
    """The tiles, and what stands in place of an empty queue."""

    tiles: tuple[LaneTileView, ...]
    more: str  # lanes that have no tile; empty: none
    notice: NoticeView | None


@dataclass(frozen=True, slots=True)
class LaneCaseView:
    """A case that was opened. Two are equal when they say and show the same."""

    name: str = field(repr=False)
    short: str  # what to do in a few words, of the list's owner; danger above all
    source: str  # list, owner, lane
    instruction: str
    step: str  # what is to be done here, or what became of the answer
    step_shape: Shape
    step_tone: Tone
    in_view: str
    captured: Image | None = field(compare=False, repr=False)
    reference: Image | None = field(compare=False, repr=False)
    memory: tuple[int, int]  # ids of both pictures
    captions: tuple[str, str]
    missing: str  # where the lane's picture has not come
    answers: tuple[tuple[Answer, str], ...]
    may_answer: bool
    chosen: Answer | None


def present_lanes(
    view: LanesView, language: Language, *, visitors_see: bool, most: int = MAX_TILES
) -> LanesScreenView:
    """Return the tiles of other lanes.

    Where not all fit, those with cases come first, then those that need something else.
    """
    lanes = [one for one in view.lanes if one.camera is not SourceState.NONE]  # another desk
    tiles = [_tile(one, language, discreet=visitors_see) for one in lanes]
    left = len(tiles) - most
    if left > 0:  # those of one need stay in the order of their names
        tiles = sorted(tiles, key=_need)[:most]
    more = translate(words.MORE_LANES, language, n=number(left, language)) if left > 0 else ""
    return LanesScreenView(tuple(tiles), more, _notice(view, lanes, language, visitors_see))


def _need(tile: LaneTileView) -> tuple[bool, int]:
    fault = _NEEDS.index(tile.tone) if tile.tone in _NEEDS else len(_NEEDS)
    return not tile.cases, fault


def _notice(
    view: LanesView, lanes: list[WatchedLane], language: Language, visitors_see: bool
) -> NoticeView | None:
    said: tuple[Message, Message] | None = None
    if visitors_see:
        said = (words.VISITORS_SEE, words.VISITORS_SEE_STEP)
    elif not (view.allowed and view.everything):
        said = None if view.cases else (words.NO_SECOND, words.NO_SECOND_STEP)
    elif not lanes:
        said = (words.NO_LANE, words.NO_LANE_STEP)
    elif not view.cases:
        said = (shared_words.NO_OPEN_CASE, words.NOTHING_STEP)
    if said is None:
        return None
    return NoticeView(Severity.NOTE, translate(said[0], language), translate(said[1], language))


def _tile(lane: WatchedLane, language: Language, *, discreet: bool) -> LaneTileView:
    severity, text = _state(lane, language)
    if severity is None:  # normal is grey
        shape, tone = Shape.TICK, Tone.TEXT_QUIET
    else:
        shape, tone = SEVERITY_MARK[severity]
    count = translate(words.CASES, language, n=number(lane.cases, language))
    cases = count if lane.cases and not discreet else ""
    return LaneTileView(shown_name(lane.name, language) or "–", text, cases, shape, tone)


def _state(lane: WatchedLane, language: Language) -> tuple[Severity | None, str]:
    if not lane.heard:
        return Severity.ATTENTION, translate(words.UNHEARD, language)
    if lane.camera is None:
        return Severity.ATTENTION, translate(words.OTHER_FAULT, language)
    if lane.camera is not SourceState.LIVE:
        return short_status(CameraState(lane.camera.value), language)
    if lane.faults:
        return fault_words(lane.faults[0], language)
    if not lane.lists:
        return Severity.FAULT, translate(shared_words.NO_LISTS, language)
    if lane.other_faults:
        return Severity.ATTENTION, translate(words.OTHER_FAULT, language)
    if not lane.attended:
        return Severity.ATTENTION, translate(words.UNATTENDED, language)
    return None, translate(words.WORKS, language)


# ---- the queue -----------------------------------------------------------------------------------


def case_row(case: WatchedCase, language: Language) -> RowView:
    """Return a case's row in the queue."""
    state, shape, tone = _standing(case, language)
    detail = translate(
        words.DETAIL,
        language,
        lane=set_apart(case.lane, language),
        list=_list_name(case, language),
        priority=_priority(case, language),
    )
    if case.step != "answered" and case.waited is not None:
        detail += f". {_waited(case.waited, language)}"
    return RowView(case.alert_id, _name(case, language), detail, state, shape, tone)


def _standing(case: WatchedCase, language: Language) -> tuple[str, Shape, Tone]:
    if case.said is not None and case.said.is_on_its_way:
        return translate(words.SENDING, language), Shape.HALF, Tone.TEXT_QUIET
    if case.step == "answered":
        return translate(words.ANSWERED, language), Shape.TICK, Tone.TEXT_QUIET
    if case.step == "second":
        waits = translate(words.WAITS_SECOND, language)
        if case.may_answer:
            return waits, Shape.STOP, Tone.ALERT
        return waits, Shape.HALF, Tone.TEXT_QUIET
    return translate(shared_words.WAITS_FOR_ANSWER, language), Shape.TRIANGLE, Tone.ALERT


def _name(case: WatchedCase, language: Language) -> str:
    name = case.reference.name if case.reference is not None else ""
    return shown_name(name, language) or translate(shared_words.NO_NAME, language)


def _list_name(case: WatchedCase, language: Language) -> str:
    if case.watch_list is None:
        return translate(words.UNKNOWN_LIST, language)
    return set_apart(case.watch_list.name, language)


def _priority(case: WatchedCase, language: Language) -> str:
    return translate(shared_words.PRIORITY, language, priority=str(case.priority))


def _waited(span: timedelta, language: Language) -> str:
    return waited(span.total_seconds(), escalated=False, language=language)


# ---- a case that was opened ----------------------------------------------------------------------


def present_case(case: WatchedCase, language: Language) -> LaneCaseView:
    """Return the page of a case.

    It says nothing of the first officer's answer before the second one's was taken.
    """
    watch_list, reference = case.watch_list, case.reference
    instruction = short = ""
    if watch_list is not None:
        own = None if reference is None else reference.instruction
        instruction = pick(own or watch_list.instruction, language)
        short = watch_list.short.id if language is Language.ID else watch_list.short.en
    step, shape, tone = _step(case, language)
    portrait = None if reference is None else reference.portrait
    in_view = words.IN_VIEW if case.here else words.OUT_OF_VIEW
    lane = set_apart(case.lane, language)
    source = translate(
        words.DETAIL,
        language,
        lane=lane,
        list=_list_name(case, language),
        priority=_priority(case, language),
    )
    said = case.said
    return LaneCaseView(
        name=_name(case, language),
        short=short,
        source=source,
        instruction=instruction,
        step=step,
        step_shape=shape,
        step_tone=tone,
        in_view="" if case.step == "answered" else translate(in_view, language, lane=lane),
        captured=case.face,
        reference=portrait,
        memory=(id(case.face), id(portrait)),
        captions=(
            translate(words.AT_LANE, language, lane=lane),
            translate(shared_words.PHOTOGRAPH_ON_LIST, language),
        ),
        missing="" if case.face is not None else translate(words.FACE_COMES, language),
        answers=tuple((answer, answer_words(answer, language)) for answer in ANSWERS),
        # Nobody judges a face that has not come.
        may_answer=case.may_answer and case.face is not None,
        chosen=said.answer if said is not None and (said.taken or said.is_on_its_way) else None,
    )


def _step(case: WatchedCase, language: Language) -> tuple[str, Shape, Tone]:
    said, lane = case.said, set_apart(case.lane, language)
    if said is not None and said.taken:
        return _outcome(case, language), Shape.TICK, Tone.GOOD
    if said is not None and said.refused is not None and case.step != "open":
        return translate(_REFUSALS[said.refused], language, lane=lane), Shape.CROSS, Tone.FAULT
    if said is not None and said.is_on_its_way:
        return translate(words.SENDING, language), Shape.HALF, Tone.TEXT_QUIET
    if case.step == "answered":
        return translate(words.DONE_THERE, language, lane=lane), Shape.NOTE, Tone.TEXT_QUIET
    if case.step != "second":
        return translate(words.WAITS_THERE, language, lane=lane), Shape.NOTE, Tone.TEXT_QUIET
    if not case.may_answer:
        return translate(words.YOURS_FIRST, language), Shape.NOTE, Tone.TEXT_QUIET
    return translate(words.JUDGE, language), Shape.STOP, Tone.ALERT


def _outcome(case: WatchedCase, language: Language) -> str:
    said = case.said
    if said is None:
        return ""
    given = answer_words(said.answer, language)
    parts = [translate(words.TAKEN, language, answer=given, lane=set_apart(case.lane, language))]
    if said.first is not None:
        first = answer_words(said.first, language)
        parts.append(translate(words.FIRST_WAS, language, officer=said.first_officer, answer=first))
        same = said.first is said.answer
        parts.append(translate(words.AGREED if same else words.DIFFERED, language))
    return " ".join(parts)

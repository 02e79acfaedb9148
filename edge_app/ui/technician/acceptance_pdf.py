"""The acceptance report as a PDF of A4 pages, in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from html import escape

from edge_app.desk.technician.steps import Step
from edge_app.ui.kit.paper import paper
from edge_app.ui.technician import acceptance_words as words
from edge_app.ui.technician import trials_words
from edge_app.ui.technician import words as camera_words
from edge_app.ui.technician.check_presenter import present_findings
from edge_app.ui.technician.step_titles_presenter import TITLES
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, date_and_time, number, translate
from edge_app.ui.text.message import Message
from sync.protocol.acceptance import AcceptanceBody
from sync.protocol.findings import of_json
from sync.protocol.signs import plain

_ID = Language.ID
SHOWN_OF_ID = 8  # digits, as the data centre and the technician say a terminal
_STATES: dict[str, Message] = {
    "done": words.DONE,
    "failing": words.FAILING,
    "not-yet": words.NOT_YET,
    "absent": words.ABSENT,
}


def acceptance_pdf(body: AcceptanceBody, technician: str) -> bytes:
    """Return the file; from any thread, once there is an application."""
    return paper(_say(words.TITLE), acceptance_html(body, technician), {})


def acceptance_html(body: AcceptanceBody, technician: str) -> str:
    """Return the report of `body`, with the technician's name; times in the zone of `made_at`."""
    parts = [
        f"<h1>{escape(_say(words.TITLE))}</h1>",
        _pairs(_head(body, technician)),
        f"<h2>{escape(_say(words.STEPS))}</h2>",
        _table((words.STEP, words.STATE, words.SINCE), _steps(body)),
        f"<h2>{escape(_say(words.ALERT))}</h2><p>{escape(_alert(body))}</p>",
    ]
    if body.findings:
        read = (of_json(each.model_dump()) for each in body.findings)
        rows = present_findings([each for each in read if each is not None], _ID)
        lines = "".join(f"<li>{escape(row.sentence)} {escape(row.step)}</li>" for row in rows)
        parts.append(f"<h2>{escape(_say(words.FINDINGS))}</h2><ul>{lines}</ul>")
    parts.append(f"<p>{escape(_say(words.NO_FACE_KEPT))}</p>{_signs()}")
    return "".join(parts)


def _head(body: AcceptanceBody, technician: str) -> Iterable[tuple[str, str]]:
    post = plain(body.checkpoint) or body.checkpoint_id
    who = {"name": plain(technician), "number": body.technician}
    yield _say(words.POST), f"{post} ({body.checkpoint_id}), {plain(body.lane)}"
    yield _say(words.TERMINAL), body.terminal_id[:SHOWN_OF_ID]
    yield _say(words.TECHNICIAN), _say(shared_words.NAME_AND_NUMBER, **who)
    yield _say(words.MADE_AT), date_and_time(body.made_at, _ID)
    yield _say(words.SOFTWARE), body.software
    if body.picture is not None:
        width, height = (str(side) for side in body.picture)
        rate = number(body.pictures_a_second, _ID, 1)
        yield (
            _say(camera_words.PICTURE),
            _say(words.PICTURE, width=width, height=height, rate=rate),
        )
    if body.screen_mm is not None:
        width, height = (number(round(side), _ID) for side in body.screen_mm)
        yield _say(trials_words.PANEL), _say(words.SCREEN, width=width, height=height)
    for each in body.lists:
        version = number(each.version, _ID)
        yield _say(words.LIST), _say(words.HELD, list=each.list_id, version=version)


def _steps(body: AcceptanceBody) -> Iterable[tuple[str, str, str]]:
    zone = body.made_at.tzinfo
    names = {step.value: title for step, title in TITLES.items()}
    for each in body.steps:
        title = _say(names[each.step]) if each.step in names else each.step
        state = _say(_STATES[each.state]) if each.state in _STATES else each.state
        yield title, state, _time(each.at or body.made_at, zone)


def _alert(body: AcceptanceBody) -> str:
    alert = body.alert
    if alert is None:
        failed = any(
            each.step == Step.ALERT.value and each.state == "failing" for each in body.steps
        )
        return _say(words.UNLIKE if failed else words.NOT_TRIED)
    return _say(
        words.PASSED,
        time=_time(alert.at, body.made_at.tzinfo),
        score=number(alert.score, _ID, 2),
        threshold=number(alert.threshold, _ID, 2),
    )


def _time(at: datetime, zone: tzinfo | None) -> str:
    return date_and_time(at.astimezone(zone), _ID)


def _say(message: Message, **values: str) -> str:
    return translate(message, _ID, **values)


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    lines = (
        f"<tr><td>{escape(name)}</td><td><b>{escape(value)}</b></td></tr>" for name, value in rows
    )
    return f"<table>{''.join(lines)}</table>"


def _table(names: tuple[Message, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(_say(name))}</th>" for name in names)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table border="1" cellspacing="0" width="100%"><tr>{head}</tr>{lines}</table>'


def _signs() -> str:
    """Return a place to sign for who hands over and who receives."""
    here = escape(_say(words.SIGN_HERE))
    who = (escape(_say(one)) for one in (words.HANDS_OVER, words.RECEIVES))
    places = "".join(f'<td width="50%">{one}<br/><br/><br/><br/><br/>{here}</td>' for one in who)
    return f'<table border="1" cellspacing="0" width="100%"><tr>{places}</tr></table>'

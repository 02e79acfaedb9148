"""The shift's report as a PDF of A4 pages, in Indonesian, with plots; and the CSV beside it."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QImage

from edge_app.desk.records.report import Documents, ReportFacts
from edge_app.ui.kit.paper import paper
from edge_app.ui.look import theme
from edge_app.ui.records import report_words as words
from edge_app.ui.records import words as records_words
from edge_app.ui.records.report_chart import ChartSeries, chart
from edge_app.ui.records.report_presenter import ReportText, Table, csv_of, report_text
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message

MIN_PLOTTED = 3  # hours: fewer are read sooner in the table, and fit one page
_CHART_WIDTH = 640  # of the page's own points, so that a picture of 1680 pixels is sharp
_LIGHT = theme.LIGHT


def shift_documents(facts: ReportFacts) -> Documents:
    """Return both files of a report; from any thread, once there is an application."""
    return Documents(pdf=pdf_of(facts), csv=csv_of(facts))


def pdf_of(facts: ReportFacts) -> bytes:
    """Return the report as a PDF file."""
    text = report_text(facts)
    plotted = len(facts.hours) >= MIN_PLOTTED
    plots = _charts(facts, text) if plotted else []
    pictures = {f"plot{number}": image for number, image in enumerate(plots)}
    return paper(text.title, _html(text, list(pictures)), pictures)


def _charts(facts: ReportFacts, text: ReportText) -> list[QImage]:
    hours, colour = facts.hours, _LIGHT
    tone = theme.Tone

    def said(message: Message) -> str:
        return translate(message, Language.ID)

    return [
        chart(
            f"{said(shared_words.PEOPLE_SEEN)}, {said(shared_words.FACES_CAPTURED)}",
            text.steps,
            [
                ChartSeries(
                    said(shared_words.PEOPLE_SEEN), colour[tone.LINE], [h.people for h in hours]
                ),
                ChartSeries(
                    said(shared_words.FACES_CAPTURED),
                    colour[tone.CLEAR],
                    [h.captured for h in hours],
                ),
            ],
        ),
        chart(
            said(records_words.CAPTURE_RATE_PERCENT),
            text.steps,
            [
                ChartSeries(
                    said(records_words.CAPTURE_RATE_PERCENT),
                    colour[tone.CLEAR],
                    [None if h.capture_rate is None else 100 * h.capture_rate for h in hours],
                )
            ],
            most=100.0,
            digits=1,
        ),
        chart(
            said(shared_words.ALERTS),
            text.steps,
            [
                ChartSeries(
                    said(shared_words.ALERTS), colour[tone.LINE], [h.alerts for h in hours]
                ),
                ChartSeries(
                    said(shared_words.CONFIRMED), colour[tone.ALERT], [h.confirmed for h in hours]
                ),
                ChartSeries(
                    said(shared_words.NOT_THIS_PERSON),
                    colour[tone.CLEAR],
                    [h.not_this_person for h in hours],
                ),
                ChartSeries(
                    said(shared_words.CANNOT_TELL),
                    colour[tone.ATTENTION],
                    [h.cannot_tell for h in hours],
                ),
                ChartSeries(
                    said(shared_words.NOT_ANSWERED),
                    colour[tone.CAPTURED],
                    [h.unanswered for h in hours],
                ),
            ],
        ),
        chart(
            f"{said(words.LATENCY_P50)}, {said(words.LATENCY_P95)}",
            text.steps,
            [
                ChartSeries(
                    said(words.LATENCY_P50), colour[tone.CAPTURED], [h.latency_p50 for h in hours]
                ),
                ChartSeries(
                    said(words.LATENCY_P95), colour[tone.ATTENTION], [h.latency_p95 for h in hours]
                ),
            ],
        ),
    ]


def _html(text: ReportText, plots: list[str]) -> str:
    summary, steps, lists = text.tables
    pictures = "".join(f'<p><img src="{name}" width="{_CHART_WIDTH}"/></p>' for name in plots)
    return (
        f"<h1>{escape(text.title)}</h1>"
        + _pairs(text.head)
        + _table(summary)
        + pictures
        + _table(steps)
        + _table(lists)
        + f"<p>{escape(text.note)}</p>"
        + _signs(text)
    )


def _signs(text: ReportText) -> str:
    """Return a place to sign for who hands over and who receives."""
    *who, here = (escape(one) for one in text.signs)
    places = "".join(f'<td width="50%">{one}<br/><br/><br/><br/><br/>{here}</td>' for one in who)
    return f'<table border="1" cellspacing="0" width="100%"><tr>{places}</tr></table>'


def _pairs(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = (f"<tr><td>{escape(row[0])}</td><td><b>{escape(row[1])}</b></td></tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


def _table(table: Table) -> str:
    heading = f"<h2>{escape(table.heading)}</h2>"
    if not table.columns:
        return heading + _pairs(table.rows)
    names = "".join(
        f'<th width="{width}%">{escape(name)}</th>'
        for name, width in zip(table.columns, _widths(table), strict=True)
    )
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return (
        f'{heading}<table border="1" cellspacing="0" width="100%"><tr>{names}</tr>{lines}</table>'
    )


def _widths(table: Table) -> tuple[float, ...]:
    """Return the share of each column in per cent: after its longest word, so that none breaks."""
    longest = [
        max(len(word) for cell in column for word in cell.split() or [""]) + 2
        for column in zip(table.columns, *table.rows, strict=True)
    ]
    return tuple(round(100 * one / sum(longest), 2) for one in longest)

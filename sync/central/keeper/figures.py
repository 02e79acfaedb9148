"""What an operator watches, in the format of Prometheus: the fleet, what waits, what ends when.

Numbers, codes, and terminals by the eight digits that `gapura central terminals` shows. No name of
a person, no identity number and no face is within reach here.
"""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import lists, proposals, terminals
from sync.central.registry.terminal_reports import ReportView
from sync.central.registry.terminals import TerminalStatus
from sync.central.releases import delegation, keys
from sync.central.releases.due import find_due
from sync.central.releases.template_models import known_models
from sync.protocol.wire import Heartbeat, KioskReport

_COUNTERS = CollectorRegistry()
QUESTIONS = Counter(
    "gapura_questions", "Questions that were answered.", ["asked", "outcome"], registry=_COUNTERS
)
CALLS = Counter(
    "gapura_calls", "What terminals said of calls for help.", ["said", "cause"], registry=_COUNTERS
)

DAY_S = 86_400.0
STATES = ("active", "pending", "revoked")
_TERMINAL = ("terminal", "checkpoint")


def figures(centre: Centre, now: datetime) -> bytes:
    """Return all figures of a data centre. Raise SyncError."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Families(lambda: _families(centre, now)))
    return generate_latest(registry) + generate_latest(_COUNTERS)


class _Families(Collector):
    def __init__(self, make: Callable[[], Iterable[Metric]]) -> None:
        self._make = make

    def collect(self) -> Iterable[Metric]:
        return self._make()


def _families(centre: Centre, now: datetime) -> Iterator[Metric]:
    with centre.registry.session() as session:
        fleet = terminals.fleet(session, now)
        waiting = len(proposals.list_all(session))
        ends = {
            f"agreement of {each.list_id}": each.described.until
            for each in lists.summaries(session)
            if each.ended_at is None
        }
    due = find_due(centre, known_models(), (), now)
    unpublished = {state.name for state, _ in due.lists} | set(due.over)
    missing = delegation.missing_roles(centre, now)
    yield _gauge("proposals_waiting", "Proposals that wait for another operator.", waiting)
    yield _gauge("publications_waiting", "Changes that are not published.", len(unpublished))
    yield _gauge("publications_failed", "Collections that cannot be published.", len(due.failed))
    yield _gauge("roles_missing", "Collections that wait for the offline keys.", len(missing))
    free = centre.free_bytes()
    yield _by_label("disk_free_bytes", "Bytes that are free for what is there.", "disk", free)
    yield _expiries(ends | _signed_ends(centre), now)
    yield from _fleet(fleet, now)
    for terminal_figures in _OF_TERMINALS:
        yield terminal_figures([row for row in fleet if row.state == "active"], now)


def _signed_ends(centre: Centre) -> dict[str, datetime]:
    """Return until when each role is signed, and each certificate counts."""
    terms = keys.terms(centre)
    roles = Publisher(centre.blobs, centre.secrets).expiries()
    return {"certificate": terms.certificate, "authority": terms.authority} | roles


def _expiries(ends: Mapping[str, datetime], now: datetime) -> Metric:
    text = "Days until a role, a certificate or an agreement ends; below 0: ended."
    family = GaugeMetricFamily("gapura_expiry_days", text, labels=["what"])
    for what, until in sorted(ends.items()):
        family.add_metric([what], round((until - now).total_seconds() / DAY_S, 3))
    return family


def _fleet(fleet: Iterable[TerminalStatus], now: datetime) -> Iterator[Metric]:
    rows = list(fleet)
    active = [row for row in rows if row.state == "active"]
    states = Counted(row.state for row in rows)
    yield _by_label("terminals", "Terminals.", "state", {name: states[name] for name in STATES})
    ages = [_age_s(row, now) for row in active if not row.by_stick]
    yield _gauge(
        "oldest_heartbeat_seconds", "Age of the oldest last heartbeat.", max(ages, default=0.0)
    )
    codes = Counted(code for row in active for code in {each.code for each in row.troubles})
    text = "Active terminals with a trouble, by its code in `gapura central terminals --json`."
    yield _by_label("troubled_terminals", text, "trouble", codes)
    held = [each for row in active for each in _kiosk(row).collections]
    stale = sum(each.state != "serving" for each in held)
    yield _gauge("stale_lists", "Lists on terminals that are not served as they should be.", stale)
    cut = sum(row.chain_cut_at is not None for row in rows if row.state != "revoked")
    yield _gauge("chain_cuts", "Terminals whose audit chain was cut or rewritten.", cut)


def _kiosk(row: TerminalStatus) -> KioskReport:
    return KioskReport() if row.heartbeat is None else _of(row.heartbeat)


def _age_s(row: TerminalStatus, now: datetime) -> float:
    return (now - (row.seen_at or row.enrolled_at)).total_seconds()


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"gapura_{name}", text, value)


def _by_label(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"gapura_{name}", text, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family


Rows = list[TerminalStatus]
OfTerminals = Callable[[Rows, datetime], Metric]


def _of_terminals(
    name: str, text: str, value: Callable[[Heartbeat], float | None], counts: bool = False
) -> OfTerminals:
    """Return what makes a family with a sample for each terminal that says something of it."""

    def family(rows: Rows, now: datetime) -> Metric:  # noqa: ARG001
        kind = CounterMetricFamily if counts else GaugeMetricFamily
        found = kind(f"gapura_terminal_{name}", text, labels=_TERMINAL)
        for row in rows:
            number = value(row.heartbeat) if row.heartbeat is not None else None
            if number is not None:
                found.add_metric([row.terminal_id[:8], row.checkpoint_id], number)
        return found

    return family


def _ages(rows: Rows, now: datetime) -> Metric:
    text = (
        "Age of the last heartbeat, or of the enrolment before the first; none of those by stick."
    )
    family = GaugeMetricFamily("gapura_terminal_heartbeat_age_seconds", text, labels=_TERMINAL)
    for row in rows:
        if not row.by_stick:
            family.add_metric([row.terminal_id[:8], row.checkpoint_id], _age_s(row, now))
    return family


def _stick_ages(rows: Rows, now: datetime) -> Metric:
    text = (
        "Since a stick brought results of a terminal that is heard of by stick, or its enrolment."
    )
    family = GaugeMetricFamily("gapura_terminal_stick_age_seconds", text, labels=_TERMINAL)
    for row in rows:
        if row.by_stick:
            age = (now - (row.bundle_at or row.enrolled_at)).total_seconds()
            family.add_metric([row.terminal_id[:8], row.checkpoint_id], age)
    return family


def _troubles(rows: Rows, now: datetime) -> Metric:  # noqa: ARG001
    text = "1 for each trouble of a terminal."
    labels = (*_TERMINAL, "trouble")
    family = GaugeMetricFamily("gapura_terminal_trouble", text, labels=labels)
    for row in rows:
        for code in sorted({each.code for each in row.troubles}):
            family.add_metric([row.terminal_id[:8], row.checkpoint_id, code], 1)
    return family


def _of_reports(name: str, text: str, value: Callable[[ReportView], float]) -> OfTerminals:
    """Return what makes a family with a sample for each terminal whose kiosk signed a report."""

    def family(rows: Rows, now: datetime) -> Metric:  # noqa: ARG001
        found = GaugeMetricFamily(f"gapura_terminal_{name}", text, labels=_TERMINAL)
        for row in rows:
            if row.report is not None:
                found.add_metric([row.terminal_id[:8], row.checkpoint_id], value(row.report))
        return found

    return family


def _camera_fault(heartbeat: Heartbeat) -> float | None:
    camera = heartbeat.kiosk.camera if heartbeat.kiosk is not None else ""
    return float(camera != "live") if camera else None


def _of(heartbeat: Heartbeat) -> KioskReport:
    return heartbeat.kiosk or KioskReport()


def _decision_seconds(heartbeat: Heartbeat) -> float | None:
    taken = _of(heartbeat).latency_ms
    return None if taken is None else taken / 1000


def _counted(name: str, text: str) -> OfTerminals:
    """Return what makes a family of what kiosks count in a field of that name."""

    def value(heartbeat: Heartbeat) -> float | None:
        return None if heartbeat.kiosk is None else float(getattr(heartbeat.kiosk, name))

    return _of_terminals(name, text, value, counts=True)


_OF_TERMINALS: tuple[OfTerminals, ...] = (
    _ages,
    _stick_ages,
    _troubles,
    _of_terminals("camera_fault", "1 where the camera is not live.", _camera_fault),
    _of_terminals(
        "frame_rate", "Pictures that are looked at, a second.", lambda said: _of(said).frame_rate
    ),
    _of_terminals(
        "camera_rate",
        "Pictures that its camera gives, a second.",
        lambda said: _of(said).camera_rate,
    ),
    _of_terminals(
        "decision_seconds", "From a picture to its decision, the median.", _decision_seconds
    ),
    _of_terminals(
        "read_share",
        "Of the last people, whose face could be compared, 0 to 1.",
        lambda said: _of(said).read_share,
    ),
    _counted("frames", "Frames analysed."),
    _counted("people", "People seen."),
    _counted("captured", "People captured."),
    _counted("alerts", "Alerts raised."),
    _of_terminals("results_waiting", "Results that wait on it.", lambda said: said.waiting),
    _of_reports(
        "results_not_here",
        "Results that its kiosk made and that did not come, also those on their way.",
        lambda said: said.not_here,
    ),
    _of_reports(
        "report_timestamp_seconds",
        "When its kiosk signed its newest report, by the kiosk's clock.",
        lambda said: said.at.timestamp(),
    ),
    _of_terminals("disk_free_bytes", "Bytes that are free on it.", lambda said: said.disk_free),
    _of_terminals("temperature_celsius", "Its temperature.", lambda said: said.temperature),
)

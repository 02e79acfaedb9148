"""What is not as it should be with a terminal: by its heartbeats, its lists, its audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.central.registry.schema import Checkpoint, Terminal
from sync.protocol.jakarta import jakarta_text
from sync.protocol.wire import Heartbeat, HeldCollection, KioskReport

SILENT_AFTER = timedelta(minutes=5)  # without a heartbeat, which comes about every half minute
KIOSK_SILENT_AFTER = timedelta(minutes=2)
CLOCK_OFF_S = 60.0
MIN_DISK = 2**30  # bytes
MAX_LANE_DROPPED = 1000  # since the agent started: one or the other strays
MAX_WAITING = 1000  # results
MAX_UNWRITTEN = 20  # alerts and answers
MAX_TOLD = 300  # signs of one trouble: a terminal in wrong hands writes what it likes
MAX_TOLD_COLLECTIONS = 10  # of those that are not served as they should be


_CAMERA = {
    "lost": "its camera gives no pictures",
    "black": "its camera sees nothing: the picture is black",
    "unreadable": "its camera's pictures cannot be read",
    "blank": "its camera's picture shows no place",
    "frozen": "its camera's picture stands still",
    "ended": "its recording is over: nobody is checked",
}
_LANE = {  # edge_app's LaneFault; a newer one is told by its own word
    "dark": "its lane is too dark",
    "blurred": "its camera's picture is blurred",
    "strobing": "its camera's picture flickers",
    "smeared": "parts of its camera's pictures are lost on the way",
    "sideways": "its camera hangs turned: faces lie on their side",
    "squeezed": "its camera's pictures are squeezed",
    "moved": "its camera looks elsewhere than it was set up to",
    "queue": "its lane has a long queue",
    "stalled": "pictures come to it, and nobody is checked",
    "slow": "it looks at too few pictures",
    "late": "its decisions come too late",
    "unread": "too few faces can be read there",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not as it should be: a code, and a sentence."""

    code: str
    text: str


def is_by_stick(row: Terminal) -> bool:
    """Return whether the terminal is heard of by USB stick: no heartbeat is newer than a stick.

    Before the first heartbeat a lease can only have gone out on a stick.
    """
    if row.seen_at is None:
        return row.bundle_at is not None or row.lease_until is not None
    return row.bundle_at is not None and row.bundle_at > row.seen_at


def silence_troubles(row: Terminal, checkpoint: Checkpoint, now: datetime) -> list[Trouble]:
    """Return the troubles that follow from the time since it was heard of.

    A stick that has not come back is no trouble while the lease that it carried lasts.
    """
    by_stick = is_by_stick(row)
    heard_at = row.bundle_at if by_stick else row.seen_at
    if heard_at is None and not by_stick and row.stick_read_by is not None:
        return [Trouble("stick-due", "enrolled by stick: no stick has been written for it yet")]
    if heard_at is None and not by_stick:
        return [Trouble("never-seen", "has never been heard of")]
    gone = timedelta(0) if heard_at is None else now - heard_at
    hours = int(gone.total_seconds() // 3600)
    came = f"; {_stick_came(row.bundle_at, now)}" if by_stick else ""
    found = []
    if gone > SILENT_AFTER and not by_stick:
        since = f"{hours} h" if hours else f"{int(gone.total_seconds() // 60)} min"
        found.append(Trouble("silent", f"not heard of for {since}"))
    if row.lease_until is not None and row.lease_until <= now:
        found.append(Trouble("lease-ended", f"its lease has ended: it serves nothing{came}"))
    elif hours >= int(checkpoint.settings.get("outdated_after_hours", 8784)):
        text = f"too old for its checkpoint: the whole screen says so{came}"
        found.append(Trouble("outdated", text))
    elif hours >= int(checkpoint.settings.get("stale_after_hours", 8784)):
        found.append(Trouble("stale", f"shows its lists as stale{came}"))
    return found


def _stick_came(bundle_at: datetime | None, now: datetime) -> str:
    """Return when its stick came back, in words."""
    if bundle_at is None:
        return "no stick of it has come back yet"
    days, hours = divmod(max(0, int((now - bundle_at).total_seconds() // 3600)), 24)
    count, unit = (days, "day") if days else (hours, "hour")
    ago = f"{count} {unit}{'' if count == 1 else 's'} ago" if count else "within the last hour"
    return f"its stick came back {ago}"


def heartbeat_troubles(heartbeat: Heartbeat, published: Mapping[str, int]) -> list[Trouble]:
    """Return the troubles that a heartbeat reports; each apart, so that none hides another."""
    kiosk = heartbeat.kiosk or KioskReport()
    found = _bounded(_collection_troubles(kiosk.collections, published))
    refused = "; ".join(filter(None, (heartbeat.update_error, kiosk.update_refused)))
    if refused:
        found.append(Trouble("update", f"the last update failed: {refused}"))
    if kiosk.store_fault:
        found.append(Trouble("store", f"it cannot write its alerts: {kiosk.store_fault}"))
    # Each alert waits for some milliseconds; many, or any while the store is at fault, are a loss.
    if kiosk.unwritten > MAX_UNWRITTEN or (kiosk.unwritten and kiosk.store_fault):
        text = f"{kiosk.unwritten} alerts or answers are in its memory only"
        found.append(Trouble("unwritten", text))
    if kiosk.unproven:
        text = f"its agent called {kiosk.unproven} results delivered that no receipt proves"
        found.append(Trouble("unproven", text))
    found += _lane_troubles(kiosk)
    if kiosk.fault:
        found.append(Trouble("fault", kiosk.fault))
    if heartbeat.waiting > MAX_WAITING:
        found.append(Trouble("waiting", f"{heartbeat.waiting} results wait"))
    if heartbeat.refused:
        found.append(Trouble("refused", f"{heartbeat.refused} results could not be read"))
    if heartbeat.lane_dropped > MAX_LANE_DROPPED:
        text = f"{heartbeat.lane_dropped} datagrams of strangers at its port for other lanes"
        found.append(Trouble("lane-dropped", text))
    if heartbeat.software_failed:
        text = f"{heartbeat.software_failed[-1]} did not work there: what ran before runs again"
        found.append(Trouble("software", text))
    if kiosk.memory_exposed:
        text = f"keys and faces may be written to its disk: {kiosk.memory_exposed}"
        found.append(Trouble("memory", text))
    if heartbeat.disk_free < MIN_DISK:
        found.append(Trouble("disk", f"{heartbeat.disk_free >> 20} MiB of disk are free"))
    if abs(kiosk.clock_doubt_s) > CLOCK_OFF_S:
        text = f"leases say {kiosk.clock_doubt_s:+.0f} s more than its own clock"
        found.append(Trouble("clock-doubted", text))
    if abs(heartbeat.clock_skew_s) > CLOCK_OFF_S:
        found.append(Trouble("clock", f"its clock is off by {heartbeat.clock_skew_s:.0f} s"))
    seen = heartbeat.kiosk_seen_at
    if seen is None or heartbeat.at - seen > KIOSK_SILENT_AFTER:
        found.append(Trouble("kiosk", "its screen process is silent"))
    elif heartbeat.kiosk is None:
        found.append(Trouble("kiosk", "what its screen process says cannot be read"))
    return found


def _lane_troubles(kiosk: KioskReport) -> Iterator[Trouble]:
    """Yield what its lane does not see, and what nobody there hears."""
    if kiosk.camera not in ("", "live", "starting", "none"):
        yield Trouble("camera", _CAMERA.get(kiosk.camera, f"its camera: {kiosk.camera}"))
    for fault in kiosk.faults:
        if fault in _LANE:
            yield Trouble(f"lane-{fault}", _LANE[fault] + _figure(fault, kiosk))
        else:
            yield Trouble("lane-other", f"its lane: {fault}")
    if kiosk.silent:
        yield Trouble("sound", f"its alerts are not heard: {kiosk.silent}")


def _figure(fault: str, kiosk: KioskReport) -> str:
    """Return the figure that a fault is about, where the kiosk says it."""
    if fault == "slow" and kiosk.frame_rate is not None:
        of = "" if kiosk.camera_rate is None else f" of {kiosk.camera_rate:.0f}"
        return f": {kiosk.frame_rate:.0f}{of} a second"
    if fault == "late" and kiosk.latency_ms is not None:
        return f": {kiosk.latency_ms / 1000:.1f} s"
    if fault == "unread" and kiosk.read_share is not None:
        return f": {min(kiosk.read_share, 1.0):.0%} of the faces are read"
    return ""


def _bounded(troubles: Iterable[Trouble]) -> list[Trouble]:
    """Return the first of the troubles with collections, and how many more there are."""
    every = list(troubles)
    found, more = every[:MAX_TOLD_COLLECTIONS], every[MAX_TOLD_COLLECTIONS:]
    if more:
        found.append(Trouble(more[0].code, f"{len(more)} more of its collections are not served"))
    return found


def cut_short(troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
    """Return the troubles with the first MAX_TOLD signs of each."""
    return tuple(
        each if len(each.text) <= MAX_TOLD else Trouble(each.code, f"{each.text[: MAX_TOLD - 1]}…")
        for each in troubles
    )


def _collection_troubles(
    collections: Iterable[HeldCollection], published: Mapping[str, int]
) -> Iterator[Trouble]:
    """Yield which collections are not served, or not the newest version of them."""
    for held in collections:
        if held.state in ("failed", "expired", "other"):
            text = f"{held.collection}: {held.state}{f': {held.error}' if held.error else ''}"
            yield Trouble(held.state, text)
        newest = published.get(held.collection)
        if newest is not None and held.version < newest:
            text = f"{held.collection}: serves {held.version}, published is {newest}"
            yield Trouble("behind", text)


def chain_troubles(row: Terminal, heartbeat: Heartbeat | None) -> list[Trouble]:
    """Return what is wrong with its audit chain; a cut is shown until the terminal is revoked."""
    found = []
    if row.chain_cut_at is not None:
        found_at = jakarta_text(row.chain_cut_at)
        text = f"its audit chain was cut short or rewritten, found {found_at}"
        found.append(Trouble("chain", text))
    kiosk = heartbeat.kiosk if heartbeat is not None else None
    if row.kiosk_key is not None:  # its reports say it, or none come: terminal_reports
        return found
    if row.chain_head is not None and heartbeat is not None and not (kiosk and kiosk.chain_head):
        found.append(Trouble("chain-silent", "it says nothing of its audit chain any more"))
    return found

"""Alerts that wait for an answer, each with the best shots of the person so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import cv2

from edge_app.domain import NO_TRACK, Alert, Image
from edge_app.pipeline.person_alerts import Whereabouts
from edge_app.pipeline.recogniser import Recognition

NOWHERE = Whereabouts(None, "", None)  # of an alert whose person is not known yet
FURTHER_SHOTS = 4  # beside the best one
FURTHER_SIDE = 480  # pixels: enough to compare by eye, and a bound on what is held
ALERTS_WITH_SHOTS = 20  # the newest; with all their shots at most 55 MB
ALERTS_IN_FULL = 50  # the newest; of older ones the picture is small: none is pushed out
SMALL_SIDE = 240  # pixels
SIGHTINGS_KEPT = 50  # the latest of an alert


class OpenAlerts:
    """Alerts that wait for an answer, oldest first. Pictures get better; decision and score stay.

    Not for several threads at once: the lane guards it.
    """

    def __init__(self, alerts: Iterable[Alert]) -> None:
        """Hold the `alerts` of an earlier run."""
        self._alerts = list(alerts)
        self._further: dict[str, list[tuple[float, Image]]] = {}  # alert -> quality, shot

    @property
    def all(self) -> tuple[Alert, ...]:
        """Return the alerts that wait, oldest first."""
        return tuple(self._alerts)

    def waits(self, alert_id: str) -> bool:
        """Return whether the alert waits; from any thread."""
        return any(alert.alert_id == alert_id for alert in self.all)

    def add_result(self, result: Recognition) -> tuple[str, ...]:
        """Add the alerts of `result`, and its shot to the alerts of the same person.

        Return those whose person came back with it.
        """
        back = []
        for n, alert in enumerate(self._alerts):
            if alert.alert_id not in result.concerns:
                continue
            improved = self._improved(alert, result)
            if result.came_back is not None:
                back.append(alert.alert_id)
                sightings = (*improved.sightings, result.came_back)[-SIGHTINGS_KEPT:]
                improved = replace(improved, sightings=sightings)
            self._alerts[n] = improved
        self._alerts.extend(result.alerts)
        for n, alert in enumerate(self._alerts[:-ALERTS_WITH_SHOTS]):
            if self._further.pop(alert.alert_id, None) or alert.shots:
                self._alerts[n] = replace(alert, shots=())
        for n, alert in enumerate(self._alerts[:-ALERTS_IN_FULL]):
            if max(alert.captured.shape[:2]) > SMALL_SIDE:
                captured = _bounded(alert.captured, SMALL_SIDE)
                self._alerts[n] = replace(alert, captured=captured)
        return tuple(back)

    def follow(self, where: Mapping[str, Whereabouts]) -> None:
        """Let each alert name the live track of its person, its case, and whom it surpasses."""
        for n, alert in enumerate(self._alerts):
            now = where.get(alert.alert_id, NOWHERE)
            track = NO_TRACK if now.track_id is None else now.track_id
            instead_of = now.instead_of or alert.instead_of
            told = (alert.track_id, alert.case_id, alert.instead_of)
            if (track, now.case_id, instead_of) != told:
                self._alerts[n] = replace(
                    alert, track_id=track, case_id=now.case_id, instead_of=instead_of
                )

    def remove(self, alert_id: str) -> Alert | None:
        """Return the alert, which waits no longer; None when there is none."""
        found = next((alert for alert in self._alerts if alert.alert_id == alert_id), None)
        if found is not None:
            self._alerts.remove(found)
            self._further.pop(alert_id, None)
        return found

    def _improved(self, alert: Alert, result: Recognition) -> Alert:
        if result.captured is None:
            return alert
        captured, quality, other = alert.captured, alert.quality, (result.quality, result.captured)
        if result.quality > alert.quality:
            other = (quality, captured)
            captured, quality = result.captured, result.quality
        further = self._further.setdefault(alert.alert_id, [])
        further.append((other[0], _bounded(other[1])))
        further.sort(key=lambda shot: -shot[0])
        del further[FURTHER_SHOTS:]
        shots = tuple(image for _, image in further)
        return replace(alert, captured=captured, quality=quality, shots=shots)


def _bounded(image: Image, side: int = FURTHER_SIDE) -> Image:
    """Return `image` with no side over `side`."""
    longest = max(image.shape[:2])
    if longest <= side:
        return image
    factor = side / longest
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(image.dtype)

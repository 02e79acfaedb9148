"""Alerts that wait for an answer, each with the best shots of the person so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import cv2

from edge_app.domain import Alert, Image
from edge_app.pipeline.recogniser import Recognition

FURTHER_SHOTS = 4  # beside the best one
FURTHER_SIDE = 480  # pixels: enough to compare by eye, and a bound on what is held
ALERTS_WITH_SHOTS = 20  # the newest; with all their shots at most 55 MB


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

    def add_result(self, result: Recognition) -> None:
        """Add the alerts of `result`, and its shot to the alerts of the same person."""
        if result.captured is not None:
            self._alerts = [self._improved(alert, result) for alert in self._alerts]
        self._alerts.extend(result.alerts)
        if len(self._alerts) > ALERTS_WITH_SHOTS:
            for n, alert in enumerate(self._alerts[:-ALERTS_WITH_SHOTS]):
                if self._further.pop(alert.alert_id, None) or alert.shots:
                    self._alerts[n] = replace(alert, shots=())

    def remove(self, alert_id: str) -> Alert | None:
        """Return the alert, which waits no longer; None when there is none."""
        found = next((alert for alert in self._alerts if alert.alert_id == alert_id), None)
        if found is not None:
            self._alerts.remove(found)
            self._further.pop(alert_id, None)
        return found

    def _improved(self, alert: Alert, result: Recognition) -> Alert:
        if alert.track_id != result.shot.track_id or result.captured is None:
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


def _bounded(image: Image) -> Image:
    """Return `image` with no side over FURTHER_SIDE."""
    longest = max(image.shape[:2])
    if longest <= FURTHER_SIDE:
        return image
    factor = FURTHER_SIDE / longest
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(image.dtype)

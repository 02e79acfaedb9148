"""The numbers of the shift."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

PEOPLE = QT_TRANSLATE_NOOP("counts", "Orang terlihat")
CAPTURED = QT_TRANSLATE_NOOP("counts", "Wajah terambil")
CAPTURE_RATE = QT_TRANSLATE_NOOP("counts", "Persentase terambil")
ALERTS = QT_TRANSLATE_NOOP("counts", "Peringatan")

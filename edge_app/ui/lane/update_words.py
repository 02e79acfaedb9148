"""Another version that is ready, and that an officer lets wait."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

READY = QT_TRANSLATE_NOOP("gapura", "Versi {version} siap. Layar mati sebentar saat lajur sepi.")
PUT_OFF = QT_TRANSLATE_NOOP("gapura", "Versi {version} ditunda sampai {until}.")
WAIT = QT_TRANSLATE_NOOP("gapura", "Tunda sampai {until}")

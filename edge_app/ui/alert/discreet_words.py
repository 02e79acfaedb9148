"""An alert on a glass that visitors see. They may read all of this."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

TURN = QT_TRANSLATE_NOOP("gapura", "Putar layar ke arah Anda.")
TURN_STEP = QT_TRANSLATE_NOOP("gapura", "Setelah itu sentuh “Buka”.")
OPEN = QT_TRANSLATE_NOOP("gapura", "Buka")

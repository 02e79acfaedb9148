"""Of when the counts under the lane's picture are."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

PEOPLE_SINCE = QT_TRANSLATE_NOOP("gapura", "Orang terlihat sejak {time}")

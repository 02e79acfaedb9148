"""The people of whom officers said that they are not the one on the list."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

MUTED_BY = QT_TRANSLATE_NOOP("gapura", "Bukan {name} menurut {officers}, sampai {until}")
MUTED_HERE = QT_TRANSLATE_NOOP("gapura", "Bukan {name}, sampai {until}")
MORE_MUTED = QT_TRANSLATE_NOOP("gapura", "dan {count} lagi")
LIFT = QT_TRANSLATE_NOOP("gapura", "Peringatkan lagi")

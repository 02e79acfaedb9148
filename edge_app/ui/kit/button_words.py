"""Words on the keys of the on-screen keyboard."""

from __future__ import annotations

from edge_app.ui.text.message import QT_TRANSLATE_NOOP

DELETE = QT_TRANSLATE_NOOP("gapura", "Hapus satu")
SPACE = QT_TRANSLATE_NOOP("gapura", "Spasi")

"""Words on the keys of the glass."""

from __future__ import annotations

from edge_app.ui.text.source import QT_TRANSLATE_NOOP

CLEAR = QT_TRANSLATE_NOOP("keys", "Ulang")
DELETE = QT_TRANSLATE_NOOP("keys", "Hapus satu")
SPACE = QT_TRANSLATE_NOOP("keys", "Spasi")

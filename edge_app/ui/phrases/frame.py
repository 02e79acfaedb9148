"""What stands around every screen."""

from __future__ import annotations

from edge_app.ui.phrases.source import QT_TRANSLATE_NOOP

OTHER_LANGUAGE = QT_TRANSLATE_NOOP("frame", "English")
FOR_THE_TECHNICIAN = QT_TRANSLATE_NOOP("frame", "Untuk teknisi: {detail}")

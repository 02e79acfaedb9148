"""What a kiosk opens before its window is there. Imports nothing: the splash waits for it."""

from __future__ import annotations

from enum import Enum


class OpeningStage(Enum):
    """A stage of a start, in order."""

    PROGRAM = "program"
    STORE = "store"
    MODELS = "models"
    WINDOW = "window"

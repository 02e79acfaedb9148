"""What the screen says, decided without Qt: `present` turns a LaneView into plain view models."""

from edge_app.ui.presenters.lane import Lane
from edge_app.ui.presenters.screen import ScreenView, present

__all__ = ["Lane", "ScreenView", "present"]

"""Calls for help between lanes: the strip, its presenter and words."""

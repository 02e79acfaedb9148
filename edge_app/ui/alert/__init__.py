"""The alert: its screen, presenter, words and widgets."""

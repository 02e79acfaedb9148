"""The lane: its screen, presenters, words and widgets."""

"""What an officer does at the terminal, without a window: each concern commands and a view."""

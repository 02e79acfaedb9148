"""A bare device at the glass: its ticket, its keys, its six words."""

"""A bare device at the glass: the first screen of a technician."""

"""The officer's screens: the only part of the terminal that knows Qt."""

"""Who works at the terminal: accounts, sign-in, shifts, preferences."""

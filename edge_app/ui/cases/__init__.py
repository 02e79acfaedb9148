"""Cases: what is noted of them, whose they are, how they end."""

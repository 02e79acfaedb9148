"""The whole system on one machine, and the scene before its camera."""

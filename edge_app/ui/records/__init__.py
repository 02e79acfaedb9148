"""History, statistics and reports on the screen."""

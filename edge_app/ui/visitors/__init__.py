"""Expected visitors on the screen."""

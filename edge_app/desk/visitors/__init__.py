"""Expected visitors and their families."""

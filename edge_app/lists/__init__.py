"""From a sealed package to a list that is searched."""

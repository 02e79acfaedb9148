"""Language, translation and shared words."""

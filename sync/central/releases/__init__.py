"""Editions: what is published of each collection, and when. `publish_due` does it all."""

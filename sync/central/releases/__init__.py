"""Releases: what is published of each collection, and when. `publish_due` does all of it."""

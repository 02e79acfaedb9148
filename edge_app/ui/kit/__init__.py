"""Widgets and view models that several features share."""

"""Alerts between the lane and the officer."""

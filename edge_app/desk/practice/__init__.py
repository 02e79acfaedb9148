"""Planted alerts: an officer practises on them, and no record holds them."""

"""Calls for help between the lanes of a checkpoint."""

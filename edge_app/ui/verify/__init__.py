"""Verification and identification on the screen."""

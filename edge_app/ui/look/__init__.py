"""Colours, sizes, contrast and style sheets."""

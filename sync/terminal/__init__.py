"""The terminal's end: updater, spool, uploads, clock, push."""

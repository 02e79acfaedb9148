"""Sign-in, settings and handover on the screen."""

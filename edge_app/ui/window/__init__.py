"""The kiosk's window and what stands around every screen."""

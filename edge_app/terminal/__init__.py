"""What is wired: lanes, the sync thread, statistics, audit events, the roots of kiosk and agent."""

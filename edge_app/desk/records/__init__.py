"""What happened at the lane: history, statistics, reports."""

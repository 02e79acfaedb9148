"""Start the two processes, as two users, behind a front or not."""

"""What terminals say and receive, by network and on media."""

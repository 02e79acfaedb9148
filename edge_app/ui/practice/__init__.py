"""Practice: an officer's own figures, a supervisor's plan, and what a planted alert was."""

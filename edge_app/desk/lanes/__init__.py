"""Several lanes at one desk: what it knows of them, and what a lane tells."""

"""What a technician does at the glass: the camera."""

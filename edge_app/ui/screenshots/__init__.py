"""Every screen as a picture, made from public-domain portraits."""

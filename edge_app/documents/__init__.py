"""What people show at a desk: a NIK, a passport's machine-readable zone, a code. Pure."""

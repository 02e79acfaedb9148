"""What data centre and terminal agree on: wire types, packages, signatures, names."""

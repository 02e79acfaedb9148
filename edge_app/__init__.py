"""The terminal: camera, decision, screens. May import `sync` and `models`."""

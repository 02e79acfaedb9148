"""From a photograph to a reference, and sheets of faces to look through."""

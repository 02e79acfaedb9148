"""The face engine: pixels -> templates -> candidates. Imports neither `sync` nor `edge_app`."""

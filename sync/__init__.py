"""What moves between the data centre and the terminal. Imports `models`, never `edge_app`."""

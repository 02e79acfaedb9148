"""The data centre's HTTP API, through FastAPI."""

"""The registry: what the data centre knows, through SQLAlchemy, on SQLite or PostgreSQL."""

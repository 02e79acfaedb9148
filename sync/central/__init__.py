"""The data centre: registry, publishing, ingest, push."""

"""What the data centre keeps outside its registry: blobs, and files of keys."""

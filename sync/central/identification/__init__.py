"""1:N: who on the lists a face may belong to."""

"""1:1 and 1:N at the lane: documents, liveness, the officer's decision."""

"""Cases at the desk: what belongs to an alert beside and after its answer."""

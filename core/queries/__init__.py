"""The read side: pages, counts and projections as frozen rows, one module per subject."""

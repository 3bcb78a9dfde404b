"""Papers: what is said, how it is laid out, how it is drawn."""

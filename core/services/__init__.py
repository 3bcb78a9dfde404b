"""Verbs that write, one module per subject."""

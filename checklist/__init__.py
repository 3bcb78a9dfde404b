"""The 60 points of a desk that a clerk prefers: each drives the real program and says what it measured."""

"""A seeded random walk over the real window: keys, compositions, clicks, pastes, sizes, pages, undo."""

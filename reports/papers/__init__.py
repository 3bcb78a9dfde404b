"""Facts to Document, one module per paper."""

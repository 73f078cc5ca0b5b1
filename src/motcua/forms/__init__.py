"""Form definitions, prefilling, and the source of every value."""

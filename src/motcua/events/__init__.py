"""The append-only record of what happened: chained, sealed, never overwritten."""

"""Money taken at the counter."""

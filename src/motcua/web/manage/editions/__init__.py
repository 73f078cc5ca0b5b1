"""Drafts of the catalogue: edited, looked at, compared, published by a second person."""

"""Stored files: named by their content, checked when they are read."""

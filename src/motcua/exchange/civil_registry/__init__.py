"""The electronic civil registry."""

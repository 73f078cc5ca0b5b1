"""The demonstration: an office as it stands on one day, made by the real commands."""

"""Calendars and deadline arithmetic: when is work done, and by when is an answer owed."""
